// The published `index.json` and `manifest.json` say what their documentation promises.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import AjvDraft7 from 'ajv';
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import { publish, vade } from './support.mjs';

const folder = publish();
const read = (path) => JSON.parse(readFileSync(join(folder, path), 'utf8'));

test('index.json follows the schema that `vade schema index` prints', () => {
  const schema = JSON.parse(execFileSync(vade(), ['schema', 'index'], { encoding: 'utf8' }));
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const valid = ajv.compile(schema);
  const index = read('index.json');
  assert.ok(valid(index), JSON.stringify(valid.errors));
  assert.equal(index.articles.length, 54);
  const broken = structuredClone(index);
  delete broken.articles[0].title;
  assert.ok(!valid(broken), 'the schema accepts an article without a title');
});

test('every address of index.json is published, and so is everything in manifest.json', () => {
  for (const { url } of read('index.json').articles) {
    assert.ok(existsSync(join(folder, decodeURIComponent(url), 'index.html')), url);
  }
  const { files } = read('manifest.json');
  const paths = Array.isArray(files) ? files.map(({ path }) => path) : Object.keys(files);
  assert.ok(paths.length > 200);
  for (const path of paths) assert.ok(existsSync(join(folder, path)), path);
});

const root = join(import.meta.dirname, '../..');
const text = (path) => readFileSync(join(root, path), 'utf8');
/** Files below a folder of the repository whose path ends so. */
const below = (folder, end) =>
  readdirSync(join(root, folder), { recursive: true }).filter((path) => path.endsWith(end)).map((path) => join(folder, path));

function validator(name) {
  const schema = JSON.parse(execFileSync(vade(), ['schema', name], { encoding: 'utf8' }));
  return new AjvDraft7({ allErrors: true }).compile(schema);
}

/** Front matter as an editor sees it; nothing where a file has none. */
function frontMatter(path) {
  const yaml = /^---\r?\n([^]*?)^---\s*$/m.exec(text(path));
  return yaml && yaml.index === 0 ? parseYaml(yaml[1], { schema: 'core' }) : null;
}

test('the front matter of the handbook follows `vade schema article`', () => {
  const valid = validator('article');
  const fronts = [...below('content', '.md'), ...below('tests/sites', '.md')].map((path) => [path, frontMatter(path)]);
  const written = fronts.filter(([, front]) => front);
  assert.ok(written.length > 50);
  for (const [path, front] of written) assert.ok(valid(front), `${path}: ${JSON.stringify(valid.errors)}`);
  for (const wrong of [{ titel: 'x' }, { status: 'done' }, { weight: 'heavy' }, { search: { keyword: ['x'] } }]) {
    assert.ok(!valid(wrong), JSON.stringify(wrong));
  }
});

test('site.toml and terms.toml follow their schemas', () => {
  for (const [name, found, wrong] of [
    ['site', ['site.toml', ...below('tests/sites', 'site.toml')], [{ titel: 'x' }, { output: { prints: true } }, { languages: 'en' }]],
    ['terms', [...below('tests/sites', 'terms.toml'), 'tests/problems/avoided-term/terms.toml'], [{ terms: { x: { en: { word: 'x' } } } }]],
  ]) {
    const valid = validator(name);
    assert.ok(found.length > 1);
    for (const path of found) assert.ok(valid(parseToml(text(path))), `${path}: ${JSON.stringify(valid.errors)}`);
    for (const example of wrong) assert.ok(!valid(example), JSON.stringify(example));
  }
});
