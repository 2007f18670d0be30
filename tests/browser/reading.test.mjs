// What readers do on pages beside searching: menus, tabs, terms, copies, print, missing pages; how
// much a page weighs, and that nothing in it moves.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { after, before, launch, open, publish, root, serve, test } from './support.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What an article may weigh in all: gzip bytes and requests, before somebody searches. */
const [BYTES, REQUESTS] = [25_000, 5];
const ARTICLE = '/en/recovery/unhappy-to-loyal/';

let browser, site, parts, folder, articles;

/** What moves on a page, while nobody typed or clicked, is remembered in `shifts`. */
function watchShifts(page) {
  return page.addInitScript(() => {
    globalThis.shifts = [];
    const moved = ({ node, previousRect: from, currentRect: to }) =>
      `${node?.className || node?.nodeName}: ${[from, to].map(({ x, y, width, height }) => [x, y, width, height].join(' ')).join(' → ')}`;
    new PerformanceObserver((list) => globalThis.shifts.push(...list.getEntries().flatMap(({ sources }) => sources.map(moved))))
      .observe({ type: 'layout-shift', buffered: true });
  });
}

before(async () => {
  folder = publish();
  articles = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')).articles;
  site = await serve(folder);
  parts = await serve(publish(join(root, 'tests/sites/markdown')));
  browser = await launch();
});

after(async () => {
  await browser?.close();
  site?.close();
  parts?.close();
});

/** Fails if axe finds something. */
async function accessible(page, what) {
  await page.evaluate(axe);
  const found = await page.evaluate((values) => axe.run({ runOnly: { type: 'tag', values } }), RULES);
  assert.deepEqual(found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`), [], what);
}

for (const colorScheme of ['light', 'dark']) {
  for (const width of [1280, 360]) {
    const options = { colorScheme, viewport: { width, height: 800 } };

    test(`everything that opens is accessible: ${colorScheme}, ${width} px`, async () => {
      for (const lang of ['en', 'ar']) {
        const { page, complaints, close } = await open(browser, site.origin, options);
        await page.goto(`${site.origin}/${lang}/`);
        await page.click('.nav-button');
        await accessible(page, `${lang}: drawer`);
        await page.keyboard.press('Escape');
        await page.click('.languages summary');
        await accessible(page, `${lang}: languages`);
        await page.keyboard.press('Escape');
        await page.click('[data-search-open]');
        await page.waitForSelector('dialog[open] input');
        await accessible(page, `${lang}: dialog`);
        assert.deepEqual(complaints, []);
        await close();
      }
      const { page, close } = await open(browser, parts.origin, options);
      await page.goto(`${parts.origin}/en/all/`);
      await page.click('[role=tab] >> nth=1');
      await page.click('summary:has-text("More")');
      await accessible(page, 'tabs, chart, details');
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(sideways <= 0, `${sideways} px too wide`);
      await close();
    });
  }
}

test('nothing is too wide for 320 px', async () => {
  const { page, close } = await open(browser, site.origin, { viewport: { width: 320, height: 640 } });
  for (const path of ['/en/', ARTICLE, '/en/recovery/telling-the-client/', '/ar/', '/tr/', '/en/print/', '/en/404.html', '/']) {
    await page.goto(site.origin + path);
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(sideways <= 0, `${path} is ${sideways} px too wide`);
  }
  await close();
});

test('an article is light, and nothing in it moves', async () => {
  const { page, close } = await open(browser, site.origin);
  const loaded = [];
  page.on('response', (response) => loaded.push(response.body().then((body) => [new URL(response.url()).pathname, gzipSync(body).length])));
  await watchShifts(page);
  await page.goto(site.origin + ARTICLE, { waitUntil: 'networkidle' });
  const icon = await page.getAttribute('link[rel=icon]', 'href');
  const files = new Map(await Promise.all(loaded));
  files.set(icon, gzipSync(readFileSync(join(folder, icon))).length);
  const bytes = [...files.values()].reduce((sum, size) => sum + size, 0);
  console.log(`# ${ARTICLE}: ${bytes} bytes gzip in ${files.size} requests: ${[...files].map(([path, size]) => `${path} ${size}`).join(', ')}`);
  assert.ok(bytes <= BYTES && files.size <= REQUESTS, `${bytes} bytes in ${files.size} requests: ${[...files.keys()].join(' ')}`);
  assert.deepEqual(await page.evaluate(() => globalThis.shifts), []);
  await close();
});

test('nothing moves while pages load and are scrolled through', async () => {
  for (const width of [1280, 360]) {
    const { page, close } = await open(browser, site.origin, { viewport: { width, height: 800 } });
    await watchShifts(page);
    for (const path of ['/en/', '/ar/', ARTICLE, '/en/glossary/']) {
      await page.goto(site.origin + path, { waitUntil: 'networkidle' });
      for (let screen = 0; screen < 6; screen++) {
        await page.mouse.wheel(0, 700);
        await page.waitForTimeout(60);
      }
      assert.deepEqual(await page.evaluate(() => globalThis.shifts), [], `${path} at ${width} px`);
    }
    await close();
  }
});

test('nothing moves while a page comes in pieces', async (t) => {
  const slow = await serve(folder, { piece: 400 });
  t.after(() => slow.close());
  for (const [path, width] of [['/en/', 1280], ['/ar/', 360], [ARTICLE, 1280], [ARTICLE, 360]]) {
    const { page, close } = await open(browser, slow.origin, { viewport: { width, height: 800 } });
    await watchShifts(page);
    await page.goto(slow.origin + path, { waitUntil: 'networkidle' });
    assert.deepEqual(await page.evaluate(() => globalThis.shifts), [], `${path} at ${width} px`);
    await close();
  }
});

test('Tab goes through a page in the order in which it is read, and what has the focus is seen', async () => {
  for (const [path, width] of [[ARTICLE, 1280], [ARTICLE, 360], ['/ar/', 1280], ['/ar/', 360]]) {
    const { page, close } = await open(browser, site.origin, { viewport: { width, height: 700 }, reducedMotion: 'reduce' });
    await page.goto(site.origin + path);
    const seen = new Set();
    let last = -1;
    for (;;) {
      await page.keyboard.press('Tab');
      await page.waitForTimeout(20);
      const focus = await page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return null;
        const { x, y, width, height } = element.getClientRects()[0];
        const [left, top] = [x + width / 2, y + height / 2];
        const there = document.elementFromPoint(left, top);
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return {
          index: [...document.querySelectorAll('*')].indexOf(element),
          what: element.outerHTML.slice(0, 120),
          // Nothing lies over it, not even the header, and it is within the window.
          covered: !(there && (element.contains(there) || there.contains(element))),
          outlined: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
        };
      });
      if (!focus) break;
      assert.ok(focus.index > last, `${path} at ${width} px goes back to ${focus.what}`);
      assert.ok(!focus.covered, `${path} at ${width} px: ${focus.what} cannot be seen`);
      assert.ok(focus.outlined, `${path} at ${width} px: ${focus.what} does not show that it has the focus`);
      last = focus.index;
      seen.add(focus.index);
    }
    const all = await page.evaluate(() => [...document.querySelectorAll('a[href], button:enabled, summary, input, select, [tabindex="0"]')].filter((element) => element.checkVisibility({ visibilityProperty: true })).length);
    assert.equal(seen.size, all, `${path} at ${width} px: some things are never reached`);
    await close();
  }
});

test('the skip link comes first, is seen, and leads to the text', async () => {
  const { page, close } = await open(browser, site.origin);
  await page.goto(site.origin + ARTICLE);
  await page.keyboard.press('Tab');
  const link = page.locator('.skip');
  assert.ok(await link.evaluate((element) => element === document.activeElement && element.getBoundingClientRect().height > 20));
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'page.main');
  await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(() => document.querySelector('main').contains(document.activeElement)));
  await close();
});

test('tabs switch together, by keyboard too, and are remembered', async () => {
  const { page, close } = await open(browser, parts.origin);
  await page.goto(`${parts.origin}/en/all/`);
  await page.focus('[role=tab][aria-selected=true]');
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.textContent('[role=tab][aria-selected=true]'), 'By mail');
  assert.ok(await page.isVisible('text=Answer within a day.'));
  assert.ok(await page.isHidden('text=before'));
  await page.reload();
  assert.equal(await page.textContent('[role=tab][aria-selected=true]'), 'By mail');
  await close();
});

test('what a link or a footnote leads to is shown, in whatever tab it stands', async () => {
  const { page, complaints, close } = await open(browser, parts.origin);
  const shown = () => page.textContent('[role=tab][aria-selected=true]');
  await page.goto(`${parts.origin}/en/tabs/`);
  assert.deepEqual(await page.locator('[role=tab]').allTextContents(), ['By phone', 'By mail'], 'without the number of the footnote');
  assert.ok(await page.isVisible('#fnref-1'), 'the number is beside the text');
  await page.click('.footnote-back[href="#fnref-2"]');
  assert.equal(await shown(), 'By mail');
  assert.ok(await page.isVisible('#fnref-2'));
  await page.click('[role=tab] >> nth=0');
  await page.click('.footnote-back[href="#fnref-2"]');
  assert.equal(await shown(), 'By mail', 'the same link again');
  await page.click('[role=tab] >> nth=0');
  await page.goto(`${parts.origin}/en/all/`);
  await page.goto(`${parts.origin}/en/tabs/#what-to-write`);
  await page.waitForFunction(() => document.querySelector('#what-to-write').getBoundingClientRect().height > 0);
  assert.equal(await shown(), 'By mail');
  const top = await page.evaluate(() => document.querySelector('#what-to-write').getBoundingClientRect().top);
  assert.ok(top >= 0 && top < 800, `the heading is at ${top} px`);
  assert.deepEqual(complaints, []);
  await accessible(page, 'footnotes in tabs');
  await close();
});

test('without JavaScript all variants and definitions are there', async () => {
  const { page, close } = await open(browser, parts.origin, { javaScriptEnabled: false });
  await page.goto(`${parts.origin}/en/all/`);
  assert.ok(await page.isVisible('text=Answer within a day.'));
  assert.ok(await page.isVisible('text=before'));
  await page.goto(site.origin + ARTICLE);
  assert.match(await page.getAttribute('a.term', 'title'), /person or organisation/);
  await page.click('a.term');
  await page.waitForURL(/\/glossary\/#term-client$/);
  await close();
});

test('a term is explained to pointer, keyboard and finger', async () => {
  const card = '.popover:popover-open';
  const { page, complaints, close } = await open(browser, site.origin);
  await page.goto(site.origin + ARTICLE);
  await page.hover('a.term');
  await page.waitForSelector(card);
  assert.match(await page.textContent(card), /person or organisation/);
  assert.equal(await page.getAttribute('a.term', 'aria-describedby'), 'page.explanation');
  await page.keyboard.press('Escape');
  await page.waitForSelector(card, { state: 'detached' });
  await page.keyboard.press('Tab');
  await page.focus('a.term');
  await page.waitForSelector(card);
  await accessible(page, 'card');
  assert.deepEqual(complaints, []);
  await close();

  const phone = await open(browser, site.origin, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await phone.page.goto(site.origin + ARTICLE);
  await phone.page.tap('a.term');
  await phone.page.waitForSelector(card);
  assert.ok(phone.page.url().endsWith(ARTICLE), 'the first touch explains');
  await accessible(phone.page, 'card on a phone');
  await phone.page.tap(`${card} a`);
  await phone.page.waitForURL(/glossary/);
  await phone.close();
});

test('the card of a term that Tab has to scroll to goes with it, and goes when it is scrolled away', async () => {
  const { page, close } = await open(browser, site.origin, { viewport: { width: 360, height: 500 } });
  await page.goto(site.origin + ARTICLE);
  const term = page.locator('a.term').last();
  assert.ok(await term.evaluate((link) => link.getBoundingClientRect().top > 2 * innerHeight), 'the term is far below');
  await term.evaluate((link) => {
    const all = [...document.querySelectorAll('a[href], button:enabled, summary')].filter((element) => element.checkVisibility());
    all[all.indexOf(link) - 1].focus({ preventScroll: true });
    globalThis.arrived = new Promise((done) => addEventListener('scrollend', done, { once: true }));
  });
  await page.keyboard.press('Tab');
  await page.evaluate(() => globalThis.arrived);
  const gap = await term.evaluate((link) => {
    const [card, at] = [document.querySelector('.popover:popover-open'), link.getBoundingClientRect()];
    const box = card.getBoundingClientRect();
    return { near: Math.min(Math.abs(box.top - at.bottom), Math.abs(at.top - box.bottom)), seen: at.top > 0 && at.bottom < innerHeight };
  });
  assert.ok(gap.seen && gap.near < 20, JSON.stringify(gap));
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
  await page.waitForSelector('.popover:popover-open', { state: 'detached' });
  await close();
});

test('in a wide window footnotes stand beside their numbers and cover nothing', async () => {
  for (const lang of ['en', 'ar']) {
    const { page, close } = await open(browser, site.origin, { viewport: { width: 1760, height: 900 } });
    await page.goto(site.origin + articles.find((article) => article.lang === lang && article.id === 'recovery/unhappy-to-loyal').url);
    const { note, mark, toc, text } = await page.evaluate(() => {
      const box = (selector) => document.querySelector(selector).getBoundingClientRect().toJSON();
      return { note: box('#fn-1'), mark: box('#fnref-1'), toc: box('.toc'), text: box('.prose > p') };
    });
    assert.ok(Math.abs(note.top - mark.top) < 40, `${lang}: ${note.top} is not beside ${mark.top}`);
    const apart = (a, b) => a.right <= b.left + 1 || b.right <= a.left + 1;
    assert.ok(apart(note, text) && apart(note, toc), `${lang}: the note covers something`);
    await accessible(page, 'notes beside');
    await close();
  }
});

test('a template is copied', async () => {
  const { page, close } = await open(browser, site.origin, { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.goto(`${site.origin}/en/recovery/telling-the-client/`);
  await page.click('.template .copy');
  await page.waitForSelector('.template .copy[data-done]');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied.trim(), (await page.innerText('.template-text')).trim());
  await close();
});

test('the page for what is not found offers what the address says', async () => {
  const { page, complaints, close } = await open(browser, site.origin);
  await page.goto(`${site.origin}/sk/naprava/potom-ako-sa-nieco-pokazi-klient/`);
  await page.waitForSelector('[data-missing]:not([hidden]) .card');
  assert.match(await page.getAttribute('[data-missing] a', 'href'), /^\/sk\//);
  await accessible(page, 'not found');
  assert.deepEqual(complaints.filter((complaint) => !/404/.test(complaint)), []);
  await close();
});

test('a print edition is one document: ids are unique and its links stay inside', async () => {
  const { page, close } = await open(browser, site.origin);
  for (const path of ['/en/print/', '/ar/print/', '/en/print/recovery/']) {
    await page.goto(site.origin + path);
    const { twice, dangling, outside } = await page.evaluate(() => {
      const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
      const links = [...document.querySelectorAll('.chapter a[href]')].map((link) => link.getAttribute('href'));
      const printed = document.querySelectorAll('.chapter').length;
      const here = (href) => document.getElementById(decodeURIComponent(href.slice(1)));
      return {
        twice: ids.filter((id, at) => ids.indexOf(id) !== at),
        dangling: links.filter((href) => href.startsWith('#') && !here(href)),
        outside: printed > 5 ? links.filter((href) => href.startsWith('/')) : [],
      };
    });
    assert.deepEqual({ twice, dangling, outside }, { twice: [], dangling: [], outside: [] }, path);
  }
  const pdf = await page.pdf();
  assert.ok(pdf.length > 20_000);
  await close();
});
