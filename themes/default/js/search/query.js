/**
 * What the reader typed, taken apart: words, "quoted phrases", and -words to leave out.
 */
import { words } from './analysis.js';

/**
 * @typedef {{ surface: string, folded: string, open: boolean }} Word  `open`: its end may not be typed yet
 * @typedef {{ words: Word[], phrases: string[][], without: string[] }} Query
 */

/** Longer queries are pasted by accident; their beginning says what they are about. */
const LONGEST = 1000;
const MOST_WORDS = 40;

const PHRASE = /["„“”«»]([^"„“”«»]+)["„“”«»]/gu;
const WITHOUT = /(^|\s)-([\p{L}\p{N}]\S*)/gu;

/**
 * @param {string} text
 * @param {string} lang
 * @returns {Query}
 */
export function parse(text, lang) {
  /** @type {string[]} */
  const without = [];
  const kept = String(text).slice(0, LONGEST).replace(WITHOUT, (_, space, word) => {
    without.push(...wordsOf(word, lang).map(({ folded }) => folded));
    return ' ';
  });
  const phrases = [...kept.matchAll(PHRASE)].map((found) => wordsOf(found[1], lang).map(({ folded }) => folded));
  const wanted = new Map();
  // Words that occur twice are no more wanted than others; the last occurrence may be open.
  for (const word of wordsOf(kept, lang)) if (wanted.size < MOST_WORDS || wanted.has(word.folded)) wanted.set(word.folded, word);
  return { words: [...wanted.values()], phrases: phrases.filter((phrase) => phrase.length), without };
}

/** @param {string} text @param {string} lang @returns {Word[]} */
function wordsOf(text, lang) {
  return words(text, lang).filter(({ folded }) => folded).map(({ surface, folded, end }) => ({ surface, folded, open: end === text.length }));
}
