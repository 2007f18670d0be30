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
    'content/sk/dom.md': '# Dom\n\nPrišla Majka.\n',
    'content/sk/pole.md': '# Pole\n\nPribehli tigre.\n',
    'lexicon/sk.tsv': 'Mária\tMárie\tMajka\tMajke\n',
    'lexicon/sk.aff': 'SET UTF-8\nSFX P Y 3\nSFX P er ra er\nSFX P er re er\nSFX P er rom er\n',
    'lexicon/sk.dic': '1\ntiger/P\n',
  }, binary);
  const { openIndex } = await core(site);
  const index = await openIndex({ lang: 'sk', load: loader(site).load });
  const found = async (query) => (await index.search(query)).map(({ url }) => url);
  // Forms that the site doesn't have are known to the browser by their endings only.
  for (const query of ['Majka ', 'Mária ', 'Máriou ']) assert.deepEqual(await found(query), ['/sk/dom/'], query);
  for (const query of ['tigre ', 'tiger ']) assert.deepEqual(await found(query), ['/sk/pole/'], query);
});

// What a site says, and how readers ask for it; and the other way round.
const IRREGULAR = {
  en: [['We paid.', 'pays'], ['He will pay.', 'paid'], ['Three children came.', "child's"], ['In the theatre.', 'theaters']],
  sk: [['Prišli ľudia.', 'človekom'], ['Bol tam človek.', 'ľuďmi'], ['Našli chybu.', 'nájde'], ['Lepší výsledok.', 'najlepšieho']],
  et: [['Uus tähtaeg.', 'tähtajaks'], ['Vaata tähtaja kohta.', 'tähtaeg'], ['Sõbrale.', 'sõpradega']],
  ro: [['Un om bun.', 'oamenilor'], ['Oamenii buni.', 'om'], ['A fost trimis ieri.', 'trimitem']],
  ar: [['وصل العملاء.', 'عميل'], ['وصل العميل.', 'للعملاء'], ['لديه أسئلة.', 'سؤال']],
  de: [['Der Brief wurde geschrieben.', 'schreibt'], ['Wir schreiben.', 'geschrieben'], ['Das beste Angebot.', 'guten']],
  el: [['Η εταιρεία έδωσε χρήματα.', 'δίνει'], ['Δίνουμε χρήματα.', 'έδωσαν'], ['Το βρήκε χθες.', 'βρίσκω']],
  es: [['No pude venir.', 'poder'], ['Lo hizo ayer.', 'hacen'], ['Está escrito.', 'escribir']],
  ru: [['Пришли люди.', 'человеку'], ['Новый день.', 'дней'], ['Помогли детям.', 'ребёнок']],
};

for (const [lang, asked] of Object.entries(IRREGULAR)) {
  test(`forms that no ending tells: ${lang}`, { skip: !binary && 'no vade' }, async () => {
    for (const [text, query] of asked) {
      const site = build({
        'site.toml': `title = "Site"\nbase_url = "https://example.org/"\ndefault_language = "${lang}"\n[languages.${lang}]\n`,
        [`content/${lang}/a.md`]: `# 1\n\n${text}\n`,
        [`content/${lang}/b.md`]: '# 2\n\n2026\n',
      }, binary);
      const { openIndex } = await core(site);
      const index = await openIndex({ lang, load: loader(site).load });
      const hits = await index.search(`${query} `);
      assert.deepEqual(hits.map(({ url }) => url), [`/${lang}/a/`], `${text} ${query}`);
      assert.deepEqual(hits.corrections ?? [], [], `${text} ${query}: not taken for a misspelt word`);
    }
  });
}
