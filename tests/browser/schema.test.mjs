// The published `index.json` and `manifest.json` say what their documentation promises.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
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
