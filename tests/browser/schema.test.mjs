// The published `index.json` and `manifest.json` say what their documentation promises.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import AjvDraft7 from 'ajv';
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import { publish, test, vade } from './support.mjs';

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

test('what a snippet writes is front matter', () => {
  const valid = validator('article');
  const snippets = JSON.parse(execFileSync(vade(), ['schema', 'snippets'], { encoding: 'utf8' }));
  assert.ok(Object.keys(snippets).length > 20);
  const today = { CURRENT_YEAR: '2026', CURRENT_MONTH: '11', CURRENT_DATE: '22' };
  for (const [key, { body, prefix, description }] of Object.entries(snippets)) {
    // As VS Code fills it in: the first of each choice, and nothing where it only stops.
    const chosen = body.join('\n').replace(/\$\{\d+\|([^,|]+)[^}]*\}/g, '$1').replace(/\$([A-Z_]+)/g, (_, name) => today[name]).replace(/\$\{\d+:([^}]*)\}/g, '$1').replace(/\$\d+/g, '');
    const front = parseYaml(chosen, { schema: 'core' });
    assert.deepEqual(Object.keys(front), [key], chosen);
    for (const [name, value] of Object.entries(front)) if (value === null) delete front[name];
    for (const [name, value] of Object.entries(front[key] ?? {})) if (value === null) delete front[key][name];
    assert.ok(valid(front), `${chosen}: ${JSON.stringify(valid.errors)}`);
    assert.ok(prefix === key && description, key);
  }
});

test('the task for VS Code reads what `vade check` prints', (t) => {
  const [, tasks] = /```json\n(\{\n  "version"[^]*?)```/.exec(text('docs/content/editors.md'));
  const [task] = JSON.parse(tasks).tasks;
  const patterns = task.problemMatcher.map(({ pattern }) => ({ ...pattern, regexp: new RegExp(pattern.regexp) }));
  // One problem with a line, one with a file as a whole.
  const site = mkdtempSync(join(tmpdir(), 'vade-task-'));
  t.after(() => rmSync(site, { recursive: true, force: true }));
  mkdirSync(join(site, 'content/en'), { recursive: true });
  writeFileSync(join(site, 'site.toml'), 'title = "Try"\nbase_url = "https://example.org/"\n[languages.en]\n[languages.sk]\n');
  writeFileSync(join(site, 'content/en/index.md'), '# Home\n\n#### Deep\n');
  const { stdout } = spawnSync(vade(), task.args, { cwd: site, encoding: 'utf8' });
  const lines = stdout.trim().split('\n');
  assert.equal(lines.length, 2, stdout);
  for (const [index, line] of lines.sort().entries()) {
    const read = patterns.filter(({ regexp }) => regexp.test(line));
    assert.equal(read.length, 1, line);
    const found = read[0].regexp.exec(line);
    assert.equal(found[read[0].file], 'content/en/index.md');
    assert.equal(Boolean(read[0].line), index === 1, line);
    assert.match(found[read[0].severity], /^(error|warning|hint)$/);
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
