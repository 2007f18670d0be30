// On the page for what is not found: what the words of the address find, in its language.
import { indexOf } from './search/box.js';

const { base = '/', lang: reader } = { base: document.documentElement.dataset.base, lang: document.documentElement.lang };
/** Most pages that are offered. */
const LIMIT = 2;

/** @param {HTMLElement} place */
export async function offerNearest(place) {
  const segments = decode(location.pathname.slice(base.length)).split('/').filter(Boolean);
  const languages = (place.dataset.languages ?? '').split(' ');
  const lang = languages.includes(segments[0]) ? segments.shift() : reader;
  const index = await indexOf(lang);
  // The last part of an address says most; what is above it may know more.
  for (const segment of segments.reverse()) {
    const words = segment.replace(/\.\w{2,4}$/, '').replace(/[-_.+]+/g, ' ').trim();
    const hits = words ? await index.search(words, { limit: LIMIT }) : [];
    if (hits.length === 0) continue;
    place.querySelector('ul').replaceChildren(...hits.map((hit) => card(hit, lang)));
    place.hidden = false;
    return;
  }
}

function decode(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** @param {{ url: string, title: string, excerpt: string }} hit @param {string} lang */
function card(hit, lang) {
  const [item, heading, link, text] = ['li', 'h3', 'a', 'p'].map((name) => document.createElement(name));
  item.className = 'card';
  if (lang !== reader) item.lang = lang;
  item.dir = 'auto';
  link.href = hit.url;
  link.textContent = hit.title;
  text.textContent = hit.excerpt;
  heading.append(link);
  item.append(heading, text);
  return item;
}
