// What the browser tests share: the handbook built with `vade`, a plain server that sends a
// strict content security policy, and Chromium.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import * as runner from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json',
  '.svg': 'image/svg+xml', '.xml': 'application/xml', '.md': 'text/markdown; charset=utf-8', '.txt': 'text/plain',
};

/** Milliseconds after which a test is said to hang, and the next one begins. */
const HANGS = 300_000;

/** `test`, `before` and `after` of `node:test`, with an end. @type {typeof runner.test} */
export const test = (name, ...rest) => {
  const [options, work] = rest.length > 1 ? rest : [{}, rest[0]];
  return runner.test(name, { timeout: HANGS, ...options }, work);
};
export const before = (work) => runner.before(work, { timeout: HANGS });
export const after = (work) => runner.after(work, { timeout: HANGS });

/**
 * What a promise comes to; an error if that takes too long, for those that may never come to anything.
 * @template T @param {number} limit milliseconds @param {string} what for the error @param {Promise<T>} promise
 * @returns {Promise<T>}
 */
export async function within(limit, what, promise) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`${what} takes more than ${limit / 1000} s`)), limit);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** The program: `VADE`, else what `cargo build` made. @returns {string} */
export function vade() {
  const binary = [process.env.VADE, join(root, 'target/debug/vade')].find((path) => path && existsSync(path));
  if (!binary) throw new Error('build vade first: cargo build');
  return binary;
}

/** Publishes a site, else the handbook of the repository. @returns {string} the folder */
export function publish(source = root) {
  const folder = join(mkdtempSync(join(tmpdir(), 'vade-browser-')), 'site');
  execFileSync(vade(), ['build', '--root', source, '--output', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  process.on('exit', () => rmSync(join(folder, '..'), { recursive: true, force: true }));
  return folder;
}

/**
 * Serves a folder as a careful publisher would.
 * @param {string} folder
 * @param {{ delay?: number, piece?: number }} [slowly] milliseconds before each shard of the search index; bytes of a
 * page that come at once, as over a slow line
 */
export async function serve(folder, { delay = 0, piece = Infinity } = {}) {
  const server = createServer(async (request, response) => {
    let path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    if (path.endsWith('/')) path += 'index.html';
    const file = join(folder, path);
    const found = existsSync(file) && statSync(file).isFile();
    if (delay && path.startsWith('/search/')) await new Promise((done) => setTimeout(done, delay));
    response.writeHead(found ? 200 : 404, {
      'content-type': TYPES[found ? extname(file) : '.html'] ?? 'application/octet-stream',
      'content-security-policy': "default-src 'self'",
    });
    const missing = [join(folder, path.split('/')[1], '404.html'), join(folder, '404.html')].find((page) => existsSync(page));
    let body = readFileSync(found ? file : missing);
    while (extname(file) === '.html' && body.indexOf('<', piece) > 0) {
      // Whole tags and texts: a heading of which half has come is broken into lines anew.
      const end = body.indexOf('<', piece);
      response.write(body.subarray(0, end));
      body = body.subarray(end);
      await new Promise((done) => setTimeout(done, 25));
    }
    response.end(body);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const close = () => { server.closeAllConnections(); server.close(); };
  return { origin: `http://127.0.0.1:${server.address().port}`, close };
}

/** Chromium as Debian packages it, or the one that `CHROMIUM` names. @param {string[]} [extra] more arguments */
export function launch(extra = []) {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', ...extra];
  return chromium.launch({ executablePath, args });
}

/** An empty tab. Chromium may fail to answer on a busy machine, and is asked once more. */
async function newTab(browser, options) {
  const ask = async () => {
    const context = await browser.newContext(options);
    return { context, page: await context.newPage() };
  };
  const patiently = () => within(60_000, 'opening a tab', ask());
  return patiently().catch(patiently);
}

/** Closes a tab. Of one that is being loaded, Chromium now and then never says that it is closed: then no test waits for it. */
async function closed(context) {
  let timer;
  const enough = new Promise((done) => {
    timer = setTimeout(done, 10_000);
  });
  await Promise.race([context.close(), enough]).finally(() => clearTimeout(timer));
}

/**
 * A page that remembers every complaint: errors, violations of the policy, requests elsewhere.
 * @param {import('playwright-core').Browser} browser @param {string} origin
 * @param {import('playwright-core').BrowserContextOptions} [options]
 */
export async function open(browser, origin, options) {
  const { context, page } = await newTab(browser, options);
  const complaints = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => request.url().startsWith(origin) || complaints.push(`request to ${request.url()}`));
  return { page, complaints, close: () => closed(context) };
}
