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
