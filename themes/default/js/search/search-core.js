/**
 * The search of a Vademecum site, without a page around it: runs in browsers, in Node, and in
 * `vade search`. Import nothing else from this folder; the rest may change.
 */
import { endings } from './analysis.js';
import { density, excerpt, hasPhrase, matches, nearness } from './excerpt.js';
import { addSynonyms, documentsWith, meaning } from './lexicon.js';
import { parse } from './query.js';
import { rank } from './rank.js';
import { Store, numbers } from './store.js';

/**
 * A page that answers the query. Texts are plain: escape them when you show them.
 *
 * @typedef {{ url: string, title: string, score: number, trail: string[],
 *   section: { id: string, title: string } | null,
 *   excerpt: string, marks: [number, number][] }} Hit
 *   `marks`: where in the excerpt words of the query stand, in UTF-16 units
 *
 * @typedef {{ section?: string | string[], tag?: string | string[], owner?: string | string[], audience?: string | string[] }} Filters
 *   ids; a page must have one of each kind that is given
 *
 * @typedef {{ limit?: number, filters?: Filters }} SearchOptions
 *
 * @typedef {Hit[] & { total: number, corrections: { typed: string, taken: string }[] }} Hits
 *   `corrections`: words that the site doesn't have, and what was looked for instead
 */

/** How much words that stand together lift a page. */
const NEARNESS = 0.35;
const DENSITY = 0.3;
/** How much a quoted phrase lifts a page that has it: above all that have not. */
const PHRASE = 100;
/** Pages whose texts are read to find out; what ranks below them stays there. */
const READ = 10;
const READ_FOR_PHRASE = 30;

/**
 * Opens the index of one language. `load` is given a path relative to the site's root and returns
 * a promise of the parsed JSON.
 *
 * @param {{ lang: string, load: (path: string) => Promise<any> }} options
 */
export async function openIndex({ lang, load }) {
  const store = await Store.open(lang, load);
  /** @type {Promise<import('./analysis.js').Endings> | undefined} */
  let table;
  return {
    /**
     * Pages for a query, best first.
     * @param {string} query
     * @param {SearchOptions} [options]
     * @returns {Promise<Hits>}
     */
    async search(query, { limit = 10, filters = {} } = {}) {
      table ??= store.endings().then(endings);
      table.catch(() => (table = undefined));
      return search(store, await table, parse(query, lang), limit, filters);
    },
    /** What pages can be filtered by: kind → id → [label, pages]. */
    facets: () => store.facets(),
  };
}

/**
 * @param {Store} store @param {import('./analysis.js').Endings} table
 * @param {import('./query.js').Query} query @param {number} limit @param {Filters} filters
 */
async function search(store, table, query, limit, filters) {
  const meanings = await Promise.all(query.words.map((word) => meaning(store, table, word)));
  await addSynonyms(store, table, query.words, meanings);
  const unwanted = await Promise.all(query.without.map((word) => documentsWith(store, table, word)));
  const passes = await wish(store, filters);
  const wanted = (/** @type {number} */ document) => passes(document) && !unwanted.some((set) => set.has(document));
  const { ranked, rarity } = rank(store, meanings, wanted);
  const wordOf = new Map();
  meanings.forEach(({ forms }, word) => {
    for (const form of forms.keys()) if (!wordOf.has(form) || query.words[word].folded === form) wordOf.set(form, word);
  });
  const most = Math.max(limit, query.phrases.length ? READ_FOR_PHRASE : READ);
  const read = await Promise.all(ranked.slice(0, limit && most).map(async (found) => {
    const page = await store.page(found.document);
    const section = page.sections[found.section - store.first[found.document]];
    const places = matches(section.text, store.lang, wordOf);
    const lift = 1 + NEARNESS * nearness(places, rarity) + DENSITY * density(places, rarity);
    const texts = [page.title, ...page.sections.flatMap(({ title, text }) => [title, text])];
    const phrases = query.phrases.filter((phrase) => texts.some((text) => hasPhrase(text, store.lang, phrase)));
    return { page, section, places, score: found.score * lift * PHRASE ** phrases.length };
  }));
  read.sort((a, b) => b.score - a.score);
  const hits = read.slice(0, limit).map(({ page, section, places, score }) => {
    const shown = excerpt(section.text, places, rarity);
    return {
      url: store.manifest.home + page.address, title: page.title, score, trail: page.trail,
      section: section.id ? { id: section.id, title: section.title } : null,
      excerpt: shown.text, marks: shown.marks,
    };
  });
  const corrections = query.words.map(({ surface }, i) => ({ typed: surface, taken: meanings[i].nearest })).filter(({ taken }) => taken);
  return Object.assign(hits, { total: ranked.length, corrections });
}

/** Whether a document passes the filters. @param {Store} store @param {Filters} filters @returns {Promise<(document: number) => boolean>} */
async function wish(store, filters) {
  const kinds = Object.entries(filters ?? {}).filter(([, ids]) => ids?.length);
  if (!kinds.length) return () => true;
  const facets = await store.facets();
  const sets = kinds.map(([kind, ids]) => {
    const known = new Map(Object.entries(facets[kind] ?? {}));
    return new Set([ids].flat().flatMap((id) => documents(known.get(id)?.[1] ?? '')));
  });
  return (document) => sets.every((set) => set.has(document));
}

/** @param {string} coded */
function documents(coded) {
  let next = 0;
  return numbers(coded).map((distance) => (next += distance + 1) - 1);
}
