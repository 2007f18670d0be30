// The examples for GitHub and GitLab, the Action and the hook: every command in them is run by the shell that the service
// would take, in a clean clone of a small handbook. Steps that name an action of others (`uses:`) are left out.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root, test, vade } from './support.mjs';

const text = (path) => readFileSync(join(root, path), 'utf8');
const workflow = (path) => parse(text(path), { merge: true });

/** A machine of a service: a clone of a handbook in three languages, `vade`, and programs that note what they are asked. */
function machine(t) {
  const folder = mkdtempSync(join(tmpdir(), 'vade-workflow-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const [site, bin, home] = ['site', 'bin', 'home'].map((name) => join(folder, name));
  for (const made of [bin, home]) mkdirSync(made);
  execFileSync(vade(), ['init', site, '--name', 'Front desk', '--languages', 'en,sk,ar'], { stdio: 'ignore' });
  const git = (...words) => execFileSync('git', ['-C', site, '-c', 'user.name=A', '-c', 'user.email=a@example.org', ...words], { stdio: 'ignore' });
  git('init', '--initial-branch=main');
  git('add', '.');
  git('commit', '--message=Begin');
  for (const name of ['apt-get', 'cargo', 'gh']) {
    writeFileSync(join(bin, name), `#!/bin/sh\necho "${name} $*" >> "$ASKED"\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const asked = join(folder, 'asked');
  writeFileSync(asked, '');
  const env = { PATH: `${bin}:/usr/bin:/bin`, HOME: home, ASKED: asked };
  return {
    folder, site, env, bin,
    install: (place = bin) => { mkdirSync(place, { recursive: true }); symlinkSync(vade(), join(place, 'vade')); },
    asked: () => readFileSync(asked, 'utf8'),
    /** Runs a script. @param {string} script @param {string[]} shell */
    run: (script, shell, more = {}, cwd = site) => new Promise((done) => {
      const child = spawn(shell[0], [...shell.slice(1), '-c', script], { cwd, env: { ...env, ...more } });
      let [out, err] = ['', ''];
      child.stdout.on('data', (piece) => { out += piece; });
      child.stderr.on('data', (piece) => { err += piece; });
      child.on('close', (code) => done({ code, out, err }));
    }),
    mistake: () => writeFileSync(join(site, 'content/en/basics/wrong.md'), '# Wrong\n\nSee [this](nowhere.md).\n'),
  };
}

/** A text of a workflow with its expressions filled in; one that is not known fails. */
const filled = (script, values) => script.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, name) => {
  assert.ok(name in values, `what is ${name}?`);
  return values[name];
});

const GITHUB = ['bash', '--noprofile', '--norc', '-eo', 'pipefail'];
const GITLAB = ['bash', '-eo', 'pipefail'];

/** Runs the steps of a job on GitHub until one fails. @returns the answers of those that ran */
async function steps(at, list, values, { taken = () => true, cwd } = {}) {
  const answers = [];
  for (const { run, env = {}, if: condition } of list.filter((step) => step.run && taken(step.if))) {
    const failed = answers.some(({ code }) => code !== 0);
    if (failed && !condition?.includes('always()')) continue;
    const more = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, filled(value, values)]));
    answers.push(await at.run(filled(run, values), GITHUB, { ...at.more, ...more }, cwd));
  }
  return answers;
}

const succeeded = (answers) => { for (const { code, err } of answers) assert.equal(code, 0, err); };

test('the workflow for GitHub Pages checks and builds', async (t) => {
  const at = machine(t);
  at.install();
  const { build } = workflow('docs/content/examples/github-pages.yml').jobs;
  const values = { 'steps.pages.outputs.base_url': 'https://example.github.io/handbook' };
  const answers = await steps(at, build.steps, values);
  assert.equal(answers.length, 3);
  succeeded(answers);
  const page = readFileSync(join(at.site, 'public/en/first-steps/writing/index.html'), 'utf8');
  assert.ok(page.includes('https://example.github.io/handbook/en/'));
  assert.ok(page.includes('<time'), 'the days of articles come from git');
  assert.equal(build.steps.at(-1).with.path, 'public');
  assert.equal(at.asked(), '', 'what is there is not installed');
  at.mistake();
  const [, check, ...rest] = await steps(at, build.steps, values);
  assert.equal(check.code, 1);
  assert.match(check.out, /^::error file=content\/en\/basics\/wrong.md,line=3/m);
  assert.equal(rest.length, 0, 'nothing is published');
});

test('where vade is missing, each installs the version that the examples name', async (t) => {
  const at = machine(t);
  const version = /^version = "(.*)"$/m.exec(text('Cargo.toml'))[1];
  const [github] = await steps(at, workflow('docs/content/examples/github-pages.yml').jobs.build.steps.filter(({ run }) => run?.includes('cargo')), {});
  const { default: { before_script: before } } = workflow('docs/content/examples/gitlab-pages.yml');
  const gitlab = await at.run(before.join('\n'), GITLAB, { CARGO_HOME: at.bin });
  succeeded([github, gitlab]);
  assert.equal(at.asked(), `cargo install --locked vademecum --version ${version}\n`.repeat(2));
});

/** A job for GitLab, with what it sets before, and `vade` as its cache brings it. */
async function job(at, name, more = {}) {
  const file = workflow('docs/content/examples/gitlab-pages.yml');
  const cargo = join(at.site, '.cargo');
  if (!existsSync(join(cargo, 'bin/vade'))) at.install(join(cargo, 'bin'));
  const variables = { CI_PROJECT_DIR: at.site, CARGO_HOME: cargo, CI_PAGES_URL: 'https://example.gitlab.io/handbook', ...more };
  assert.equal(file.variables.CARGO_HOME, '$CI_PROJECT_DIR/.cargo');
  return at.run([...file.default.before_script, ...file[name].script].join('\n'), GITLAB, variables);
}

test('the jobs for GitLab report problems and build', async (t) => {
  const at = machine(t);
  succeeded([await job(at, 'check'), await job(at, 'pages')]);
  assert.deepEqual(JSON.parse(readFileSync(join(at.site, 'problems.json'), 'utf8')), []);
  assert.ok(existsSync(join(at.site, 'public/en/index.html.gz')));
  assert.ok(readFileSync(join(at.site, 'public/sitemap.xml'), 'utf8').includes('https://example.gitlab.io/handbook/en/'));
  at.mistake();
  assert.equal((await job(at, 'check')).code, 1);
  const problems = JSON.parse(readFileSync(join(at.site, 'problems.json'), 'utf8'));
  assert.equal(problems.find(({ check_name: name }) => name === 'broken-link').location.path, 'content/en/basics/wrong.md');
});

/** The notes of a merge request on GitLab, as far as the job asks for them. */
async function notes(t) {
  const kept = [];
  const server = createServer(async (request, response) => {
    const body = new URLSearchParams((await request.toArray()).join(''));
    assert.equal(request.headers['private-token'], 'secret');
    if (request.method === 'POST') kept.push({ id: kept.length + 7, body: body.get('body') });
    if (request.method === 'PUT') kept.find(({ id }) => request.url.endsWith(`/${id}`)).body = body.get('body');
    response.end(JSON.stringify(request.method === 'GET' ? kept : {}));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  t.after(() => server.close());
  return { kept, api: `http://127.0.0.1:${server.address().port}/api/v4` };
}

const lacks = (program) => { try { execFileSync('sh', ['-c', `command -v ${program}`]); return false; } catch { return `there is no ${program}`; } };

test('the comment on a merge request is written once and renewed', { skip: lacks('jq') || lacks('curl') }, async (t) => {
  const at = machine(t);
  const { kept, api } = await notes(t);
  kept.push({ id: 1, body: 'Looks good' });
  const more = { CI_API_V4_URL: api, CI_PROJECT_ID: '5', CI_MERGE_REQUEST_IID: '8', VADE_TOKEN: 'secret' };
  succeeded([await job(at, 'status', more)]);
  assert.match(kept[1].body, /^<!-- vade status -->\n```\n[^]*```\s*$/);
  const first = kept[1].body;
  writeFileSync(join(at.site, 'content/en/basics/more.md'), '# More\n\nThere is more to say.\n');
  succeeded([await job(at, 'status', more)]);
  assert.equal(kept.length, 2);
  assert.ok(kept[1].body !== first && kept[1].body.includes('basics/more'), kept[1].body);
  assert.match(at.asked(), /apt-get install .*jq/);
});

test('the Action checks, says what is to be done, comments and builds', async (t) => {
  const at = machine(t);
  at.install();
  at.more = { GITHUB_STEP_SUMMARY: join(at.folder, 'summary.md'), RUNNER_TEMP: at.folder, GITHUB_ACTION_PATH: root };
  const { runs, inputs } = workflow('action.yml');
  const values = {
    'inputs.root': 'site', 'inputs.output': 'public', 'inputs.base-url': inputs['base-url'].default,
    'github.token': 'secret', 'github.event.pull_request.html_url': 'https://example.org/pull/3',
  };
  const answers = await steps(at, runs.steps, values, { cwd: at.folder });
  assert.equal(answers.length, runs.steps.filter(({ run }) => run).length);
  succeeded(answers);
  assert.ok(existsSync(join(at.folder, 'public/en/index.html')));
  assert.match(readFileSync(join(at.folder, 'summary.md'), 'utf8'), /^```\n[^]*```\n$/);
  assert.equal(at.asked(), `gh pr comment https://example.org/pull/3 --body-file ${join(at.folder, 'vade-status.md')} --edit-last --create-if-none\n`);
  at.mistake();
  const wrong = await steps(at, runs.steps, values, { cwd: at.folder, taken: (condition) => !condition?.startsWith('inputs.output') });
  assert.deepEqual(wrong.map(({ code }) => code), [0, 1, 0, 0], 'the summary is written though the check fails');
});

test('the split build of the documentation is the same as one', async (t) => {
  const at = machine(t);
  at.install();
  const { jobs } = parse(/```yaml\n(jobs:\n[^]*?)```/.exec(text('docs/content/scale.md'))[1]);
  const there = join(at.folder, 'machine');
  mkdirSync(join(there, 'parts'), { recursive: true });
  for (const lang of jobs.part.strategy.matrix.lang) {
    succeeded(await steps(at, jobs.part.steps, { 'matrix.lang': lang }));
    const upload = jobs.part.steps.at(-1).with;
    cpSync(join(at.site, upload.path), join(there, 'parts', filled(upload.name, { 'matrix.lang': lang })), { recursive: true });
    rmSync(join(at.site, upload.path), { recursive: true });
  }
  succeeded(await steps(at, jobs.site.steps, {}, { cwd: there }));
  succeeded([await at.run('vade build --output whole --as-of "$(git log -1 --format=%cs)"', GITHUB)]);
  const files = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name)).sort().map((path) => [path.slice(folder.length), readFileSync(path, 'base64')]);
  const whole = files(join(at.site, 'whole'));
  assert.ok(whole.length > 50);
  assert.deepEqual(files(join(there, 'public')), whole);
});

test('the hook runs a check where something of a site has changed', async (t) => {
  const at = machine(t);
  at.install();
  const [{ entry, files }] = workflow('.pre-commit-hooks.yaml');
  const says = new RegExp(files);
  for (const path of ['content/en/a.md', 'static/a.png', 'themes/house/theme.toml', 'site.toml', 'terms.toml']) assert.ok(says.test(path), path);
  assert.ok(!says.test('README.md'));
  assert.equal((await at.run(entry, GITHUB)).code, 0);
  at.mistake();
  assert.equal((await at.run(entry, GITHUB)).code, 1);
});
