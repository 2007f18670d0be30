// Builds small sites with `vade` and opens their indexes as a browser would: what tests and
// the relevance script share.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The binary: `VADE`, else the one that `cargo build` or `cargo build --release` made last. */
export function vade() {
  if (process.env.VADE) return process.env.VADE;
  const built = ['target/release/vade', 'target/debug/vade'].map((path) => join(root, path)).filter((path) => existsSync(path));
  return built.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
}

/** Folders that go when the process ends. @type {string[]} */
const scratches = [];
process.on('exit', () => scratches.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A new folder for what a test makes. @returns {string} */
function scratch() {
  const folder = mkdtempSync(join(tmpdir(), 'vade-search-'));
  scratches.push(folder);
  return folder;
}

/**
 * Writes files into a new folder and builds it.
 * @param {Record<string, string>} files @param {string} binary
 * @returns {string} the folder of the finished site
 */
export function build(files, binary) {
  const folder = scratch();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  execFileSync(binary, ['build', '--root', folder, '--output', join(folder, 'public')], { stdio: ['ignore', 'ignore', 'pipe'] });
  return join(folder, 'public');
}

/** Builds a folder that is a site. @param {string} folder @param {string} binary @returns {string} the folder of the finished site */
export function buildFolder(folder, binary) {
  const site = join(scratch(), 'public');
  execFileSync(binary, ['build', '--root', folder, '--output', site], { stdio: ['ignore', 'ignore', 'pipe'] });
  return site;
}

/** The published module of a site. @param {string} site */
export async function core(site) {
  const { default: names } = { default: readFileSync(join(site, 'manifest.json'), 'utf8') };
  const name = names.match(/assets\/search-core\.[0-9a-f]+\.js/)?.[0];
  if (!name) throw new Error('the site has no assets/search-core.<hash>.js');
  return import(join(site, name));
}

/** Loads shards from the folder of a site, and counts what that costs. @param {string} site */
export function loader(site) {
  const loaded = [];
  const load = async (path) => {
    const text = readFileSync(join(site, path), 'utf8');
    loaded.push({ path, bytes: text.length });
    return JSON.parse(text);
  };
  return { load, loaded };
}

/** Text that Markdown takes as it is. @param {string} text */
export function escaped(text) {
  return text.replace(/[\\`*_{}[\]<>()#+\-.!|~:&$"']/g, (char) => (/["':.,()$]/.test(char) ? char : `\\${char}`)).replace(/^(\d+)\./gm, '$1\\.');
}
