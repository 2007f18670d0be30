/**
 * Where the query's words stand in a text: how near each other, and the stretch to show.
 */
import { words } from './analysis.js';

/**
 * A token of the text that matches a query word.
 * @typedef {{ at: number, start: number, end: number, word: number }} Match  `at` counts tokens
 */

/** Characters of an excerpt, about two lines on a phone; and how far back a sentence may begin. */
const LENGTH = 180;
/** Words of a longer sentence. */
const SENTENCE = 20;

/**
 * @param {import('./store.js').Text} section @param {string} lang @param {Map<string, number>} wordOf query word by folded form
 * @returns {Match[]}
 */
export function matches(section, lang, wordOf) {
  // The next letter that is typed asks for the same text.
  section.words ??= words(section.text, lang);
  const found = [];
  for (let at = 0; at < section.words.length; at++) {
    const { start, end, folded } = section.words[at];
    const word = wordOf.get(folded);
    if (word !== undefined) found.push({ at, start, end, word });
  }
  return found;
}

/**
 * How much of the query stands together in the text, from 0 to 1: for each two neighbouring query
 * words how near they come, in order counting more.
 * @param {Match[]} found @param {number[]} rarity
 */
export function nearness(found, rarity) {
  let sum = 0;
  let all = 0;
  for (let word = 0; word + 1 < rarity.length; word++) {
    const weight = Math.min(rarity[word], rarity[word + 1]);
    all += weight;
    let nearest = 0;
    for (let i = 0; i < found.length; i++) {
      if (found[i].word !== word && found[i].word !== word + 1) continue;
      for (let j = i + 1; j < found.length && found[j].at - found[i].at <= 8; j++) {
        if (found[j].word + found[i].word !== 2 * word + 1) continue;
        const order = found[i].word === word ? 1 : 0.6;
        nearest = Math.max(nearest, order / (found[j].at - found[i].at));
      }
    }
    sum += weight * nearest;
  }
  return all ? sum / all : 0;
}

/**
 * How much of the query stands in one stretch of the text about as long as a sentence, from 0 to 1.
 * A single word stands together with nothing; it may be in the keywords or the code of a page.
 * @param {Match[]} found @param {number[]} rarity
 */
export function density(found, rarity) {
  if (rarity.length < 2) return 0;
  const all = rarity.reduce((sum, rare) => sum + rare, 0);
  let most = 0;
  for (let i = 0; i < found.length; i++) {
    const seen = new Set();
    let sum = 0;
    for (let j = i; j < found.length && found[j].at - found[i].at <= SENTENCE; j++) {
      if (!seen.has(found[j].word)) sum += rarity[found[j].word];
      seen.add(found[j].word);
    }
    most = Math.max(most, sum);
  }
  return all ? most / all : 0;
}

/**
 * The stretch of the text that says most about the query, and where its words are in it.
 * @param {string} text @param {Match[]} found @param {number[]} rarity
 * @returns {{ text: string, marks: [number, number][] }}
 */
export function excerpt(text, found, rarity) {
  const [from, to] = stretch(text, best(found, rarity));
  const cut = text.slice(from, to);
  const start = cut.length - cut.trimStart().length;
  /** @type {[number, number][]} */
  const marks = [];
  for (const match of found) {
    if (match.start < from + start || match.end > to) continue;
    const last = marks[marks.length - 1];
    // Pairs of letters overlap; one mark for the run.
    if (last && match.start - from - start <= last[1]) last[1] = match.end - from - start;
    else marks.push([match.start - from - start, match.end - from - start]);
  }
  return { text: (from > 0 ? '…' : '') + cut.trim().replace(/\s/g, ' ') + (to < text.length ? '…' : ''), marks: from > 0 ? marks.map(([a, b]) => [a + 1, b + 1]) : marks };
}

/** Where the best run of matches begins and ends. @param {Match[]} found @param {number[]} rarity @returns {[number, number]} */
function best(found, rarity) {
  /** @type {[number, number]} */
  let span = found.length ? [found[0].start, found[0].end] : [0, 0];
  let most = 0;
  for (let i = 0; i < found.length; i++) {
    const seen = new Set();
    let score = 0;
    for (let j = i; j < found.length && found[j].end - found[i].start <= LENGTH * 0.85; j++) {
      score += rarity[found[j].word] * (seen.has(found[j].word) ? 0.1 : 1);
      seen.add(found[j].word);
      if (score > most * 1.001) [most, span] = [score, [found[i].start, found[j].end]];
    }
  }
  return span;
}

/** Widens a span to the length of an excerpt, at spaces. @param {string} text @param {[number, number]} span */
function stretch(text, [start, end]) {
  let from = Math.max(0, start - Math.max(0, Math.floor((LENGTH - (end - start)) / 3)));
  if (from > 0) {
    const before = text.slice(from, start);
    const sentence = before.search(/[.!?…。！？؟]\s|\n/u) + 1;
    const space = before.search(/\s/u);
    from += sentence > 0 ? sentence : Math.max(0, space);
  }
  let to = Math.min(text.length, from + LENGTH);
  if (to < text.length) {
    const space = text.slice(end, to).search(/\s\S*$/u);
    if (space > 0) to = end + space;
  }
  return [from, to];
}
