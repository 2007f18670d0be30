/**
 * The search of a Vademecum site, without a page around it: runs in browsers, in Node, and in
 * `vade search`. Import nothing else from this folder; the rest may change.
 */
import { endings, fold, lower, tokens } from './analysis.js';
import { density, excerpt, hasPhrase, matches, nearness } from './excerpt.js';
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
const DENSITY = 0.3;
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
  const read = await Promise.all(ranked.map(async (found) => {
    const page = await store.page(found.document);
    const section = page.sections[found.section - store.first[found.document]];
    const places = matches(section, store.lang, wordOf);
    // A title that says it all stands as near together as a sentence does.
    const together = [places, matches(page.name, store.lang, wordOf), matches(section.name, store.lang, wordOf)];
    const lift = 1 + Math.max(...together.map((places) => NEARNESS * nearness(places, rarity) + DENSITY * density(places, rarity)));
    const texts = [page.title, ...page.sections.flatMap(({ title, text }) => [title, text])];
    const phrases = query.phrases.filter((phrase) => texts.some((text) => hasPhrase(text, store.lang, phrase)));
    return { page, section, places, wordsScore: found.score, score: found.score * lift * PHRASE ** (quoted(phrases) / query.words.length) };
  }));
  read.sort((a, b) => b.score - a.score);
  const hits = read.slice(0, limit).map(({ page, section, places, score, wordsScore }) => {
    const shown = excerpt(section.text, places, rarity);
    return {
      url: store.manifest.home + page.address, title: page.title, score, trail: page.trail,
      section: section.id ? { id: section.id, title: section.title } : null,
      excerpt: shown.text, marks: shown.marks, ...(explain ? { wordsScore } : {}),
    };
  });
  const corrections = query.words.map(({ surface }, i) => ({ typed: surface, taken: meanings[i].nearest })).filter(({ taken }) => taken);
  const words = explain ? query.words.map(({ surface }, i) => ({ typed: surface, rarity: rarity[i], forms: [...meanings[i].forms].sort((a, b) => b[1] - a[1]) })) : undefined;
  return Object.assign(hits, { total: count, corrections, words });
}

/** How many words these phrases have. @param {string[][]} phrases */
function quoted(phrases) {
  return phrases.reduce((words, phrase) => words + phrase.length, 0);
}

/** Words shorter than this, and other forms that share less than this, are not marked in a page. */
const SHORTEST_MARKED = 3;
const ALIKE = 0.7;

/**
 * What finds the words of a query in the texts of a page that a result led to.
 * @param {string} query @param {string} lang
 * @returns {(text: string) => [number, number][]}
 */
export function marker(query, lang) {
  const wanted = parse(query, lang).words.map(({ folded }) => folded).filter(({ length }) => length >= SHORTEST_MARKED);
  return (text) => tokens(text).filter(([start, end]) => {
    const folded = fold(lower(text.slice(start, end), lang));
    return wanted.some((word) => alike(word, folded));
  });
}

/** Whether two folded words may be forms of one. @param {string} a @param {string} b */
function alike(a, b) {
  let common = 0;
  while (common < Math.min(a.length, b.length) && a[common] === b[common]) common++;
  return common >= SHORTEST_MARKED && common >= ALIKE * Math.max(a.length, b.length);
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
