// The keys of a vocabulary in JavaScript, by the letter of docs/content/search.md: the browser itself only
// ever looks a word up among the keys of the index.
import { existsSync, readFileSync } from 'node:fs';
import { fold, lower, readings, support } from '../../themes/default/js/search/analysis.js';

/**
 * The key of each form, by the vocabulary of all of them, which has to be without duplicates.
 * @param {string[]} forms @param {import('../../themes/default/js/search/analysis.js').Endings} table
 * @param {string[][]} families folded forms that belong together
 * @returns {Map<string, string>}
 */
export function keys(forms, table, families = []) {
  const read = forms.map((form) => ({ form, stems: readings(form, table) }));
  const offers = new Map();
  for (const { stems } of read) for (const stem of new Set(stems.map(([stem]) => stem))) offers.set(stem, (offers.get(stem) ?? 0) + 1);
  const likeliest = (/** @type {[string, number][]} */ stems) => {
    const scored = stems.map(([stem, prior]) => ({ stem, score: prior + support(offers.get(stem) ?? 1) }));
    scored.sort((a, b) => b.score - a.score || a.stem.length - b.stem.length || (a.stem < b.stem ? -1 : 1));
    return scored[0].stem;
  };
  // Nothing of the site says that a stem which keeps less is of this word.
  const keeps = (/** @type {string} */ form) => (/** @type {[string, number]} */ [stem]) => 5 * stem.length > 3 * form.length;
  const present = new Set(forms);
  const keyOf = (/** @type {string} */ form) => {
    const stems = readings(form, table);
    const kept = present.has(form) ? stems : stems.filter(keeps(form));
    return likeliest(kept.length ? kept : stems);
  };
  const joined = new Map();
  const last = (/** @type {string} */ key) => (joined.has(key) ? last(joined.get(key)) : key);
  for (const family of families) {
    const [first, ...others] = family.map((form) => last(keyOf(form)));
    for (const key of others.map(last)) if (key !== first) joined.set(key, first);
  }
  return new Map(read.map(({ form, stems }) => [form, last(likeliest(stems))]));
}

/** The word families that `vade` knows of a language, folded. @param {string} lang @returns {string[][]} */
export function families(lang) {
  const file = new URL(`../../src/language/analysis/families/${lang}.txt`, import.meta.url);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const words = lines.filter((line) => line && !line.startsWith('#'));
  return words.map((line) => line.split(' ').map((form) => fold(lower(form, lang))));
}
