// The search box as readers use it: by keyboard and by touch, in both directions, on a slow network.
import assert from 'node:assert/strict';
import { after, before, launch, open, publish, serve, test } from './support.mjs';

let browser, site, slow;

before(async () => {
  const folder = publish();
  site = await serve(folder);
  slow = await serve(folder, { delay: 400 });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  site?.close();
  slow?.close();
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
