// What a reader's browser loads for a search, gzip -6: from opening the box to the first result,
// and for each further query. Prints a table; needs nothing but `vade` and Node.
//
//     node tests/search/sizes.mjs [handbook|twenty|short|some|many|FOLDER LANG WORD…]
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, buildFolder, core, loader, vade } from './site.mjs';
import { madeUp } from './madeup.mjs';

const QUERIES = 20;

/** Results that the dialog asks for at first, and those in view at a desk; `tests/browser/search.test.mjs` looks that no others are loaded. */
const FEW = 3;
const IN_VIEW = 4;

/** What the box takes before anything is typed: modules that opening asks for, texts, manifest. */
export function opening(site, lang) {
  const modules = reachable(site, nameOf(site, 'box'));
  const manifest = `search/${lang}/manifest.json`;
  return [...modules, textsOf(site, lang), manifest].filter(Boolean);
}

/** The published name of a module. @param {string} site @param {string} stem */
function nameOf(site, stem) {
  const name = readdirSync(join(site, 'assets')).find((name) => new RegExp(`^${stem}\\.[0-9a-f]+\\.js$`).test(name));
  if (!name) throw new Error(`no assets/${stem}.<hash>.js`);
  return `assets/${name}`;
}

/** A module and what it imports at once. */
function reachable(site, path, found = new Set()) {
  if (found.has(path)) return found;
  found.add(path);
  const text = readFileSync(join(site, path), 'utf8');
  for (const [, name] of text.matchAll(/(?:from|import)\s*['"]\.\/([^'"]+)['"]/g)) reachable(site, join(dirname(path), name), found);
  return found;
}

/** The texts of the user interface, as the page of the language names them. */
function textsOf(site, lang) {
  const page = [join(site, lang, 'index.html'), join(site, 'index.html')].find((path) => statSync(path, { throwIfNoEntry: false }));
  const name = page && readFileSync(page, 'utf8').match(/data-texts="[^"]*?(assets\/[^"]+)"/)?.[1];
  return name ?? null;
}

export const zipped = (site, path) => gzipSync(readFileSync(join(site, path)), { level: 6 }).length;

/** Bytes for opening, for the first result (mean and worst of several queries), for each further query. */
export async function measure(site, lang, queries) {
  const { openIndex } = await core(site);
  const open = opening(site, lang);
  const sum = (paths) => [...new Set(paths)].reduce((all, path) => all + zipped(site, path), 0);
  const first = [];
  for (const query of queries) {
    const { load, loaded } = loader(site);
    await (await openIndex({ lang, load })).search(query, { limit: FEW });
    first.push(sum([...open, ...loaded.map(({ path }) => path)]));
  }
  const { load, loaded } = loader(site);
  const index = await openIndex({ lang, load });
  const times = [];
  for (const query of queries) {
    await index.search(query, { limit: IN_VIEW });
    const start = performance.now();
    await index.search(query, { limit: IN_VIEW });
    times.push(performance.now() - start);
  }
  // What lets the list grow comes after the first results.
  const all = sum([...open, nameOf(site, 'growing'), ...loaded.map(({ path }) => path)]);
  const mean = first.reduce((a, b) => a + b) / first.length;
  const files = readdirSync(join(site, 'search', lang));
  return {
    open: sum(open), script: sum(open.filter((path) => path.endsWith('.js'))), mean, worst: Math.max(...first),
    further: (all - first[0]) / (queries.length - 1), files: files.length,
    whole: files.reduce((bytes, name) => bytes + statSync(join(site, 'search', lang, name)).size, 0),
    zipped: files.reduce((bytes, name) => bytes + zipped(site, join('search', lang, name)), 0),
    median: times.sort((a, b) => a - b)[times.length >> 1], late: times[Math.floor(times.length * 0.95)],
  };
}

const kB = (bytes) => (bytes / 1000).toFixed(1).padStart(8);

function print(name, found) {
  console.log(`${name.padEnd(22)}${kB(found.script)}${kB(found.open)}${kB(found.mean)}${kB(found.worst)}${kB(found.further)}${String(found.files).padStart(7)}${kB(found.whole)}${kB(found.zipped)}   ${found.median.toFixed(1)} / ${found.late.toFixed(1)}`);
}

const HANDBOOK = {
  en: ['refund', 'angry customer', 'late delivery', 'how to apologise'], sk: ['reklamácia', 'nahnevaný zákazník', 'ospravedlnenie'],
  ar: ['شكوى', 'عميل غاضب', 'اعتذار'],
};

/** Twenty articles of the usual length: the handbook's and the shortest about the program, without front matter and links. */
function twenty() {
  const root = new URL('../..', import.meta.url);
  const within = (/** @type {string} */ folder) => readdirSync(new URL(folder, root), { recursive: true }).filter((name) => name.endsWith('.md')).map((name) => `${folder}${name}`);
  const size = (/** @type {string} */ path) => statSync(new URL(path, root)).size;
  const own = within('content/en/');
  const others = within('docs/content/').filter((path) => !path.includes('problems/') && !path.endsWith('README.md')).sort((a, b) => size(a) - size(b));
  /** @type {Record<string, string>} */
  const files = { 'site.toml': 'title = "Twenty"\nbase_url = "https://example.org/"\ndefault_language = "en"\n[languages.en]\n' };
  for (const path of [...own, ...others].slice(0, 20)) {
    const text = readFileSync(new URL(path, root), 'utf8');
    const title = text.match(/^(?:title:|#) (.*)$/m)?.[1] ?? path;
    const body = text.replace(/^---\n.*?\n---\n/s, '').replace(/^# .*/m, '').replace(/\]\([^)]*\)/g, ']').replace(/^\{.*\}$/gm, '');
    files[`content/en/${path.split('/').slice(-2).join('-')}`] = `---\ntitle: ${title}\n---\n\n${body}`;
  }
  return files;
}

const TWENTY = [...HANDBOOK.en, 'where pages are published', 'broken links', 'the words of a glossary'];

async function main() {
  const binary = vade();
  if (!binary) throw new Error('no vade: run `cargo build --release`, or set VADE');
  const [which, lang, ...words] = process.argv.slice(2);
  console.log('kB, gzip -6            script    open   first   worst further  files   whole    gzip   ms again: median / 95 %');
  if (lang) return print(which, await measure(which, lang, words));
  if (!which || which === 'handbook') {
    const site = buildFolder(fileURLToPath(new URL('../..', import.meta.url)), binary);
    for (const [lang, queries] of Object.entries(HANDBOOK)) print(`handbook ${lang}`, await measure(site, lang, queries));
  }
  if (!which || which === 'twenty') print('20 articles', await measure(build(twenty(), binary), 'en', TWENTY));
  for (const [name, documents, length] of [['short', 500, 700], ['some', 2500, 700], ['many', 10_000, 700]]) {
    if (which && which !== name) continue;
    const { files, queries } = madeUp(documents, length, QUERIES);
    print(`${documents} of ${length} bytes`, await measure(build(files, binary), 'en', queries));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
