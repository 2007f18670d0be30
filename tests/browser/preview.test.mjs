// The writer's preview in a browser: pages follow the site while it is being written, and keep what
// the reader did to them.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { after, before, launch, open, test, vade, within } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const LONG = Array.from({ length: 60 }, (_, index) => `Paragraph ${index} of many.\n`).join('\n');
const FILES = {
  'site.toml': 'title = "Test"\nbase_url = "https://example.org/"\n[languages.en]\n[languages.sk]\n[checks]\nmissing-translation = "off"\n',
  'content/en/index.md': '# Home\n\nWelcome.\n',
  'content/en/long.md': `# Long\n\nThe beginning.\n\n:::details More\nHidden text.\n:::\n\n${LONG}\n\n## The end\n\nBye.\n`,
  'content/en/forms/leave.md': '# Leave\n\nAsk first.\n',
  'content/en/tabs.md': '# Tabs\n\n::::tabs\n:::tab One\nFirst.\n:::\n:::tab Two\nSecond.\n:::\n::::\n',
  'content/sk/index.md': '# Domov\n\nVitajte.\n',
};

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

/** A free port, so that a server can be started again at the same address. */
async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** Those that a test which failed may have left behind. */
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** A site that is being served. */
async function preview(files = FILES) {
  const root = mkdtempSync(join(tmpdir(), 'vade-preview-'));
  // Whole texts by one step: on a busy machine a file that is being written into is seen empty.
  const put = (path, text) => {
    const [folder, name] = [dirname(join(root, path)), basename(path)];
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `.${name}.new`), text);
    renameSync(join(folder, `.${name}.new`), join(folder, name));
  };
  for (const [path, text] of Object.entries(files)) put(path, text);
  const port = await freePort();
  let child, ended, said;
  const patiently = (what, promise) => within(60_000, `${what} of vade serve`, promise).catch((error) => {
    throw new Error(`${error.message}; it said: ${said}`);
  });
  const start = async () => {
    child = spawn(vade(), ['serve', '--root', root, '--port', String(port)]);
    running.add(child);
    said = '';
    child.stderr.on('data', (piece) => { said += piece; });
    ended = new Promise((done) => child.once('exit', (code, signal) => done(signal ?? code)));
    const address = new Promise((done) => child.stdout.once('data', done));
    const gone = ended.then((how) => { throw new Error(`vade serve has ended: ${how}`); });
    await patiently('the address', Promise.race([address, gone]));
    // Pages are there before the rest; what isn't there is answered when all of the site was made.
    await patiently('the first build', fetch(`http://127.0.0.1:${port}/nothing/`));
  };
  const stop = async () => {
    child.kill('SIGINT');
    return patiently('the end', ended);
  };
  const close = async () => {
    await stop();
    rmSync(root, { recursive: true, force: true });
  };
  await start();
  return { origin: `http://127.0.0.1:${port}`, root, put, start, stop, close, remove: (path) => unlinkSync(join(root, path)) };
}

/** Serves, opens a page, and cleans up whatever happens. */
async function with_page(path, work, options) {
  const site = await preview(options?.files);
  let tab;
  try {
    tab = await open(browser, site.origin, options);
    const response = await tab.page.goto(site.origin + path);
    // A page follows once it has asked what it was made of; what changed before that is a reload.
    if (response.ok()) await tab.page.waitForFunction(() => sessionStorage.getItem('vade.seen') === location.pathname);
    // Something that a reload would lose.
    await tab.page.evaluate(() => { window.same = true; });
    await work(tab.page, site, tab.complaints);
  } finally {
    await Promise.all([tab?.close(), site.close()]);
  }
}

const isSame = (page) => page.evaluate(() => window.same === true);
const text = (page, expected) => page.waitForFunction((expected) => document.body.innerText.includes(expected), expected);

test('a changed text is put in place; place, open details and search stay', () => with_page('/en/long/', async (page, site, complaints) => {
  await page.click('main details summary');
  await page.evaluate(() => document.querySelector('#the-end').scrollIntoView({ behavior: 'instant' }));
  const y = await page.evaluate(() => scrollY);
  assert.ok(y > 200, 'the page is long enough to be scrolled');
  await page.waitForSelector('[data-search-open]:enabled', { state: 'attached' });
  await page.keyboard.press('/');
  await page.waitForSelector('dialog[open] input');
  await page.fill('dialog[open] input', 'leave');
  await page.waitForSelector('dialog[open] [role=option]');
  site.put('content/en/long.md', FILES['content/en/long.md'].replace('Paragraph 7 of many.', 'Paragraph seven is new.'));
  await page.waitForFunction(() => document.body.textContent.includes('Paragraph seven is new.'));
  assert.ok(await isSame(page), 'without a reload');
  assert.equal(await page.evaluate(() => scrollY), y);
  assert.ok(await page.evaluate(() => document.querySelector('main details').open));
  assert.equal(await page.inputValue('dialog[open] input'), 'leave');
  // And once more: the second change builds upon the first.
  site.put('content/en/long.md', FILES['content/en/long.md'].replace('Paragraph 8 of many.\n', '## A new heading\n\nAnd *more*.\n'));
  await page.waitForFunction(() => document.querySelector('#a-new-heading'));
  const paragraphs = await page.evaluate(() => document.querySelectorAll('.prose > p').length);
  await page.evaluate(() => document.querySelector('dialog[open]').close());
  assert.ok(await isSame(page));
  await page.reload();
  assert.equal(await page.evaluate(() => document.querySelectorAll('.prose > p').length), paragraphs, 'what a reload would show');
  assert.deepEqual(complaints, []);
}));

test('after many changes a page is what a reload would show', () => with_page('/en/long/', async (page, site, complaints) => {
  const blocks = ['# Long\n', 'One.\n', '## Two\n', '- a\n- b\n- c\n', '> Quoted *words*.\n', '### Three\n', 'A [link](index.md).\n', '1. x\n2. y\n', '| a | b |\n| - | - |\n| 1 | 2 |\n'];
  const prose = (page) => page.evaluate(() => document.querySelector('main').innerHTML.replace(/ (aria-current="true"|data-fitted=""|open="")/g, ''));
  let seed = 7;
  const dice = (sides) => { seed = (seed * 1103515245 + 12345) % 2147483648; return Math.floor(seed / 65536) % sides; };
  for (let round = 0; round < 12; round += 1) {
    const mark = `Round ${round} is over.`;
    const chosen = Array.from({ length: 3 + dice(8) }, () => blocks[1 + dice(blocks.length - 1)]);
    chosen.splice(dice(chosen.length), 0, `${mark}\n`);
    site.put('content/en/long.md', [blocks[0], ...chosen].join('\n'));
    await page.waitForFunction((mark) => document.body.textContent.includes(mark), mark);
  }
  assert.ok(await isSame(page));
  const changed = await prose(page);
  await page.reload();
  assert.equal(changed, await prose(page));
  assert.deepEqual(complaints, []);
}));

test('a style sheet is exchanged without a reload', () => with_page('/en/', async (page, site, complaints) => {
  site.put('themes/own/theme.toml', 'name = "Own"\nextends = "default"\n');
  site.put('themes/own/css/own.css', 'h1 { letter-spacing: 3px }');
  site.put('site.toml', `theme = "own"\n${FILES['site.toml']}`);
  const spacing = (value) => page.waitForFunction((value) => getComputedStyle(document.querySelector('h1')).letterSpacing === value, value);
  await spacing('3px');
  await page.evaluate(() => { window.same = true; });
  site.put('themes/own/css/own.css', 'h1 { letter-spacing: 7px }');
  await spacing('7px');
  assert.ok(await isSame(page));
  await page.waitForFunction(() => document.querySelectorAll('link[rel=stylesheet]').length === 1);
  assert.deepEqual(complaints, []);
}));

test('what scripts have built is made anew, in the same place', () => with_page('/en/tabs/', async (page, site) => {
  await page.waitForSelector('[role=tab]');
  site.put('content/en/tabs.md', FILES['content/en/tabs.md'].replace('tab Two', 'tab Second one'));
  await page.waitForFunction(() => [...document.querySelectorAll('[role=tab]')].some((tab) => tab.textContent === 'Second one'));
}));

test('a mistake is explained over the last good page, and the explanation goes', () => with_page('/en/long/', async (page, site, complaints) => {
  site.put('content/en/long.md', `${FILES['content/en/long.md']}\nSee [this](nowhere.md).\n`);
  const sheet = page.locator('vade-problems section');
  await sheet.waitFor({ state: 'visible' });
  const said = await sheet.innerText();
  assert.match(said, /1 error/);
  assert.match(said, /this link leads to no article/);
  assert.match(said, /content\/en\/long\.md:\d+:12/);
  assert.match(said, /nowhere\.md/);
  assert.ok(await isSame(page));
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axe);
    const found = await page.evaluate(() => axe.run('vade-problems', { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] } }));
    assert.deepEqual(found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`), []);
  }
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });
  await page.locator('vade-problems .pill').focus();
  await page.keyboard.press('Enter');
  await sheet.waitFor({ state: 'visible' });
  assert.ok(await page.evaluate(() => document.querySelector('vade-problems').shadowRoot.activeElement?.matches('section')), 'the focus is in the list');
  await page.keyboard.press('Escape');
  assert.ok(await page.evaluate(() => document.querySelector('vade-problems').shadowRoot.activeElement?.matches('.pill')), 'and back');
  await page.goto(`${site.origin}/en/`);
  await page.locator('vade-problems .pill').waitFor({ state: 'visible' });
  assert.ok(await sheet.isHidden(), 'closed on the next page, too');
  site.put('content/en/long.md', FILES['content/en/long.md']);
  await page.locator('vade-problems .pill').waitFor({ state: 'hidden' });
  assert.deepEqual(complaints, []);
}));

test('a narrow screen has room for a mistake', () => with_page('/sk/', async (page, site) => {
  site.put('content/sk/index.md', `# Domov\n\n[${'dlhé slovo '.repeat(20)}](nikde/${'x'.repeat(90)}.md)\n`);
  await page.locator('vade-problems section').waitFor({ state: 'visible' });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  const wide = await page.evaluate(() => {
    const sheet = document.querySelector('vade-problems').shadowRoot.querySelector('section');
    return sheet.scrollWidth - sheet.clientWidth;
  });
  assert.ok(wide <= 0, `${wide} px too wide`);
}, { viewport: { width: 360, height: 700 } }));

test('a page that moves or goes is left for its new address or its section', () => with_page('/en/forms/leave/', async (page, site) => {
  site.put('content/en/forms/leave.md', '---\nslug: holiday\n---\n# Leave\n\nAsk first.\n');
  await page.waitForURL('**/en/forms/holiday/');
  await text(page, 'Ask first.');
  site.remove('content/en/forms/leave.md');
  await page.waitForURL('**/en/');
  await text(page, 'Welcome.');
}));

test('an address without a page shows the page when there is one', () => with_page('/en/later/', async (page, site) => {
  site.put('content/en/later.md', '# Later\n\nHere it is.\n');
  await text(page, 'Here it is.');
}));

test('a page finds its server again and what it missed', () => with_page('/en/', async (page, site) => {
  assert.equal(await site.stop(), 0, 'Ctrl-C ends well');
  site.put('content/en/index.md', '# Home\n\nWritten meanwhile.\n');
  await site.start();
  await text(page, 'Written meanwhile.');
  site.put('content/en/index.md', '# Home\n\nWritten afterwards.\n');
  await text(page, 'Written afterwards.');
}));

test('many pages share one connection', async () => {
  const site = await preview();
  const context = await browser.newContext();
  try {
    const pages = [];
    for (let index = 0; index < 9; index += 1) {
      const page = await context.newPage();
      await page.goto(`${site.origin}/en/`);
      pages.push(page);
    }
    site.put('content/en/index.md', '# Home\n\nFor all of them.\n');
    await Promise.all(pages.map((page) => text(page, 'For all of them.')));
  } finally {
    await context.close();
    await site.close();
  }
});

test('a strict policy of the page does not keep the preview out', () => with_page('/en/', async (page, site, complaints) => {
  site.put('themes/own/theme.toml', 'name = "Own"\nextends = "default"\n');
  site.put('themes/own/templates/404.html', '<html><head><meta http-equiv="Content-Security-Policy" content="default-src \'self\'"></head><body><p>Nothing here</p></body></html>');
  site.put('site.toml', `theme = "own"\n${FILES['site.toml']}`);
  await page.goto(`${site.origin}/nothing/`);
  site.put('themes/own/templates/404.html', '<html><head><meta http-equiv="Content-Security-Policy" content="default-src \'self\'"></head><body><p>Nothing there</p></body></html>');
  await text(page, 'Nothing there');
  site.put('content/en/index.md', '# Home\n\n[x](nowhere.md)\n');
  await page.locator('vade-problems section').waitFor({ state: 'visible' });
  assert.deepEqual(complaints.filter((line) => !line.includes('404')), []);
}));

test('the desk follows, in light and dark, wide and narrow', async () => {
  for (const [colorScheme, width] of [['light', 1280], ['dark', 360]]) {
    await with_page('/_vade/', async (page, site, complaints) => {
      site.put('content/en/draft.md', '---\ntitle: A draft\ndraft: true\n---\nNot yet.\n');
      await page.waitForFunction(() => document.querySelector('table').innerText.includes('A draft'));
      await page.evaluate(axe);
      const found = await page.evaluate(() => axe.run({ runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] } }));
      assert.deepEqual(found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`), []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      assert.deepEqual(complaints, []);
    }, { colorScheme, viewport: { width, height: 800 } });
  }
});

