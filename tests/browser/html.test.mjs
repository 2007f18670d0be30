// Every published page is valid HTML, and its claims about its other languages are kept by them:
// the handbook, and a site of which half is untranslated.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';
import { publish, root, test } from './support.mjs';

/** Style of our own, which says nothing of validity: `<!DOCTYPE html>`, no slashes, long titles. */
const rules = { 'doctype-style': 'off', 'long-title': 'off', 'no-trailing-whitespace': 'off', 'void-style': ['error', { style: 'omit' }] };
const validator = new HtmlValidate({ root: true, extends: ['html-validate:standard'], rules });

const SITES = { handbook: root, 'half translated': join(root, 'tests/sites/fallback'), 'all of Markdown': join(root, 'tests/sites/markdown'), 'a status page': join(root, 'tests/sites/reviews') };

/** Paths of all pages below a folder. @param {string} folder */
function pages(folder) {
  return readdirSync(folder, { recursive: true }).map(String).filter((path) => path.endsWith('.html'));
}

/** The attributes of all tags called `name`. @returns {Record<string, string>[]} */
function tags(html, name) {
  const found = html.match(new RegExp(`<${name}\\s[^>]*>`, 'g')) ?? [];
  return found.map((tag) => Object.fromEntries([...tag.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value.replaceAll('&amp;', '&')])));
}

/** Language → address, as a page or an entry of the site map has them. */
function alternates(html, tag) {
  const links = tags(html, tag).filter(({ rel, hreflang }) => rel === 'alternate' && hreflang);
  return Object.fromEntries(links.map(({ hreflang, href }) => [hreflang, href]));
}

for (const [name, source] of Object.entries(SITES)) {
  const folder = publish(source);
  const all = pages(folder);
  const read = (path) => readFileSync(join(folder, path), 'utf8');
  /** The page at an absolute address. */
  const at = (address) => join(decodeURIComponent(new URL(address).pathname).slice(1), 'index.html');

  test(`${name}: all pages are valid HTML`, async () => {
    assert.ok(all.length > 0);
    for (const path of all) {
      const report = await validator.validateString(read(path), path);
      const messages = report.results.flatMap(({ messages }) => messages.map(({ line, ruleId, message }) => `${path}:${line} ${ruleId}: ${message}`));
      assert.deepEqual(messages, []);
    }
  });

  test(`${name}: pages and site map name one another in all languages`, () => {
    const linked = all.filter((path) => Object.keys(alternates(read(path), 'link')).length > 0);
    for (const path of linked) {
      const own = alternates(read(path), 'link');
      const canonical = tags(read(path), 'link').find(({ rel }) => rel === 'canonical').href;
      assert.ok(Object.values(own).includes(canonical), `${path} does not name itself`);
      assert.ok(own['x-default'], `${path} has no x-default`);
      for (const address of Object.values(own)) {
        assert.ok(existsSync(join(folder, at(address))), `${path} names ${address}, which isn't there`);
        assert.deepEqual(alternates(read(at(address)), 'link'), own, `${path} and ${address}`);
      }
    }
    for (const entry of read('sitemap.xml').split('<url>').slice(1)) {
      const [, address] = entry.match(/<loc>(.*?)<\/loc>/);
      assert.deepEqual(alternates(entry, 'xhtml:link'), alternates(read(at(address)), 'link'), address);
    }
  });
}
