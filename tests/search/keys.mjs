// The keys of a vocabulary in JavaScript, by the letter of docs/content/search.md: the browser itself only
// ever looks a word up among the keys of the index.
import { readings, support } from '../../themes/default/js/search/analysis.js';

/**
 * The key of each form, by the vocabulary of all of them, which has to be without duplicates.
 * @param {string[]} forms @param {import('../../themes/default/js/search/analysis.js').Endings} table
 * @returns {Map<string, string>}
 */
export function keys(forms, table) {
  const read = forms.map((form) => ({ form, stems: readings(form, table) }));
  const offers = new Map();
  for (const { stems } of read) for (const stem of new Set(stems.map(([stem]) => stem))) offers.set(stem, (offers.get(stem) ?? 0) + 1);
  return new Map(read.map(({ form, stems }) => {
    const scored = stems.map(([stem, prior]) => ({ stem, score: prior + support(offers.get(stem)) }));
    scored.sort((a, b) => b.score - a.score || a.stem.length - b.stem.length || (a.stem < b.stem ? -1 : 1));
    return [form, scored[0].stem];
  }));
}
