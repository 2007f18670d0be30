// The search box as readers use it: by keyboard and by touch, in both directions, on a slow network.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, launch, open, publish, serve, test } from './support.mjs';

let browser, site, slow, many, manySlow;

/** So many pages about the same, each long enough for a shard of its own. */
const PAGES = 30;

function writeMany() {
  const folder = mkdtempSync(join(tmpdir(), 'vade-many-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'content/en/lights'), { recursive: true });
  writeFileSync(join(folder, 'site.toml'), 'title = "Many"\nbase_url = "https://example.org/"\ndefault_language = "en"\n[languages.en]\n');
  for (let at = 0; at < PAGES; at++) {
    const filler = Array.from({ length: 700 }, (_, i) => `word${(i * 31 + at * 17) % 211}`).join(' ');
    const name = at % 2 ? 'lantern' : 'beacon';
    writeFileSync(join(folder, `content/en/lights/page-${at}.md`), `---\ntitle: Light ${at}\n---\n\nOne ${name} of the harbour. ${filler}.\n`);
  }
  return publish(folder);
}

before(async () => {
  const folder = publish();
  site = await serve(folder);
  slow = await serve(folder, { delay: 400 });
  const wide = writeMany();
  many = await serve(wide);
  manySlow = await serve(wide, { delay: 400 });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  site?.close();
  slow?.close();
  many?.close();
  manySlow?.close();
});

const FIELD = 'dialog[open] input[role=combobox]';
const HITS = 'dialog[open] [role=option]';

test('by keyboard alone: open, type, choose, go', async () => {
  const { page, complaints, close } = await open(browser, site.origin);
  await page.goto(`${site.origin}/en/`);
  await page.waitForSelector('[data-search-open]:enabled', { state: 'attached' });
  await page.keyboard.press('/');
  await page.waitForSelector(FIELD);
  assert.ok(await page.evaluate((field) => document.activeElement === document.querySelector(field), FIELD));
  await page.keyboard.type('compensate');
  await page.waitForSelector(HITS);
  assert.equal(await page.getAttribute(FIELD, 'aria-expanded'), 'true');
  const active = await page.getAttribute(FIELD, 'aria-activedescendant');
  assert.equal(await page.getAttribute(`#${active}`, 'aria-selected'), 'true');
  await page.keyboard.press('ArrowDown');
  assert.notEqual(await page.getAttribute(FIELD, 'aria-activedescendant'), active);
  await page.keyboard.press('ArrowUp');
  await Promise.all([page.waitForURL(/unhappy-to-loyal/), page.keyboard.press('Enter')]);
  assert.deepEqual(complaints, []);
  await close();
});

test('Escape closes and the focus returns to where it was', async () => {
  const { page, close } = await open(browser, site.origin);
  await page.goto(`${site.origin}/en/`);
  // A button that cannot be pressed yet cannot have the focus.
  await page.waitForSelector('[data-search-open]:enabled');
  await page.focus('[data-search-open]');
  await page.keyboard.press('Control+k');
  await page.waitForSelector(FIELD);
  await page.keyboard.press('Escape');
  await page.waitForSelector(FIELD, { state: 'detached' });
  assert.ok(await page.evaluate(() => document.activeElement.matches('[data-search-open]')));
  await close();
});

test('the number of results is announced', async () => {
  const { page, close } = await open(browser, site.origin);
  await page.goto(`${site.origin}/en/`);
  await page.click('[data-search-open]');
  await page.fill(FIELD, 'apology');
  await page.waitForSelector(HITS);
  await page.waitForFunction(() => /\d/.test(document.querySelector('dialog[open] [role=status]').textContent));
  await close();
});

test('a Slovak reader finds an inflected word typed without accents', async () => {
  const { page, close } = await open(browser, site.origin);
  await page.goto(`${site.origin}/sk/`);
  await page.click('[data-search-open]');
  await page.fill(FIELD, 'staznostiach');
  await page.waitForSelector(HITS);
  assert.match(await page.textContent(HITS), /sťažnos/i);
  await close();
});

test('an Arabic reader on a narrow touch screen', async () => {
  const { page, complaints, close } = await open(browser, site.origin, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await page.goto(`${site.origin}/ar/`);
  await page.tap('[data-search-open]');
  await page.fill(FIELD, 'الاعتذار');
  await page.waitForSelector(HITS);
  assert.equal(await page.evaluate((hit) => getComputedStyle(document.querySelector(hit)).direction, HITS), 'rtl');
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(sideways <= 0, `${sideways} px too wide`);
  await Promise.all([page.waitForURL((url) => url.pathname !== '/ar/'), page.tap(HITS)]);
  assert.deepEqual(complaints, []);
  await close();
});

test('on a slow network the newest query wins', async () => {
  const { page, close } = await open(browser, slow.origin);
  await page.goto(`${slow.origin}/en/`);
  await page.click('[data-search-open]');
  await page.waitForSelector(FIELD);
  await page.fill(FIELD, 'voicemail');
  await page.waitForTimeout(50);
  await page.fill(FIELD, 'polo shirts');
  await page.waitForSelector(HITS);
  await page.waitForTimeout(1500);
  const first = await page.textContent(HITS);
  assert.match(first, /unhappy|loyal/i);
  await close();
});

test('what is typed before the box is there is in its field', async () => {
  const { page, close } = await open(browser, slow.origin);
  await page.goto(`${slow.origin}/en/`);
  await page.keyboard.type('/voicemaill');
  await page.keyboard.press('Backspace');
  await page.waitForSelector(HITS);
  assert.equal(await page.inputValue(FIELD), 'voicemail');
  assert.equal(await page.evaluate(() => scrollY), 0, 'the page did not take the keys');
  await page.keyboard.type(' box');
  assert.equal(await page.inputValue(FIELD), 'voicemail box', 'and one types on behind it');
  await close();
});

test('what was looked for is offered again, and can be forgotten', async () => {
  const { page, close } = await open(browser, site.origin);
  await page.goto(`${site.origin}/en/`);
  await page.click('[data-search-open]');
  await page.fill(FIELD, 'voicemail');
  await page.waitForSelector(HITS);
  await Promise.all([page.waitForURL((url) => url.pathname !== '/en/'), page.keyboard.press('Enter')]);
  await page.waitForFunction(() => CSS.highlights?.get('search')?.size > 0);
  await page.click('[data-search-open]');
  const chip = 'dialog[open] .search-note .chip';
  await page.waitForSelector(chip);
  assert.equal(await page.textContent(chip), 'voicemail');
  await page.click(chip);
  await page.waitForSelector(HITS);
  await page.fill(FIELD, '');
  await page.click('dialog[open] .search-note .link');
  await page.waitForSelector(chip, { state: 'detached' });
  await close();
});

test('a misspelt word is mended, and the reader is told', async () => {
  const { page, close } = await open(browser, site.origin);
  await page.goto(`${site.origin}/en/`);
  await page.click('[data-search-open]');
  await page.fill(FIELD, 'voicemial ');
  await page.waitForSelector(HITS);
  assert.match(await page.textContent('dialog[open] .search-note'), /“voicemial”.*“voicemail”/);
  await close();
});

test('what this language lacks is offered in those that have it', async () => {
  const { page, complaints, close } = await open(browser, site.origin);
  for (const [path, note] of [['/tr/', 'dialog[open] .search-note'], ['/tr/search/', '[data-search-page]']]) {
    await page.goto(`${site.origin}${path}`);
    if (path === '/tr/') await page.click('[data-search-open]');
    await page.fill(path === '/tr/' ? FIELD : '[data-search-page] input[type=search]', 'polokošeľa');
    const link = `${note} a[hreflang=sk]`;
    await page.waitForSelector(link);
    assert.match(await page.textContent(link), /Slovenčina.*\d/);
    assert.equal(new URL(await page.getAttribute(link, 'href'), site.origin).pathname, '/sk/search/');
  }
  assert.deepEqual(complaints, []);
  await close();
});

test('a shard that cannot be loaded is said so, and asked for again', async () => {
  const { page, close } = await open(browser, site.origin);
  await page.goto(`${site.origin}/en/`);
  await page.route('**/search/en/**', (route) => route.abort());
  await page.click('[data-search-open]');
  await page.fill(FIELD, 'voicemail');
  const retry = 'dialog[open] .search-note button';
  await page.waitForSelector(retry);
  await page.unroute('**/search/en/**');
  await page.click(retry);
  await page.waitForSelector(HITS);
  await close();
});

/** Shards of texts that a page has asked for. @param {import('playwright-core').Page} page @returns {Set<string>} */
function textsAskedBy(page) {
  const asked = new Set();
  page.on('request', (request) => /\/search\/en\/t\d+\./.test(request.url()) && asked.add(request.url()));
  return asked;
}

/** Waits until the list goes on out of view, or has all there is. @param {import('playwright-core').Page} page @param {string} results @param {number} all */
async function settled(page, results, all) {
  await page.waitForFunction(([results, all]) => {
    const shown = document.querySelectorAll(results);
    const last = shown[shown.length - 1];
    return last && (shown.length === all || last.getBoundingClientRect().bottom > Math.min(innerHeight, last.parentElement.getBoundingClientRect().bottom) + 1);
  }, [results, all]);
  return page.locator(results).count();
}

test('texts of results out of view are loaded when the reader comes to them, by arrows', async () => {
  const { page, complaints, close } = await open(browser, many.origin);
  const asked = textsAskedBy(page);
  await page.goto(`${many.origin}/en/lights/page-1/`);
  await page.click('[data-search-open]');
  await page.fill(FIELD, 'harbour');
  const inView = await settled(page, HITS, 10);
  // Four with usual fonts: what `tests/search/sizes.mjs` counts for a usual dialog.
  assert.ok(inView >= 3 && inView <= 5, `${inView} results`);
  assert.equal(asked.size, inView);
  assert.equal(await page.locator(`${HITS} mark`).count(), inView);
  for (let at = 1; at < 10; at++) {
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction(([field, at]) => document.querySelector(field).getAttribute('aria-activedescendant') === `search-result-${at}`, [FIELD, at]);
  }
  assert.equal(asked.size, 10);
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.getAttribute(FIELD, 'aria-activedescendant'), 'search-result-0');
  // So many fit, as is known by now.
  await page.fill(FIELD, 'lantern');
  await page.waitForFunction((hits) => /lantern/.test(document.querySelector(hits).textContent), HITS);
  assert.ok(await page.locator(HITS).count() >= inView);
  assert.deepEqual(complaints, []);
  await close();
});

test('up from the first result is the last one, though it was out of view', async () => {
  const { page, close } = await open(browser, many.origin);
  await page.goto(`${many.origin}/en/lights/page-1/`);
  await page.click('[data-search-open]');
  await page.fill(FIELD, 'harbour');
  await settled(page, HITS, 10);
  await page.keyboard.press('ArrowUp');
  await page.waitForFunction((field) => document.querySelector(field).getAttribute('aria-activedescendant') === 'search-result-9', FIELD);
  await close();
});

test('on a slow network what was scrolled to does not come into a newer list', async () => {
  const { page, close } = await open(browser, manySlow.origin);
  await page.goto(`${manySlow.origin}/en/lights/page-1/`);
  await page.click('[data-search-open]');
  await page.fill(FIELD, 'lantern');
  const shown = await settled(page, HITS, 10);
  const list = 'dialog[open] [role=listbox]';
  const [older] = await Promise.all([
    page.waitForRequest((request) => /\/search\/en\/t\d+\./.test(request.url())),
    page.$eval(list, (list) => list.scrollTo(0, list.scrollHeight)),
  ]);
  await page.fill(FIELD, 'beacon');
  await page.waitForFunction((hits) => /beacon/.test(document.querySelector(hits).textContent), HITS);
  await (await older.response()).finished();
  assert.ok(await settled(page, HITS, 10) >= shown);
  const texts = await page.locator(HITS).allTextContents();
  assert.ok(texts.every((text) => /beacon/.test(text)), texts.join('\n'));
  await close();
});

test('where the next results cannot be loaded, the first stay, and may be asked for again', async () => {
  const { page, close } = await open(browser, many.origin);
  await page.goto(`${many.origin}/en/lights/page-1/`);
  await page.click('[data-search-open]');
  await page.fill(FIELD, 'harbour');
  const shown = await settled(page, HITS, 10);
  await page.route('**/search/en/t*', (route) => route.abort());
  await page.$eval('dialog[open] [role=listbox]', (list) => list.scrollTo(0, list.scrollHeight));
  const retry = 'dialog[open] .search-note button';
  await page.waitForSelector(retry);
  assert.equal(await page.locator(HITS).count(), shown);
  await page.unroute('**/search/en/t*');
  await page.click(retry);
  await page.waitForSelector(retry, { state: 'detached' });
  await page.$eval('dialog[open] [role=listbox]', (list) => list.scrollTo(0, list.scrollHeight));
  await page.waitForFunction(([hits, shown]) => document.querySelectorAll(hits).length > shown, [HITS, shown]);
  await close();
});

test('the search page goes on as the reader scrolls, twenty results at a time', async () => {
  const { page, complaints, close } = await open(browser, many.origin);
  const asked = textsAskedBy(page);
  const results = '[data-search-page] .search-list > li';
  const scrollOn = () => page.evaluate((results) => [...document.querySelectorAll(results)].at(-1).scrollIntoView({ block: 'end' }), results);
  const reach = async (/** @type {number} */ count) => {
    for (let shown = await settled(page, results, count); shown < count; shown = await settled(page, results, count)) {
      await scrollOn();
      await page.waitForFunction(([results, shown]) => document.querySelectorAll(results).length > shown, [results, shown]);
    }
  };
  await page.goto(`${many.origin}/en/search/?q=harbour`);
  const first = await settled(page, results, 20);
  assert.ok(first < 20 && asked.size === first, `${asked.size} shards for ${first} results`);
  await reach(20);
  const more = page.locator('[data-search-page] > button');
  await more.click();
  await reach(PAGES);
  assert.ok(await more.isHidden());
  assert.equal(new Set(await page.$$eval(`${results} > a`, (links) => links.map(({ href }) => href))).size, PAGES);
  assert.deepEqual(complaints, []);
  await close();
});
