// What the preview adds to a page: it follows the site as it is being written.
//
// The server says that something has changed, never what: this page then asks what there is at
// its own address. So nothing can be missed, whatever happened while the machine was asleep or
// the server away. Not part of any published site.
import { follow } from './turns.js';
import { mirror, morph } from './morph.js';
import { overlay } from './overlay.js';

const own = document.querySelector('script[data-vade]');
/** Names the bytes that this page was made from. */
let etag = own.dataset.vade;
own.remove();

/** Whether there was a page at this address when the browser asked for it. Some don't tell. */
const wasSent = performance.getEntriesByType('navigation')[0]?.responseStatus === 200;

/** Taken before any other module runs: the page as it was sent. */
const live = mirror(document.documentElement);
const first = read();
restore();

/** @type {{ page: Document, found: boolean } | null} what this page was made from */
let source = null;
let nodes = new Map();
let asked = 0;
let working = false;

follow(turn);

/** There may be something new. One question at a time; the last one is about the last state. */
async function turn() {
  asked += 1;
  if (working) return;
  working = true;
  try {
    for (let seen = 0; seen !== asked;) {
      seen = asked;
      await look();
    }
  } catch (error) {
    // The server is away; the stream will say when it is back.
    console.debug('vade:', error);
  } finally {
    working = false;
  }
}

async function look() {
  source ??= await first;
  const state = await (await fetch(`/_vade/state.json?path=${location.pathname}`)).json();
  overlay.show(state.problems);
  const there = state.kind === 'file';
  // A page that was here in this tab is followed, also where it went before the first question.
  if (source.found || wasSent) sessionStorage.setItem('vade.seen', location.pathname);
  const seen = sessionStorage.getItem('vade.seen') === location.pathname;
  if (!there && state.to && seen) {
    await leave(() => location.replace(state.to));
  } else if (there !== source.found) {
    await leave(() => location.reload());
  } else if (state.etag !== etag && state.etag !== null) {
    await update();
  }
}

/** The page at this address as the server has it. */
async function read() {
  const response = await fetch(location.href, { headers: { accept: 'text/html' } });
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  page.querySelector('script[data-vade]')?.remove();
  const name = (response.headers.get('etag') ?? '').replaceAll('"', '');
  return { page, name, found: response.ok };
}

/** Takes over what has changed, and leaves everything else as the reader has it. */
async function update() {
  const next = await read();
  if (source.name !== etag || next.found !== source.found || scripts(next.page) !== scripts(source.page) || isRedirect(next.page)) {
    return reload();
  }
  if (nodes.size === 0) nodes = live.pair(source.page.documentElement);
  const result = morph(source.page.documentElement, next.page.documentElement, nodes);
  if (!result) return reload();
  nodes = result.nodes;
  source = next;
  etag = next.name;
  if (result.changed.length > 0 && scripts(next.page) !== '') {
    // Scripts may have to do their work on what is new. Who says nothing is not prepared for it.
    const event = new CustomEvent('vade:update', { cancelable: true, detail: { changed: result.changed } });
    if (dispatchEvent(event)) return reload();
  }
}

/** What runs in a page. */
function scripts(page) {
  const runs = [...page.querySelectorAll('script')].filter(({ type }) => !type || /module|javascript/.test(type));
  return runs.map((script) => script.getAttribute('src') ?? script.text).join('\n');
}

function isRedirect(page) {
  return page.querySelector('meta[http-equiv="refresh" i]') !== null;
}

// For a reload: what the browser itself does not keep.

function reload() {
  const open = [...document.querySelectorAll('details')].map((details) => details.open);
  const query = document.querySelector('dialog[open] input')?.value;
  const kept = { path: location.pathname, at: Date.now(), x: scrollX, y: scrollY, open, query };
  sessionStorage.setItem('vade', JSON.stringify(kept));
  return leave(() => location.reload());
}

/** Goes elsewhere. Never done: a second look would begin the same navigation anew. */
function leave(go) {
  go();
  return new Promise(() => {});
}

async function restore() {
  const kept = JSON.parse(sessionStorage.getItem('vade') ?? 'null');
  sessionStorage.removeItem('vade');
  if (kept?.path !== location.pathname || Date.now() - kept.at > 10_000) return;
  if (document.readyState !== 'complete') await new Promise((done) => addEventListener('load', done, { once: true }));
  const details = document.querySelectorAll('details');
  if (details.length === kept.open.length) details.forEach((each, index) => { each.open = kept.open[index]; });
  scrollTo({ left: kept.x, top: kept.y, behavior: 'instant' });
  if (kept.query === undefined) return;
  document.querySelector('[data-search-open]')?.click();
  for (let tries = 0; tries < 50; tries += 1) {
    const field = document.querySelector('dialog[open] input');
    if (field) {
      field.value = kept.query;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      return;
    }
    await new Promise((done) => setTimeout(done, 20));
  }
}
