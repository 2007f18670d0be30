// The handbook of this repository is asked what readers ask, in forms that the text mostly doesn't
// have. Each language has to reach its floor: MRR@10 as typed, without accents, in capitals,
// and with one typing error in the longest word. PRINT=1 prints what was reached, and what missed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { dice } from './madeup.mjs';
import { buildFolder, core, loader, vade } from './site.mjs';

/** In per cent: typed, bare, capitals, error. Floors lie a little below what was reached. */
const FLOORS = {
  sk: [92, 92, 92, 92], et: [93, 93, 93, 87], en: [94, 94, 94, 92],
  tr: [79, 79, 79, 83], ro: [79, 79, 79, 76], ar: [85, 85, 85, 73],
};

const binary = vade();
const site = binary && buildFolder(fileURLToPath(new URL('../..', import.meta.url)), binary);
const ids = new Map(site ? JSON.parse(readFileSync(join(site, 'index.json'), 'utf8')).articles.map(({ url, id }) => [url, id]) : []);

/** @param {string} text */
const bare = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/ı/g, 'i').normalize('NFC');

/** One letter of the longest word left out, doubled, swapped with the next, or another. @param {string} text @param {() => number} roll */
function mistyped(text, roll) {
  const word = text.split(' ').reduce((a, b) => (b.length > a.length ? b : a));
  const at = 1 + Math.floor(roll() * (word.length - 2));
  const other = 'aeionrst'[Math.floor(roll() * 8)];
  const made = [
    () => word.slice(0, at) + word.slice(at + 1), () => word.slice(0, at) + word[at] + word.slice(at),
    () => word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2), () => word.slice(0, at) + other + word.slice(at + 1),
  ][Math.floor(roll() * 4)]();
  return text.replace(word, made);
}

for (const [lang, floors] of Object.entries(FLOORS)) {
  test(`what readers ask in ${lang}`, { skip: !binary && 'no vade' }, async () => {
    const lines = readFileSync(new URL(`queries/${lang}.tsv`, import.meta.url), 'utf8').trim().split('\n').filter((line) => !line.startsWith('#'));
    const queries = lines.map((line) => line.split('\t')).map(([wanted, text]) => ({ wanted: wanted.split('|'), text }));
    const { openIndex } = await core(site);
    const index = await openIndex({ lang, load: loader(site).load });
    const roll = dice(1);
    const kinds = { typed: (text) => text, bare, capitals: (text) => text.toLocaleUpperCase(lang), error: (text) => mistyped(text, roll) };
    const reached = {};
    for (const [kind, change] of Object.entries(kinds)) {
      let sum = 0;
      for (const { wanted, text } of queries) {
        const asked = change(text);
        const hits = await index.search(asked);
        const rank = hits.findIndex(({ url }) => wanted.includes(ids.get(url))) + 1;
        sum += rank ? 1 / rank : 0;
        if (process.env.PRINT && rank !== 1 && kind !== 'capitals') console.log(`${lang} ${kind} ${rank}: ${asked} → ${ids.get(hits[0]?.url)}, not ${wanted.join(' or ')}`);
      }
      reached[kind] = Number(((100 * sum) / queries.length).toFixed(1));
    }
    if (process.env.PRINT) console.log(lang, queries.length, reached);
    Object.values(reached).forEach((found, i) => assert.ok(found >= floors[i], `${lang}: ${JSON.stringify(reached)}, floors ${floors}`));
  });
}
