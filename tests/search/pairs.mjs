// How good is a table of endings? Reads pairs of lemma and form, gives every form its key as the
// index does, and prints precision, recall and F1 over pairs of distinct forms.
//
//     node tests/search/pairs.mjs FILE.tsv LANG [TABLE.json]
//
// The file has a header, then lemma, form and count, tab-separated.
import { readFileSync } from 'node:fs';
import { endings, fold, lower, readings, support } from '../../themes/default/js/search/analysis.js';

const [file, lang, own] = process.argv.slice(2);
if (!file || !lang) {
  console.error('usage: node tests/search/pairs.mjs FILE.tsv LANG [TABLE.json]');
  process.exit(2);
}
const path = own ?? new URL(`../../src/language/analysis/endings/${lang}.json`, import.meta.url);
const table = endings(JSON.parse(readFileSync(path, 'utf8')));
const pairs = readFileSync(file, 'utf8').trim().split('\n').slice(1).map((line) => line.split('\t'))
  .map(([lemma, form]) => ({ lemma, form: fold(lower(form, lang)) }));

const formsOf = group(pairs, ({ lemma }) => lemma);
const lemmasOf = group(pairs, ({ form }) => form);
const keyOf = keys([...lemmasOf.keys()]);
const byKey = group([...lemmasOf.keys()], (form) => keyOf.get(form));
let [relevant, found, right] = [0, 0, 0];
for (const [form, lemmas] of lemmasOf) {
  const wanted = new Set(lemmas.flatMap(({ lemma }) => formsOf.get(lemma).map((pair) => pair.form)));
  const others = byKey.get(keyOf.get(form)).filter((other) => other !== form);
  relevant += wanted.size - 1;
  found += others.length;
  right += others.filter((other) => wanted.has(other)).length;
}
const [precision, recall] = [right / found, right / relevant];
const f1 = (2 * precision * recall) / (precision + recall);
console.log(`${lang}: ${keyOf.size} forms, precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, F1 ${f1.toFixed(3)}`);

/** @template T @param {T[]} list @param {(entry: T) => any} by @returns {Map<any, T[]>} */
function group(list, by) {
  const groups = new Map();
  for (const entry of list) groups.get(by(entry))?.push(entry) ?? groups.set(by(entry), [entry]);
  return groups;
}

/** The key of each form, by the vocabulary of all of them. @param {string[]} forms */
function keys(forms) {
  const read = forms.map((form) => ({ form, stems: readings(form, table) }));
  const offers = new Map();
  for (const { stems } of read) for (const stem of new Set(stems.map(([stem]) => stem))) offers.set(stem, (offers.get(stem) ?? 0) + 1);
  return new Map(read.map(({ form, stems }) => {
    const scored = stems.map(([stem, prior]) => ({ stem, score: prior + support(offers.get(stem)) }));
    scored.sort((a, b) => b.score - a.score || a.stem.length - b.stem.length || (a.stem < b.stem ? -1 : 1));
    return [form, scored[0].stem];
  }));
}
