// Small sites in languages that the handbook is not written in, asked in other forms, in capitals,
// without accents, with and without tone marks: the page that is meant has to come first.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { build, core, loader, vade } from './site.mjs';

const binary = vade();
/** @type {Record<string, { pages: [string, string][], queries: [string, number][] }>} */
const sites = JSON.parse(readFileSync(new URL('languages.json', import.meta.url), 'utf8'));

for (const [lang, { pages, queries }] of Object.entries(sites)) {
  test(`a small site in ${lang}`, { skip: !binary && 'no vade' }, async () => {
    const files = Object.fromEntries(pages.map(([title, text], at) => [`content/${lang}/p${at}.md`, `# ${title}\n\n${text}\n`]));
    files['site.toml'] = `title = "Site"\nbase_url = "https://example.org/"\ndefault_language = "${lang}"\n[languages.${lang}]\n`;
    const site = build(files, binary);
    const { openIndex } = await core(site);
    const index = await openIndex({ lang, load: loader(site).load });
    for (const [query, wanted] of queries) {
      const hits = await index.search(query);
      assert.match(hits[0]?.url ?? 'nothing', new RegExp(`/p${wanted}/$`), query);
    }
  });
}

test('words that a lexicon knows find each other', { skip: !binary && 'no vade' }, async () => {
  const site = build({
    'site.toml': 'title = "Slová"\nbase_url = "https://example.org/"\ndefault_language = "sk"\n[languages.sk]\n',
    'content/sk/dom.md': '# Dom\n\nPrišli ľudia.\n',
    'content/sk/pole.md': '# Pole\n\nPribehli psi.\n',
    'lexicon/sk.tsv': 'človek\tčloveka\tľudia\tľuďoch\n',
    'lexicon/sk.aff': 'SET UTF-8\nSFX P Y 3\nSFX P es sa es\nSFX P es si es\nSFX P es som es\n',
    'lexicon/sk.dic': '1\npes/P\n',
  }, binary);
  const { openIndex } = await core(site);
  const index = await openIndex({ lang: 'sk', load: loader(site).load });
  const found = async (query) => (await index.search(query)).map(({ url }) => url);
  // Forms that the site doesn't have are known to the browser by their endings only.
  for (const query of ['ľudia ', 'človek ', 'človekom ']) assert.deepEqual(await found(query), ['/sk/dom/'], query);
  for (const query of ['psi ', 'pes ']) assert.deepEqual(await found(query), ['/sk/pole/'], query);
});
