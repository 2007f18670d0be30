/**
 * The index as it lies on the server: which shards there are, and what is in them. Loads each
 * shard at most once, and again only after a failure. Reads what `src/index/shards.rs` writes;
 * the format is described in `docs/content/search-format.md`. No DOM, no ranking.
 */

/** The format that this module reads. */
const VERSION = 4;

/** What each character of the alphabet of numbers is worth. */
const DIGIT = new Uint8Array(128);
[...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].forEach((char, value) => (DIGIT[char.charCodeAt(0)] = value));

/**
 * A spelling of a form: with its accents, or `null` where the form has but one.
 * @typedef {{ surface: string | null, sections: Uint32Array | null, weights: Float32Array | null,
 *   total: number, coded: string, levels: string }} Spelling
 * @typedef {{ folded: string, spellings: Spelling[], rests?: import('./spelling.js').Rest[] }} Form
 * @typedef {{ key: string, see: string | null, forms: Form[] }} Group
 * @typedef {{ text: string, words?: { start: number, end: number, folded: string }[] }} Text  `words`: once they have been asked for
 * @typedef {{ address: string, title: Text, trail: string[] }} Page
 * @typedef {Text & { page: Page, id: string, title: Text }} Section
 * @typedef {(path: string) => Promise<any>} Load
 */

export class Store {
  /** @param {string} lang @param {Load} load @param {any} manifest */
  constructor(lang, load, manifest) {
    if (manifest?.version !== VERSION) throw new Error(`search index of version ${manifest?.version}, expected ${VERSION}`);
    this.lang = lang;
    this.load = load;
    this.manifest = manifest;
    /** @type {Map<string, Promise<any>>} */
    this.loaded = new Map();
    /** Where the keys of each shard of words begin. @type {string[]} */
    this.starts = manifest.words[0].split(' ');
    /** First section of each shard of texts. */
    this.firsts = firsts(manifest.texts[0]);
    /** First section of each document. */
    this.first = firsts(manifest.sections);
    const documents = this.first.length - 1;
    /** Document of each section. */
    this.documentOf = new Uint32Array(this.first[documents]);
    for (let at = 0; at < documents; at++) this.documentOf.fill(at, this.first[at], this.first[at + 1]);
  }

  /** @param {string} lang @param {Load} load */
  static async open(lang, load) {
    return new Store(lang, load, await load(`search/${lang}/manifest.json`));
  }

  /**
   * A shard: what the manifest holds of it, or its file, read by `read`.
   * @template T
   * @param {string} name @param {any} listed @param {(content: any) => T} read
   * @returns {Promise<T>}
   */
  shard(name, listed, read) {
    let shard = this.loaded.get(name);
    if (!shard) {
      const content = typeof listed === 'string' ? this.load(`search/${this.lang}/${name}.${listed}.json`) : Promise.resolve(listed);
      shard = content.then(read);
      this.loaded.set(name, shard);
      shard.catch(() => this.loaded.delete(name));
    }
    return shard;
  }

  /** The language's endings table, as it was written. */
  endings() {
    return this.shard('endings', this.manifest.endings, (table) => table);
  }

  /** What pages can be filtered by: kind → id → [label, documents]. */
  facets() {
    return this.shard('facets', this.manifest.facets, (facets) => facets);
  }

  /** Number of the word shard that has, or would have, `key`. @param {string} key */
  shardOf(key) {
    return Math.max(0, before(this.starts, key));
  }

  /** @param {number} at @returns {Promise<{ groups: Group[], byKey: Map<string, Group>, byForm: Map<string, Group> }>} */
  words(at) {
    return this.shard(`w${at}`, entry(this.manifest.words, at), (content) => readWords(content, this.manifest.levels));
  }

  /** A section, counted through all pages. @param {number} section @returns {Promise<Section>} */
  async section(section) {
    const at = before(this.firsts, section);
    const sections = await this.shard(`t${at}`, entry(this.manifest.texts, at), readSections);
    return sections[section - this.firsts[at]];
  }
}

/** @param {[string, string, string[], string[]][]} content @returns {Section[]} */
function readSections(content) {
  return content.flatMap(([address, title, trail, texts]) => {
    const page = { address, title: { text: title }, trail };
    return texts.flatMap((id, i) => (i % 3 ? [] : [{ page, id, title: { text: texts[i + 1] }, text: texts[i + 2] }]));
  });
}

/** Of a shard, what the manifest has: its hash, of eight digits, or its content. @param {[string, string | any[]]} kind @param {number} at */
function entry([, shards], at) {
  return typeof shards === 'string' ? shards.slice(8 * at, 8 * at + 8) : shards[at];
}

/** Where each begins, and where the last ends, by how many each has beyond the first. @param {string} counts */
function firsts(counts) {
  const more = numbers(counts);
  const found = new Uint32Array(more.length + 1);
  more.forEach((count, at) => (found[at + 1] = found[at] + count + 1));
  return found;
}

/** Index of the last entry that is not after `value`. @template T @param {ArrayLike<T>} sorted @param {T} value */
function before(sorted, value) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(sorted[middle], value) <= 0) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** By code points, as Rust sorts, which differs from UTF-16 order beyond U+FFFF. @param {any} a @param {any} b */
function compare(a, b) {
  if (a === b) return 0;
  if (typeof a === 'number') return a - b;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return (x >= 0xd800 && x < 0xe000 ? x + 0x10000 : x) - (y >= 0xd800 && y < 0xe000 ? y + 0x10000 : y);
  }
  return a.length - b.length;
}

/** @param {string} coded */
export function numbers(coded) {
  const found = [];
  for (const read = { coded, at: 0 }; read.at < coded.length; ) found.push(number(read));
  return found;
}

/** @typedef {{ coded: string, at: number }} Reader  what is read, and how far */

/** The next number. @param {Reader} read */
function number(read) {
  let value = 0;
  for (let shift = 0, digit = 32; digit > 31; shift += 5) {
    digit = DIGIT[read.coded.charCodeAt(read.at++)];
    value += (digit & 31) << shift;
  }
  return value;
}

/** @param {[string, string]} content @param {string} levels of the sections, a digit each */
function readWords([words, postings], levels) {
  const lists = postings.split(' ');
  /** @type {Group[]} */
  const groups = [];
  const byKey = new Map();
  const byForm = new Map();
  let key = '';
  let list = 0;
  const spelling = (/** @type {string | null} */ surface) => ({ surface, coded: lists[list++], levels, sections: null, weights: null, total: 0 });
  for (const entry of words ? words.split(' ') : []) {
    const [head, ...coded] = entry.split(',');
    const [start, see = null] = head.split('>');
    key = decode(start, key);
    const forms = (coded.length || see !== null ? coded : ['']).map((form) => {
      const [own, ...surfaces] = form.split('=');
      const folded = own ? decode(own, key) : key;
      return { folded, spellings: surfaces.length ? surfaces.map((surface) => spelling(decode(surface, folded))) : [spelling(null)] };
    });
    const group = { key, see, forms };
    groups.push(group);
    byKey.set(key, group);
    for (const form of forms) byForm.set(form.folded, group);
  }
  return { groups, byKey, byForm };
}

/** A word from how many characters it shares with `before`, and its rest. @param {string} coded @param {string} before */
function decode(coded, before) {
  const shared = DIGIT[coded.charCodeAt(0)];
  return (/[\ud800-\udfff]/.test(before) ? [...before].slice(0, shared).join('') : before.slice(0, shared)) + coded.slice(1);
}

/** The weight of level `i`: `2^((i − 20) / 4)`. */
const WEIGHTS = Float32Array.from({ length: 64 }, (_, level) => 2 ** ((level - 20) / 4));

/**
 * By how many levels a word weighs more than its section's own level, by the character that says so: none of them is a
 * digit. Behind `~` stands a number, {@link NO_STEP} more than that.
 */
const STEPS = new Int8Array(128);
[..."!#$%&'()*+,/:;<=>?@[]^`{|}"].forEach((char, at) => (STEPS[char.charCodeAt(0)] = at - 8));
const UNUSUAL = '~'.charCodeAt(0);
STEPS[UNUSUAL] = 1;
const NO_STEP = 63;

/** Where a spelling occurs: sections and weights, decoded once. @param {Spelling} spelling */
export function postings(spelling) {
  if (!spelling.sections) {
    const { coded, levels } = spelling;
    const sections = [];
    const weights = [];
    // A word that is everywhere has lost most of its postings, and says how many there were.
    const read = { coded, at: coded.startsWith('.') ? 1 : 0 };
    const total = read.at && number(read);
    if (total) read.at++;
    for (let next = 0; read.at < coded.length; next++) {
      next += number(read);
      let level = DIGIT[levels.charCodeAt(next)];
      const code = coded.charCodeAt(read.at);
      if (STEPS[code]) read.at++;
      level += code === UNUSUAL ? number(read) - NO_STEP : STEPS[code] || 0;
      sections.push(next);
      weights.push(WEIGHTS[level]);
    }
    spelling.sections = Uint32Array.from(sections);
    spelling.weights = Float32Array.from(weights);
    spelling.total = total || sections.length;
    spelling.coded = '';
  }
  return spelling;
}

/** Whether a section may have a spelling; one that is everywhere does not say. @param {Spelling} spelling @param {number} section */
export function occurs(spelling, section) {
  const { sections, total } = postings(spelling);
  return total > /** @type {Uint32Array} */ (sections).length || /** @type {any} */ (sections)[before(/** @type {any} */ (sections), section)] === section;
}
