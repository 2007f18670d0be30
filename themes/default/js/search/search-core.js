/**
 * The search of a Vademecum site, without a page around it: runs in browsers, in Node, and in
 * `vade search`. Import nothing else from this folder; the rest may change.
 */
import { endings, words } from './analysis.js';
import { density, excerpt, matches, nearness } from './excerpt.js';
import { addSynonyms, documentsWith, meanings as meaningsOf } from './lexicon.js';
import { parse } from './query.js';
import { rank } from './rank.js';
import { Store, numbers, occurs } from './store.js';

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
/**
 * So many pages at a time are put in order by how near together the words stand: what is asked for first
 * stays in its place when more is asked for.
 */
const CONTENDERS = 10;
/** Pages whose texts are read for a phrase; otherwise only those are that are shown, or may come before them. */
const READ_FOR_PHRASE = 30;

/** @typedef {{ section: import('./store.js').Section, places: import('./excerpt.js').Match[] }} Read  what was read of a page */

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
  const heat = query.phrases.length ? READ_FOR_PHRASE : CONTENDERS;
  const { ranked, count, rarity } = rank(store, meanings, wanted, heat * Math.ceil(limit / heat));
  const wordOf = new Map();
  meanings.forEach(({ forms }, word) => {
    for (const form of forms.keys()) if (!wordOf.has(form) || query.words[word].folded === form) wordOf.set(form, word);
  });
  const phrasesIn = query.phrases.length ? (await import('./phrases.js')).phrasesIn : null;
  const lift = (/** @type {import('./excerpt.js').Match[][]} */ texts) =>
    1 + Math.max(...texts.map((places) => NEARNESS * nearness(places, rarity) + DENSITY * density(places, rarity)));
  const contenders = ranked.map(({ document, section, score: wordsScore }, place) => {
    const present = [section, store.first[document]].map((section) => occurring(meanings, section));
    return { place, document, section, wordsScore, score: phrasesIn ? Infinity : lift(present) * wordsScore, read: /** @type {Read | null} */ (null) };
  });
  /** @param {typeof contenders[0]} page */
  async function read(page) {
    const section = await store.section(page.section);
    const places = matches(section, store.lang, wordOf);
    // A title that says it all stands as near together as a sentence does.
    const together = [places, matches(section.page.title, store.lang, wordOf), matches(section.title, store.lang, wordOf)];
    const phrases = phrasesIn ? await phrasesIn(store, page.document, query.phrases, wordsOf) : 0;
    page.score = Math.min(page.score, page.wordsScore * lift(together) * PHRASE ** (phrases / query.words.length));
    page.read = (together.every((places) => !places.length) && (await inText(page))) || { section, places };
  }
  /**
   * Where a page that was found by its keywords, tags or summary says it in its text: a reader wants to see the words.
   * @param {typeof contenders[0]} page @returns {Promise<Read | null>}
   */
  async function inText({ document, section }) {
    const [from, to] = [store.first[document], store.first[document + 1]];
    const says = (/** @type {number} */ at) => occurring(meanings, at).reduce((sum, { word }) => sum + (meanings[word].light ? 0 : rarity[word]), 0);
    const others = Array.from({ length: to - from }, (_, i) => from + i).filter((at) => at !== section);
    const [most] = others.map((at) => ({ at, sum: says(at) })).sort((a, b) => b.sum - a.sum || a.at - b.at);
    if (!most?.sum) return null;
    const other = await store.section(most.at);
    const places = matches(other, store.lang, wordOf);
    return places.length ? { section: other, places } : null;
  }
  const best = [];
  for (let from = 0; from < Math.min(limit, contenders.length); from += heat) {
    best.push(...await foremost(contenders.slice(from, from + heat), limit - from, read));
  }
  const hits = best.map(({ read, score, wordsScore }) => {
    const { section: { page, id, title, text }, places } = /** @type {Read} */ (read);
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

/**
 * The `most` best of some pages in order. Until it is read, a page's score is the most that it may come to: so the
 * texts of those that cannot come before the others are not loaded.
 * @template {{ place: number, score: number, read: Read | null }} T
 * @param {T[]} pages @param {number} most @param {(page: T) => Promise<void>} read
 * @returns {Promise<T[]>}
 */
async function foremost(pages, most, read) {
  pages.sort((a, b) => b.score - a.score || a.place - b.place);
  const first = pages.slice(0, most);
  const unread = first.filter((page) => !page.read);
  if (!unread.length) return first;
  await Promise.all(unread.map(read));
  return foremost(pages, most, read);
}

/** The words of a query that a section may have, as if they stood in it as in the query. @param {import('./lexicon.js').Meaning[]} meanings @param {number} section */
function occurring(meanings, section) {
  return meanings.flatMap(({ spellings }, word) => ([...spellings.keys()].some((spelling) => occurs(spelling, section)) ? [{ at: word, start: 0, end: 0, word }] : []));
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
