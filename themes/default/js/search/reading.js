/**
 * The texts of pages that were found: how near together the words of the query stand in them, and which
 * section of each a reader is shown.
 */
import { words } from './analysis.js';
import { density, matches, nearness } from './excerpt.js';
import { occurs } from './store.js';

/** How much words that stand together lift a page. */
const NEARNESS = 0.5;
const DENSITY = 0.6;
/**
 * How much a quoted phrase lifts a page that has it: above all that have not, where nothing else is
 * asked. In a question that goes on, quotation marks stand about a name, and names have forms.
 */
const PHRASE = 100;

/**
 * @typedef {import('./excerpt.js').Match} Match
 * @typedef {{ section: import('./store.js').Section, places: Match[] }} Shown  what is shown of a page
 * @typedef {{ place: number, document: number, section: number, wordsScore: number, score: number, shown: Shown | null }} Contender
 *   a page among those that were found: `place` by its words alone, `shown` once it was read
 */

/** @param {import('./search-core.js').Asked} asked */
export async function reader({ store, query, meanings, rarity }) {
  const wordOf = wordsByForm(query, meanings);
  const quoted = query.phrases.length ? await import('./phrases.js') : null;

  const found = (/** @type {import('./store.js').Text} */ text) => matches(text, store.lang, wordOf);
  const lift = (/** @type {Match[][]} */ texts) =>
    1 + Math.max(...texts.map((places) => NEARNESS * nearness(places, rarity) + DENSITY * density(places, rarity)));

  /** The words that a section may have, as if they stood in it as in the query. @param {number} section @returns {Match[]} */
  const present = (section) =>
    meanings.flatMap(({ spellings }, word) => ([...spellings.keys()].some((spelling) => occurs(spelling, section)) ? [{ at: word, start: 0, end: 0, word }] : []));

  /** A page before it is read: with the score that it cannot exceed. @param {import('./rank.js').Ranked} ranked @param {number} place @returns {Contender} */
  function unread({ document, section, score: wordsScore }, place) {
    const most = lift([section, store.first[document]].map(present));
    return { place, document, section, wordsScore, score: quoted ? Infinity : most * wordsScore, shown: null };
  }

  /** Reads the section that has the words, sets the page's score, and chooses what is shown. @param {Contender} page */
  async function read(page) {
    const section = await store.section(page.section);
    const places = found(section);
    // A title that says it all stands as near together as a sentence does.
    const together = [places, found(section.page.title), found(section.title)];
    const phrases = quoted ? await quoted.phrasesIn(store, page.document, query.phrases, words) : 0;
    page.score = Math.min(page.score, page.wordsScore * lift(together) * PHRASE ** (phrases / query.words.length));
    page.shown = (together.every((places) => !places.length) && (await inText(page))) || { section, places };
  }

  /**
   * Where a page that was found by its keywords, tags or summary says it in its text: a reader wants to see the words.
   * @param {Contender} page @returns {Promise<Shown | null>}
   */
  async function inText({ document, section }) {
    const [from, to] = [store.first[document], store.first[document + 1]];
    const says = (/** @type {number} */ at) => present(at).reduce((sum, { word }) => sum + (meanings[word].light ? 0 : rarity[word]), 0);
    const others = Array.from({ length: to - from }, (_, i) => from + i).filter((at) => at !== section);
    const [most] = others.map((at) => ({ at, sum: says(at) })).sort((a, b) => b.sum - a.sum || a.at - b.at);
    if (!most?.sum) return null;
    const other = await store.section(most.at);
    const places = found(other);
    return places.length ? { section: other, places } : null;
  }

  return { unread, read };
}

/** Which word of the query each form was taken for; a form that was typed, for itself. @param {import('./query.js').Query} query @param {import('./lexicon.js').Meaning[]} meanings */
function wordsByForm(query, meanings) {
  const wordOf = new Map();
  meanings.forEach(({ forms }, word) => {
    for (const form of forms.keys()) if (!wordOf.has(form) || query.words[word].folded === form) wordOf.set(form, word);
  });
  return wordOf;
}
