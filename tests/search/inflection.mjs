// Does the search find a word in its other forms? Reads pairs of lemma and form, makes a site of half of their
// occurrences, with a page for each form, and asks it for every form of the other half. Right are the
// pages with a form of the same lemma. Prints means over the queries: how much of what is found is right, how much of
// what is right is found, and F1 of the two.
//
//     node tests/search/inflection.mjs FILE.tsv LANG [LEXICON]
//
// The file has a header, then lemma, form and count, tab-separated. LEXICON is a table of forms (`.tsv`), or a
// Hunspell dictionary (`.dic`, with its `.aff` beside it).
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { dice } from './madeup.mjs';
import { build, core, loader, vade } from './site.mjs';

/** Share of the occurrences that the site has. */
const SHARE = 0.5;

const [file, lang, lexicon] = process.argv.slice(2);
const binary = vade();
if (!file || !lang || !binary) {
  console.error(binary ? 'usage: node tests/search/inflection.mjs FILE.tsv LANG [LEXICON]' : 'no vade: run `cargo build --release`, or set VADE');
  process.exit(2);
}
const pairs = readFileSync(file, 'utf8').trim().split('\n').slice(1).map((line) => line.split('\t')).map(([lemma, form, count]) => ({ lemma, form, count: Number(count) }));
const roll = dice(1);
const published = pairs.map(({ count }) => Array.from({ length: count }, roll).filter((at) => at < SHARE).length);
const pages = pairs.filter((_, i) => published[i] > 0);
const asked = pairs.filter(({ count }, i) => count > published[i]);

const site = build({ ...settings(), ...Object.fromEntries(pages.map(({ form }, i) => [`content/${lang}/p${i}.md`, `---\ntitle: "${i}"\n---\n\n${form}\n`])) }, binary);
const { openIndex } = await core(site);
const index = await openIndex({ lang, load: loader(site).load });
let [queries, precision, recall, f1] = [0, 0, 0, 0];
for (const { lemma, form } of asked) {
  const wanted = new Set(pages.flatMap((page, i) => (page.lemma === lemma ? [i] : [])));
  if (!wanted.size) continue;
  // The space says that the word is typed to its end.
  const hits = (await index.search(`${form} `, { limit: 100 })).map(({ url }) => Number(/p(\d+)\/$/.exec(url)?.[1]));
  const right = hits.filter((page) => wanted.has(page)).length;
  queries++;
  precision += hits.length ? right / hits.length : 0;
  recall += right / wanted.size;
  f1 += (2 * right) / (hits.length + wanted.size);
}
const mean = (sum) => (sum / queries).toFixed(3);
console.log(`${lang}: ${pages.length} pages, ${queries} queries, precision ${mean(precision)}, recall ${mean(recall)}, F1 ${mean(f1)}`);

/** `site.toml`, and the lexicon if there is one. @returns {Record<string, string | Buffer>} */
function settings() {
  const toml = `title = "Inflection"\nbase_url = "https://example.org/"\ndefault_language = "${lang}"\n[languages.${lang}]\n`;
  const files = !lexicon ? [] : lexicon.endsWith('.dic') ? [lexicon, lexicon.replace(/dic$/, 'aff')] : [lexicon];
  return { 'site.toml': toml, ...Object.fromEntries(files.map((path) => [`lexicon/${lang}${extname(path)}`, readFileSync(path)])) };
}
