// What Lighthouse says of the home and of an article: full marks for accessibility, best practices
// and search engines, and for speed nearly so. Other work on the machine can only lower that figure, so
// the best of a few runs counts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import lighthouse from 'lighthouse';
import { launch, publish, serve } from './support.mjs';

const FULL = ['accessibility', 'best-practices', 'seo'];
/** The least that speed may be, and how often it is looked at. */
const [FAST, RUNS] = [0.99, 5];

let browser, site, port;

before(async () => {
  site = await serve(publish());
  ({ browser, port } = await launchForDevtools());
});

after(async () => {
  await browser?.close();
  site?.close();
});

/** Lighthouse talks to Chromium by itself, so it has to know the port. */
async function launchForDevtools() {
  const port = await freePort();
  return { port, browser: await launch([`--remote-debugging-port=${port}`]) };
}

async function freePort() {
  const { createServer } = await import('node:net');
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

for (const path of ['/en/', '/en/recovery/unhappy-to-loyal/']) {
  test(`Lighthouse finds nothing to mend on ${path}`, async (t) => {
    const look = (onlyCategories) => lighthouse(site.origin + path, { port, logLevel: 'error', onlyCategories });
    const { lhr } = await look([...FULL, 'performance']);
    const speed = [lhr.categories.performance.score];
    while (Math.max(...speed) < FAST && speed.length < RUNS) speed.push((await look(['performance'])).lhr.categories.performance.score);
    t.diagnostic(`performance ${speed.map((score) => Math.round(score * 100)).join(', ')}`);
    assert.ok(Math.max(...speed) >= FAST, `performance ${speed.join(', ')}`);
    for (const id of FULL) {
      const category = lhr.categories[id];
      const failed = category.auditRefs.map((ref) => lhr.audits[ref.id]).filter(({ score }) => score !== null && score < 1);
      assert.equal(category.score, 1, `${id}: ${failed.map(({ title }) => title).join('; ')}`);
    }
  });
}
