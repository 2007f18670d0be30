// The site as a folder that is opened from a disk: no server, no modules, no data over the network.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, launch, open, root, test, vade } from './support.mjs';

let browser, folder, site;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vade portable '));
  execFileSync(vade(), ['build', '--portable', '--root', root, '--output', join(folder, 'site')], { stdio: ['ignore', 'ignore', 'inherit'] });
  site = pathToFileURL(join(folder, 'site')).href;
  browser = await launch();
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('pages lead to pages', async () => {
  const { page, complaints, close } = await open(browser, 'file:');
  await page.goto(`${site}/index.html`);
  await page.click('a[lang=ar]');
  await page.waitForURL(/\/ar\/index\.html$/);
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).direction), 'rtl');
  await page.click('main a[href*="index.html"]');
  await page.waitForURL(/\/ar\/.+\/index\.html$/);
  const styled = await page.evaluate(() => getComputedStyle(document.querySelector('.header')).display);
  assert.notEqual(styled, 'block', 'the style is missing');
  const broken = await page.evaluate(() => [...document.images].filter((image) => !image.naturalWidth).map((image) => image.src));
  assert.deepEqual(broken, []);
  assert.deepEqual(complaints, []);
  await close();
});

test('the search box finds, and its results are files', async () => {
  const { page, complaints, close } = await open(browser, 'file:');
  await page.goto(`${site}/en/mindset/index.html`);
  await page.waitForSelector('[data-search-open]:enabled', { state: 'attached' });
  await page.keyboard.press('/');
  await page.waitForSelector('dialog[open] input[role=combobox]');
  // With a typing error, which a module of its own looks after.
  await page.keyboard.type('compensaton');
  await page.waitForSelector('dialog[open] [role=option]');
  await Promise.all([page.waitForURL(/unhappy-to-loyal\/index\.html/), page.keyboard.press('Enter')]);
  await page.waitForFunction(() => CSS.highlights.get('search')?.size > 0);
  assert.deepEqual(complaints, []);
  await close();
});

test('the search page shows results', async () => {
  const { page, complaints, close } = await open(browser, 'file:');
  await page.goto(`${site}/sk/search/index.html?q=ospravedlnenie`);
  await page.waitForSelector('.search-list a.hit');
  const address = await page.getAttribute('.search-list a.hit', 'href');
  assert.match(address, /^\.\.\/\.\.\/sk\/.+\/index\.html/);
  await page.click('.search-list a.hit');
  await page.waitForURL(/\/sk\/.+\/index\.html/);
  assert.deepEqual(complaints, []);
  await close();
});
