// A reader keeps the pages of a language, loses the connection, and reads and searches on; a new
// build is picked up, and the copy can be removed. Below a sub-path, under a strict policy.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, launch, open, root, test, vade } from './support.mjs';

const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json', '.svg': 'image/svg+xml' };
const axe = createRequire(import.meta.url).resolve('axe-core');

let browser, scratch, server, origin;
/** Whether the server answers, and what it was asked for. */
let online = true;
let asked = [];

const build = () => execFileSync(vade(), ['build', '--root', join(scratch, 'site'), '--output', join(scratch, 'public')], { stdio: ['ignore', 'ignore', 'inherit'] });

before(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'vade-offline-'));
  const site = join(scratch, 'site');
  for (const part of ['content', 'themes']) cpSync(join(root, part), join(site, part), { recursive: true });
  const settings = readFileSync(join(root, 'site.toml'), 'utf8').replace(/^base_url = .*$/m, 'base_url = "https://example.org/help/desk/"');
  assert(settings.includes('\n[output]\n'), 'the handbook has settings for its output');
  writeFileSync(join(site, 'site.toml'), settings.replace('\n[output]\n', '\n[output]\noffline = true\n'));
  build();
  server = createServer((request, response) => {
    if (!online) return request.socket.destroy();
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    asked.push(path);
    const file = join(scratch, 'public', path.replace(/^\/help\/desk\//, '/').replace(/\/$/, '/index.html'));
    const found = path.startsWith('/help/desk/') && existsSync(file) && statSync(file).isFile();
    response.writeHead(found ? 200 : 404, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'content-security-policy': "default-src 'self'" });
    response.end(found ? readFileSync(file) : '');
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${server.address().port}`;
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
  rmSync(scratch, { recursive: true, force: true });
});

const tools = '[data-offline] [role=status]';
const caches = (page) => page.evaluate(() => window.caches.keys());

/** Waits for what a browser does behind its pages. @param {() => Promise<boolean>} is */
async function until(is) {
  const end = Date.now() + 60_000;
  while (!(await is())) {
    if (Date.now() > end) throw new Error(`${is} did not come true`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** Opens a page and saves all of its language. */
async function keep(page, path) {
  await page.goto(`${origin}/help/desk/${path}`);
  await page.click('[data-offline] summary');
  await page.waitForFunction(() => /\d/.test(document.querySelector('[data-offline] button').textContent));
  const label = await page.textContent('[data-offline] button');
  await page.click('[data-offline] button:visible');
  await page.waitForFunction((selector) => /\d/.test(document.querySelector(selector).textContent), tools, { timeout: 60_000 });
  return label;
}

test('pages, pictures and the search of a language are there without a server, and a new build is picked up', async () => {
  const { page, complaints, close } = await open(browser, origin);
  const label = await keep(page, 'en/mindset/staying-calm/');
  assert.match(label, /^Save \(\d[\d.]* MB\)$/);
  assert.match(await page.textContent(tools), /^Saved on this device \(\d[\d.]* MB\)$/);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Remove');
  const list = JSON.parse(readFileSync(join(scratch, 'public/en/offline.json'), 'utf8'));
  assert.equal(list.files.reduce((sum, [, , bytes]) => sum + bytes, 0), list.bytes);
  assert.deepEqual(list.files.filter(([path]) => /(^|\/)(sk|ar)\/|index\.md|print\/|\.xml/.test(path)), []);
  assert.deepEqual(complaints, []);

  online = false;
  server.closeAllConnections();
  // A page that was never opened, by a link, with its style and script.
  await page.goto(`${origin}/help/desk/en/`);
  await page.click('main a[href*="/en/recovery/"]');
  await page.waitForURL(/\/en\/recovery\/[^/]*\/?$/);
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.querySelector('.header')).display), 'block', 'the style is missing');
  await page.waitForSelector('[data-search-open]:enabled', { state: 'attached' });
  await page.keyboard.press('/');
  await page.waitForSelector('dialog[open] input[role=combobox]');
  await page.keyboard.type('compensaton');
  await page.waitForSelector('dialog[open] [role=option]');
  await Promise.all([page.waitForURL(/unhappy-to-loyal/), page.keyboard.press('Enter')]);
  assert.match(await page.textContent('h1'), /\w/);
  await page.goto(`${origin}/help/desk/en/search/?q=deadline`);
  await page.waitForSelector('.search-list a.hit');
  const broken = await page.evaluate(() => [...document.images].filter((image) => !image.naturalWidth).map((image) => image.src));
  assert.deepEqual(broken, []);
  const another = await page.evaluate(() => fetch('/help/desk/sk/').then(() => 'there', () => 'not there'));
  assert.equal(another, 'not there', 'only one language was asked for');

  online = true;
  const article = join(scratch, 'site/content/en/mindset/staying-calm.md');
  writeFileSync(article, `${readFileSync(article, 'utf8')}\nA sentence about zeppelins.\n`);
  build();
  asked = [];
  const [old] = await caches(page);
  await page.goto(`${origin}/help/desk/en/`);
  await until(async () => (await caches(page)).every((name) => name !== old));
  const again = asked.filter((path) => path.endsWith('/') && path !== '/help/desk/en/');
  assert(again.includes('/help/desk/en/mindset/staying-calm/') && !again.includes('/help/desk/en/recovery/after-a-mistake/'), `${again}`);
  online = false;
  server.closeAllConnections();
  await page.goto(`${origin}/help/desk/en/mindset/staying-calm/`);
  assert.match(await page.textContent('main'), /zeppelins/);
  await page.goto(`${origin}/help/desk/en/search/?q=zeppelin`);
  await page.waitForSelector('.search-list a.hit[href*="staying-calm"]');
  online = true;
  await close();
});

test('the copy can be removed, and what fails is said', async () => {
  const { page, close } = await open(browser, origin);
  await keep(page, 'ar/');
  await page.click('[data-offline] button:visible');
  await until(async () => (await caches(page)).length === 0);
  assert.equal((await page.evaluate(() => navigator.serviceWorker.getRegistrations())).length, 0);
  await page.waitForSelector('[data-offline] button:first-of-type:focus');
  online = false;
  server.closeAllConnections();
  await page.click('[data-offline] button:visible');
  await page.waitForFunction((selector) => document.querySelector(selector).textContent.includes('تعذّر'), tools);
  online = true;
  await close();
});

test('the control is accessible in light and dark, on phones and from right to left', async () => {
  for (const [lang, colorScheme, width] of [['en', 'light', 1280], ['ar', 'dark', 360]]) {
    const { page, complaints, close } = await open(browser, origin, { colorScheme, viewport: { width, height: 800 } });
    await keep(page, `${lang}/`);
    await page.addScriptTag({ path: axe }).catch(() => page.evaluate(readFileSync(axe, 'utf8')));
    const found = await page.evaluate(() => globalThis.axe.run('.footer'));
    assert.deepEqual(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), []);
    assert(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the page is too wide');
    if (process.env.SHOTS) await page.locator('.footer').screenshot({ path: join(process.env.SHOTS, `offline-${lang}-${colorScheme}-${width}.png`) });
    assert.deepEqual(complaints.filter((line) => !line.includes('Content Security Policy')), []);
    await close();
  }
});
