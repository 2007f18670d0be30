/**
 * What the dialog and the search page share: the index over the network, one query at a time,
 * the newest winning, and results as elements.
 */
import { openIndex } from './search-core.js';

const base = document.documentElement.dataset.base ?? '/';

/** @param {string} path relative to the site's root */
async function load(path) {
  const answer = await fetch(base + path);
  if (!answer.ok) throw new Error(`${answer.status} ${path}`);
  return answer.json();
}

/** @type {Map<string, ReturnType<typeof openIndex>>} */
const indexes = new Map();

/** The index of a language, opened once. @param {string} lang */
export function indexOf(lang) {
  let index = indexes.get(lang);
  if (!index) {
    indexes.set(lang, (index = openIndex({ lang, load })));
    index.catch(() => indexes.delete(lang));
  }
  return index;
}

/** Texts of the user interface; plural ones are tables that know their language. @type {Promise<Record<string, any>> | undefined} */
let texts;

/** @param {HTMLElement} place */
export function textsFor(place) {
  texts ??= fetch(place.dataset.texts ?? '').then((answer) => answer.json());
  texts.catch(() => (texts = undefined));
  return texts;
}

/** Puts values into a text. @param {any} text @param {Record<string, string | number>} values */
export function say(text, values = {}) {
  const form = typeof text === 'object' ? (text[new Intl.PluralRules(text.lang).select(Number(values.n))] ?? text.other) : (text ?? '');
  return form.replace(/\{(\w+)\}/g, (/** @type {string} */ whole, /** @type {string} */ name) =>
    name in values ? (typeof values[name] === 'number' ? values[name].toLocaleString(document.documentElement.lang) : values[name]) : whole);
}

/**
 * Runs queries so that an answer that comes late never replaces a newer one.
 * @param {string} lang
 */
export function newest(lang) {
  let latest = 0;
  /** @param {string} query @param {import('./search-core.js').SearchOptions} options @returns {Promise<import('./search-core.js').Hits | null>} */
  return async (query, options) => {
    const mine = ++latest;
    try {
      const hits = await (await indexOf(lang)).search(query, options);
      return mine === latest ? hits : null;
    } catch (error) {
      if (mine === latest) throw error;
      return null;
    }
  };
}

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} name @param {Record<string, string>} [attributes] @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Results that are asked for before it is known how many fit. */
export const FEW = 3;

/** Where a page is: in a portable folder, whose script says so, a file. @type {(address: string) => string} */
const place = /** @type {any} */ (globalThis).vadePlace ?? ((address) => address);

/** Where a result leads. @param {import('./search-core.js').Hit} hit */
export function addressOf(hit) {
  return place(hit.url) + (hit.section ? `#${encodeURIComponent(hit.section.id)}` : '');
}

/** A result's parts: title, where it is, what it says. @param {import('./search-core.js').Hit} hit @param {string} lang */
export function hitParts(hit, lang) {
  const where = [...hit.trail, ...(hit.section ? [hit.section.title] : [])];
  const parts = [element('span', { class: 'hit-title', lang, dir: 'auto' }, hit.title)];
  if (where.length) parts.push(element('span', { class: 'hit-trail', lang, dir: 'auto' }, where.join(' › ')));
  if (hit.excerpt) parts.push(element('span', { class: 'hit-excerpt', lang, dir: 'auto' }, ...markedText(hit.excerpt, hit.marks)));
  return parts;
}

/** @param {string} text @param {[number, number][]} marks */
function markedText(text, marks) {
  /** @type {(Node | string)[]} */
  const parts = [];
  let at = 0;
  for (const [start, end] of marks) {
    parts.push(text.slice(at, start), element('mark', {}, text.slice(start, end)));
    at = end;
  }
  return [...parts, text.slice(at)];
}

/** Lets the page that a result leads to mark the words. @param {HTMLElement} link @param {() => string} query */
export function rememberMarks(link, query) {
  link.addEventListener('click', () => {
    try {
      sessionStorage.setItem('vade.marked', query());
    } catch {
      // Storage is switched off.
    }
  });
}

const RECENT = 'vade.recent';
const MOST_RECENT = 5;

/** Queries that led somewhere, newest first. @returns {string[]} */
export function recent() {
  try {
    const kept = JSON.parse(localStorage.getItem(RECENT) ?? '[]');
    return Array.isArray(kept) ? kept.filter((query) => typeof query === 'string').slice(0, MOST_RECENT) : [];
  } catch {
    return [];
  }
}

/** @param {string | null} query `null` forgets all */
export function keepRecent(query) {
  try {
    const kept = query === null ? [] : [query, ...recent().filter((old) => old !== query)].slice(0, MOST_RECENT);
    localStorage.setItem(RECENT, JSON.stringify(kept));
  } catch {
    // Storage is switched off.
  }
}

/** The search page of a language. @param {string} lang */
export function searchPage(lang) {
  const own = document.documentElement.lang;
  const prefixed = document.querySelector('a.site-title')?.getAttribute('href') !== place(base);
  return place(prefixed || lang !== own ? `${base}${lang}/search/` : `${base}search/`);
}
