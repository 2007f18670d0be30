/**
 * The search of a Vademecum site, without a page around it: runs in browsers, in Node, and in
 * `vade search`. Import nothing else from this folder; the rest may change.
 */
import { endings, words } from './analysis.js';
import { excerpt } from './excerpt.js';
import { addSynonyms, documentsWith, meanings as meaningsOf } from './lexicon.js';
import { parse } from './query.js';
import { rank } from './rank.js';
import { reader } from './reading.js';
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
 * @typedef {{ limit?: number, filters?: Filters, explain?: boolean }} SearchOptions
 *
 * @typedef {Hit[] & { total: number, corrections: { typed: string, taken: string }[], words?: { typed: string, rarity: number, forms: [string, number][] }[] }} Hits
 *   `corrections`: words that the site doesn't have, and what was looked for instead; `words`, with
 *   `explain`: the forms each word of the query was taken for, and how surely
 */

/**
 * So many pages at a time are put in order by how near together the words stand: what is asked for first
 * stays in its place when more is asked for.
 */
const CONTENDERS = 10;
/** As many where a phrase is quoted: the texts of all of them are read. */
const READ_FOR_PHRASE = 30;

/**
 * What a reader asked for, and what it was taken for.
 * @typedef {{ store: Store, query: import('./query.js').Query, meanings: import('./lexicon.js').Meaning[], rarity: number[] }} Asked
 *
 * @typedef {import('./reading.js').Contender} Contender
 * @typedef {(page: Contender) => Promise<void>} Read
 */

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
    async search(query, options = {}) {
      table ??= store.endings().then(endings);
      table.catch(() => (table = undefined));
      return search(store, await table, parse(query, lang), options);
    },
    /** What pages can be filtered by: kind → id → [label, pages]. */
    facets: () => store.facets(),
  };
}

/**
 * @param {Store} store @param {import('./analysis.js').Endings} table
 * @param {import('./query.js').Query} query @param {SearchOptions} options
 */
async function search(store, table, query, { limit = 10, filters = {}, explain = false }) {
  const meanings = await meaningsOf(store, table, query.words);
  await addSynonyms(store, table, query.words, meanings);
  const unwanted = await Promise.all(query.without.map((word) => documentsWith(store, table, word)));
  const passes = await wish(store, filters);
  const wanted = (/** @type {number} */ document) => passes(document) && !unwanted.some((set) => set.has(document));
  const heat = query.phrases.length ? READ_FOR_PHRASE : CONTENDERS;
  const { ranked, count, rarity } = rank(store, meanings, wanted, heat * Math.ceil(limit / heat));
  const asked = { store, query, meanings, rarity };
  const { unread, read } = await reader(asked);
  const best = await inOrder(ranked.map(unread), limit, heat, read);
  const hits = Object.assign(best.map((page) => hit(asked, page)), { total: count, corrections: corrections(asked, best) });
  return explain ? (await import('./explain.js')).explained(hits, best, asked) : hits;
}

/**
 * The `limit` best pages in order: each heat of so many is a contest of its own.
 * @param {Contender[]} pages @param {number} limit @param {number} heat @param {Read} read
 */
async function inOrder(pages, limit, heat, read) {
  const best = [];
  for (let from = 0; from < Math.min(limit, pages.length); from += heat) {
    best.push(...await foremost(pages.slice(from, from + heat), limit - from, read));
  }
  return best;
}

/**
 * The `most` best of some pages in order. Until it is read, a page's score is the most that it may come to: so the
 * texts of those that cannot come before the others are not loaded.
 * @param {Contender[]} pages @param {number} most @param {Read} read
 * @returns {Promise<Contender[]>}
 */
async function foremost(pages, most, read) {
  pages.sort((a, b) => b.score - a.score || a.place - b.place);
  const first = pages.slice(0, most);
  const unread = first.filter((page) => !page.shown);
  if (!unread.length) return first;
  await Promise.all(unread.map(read));
  return foremost(pages, most, read);
}

/** What is told of a page. @param {Asked} asked @param {Contender} page @returns {Hit} */
function hit({ store, rarity }, { shown, score }) {
  const { section: { page, id, title, text }, places } = /** @type {import('./reading.js').Shown} */ (shown);
  const { text: words, marks } = excerpt(text, places, rarity);
  return {
    url: store.manifest.home + page.address, title: page.title.text, score, trail: page.trail,
    section: id ? { id, title: title.text } : null,
    excerpt: words, marks,
  };
}

/** Words that the site doesn't have, and what was looked for instead. @param {Asked} asked @param {Contender[]} best */
function corrections({ query, meanings }, best) {
  return query.words.flatMap(({ surface }, i) => {
    const taken = meanings[i].nearest?.(best);
    return taken ? [{ typed: surface, taken }] : [];
  });
}

/** The words of a text as searched: what finds them again in a page. @param {string} text @param {string} lang */
export function wordsOf(text, lang) {
  return words(text, lang);
}

/** Whether a document passes the filters. @param {Store} store @param {Filters} filters @returns {Promise<(document: number) => boolean>} */
async function wish(store, filters) {
  const kinds = Object.entries(filters).filter(([, ids]) => ids?.length);
  if (!kinds.length) return () => true;
  const { filter } = await import('./filters.js');
  return filter(await store.facets(), kinds, numbers);
}
