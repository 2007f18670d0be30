/**
 * What the reader typed, taken apart: words, "quoted phrases", and -words to leave out.
 */
import { fold, lower, tokens } from './analysis.js';

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
  const words = new Map();
  // Words that occur twice are no more wanted than others; the last occurrence may be open.
  for (const word of wordsOf(kept, lang)) if (words.size < MOST_WORDS || words.has(word.folded)) words.set(word.folded, word);
  return { words: [...words.values()], phrases: phrases.filter((phrase) => phrase.length), without };
}

/** @param {string} text @param {string} lang @returns {Word[]} */
function wordsOf(text, lang) {
  const found = tokens(text).map(([start, end]) => {
    const surface = lower(text.slice(start, end), lang);
    return { surface, folded: fold(surface), open: end === text.length };
  });
  return found.filter(({ folded }) => folded);
}
