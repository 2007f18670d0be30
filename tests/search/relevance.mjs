// How good is the search? Given a folder of query sets, builds each as a site, asks its queries,
// and prints success@1, MRR@10, recall@10 and the share of queries without a result.
//
//     node tests/search/relevance.mjs FOLDER [LANG…]
//
// A set is `<lang>.json`: { documents: [{ id, title, body }], queries: [{ kind, text, relevant }] }.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, core, escaped, loader, vade } from './site.mjs';

const [folder, ...only] = process.argv.slice(2);
const binary = vade();
if (!folder || !binary) {
  console.error(folder ? 'no vade: run `cargo build --release`, or set VADE' : 'usage: node tests/search/relevance.mjs FOLDER [LANG…]');
  process.exit(2);
}
const languages = readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5));
console.log('lang  kind      queries  success@1  MRR@10  recall@10  none   median ms  95 % ms');
for (const lang of languages.filter((lang) => !only.length || only.includes(lang)).sort()) await measure(lang);

async function measure(lang) {
  const { documents, queries } = JSON.parse(readFileSync(join(folder, `${lang}.json`), 'utf8'));
  const site = build(siteOf(lang, documents), binary);
  const { openIndex } = await core(site);
  const { load, loaded } = loader(site);
  const index = await openIndex({ lang, load });
  /** @type {Map<string, any>} */
  const kinds = new Map();
  for (const { kind, text, relevant } of queries) {
    const start = performance.now();
    const hits = await index.search(text, { limit: 10 });
    const time = performance.now() - start;
    const at = hits.findIndex(({ url }) => url.endsWith(`/${relevant}/`)) + 1;
    const seen = kinds.get(kind) ?? { asked: 0, first: 0, reciprocal: 0, found: 0, none: 0, times: [] };
    kinds.set(kind, seen);
    seen.asked++;
    seen.first += at === 1 ? 1 : 0;
    seen.reciprocal += at ? 1 / at : 0;
    seen.found += at ? 1 : 0;
    seen.none += hits.length ? 0 : 1;
    seen.times.push(time);
  }
  for (const [kind, seen] of kinds) print(lang, kind, seen);
  const size = loaded.reduce((sum, { path }) => sum + gzipSync(readFileSync(join(site, path)), { level: 6 }).length, 0);
  console.log(`${lang}    all ${loaded.length} files that the queries asked for: ${(size / 1000).toFixed(0)} kB gzip`);
}

function siteOf(lang, documents) {
  const files = { 'site.toml': `title = "Relevance"\nbase_url = "https://example.org/"\ndefault_language = "${lang}"\n[languages.${lang}]\n` };
  for (const { id, title, body } of documents) {
    files[`content/${lang}/${id}.md`] = `---\ntitle: ${JSON.stringify(title)}\n---\n\n${escaped(body)}\n`;
  }
  return files;
}

function print(lang, kind, { asked, first, reciprocal, found, none, times }) {
  times.sort((a, b) => a - b);
  const percent = (value) => ((100 * value) / asked).toFixed(1).padStart(5);
  const at = (share) => times[Math.floor((times.length - 1) * share)].toFixed(1).padStart(9);
  console.log(`${lang.padEnd(5)} ${kind.padEnd(9)} ${String(asked).padStart(7)}  ${percent(first)}      ${percent(reciprocal)}   ${percent(found)}      ${percent(none)}  ${at(0.5)} ${at(0.95)}`);
}
