// How good are a table of endings and the families of a language? Reads pairs of lemma and form, gives every form its key as the
// index does, and prints precision, recall and F1 over pairs of distinct forms.
//
//     node tests/search/pairs.mjs FILE.tsv LANG [TABLE.json]
//
// The file has a header, then lemma, form and count, tab-separated.
import { readFileSync } from 'node:fs';
import { endings, fold, lower } from '../../themes/default/js/search/analysis.js';
import { families, keys } from './keys.mjs';

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
const keyOf = keys([...lemmasOf.keys()], table, families(lang));
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
