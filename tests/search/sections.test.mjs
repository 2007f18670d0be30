// Which section of a page a reader is led to.
import assert from 'node:assert/strict';
import test from 'node:test';
import { build, core, loader, vade } from './site.mjs';

const binary = vade();

/** The first hit in a page with this front matter and text. @param {string} front @param {string} text @param {string} query */
async function first(front, text, query) {
  const site = build({
    'site.toml': 'title = "Site"\nbase_url = "https://example.org/"\ndefault_language = "en"\n[languages.en]\n',
    'content/en/late.md': `---\ntitle: Late orders\n${front}---\n\n${text}`,
    'content/en/other.md': '# Other\n\nSomething else.\n',
  }, binary);
  const { openIndex } = await core(site);
  const [hit] = await (await openIndex({ lang: 'en', load: loader(site).load })).search(`${query} `);
  return hit;
}

const TEXT = 'When it takes longer.\n\n## Reasons\n\nThere are many.\n\n## Words\n\nBegin with an apology.\n';

test('a page found by its keywords shows where its text says it', { skip: !binary && 'no vade' }, async () => {
  const hit = await first('search: { keywords: [apology] }\n', TEXT, 'apology');
  assert.deepEqual([hit.section?.id, hit.excerpt], ['words', 'Begin with an apology.']);
  assert.equal(hit.excerpt.slice(...hit.marks[0]), 'apology');
});

test('where its text doesn’t say it, its beginning is shown', { skip: !binary && 'no vade' }, async () => {
  const hit = await first('search: { keywords: [regret] }\n', TEXT, 'regret');
  assert.deepEqual([hit.section, hit.excerpt, hit.marks], [null, 'When it takes longer.', []]);
});

test('a page found by its title shows its beginning', { skip: !binary && 'no vade' }, async () => {
  const hit = await first('', `${TEXT}\n## Late again\n\nLate orders are no joke.\n`, 'orders');
  assert.equal(hit.section, null);
});
