/**
 * The search of a Vademecum site, without a page around it: runs in browsers, in Node, and in
 * `vade search`. Import nothing else from this folder; the rest may change.
 */
import { endings, words } from './analysis.js';
import { density, excerpt, matches, nearness } from './excerpt.js';
import { addSynonyms, documentsWith, meanings as meaningsOf } from './lexicon.js';
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
 * @typedef {{ limit?: number, filters?: Filters, explain?: boolean }} SearchOptions
 *
 * @typedef {Hit[] & { total: number, corrections: { typed: string, taken: string }[], words?: { typed: string, rarity: number, forms: [string, number][] }[] }} Hits
 *   `corrections`: words that the site doesn't have, and what was looked for instead; `words`, with
 *   `explain`: the forms each word of the query was taken for, and how surely
 */

/** How much words that stand together lift a page. */
const NEARNESS = 0.5;
const DENSITY = 0.6;
/**
 * How much a quoted phrase lifts a page that has it: above all that have not, where nothing else is
 * asked. In a question that goes on, quotation marks stand about a name, and names have forms.
 */
const PHRASE = 100;
/** Pages whose texts are read for a phrase; otherwise only those that are shown are. */
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
    async search(query, { limit = 10, filters = {}, explain = false } = {}) {
      table ??= store.endings().then(endings);
      table.catch(() => (table = undefined));
      return search(store, await table, parse(query, lang), limit, filters, explain);
    },
    /** What pages can be filtered by: kind → id → [label, pages]. */
    facets: () => store.facets(),
  };
}

/**
 * @param {Store} store @param {import('./analysis.js').Endings} table
 * @param {import('./query.js').Query} query @param {number} limit @param {Filters} filters @param {boolean} explain
 */
async function search(store, table, query, limit, filters, explain) {
  const meanings = await meaningsOf(store, table, query.words);
  await addSynonyms(store, table, query.words, meanings);
  const unwanted = await Promise.all(query.without.map((word) => documentsWith(store, table, word)));
  const passes = await wish(store, filters);
  const wanted = (/** @type {number} */ document) => passes(document) && !unwanted.some((set) => set.has(document));
  const most = limit && query.phrases.length ? Math.max(limit, READ_FOR_PHRASE) : limit;
  const { ranked, count, rarity } = rank(store, meanings, wanted, most);
  const wordOf = new Map();
  meanings.forEach(({ forms }, word) => {
    for (const form of forms.keys()) if (!wordOf.has(form) || query.words[word].folded === form) wordOf.set(form, word);
  });
  const phrasesIn = query.phrases.length ? (await import('./phrases.js')).phrasesIn : null;
  const read = await Promise.all(ranked.map(async (found) => {
    const section = await store.section(found.section);
    const places = matches(section, store.lang, wordOf);
    // A title that says it all stands as near together as a sentence does.
    const together = [places, matches(section.page.title, store.lang, wordOf), matches(section.title, store.lang, wordOf)];
    const lift = 1 + Math.max(...together.map((places) => NEARNESS * nearness(places, rarity) + DENSITY * density(places, rarity)));
    const phrases = phrasesIn ? await phrasesIn(store, found.document, query.phrases, wordsOf) : 0;
    return { section, places, wordsScore: found.score, score: found.score * lift * PHRASE ** (phrases / query.words.length) };
  }));
  read.sort((a, b) => b.score - a.score);
  const hits = read.slice(0, limit).map(({ section: { page, id, title, text }, places, score, wordsScore }) => {
    const shown = excerpt(text, places, rarity);
    return {
      url: store.manifest.home + page.address, title: page.title.text, score, trail: page.trail,
      section: id ? { id, title: title.text } : null,
      excerpt: shown.text, marks: shown.marks, ...(explain ? { wordsScore } : {}),
    };
  });
  const corrections = query.words.map(({ surface }, i) => ({ typed: surface, taken: meanings[i].nearest })).filter(({ taken }) => taken);
  const words = explain ? query.words.map(({ surface }, i) => ({ typed: surface, rarity: rarity[i], forms: [...meanings[i].forms].sort((a, b) => b[1] - a[1]) })) : undefined;
  return Object.assign(hits, { total: count, corrections, words });
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
