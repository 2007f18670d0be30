// Words at random, in all scripts: `vade` and the browser must find, fold and key them alike.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { endings, fold, lower, tokens } from '../../themes/default/js/search/analysis.js';
import { families, keys } from './keys.mjs';
import { dice } from './madeup.mjs';
import { build, loader, vade } from './site.mjs';
import { Store } from '../../themes/default/js/search/store.js';

const SEED = Number(process.env.SEED ?? 20261122);
const WORDS = 3000;
const TEXTS = 60;
const binary = vade();

/** Ranges of characters: letters and marks of many scripts, digits, and what stands between words. */
const SCRIPTS = [
  [0x61, 0x7a], [0x41, 0x5a], [0xc0, 0x17f], [0x180, 0x24f], [0x300, 0x36f], [0x370, 0x3ff], [0x400, 0x4ff], [0x530, 0x58f], [0x5b0, 0x5f4],
  [0x610, 0x6ff], [0x750, 0x77f], [0x900, 0x97f], [0x980, 0x9ff], [0xa00, 0xa7f], [0xe01, 0xe5b], [0xe80, 0xedf], [0x1000, 0x109f], [0x1780, 0x17f9],
  [0x1e00, 0x1eff], [0x1f00, 0x1fff], [0x3041, 0x30ff], [0x4e00, 0x4eff], [0xac00, 0xacff], [0xfb00, 0xfb4f], [0xfe70, 0xfefc], [0xff10, 0xff9f],
  [0x10400, 0x1044f], [0x1d400, 0x1d4ff], [0x1e900, 0x1e95f], [0x20000, 0x200ff],
];
const BETWEEN = ["'", '’', '·', '‧', '״', '-', '.', ',', '_', '\u200b', '\u200c', '\u200d', '\u00ad', '1', '٣', '९', '½', '²', 'İ', 'I', 'ı', 'ß', 'ς', 'Σ', 'ـ', 'ー'];

/** @param {() => number} roll */
function maker(roll) {
  const between = (low, high) => low + Math.floor(roll() * (high - low + 1));
  const char = ([low, high]) => {
    const made = String.fromCodePoint(between(low, high));
    // What Unicode has not assigned yet, `vade` may know before Node does.
    return /\p{Cn}/u.test(made) ? 'a' : made;
  };
  return (/** @type {number} */ longest) => {
    const script = SCRIPTS[between(0, SCRIPTS.length - 1)];
    const one = () => (roll() < 0.12 ? BETWEEN[between(0, BETWEEN.length - 1)] : char(roll() < 0.9 ? script : SCRIPTS[between(0, SCRIPTS.length - 1)]));
    return Array.from({ length: between(1, longest) }, one).join('');
  };
}

/** A word with an ending of the language, so that tables have something to do. */
function inflected(roll, table, stems) {
  const pick = (list) => list[Math.floor(roll() * list.length)];
  return pick(stems) + (roll() < 0.8 ? pick([...table.suffixes.keys()]) : '') || 'x';
}

for (const lang of ['en', 'sk', 'et', 'tr', 'ro', 'ar', 'hi', 'de', 'el', 'es', 'ru', 'mt']) {
  test(`words are folded and keyed alike: ${lang}`, { skip: !binary && 'no vade' }, () => {
    const roll = dice(SEED);
    const make = maker(roll);
    const file = new URL(`../../src/language/analysis/endings/${lang}.json`, import.meta.url);
    const table = endings(lang === 'mt' ? null : JSON.parse(readFileSync(file, 'utf8')));
    const stems = [...Array.from({ length: 150 }, () => make(6).replace(/\s/gu, '')), ...families(lang).flat()];
    const words = Array.from({ length: WORDS }, (_, i) => (i % 2 && table.suffixes.size ? inflected(roll, table, stems) : make(9))).map((word) => word.replace(/[\s\u0085\ufeff]/gu, '') || 'x');
    const printed = execFileSync(binary, ['analyze', '--lang', lang], { input: words.join('\n'), encoding: 'utf8' }).trimEnd().split('\n');
    const forms = words.map((word) => fold(lower(word, lang)));
    const keyOf = keys([...new Set(forms)], table, families(lang));
    printed.forEach((line, i) => assert.equal(line, `${words[i]}\t${forms[i]}\t${keyOf.get(forms[i])}`, `SEED=${SEED}, word ${i}`));
    assert.equal(printed.length, words.length);
  });
}

test('words are found alike in any text', { skip: !binary && 'no vade' }, async () => {
  const make = maker(dice(SEED + 1));
  const texts = Array.from({ length: TEXTS }, () => Array.from({ length: 12 }, () => make(14)).join(' ')).map((text) => text.replace(/[\u0000-\u001f\u007f-\u009f]/gu, ''));
  const files = { 'site.toml': 'title = "F"\nbase_url = "https://example.org/"\n[languages.en]\n[languages.tr]\n' };
  for (const lang of ['en', 'tr']) texts.forEach((text, i) => (files[`content/${lang}/p${i}.md`] = `---\ntitle: page\nsearch:\n  keywords: [${JSON.stringify(text)}]\n---\n`));
  const site = build(files, binary);
  for (const lang of ['en', 'tr']) {
    const wanted = new Set(['page', ...texts.flatMap((text) => tokens(text).map(([start, end]) => fold(lower(text.slice(start, end), lang))))].filter(Boolean));
    const { load } = loader(site);
    const store = await Store.open(lang, load);
    const found = new Set();
    for (let at = 0; at < store.starts.length; at++) for (const form of (await store.words(at)).byForm.keys()) found.add(form);
    const missing = [...wanted].filter((form) => !found.has(form));
    const strange = [...found].filter((form) => !wanted.has(form));
    assert.deepEqual({ missing, strange }, { missing: [], strange: [] }, `SEED=${SEED}, ${lang}`);
  }
});
