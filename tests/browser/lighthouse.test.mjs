// What Lighthouse says of the home and of an article: full marks for accessibility, best practices
// and search engines. Its figure for speed is a measurement, other on each machine and at each hour,
// so it is printed; of what makes pages slow, all that does not depend on a clock has to be right.
import assert from 'node:assert/strict';
import lighthouse from 'lighthouse';
import { after, before, launch, publish, serve, test } from './support.mjs';

const FULL = ['accessibility', 'best-practices', 'seo'];
/** Audits of speed that count bytes and elements, not milliseconds. */
const COUNTED = [
  'cumulative-layout-shift', 'cls-culprits-insight', 'unsized-images', 'image-delivery-insight', 'font-display-insight',
  'viewport-insight', 'redirects', 'total-byte-weight', 'unminified-javascript', 'unused-javascript',
];
/** All that a page waits for: its style, and the choice between light and dark. */
const BLOCKING = /\/assets\/(site\.\w+\.css|scheme\.\w+\.js)$/;
/** Milliseconds that a busy machine may take. */
const PATIENT = { maxWaitForFcp: 120_000, maxWaitForLoad: 180_000 };

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
    const { lhr } = await lighthouse(site.origin + path, { port, logLevel: 'error', onlyCategories: [...FULL, 'performance'], ...PATIENT });
    assert.equal(lhr.runtimeError, undefined);
    t.diagnostic(`performance ${Math.round(lhr.categories.performance.score * 100)}`);
    for (const id of FULL) {
      const category = lhr.categories[id];
      const failed = category.auditRefs.map((ref) => lhr.audits[ref.id]).filter(({ score }) => score !== null && score < 1);
      assert.equal(category.score, 1, `${id}: ${failed.map(({ title }) => title).join('; ')}`);
    }
    const slow = COUNTED.map((id) => lhr.audits[id]).filter(({ score }) => score !== 1);
    assert.deepEqual(slow.map(({ id, displayValue }) => `${id}: ${displayValue}`), []);
    const blocking = lhr.audits['render-blocking-insight'].details?.items ?? [];
    assert.deepEqual(blocking.map(({ url }) => url).filter((url) => !BLOCKING.test(url)), [], 'these hold up the page');
  });
}
