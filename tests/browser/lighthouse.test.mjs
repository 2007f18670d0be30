// What Lighthouse says of the home and of an article: full marks for accessibility, best practices
// and search engines. Its figure for speed depends on the machine, so it is only told.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import lighthouse from 'lighthouse';
import { launch, publish, serve } from './support.mjs';

const FULL = ['accessibility', 'best-practices', 'seo'];

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
    const { lhr } = await lighthouse(site.origin + path, { port, logLevel: 'error', onlyCategories: [...FULL, 'performance'] });
    t.diagnostic(`performance ${Math.round(lhr.categories.performance.score * 100)}`);
    for (const id of FULL) {
      const category = lhr.categories[id];
      const failed = category.auditRefs.map((ref) => lhr.audits[ref.id]).filter(({ score }) => score !== null && score < 1);
      assert.equal(category.score, 1, `${id}: ${failed.map(({ title }) => title).join('; ')}`);
    }
  });
}
