// The browser's half of the shared examples; `cargo test` reads the same files.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { endings, fold, lower, readings, support, tokens } from '../../themes/default/js/search/analysis.js';

const fixture = (name) => JSON.parse(readFileSync(new URL(`../fixtures/analysis/${name}.json`, import.meta.url), 'utf8'));

/** The table of a language as its file has it; `null` where there is none. */
function table(lang) {
  try {
    return JSON.parse(readFileSync(new URL(`../../src/language/analysis/endings/${lang}.json`, import.meta.url), 'utf8'));
  } catch {
    return null;
  }
}

test('words are found and folded as in the shared examples', () => {
  for (const { lang, text, words, folded } of fixture('words')) {
    const found = tokens(text).map(([start, end]) => text.slice(start, end));
    assert.deepEqual(found, words, text);
    assert.deepEqual(found.map((word) => fold(lower(word, lang))), folded, text);
  }
});

test('words are read as in the shared examples', () => {
  for (const { lang, word, readings: expected } of fixture('readings')) {
    assert.deepEqual(readings(word, endings(table(lang))), expected, `${lang} ${word}`);
  }
});

test('support grows by sixteen an octave', () => {
  assert.deepEqual([0, 1, 2, 3, 4, 6, 7, 8, 1000, 2 ** 32 - 1].map(support), [0, 0, 16, 25, 32, 41, 44, 48, 159, 511]);
});

test('nothing that is no text breaks the words', () => {
  for (const text of ['\ud800', 'a\udc00b', '\ud83d', '￿', '\0', 'x'.repeat(100_000)]) {
    for (const [start, end] of tokens(text)) assert.ok(fold(lower(text.slice(start, end), 'tr')).length <= 40);
  }
});
