// The scripts of the default theme import one way: no script comes back to itself, whether it is asked for at once or later.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../themes/default/js', import.meta.url));
const scripts = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.js')).map((name) => join(folder, name));

/** What a script imports; types in comments are none of it. @param {string} script */
function imported(script) {
  const text = readFileSync(script, 'utf8').replace(/\/\*[^]*?\*\//g, '');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, path]) => join(dirname(script), path));
}

/** The way from a script back to one that was passed, if there is any. @param {string} script @param {string[]} way @returns {string[] | null} */
function circle(script, way = []) {
  if (way.includes(script)) return [...way, script];
  return imported(script).map((next) => circle(next, [...way, script])).find(Boolean) ?? null;
}

test('scripts import one way', () => {
  assert.ok(scripts.some((script) => imported(script).length > 2));
  for (const script of scripts) assert.deepEqual(circle(script), null);
});
