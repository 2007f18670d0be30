// Every kind of page, in English and Arabic, light and dark, wide and narrow: no accessibility
// violation, no sideways scrolling, no error, no request elsewhere.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, launch, open, publish, serve, test } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let browser, site, articles;

before(async () => {
  const folder = publish();
  articles = JSON.parse(readFileSync(`${folder}/index.json`, 'utf8')).articles;
  site = await serve(folder);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  site?.close();
});

/** One page of each kind in a language. */
function kinds(lang) {
  const url = (id) => articles.find((article) => article.lang === lang && article.id === id).url;
  const pages = { home: `/${lang}/`, section: url('recovery'), article: url('recovery/unhappy-to-loyal'), dialogue: url('recovery/telling-the-client') };
  return { ...pages, glossary: url('glossary'), tags: `/${lang}/tags/`, tag: `/${lang}/tags/trust/`, search: `/${lang}/search/`, missing: `/${lang}/404.html`, print: `/${lang}/print/`, status: `/${lang}/status/`, chooser: '/' };
}

for (const lang of ['en', 'ar']) {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1280, 360]) {
      test(`pages in ${lang}, ${colorScheme}, ${width} px`, async () => {
        for (const [kind, path] of Object.entries(kinds(lang))) {
          const { page, complaints, close } = await open(browser, site.origin, { colorScheme, viewport: { width, height: 800 } });
          await page.goto(site.origin + path, { waitUntil: 'load' });
          await page.evaluate(axe);
          const found = await page.evaluate((values) => axe.run({ runOnly: { type: 'tag', values } }), RULES);
          const violations = found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
          assert.deepEqual(violations, [], `${kind} ${path}`);
          const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(sideways <= 0, `${kind} ${path} is ${sideways} px too wide`);
          assert.deepEqual(complaints, [], `${kind} ${path}`);
          await close();
        }
      });
    }
  }
}

test('a print edition leads to the same one in other languages', async () => {
  const { page, close } = await open(browser, site.origin);
  await page.goto(`${site.origin}/en/print/recovery/`);
  await page.click('.languages summary');
  await page.click('.languages a[hreflang=sk]');
  const slovak = articles.find(({ lang, id }) => lang === 'sk' && id === 'recovery').url;
  await page.waitForURL((url) => url.pathname === slovak.replace('/sk/', '/sk/print/'));
  await close();
});

test('what is shared of an article names who looks after it', async () => {
  const { page, close } = await open(browser, site.origin);
  await page.goto(site.origin + kinds('en').article);
  const [thing] = JSON.parse(await page.textContent('script[type="application/ld+json"]'))['@graph'];
  assert.equal(thing.author.name, await page.getAttribute('meta[name=author]', 'content'));
  assert.equal(thing.dateModified, await page.getAttribute('meta[property="article:modified_time"]', 'content'));
  await close();
});

test('a page reads from right to left in Arabic and its code does not', async () => {
  const { page, close } = await open(browser, site.origin);
  await page.goto(site.origin + kinds('ar').article);
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).direction), 'rtl');
  const directions = await page.evaluate(() => {
    document.querySelector('.prose').insertAdjacentHTML('beforeend', '<pre><code>a = 1;</code></pre><p><code>--flag</code></p>');
    return [...document.querySelectorAll('.prose :is(pre, code)')].map((element) => getComputedStyle(element).direction);
  });
  assert.deepEqual([...new Set(directions)], ['ltr']);
  await close();
});

test('without JavaScript a reader gets from the home to an article and changes the language', async () => {
  const { page, complaints, close } = await open(browser, site.origin, { javaScriptEnabled: false });
  await page.goto(`${site.origin}/en/`);
  await page.click('main a[href="/en/recovery/"]');
  await page.click('main a[href="/en/recovery/after-a-mistake/"]');
  await page.waitForURL('**/en/recovery/after-a-mistake/');
  assert.match(await page.title(), /went wrong|mistake/i);
  const alternate = await page.getAttribute('link[rel=alternate][hreflang=sk]', 'href');
  const slovak = articles.find(({ lang, id }) => lang === 'sk' && id === 'recovery/after-a-mistake').url;
  assert.ok(alternate.endsWith(slovak));
  const response = await page.goto(site.origin + slovak);
  assert.equal(response.status(), 200);
  assert.deepEqual(complaints, []);
  await close();
});
