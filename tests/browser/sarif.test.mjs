// What `vade check --format sarif` prints follows the schema of SARIF 2.1.0.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Ajv from 'ajv';
import { root, test, vade } from './support.mjs';

/** The schema, from a package of those who made it. It is written for draft 4, which has `id`. */
function schema() {
  const package_ = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/package.json');
  const text = readFileSync(join(package_, '../lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8');
  const { $schema: _draft, id: _id, ...rest } = JSON.parse(text);
  return rest;
}

const valid = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false }).compile(schema());

/** The log of a folder of `tests/problems`. */
function log(folder, ...more) {
  const site = `tests/problems/${folder}`;
  const { stdout, status } = spawnSync(vade(), ['check', '--root', site, '--format', 'sarif', ...more], { cwd: root, encoding: 'utf8' });
  assert.ok(status === 0 || status === 1, `${folder} can be checked`);
  return JSON.parse(stdout);
}

const folders = [
  'repeated-text', 'wrong-letter', 'wrong-space', 'wrong-punctuation', 'leftover', 'orphan', 'broken-link', 'missing-alt',
  'invalid-utf8', 'duplicate-title', 'missing-translation', 'unknown-key',
];

test('logs are valid, whatever is in them', () => {
  const seen = { related: 0, fixes: 0, whole: 0 };
  for (const folder of folders) {
    const sarif = log(folder);
    assert.ok(valid(sarif), `${folder}: ${JSON.stringify(valid.errors)}`);
    const [{ results, tool }] = sarif.runs;
    for (const result of results) {
      assert.equal(tool.driver.rules[result.ruleIndex].id, result.ruleId);
      seen.related += result.relatedLocations?.length ?? 0;
      seen.fixes += result.fixes?.length ?? 0;
      seen.whole += result.locations && !result.locations[0].physicalLocation.region ? 1 : 0;
    }
  }
  assert.ok(seen.related && seen.fixes && seen.whole, JSON.stringify(seen));
});

test('the schema would notice', () => {
  const sarif = log('leftover');
  sarif.runs[0].results[0].locations[0].physicalLocation.region.startLine = 0;
  assert.ok(!valid(sarif));
  const nameless = log('leftover');
  delete nameless.runs[0].tool.driver.name;
  assert.ok(!valid(nameless));
});

test('places are those of the file, in characters', () => {
  const [{ results, columnKind }] = log('wrong-letter').runs;
  assert.equal(columnKind, 'unicodeCodePoints');
  const { artifactLocation, region } = results[0].locations[0].physicalLocation;
  const lines = readFileSync(join(root, decodeURI(artifactLocation.uri)), 'utf8').split('\n');
  assert.equal([...lines[region.startLine - 1]].slice(region.startColumn - 1, region.endColumn - 1).join(''), 'ş');
});
