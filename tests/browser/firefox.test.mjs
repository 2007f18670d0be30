// What readers with another engine than Chromium's depend on most: a folder opened from a disk, and
// a copy that is read without a connection. Driven by WebDriver BiDi; skipped, and said to be,
// where there is no Firefox.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';
import { after, before, root, serve, test, vade } from './support.mjs';

const firefox = [process.env.FIREFOX, '/usr/bin/firefox-esr', '/usr/bin/firefox'].find((path) => path && existsSync(path));
const skip = firefox ? false : 'no Firefox here; apt-get install firefox-esr, or set FIREFOX';

let browser, folder;

before(async () => {
  if (skip) return;
  folder = mkdtempSync(join(tmpdir(), 'vade firefox '));
  browser = await puppeteer.launch({ browser: 'firefox', executablePath: firefox, headless: true });
});

after(async () => {
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

const build = (...options) => execFileSync(vade(), ['build', ...options], { stdio: ['ignore', 'ignore', 'inherit'] });

/** A new page, and what goes wrong on it. */
async function open() {
  const page = await browser.newPage();
  const complaints = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, complaints };
}

/** Waits until the address of the page matches. */
const arrive = (page, pattern) => page.waitForFunction((source) => new RegExp(source).test(location.href), {}, pattern.source);

/** Types a word with an error into the search box, and follows the first result. */
async function search(page) {
  await page.waitForSelector('[data-search-open]:enabled');
  await page.keyboard.press('/');
  await page.waitForSelector('dialog[open] input[role=combobox]');
  await page.keyboard.type('compensaton');
  await page.waitForSelector('dialog[open] [role=option]');
  await page.keyboard.press('Enter');
  await arrive(page, /unhappy-to-loyal/);
}

test('a portable folder is read and searched from a disk', { skip }, async () => {
  build('--portable', '--root', root, '--output', join(folder, 'stick'));
  const site = pathToFileURL(join(folder, 'stick')).href;
  const { page, complaints } = await open();
  await page.goto(`${site}/index.html`);
  await page.click('a[lang=ar]');
  await arrive(page, /\/ar\/index\.html$/);
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).direction), 'rtl');
  await page.goto(`${site}/en/mindset/index.html`);
  assert.notEqual(await page.$eval('.header', (header) => getComputedStyle(header).display), 'block', 'the style is missing');
  const broken = await page.evaluate(() => [...document.images].filter((image) => image.complete && !image.naturalWidth).map((image) => image.src));
  assert.deepEqual(broken, []);
  await search(page);
  await page.waitForFunction(() => CSS.highlights.get('search')?.size > 0);
  await page.goto(`${site}/sk/search/index.html?q=ospravedlnenie`);
  await page.waitForSelector('.search-list a.hit');
  await page.click('.search-list a.hit');
  await arrive(page, /\/sk\/.+\/index\.html/);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('a copy on the device is read and searched without a server', { skip }, async () => {
  const site = join(folder, 'site');
  for (const part of ['content', 'themes']) cpSync(join(root, part), join(site, part), { recursive: true });
  const settings = readFileSync(join(root, 'site.toml'), 'utf8').replace('\n[output]\n', '\n[output]\noffline = true\n');
  writeFileSync(join(site, 'site.toml'), settings);
  build('--root', site, '--base-url', 'http://localhost/', '--output', join(folder, 'public'));
  const server = await serve(join(folder, 'public'));
  const { page } = await open();
  await page.goto(`${server.origin}/en/mindset/staying-calm/`);
  await page.click('[data-offline] summary');
  await page.waitForFunction(() => /\d/.test(document.querySelector('[data-offline] button').textContent));
  await page.click('[data-offline] button');
  await page.waitForFunction(() => /\d/.test(document.querySelector('[data-offline] [role=status]').textContent), { timeout: 60_000 });
  server.close();
  // A page that was never opened.
  await page.goto(`${server.origin}/en/recovery/`);
  assert.notEqual(await page.$eval('.header', (header) => getComputedStyle(header).display), 'block', 'the style is missing');
  await search(page);
  assert.match(await page.$eval('h1', (title) => title.textContent), /\w/);
  await page.close();
});
