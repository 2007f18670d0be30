/**
 * Which words of the site a typed word may mean, and how surely: itself, other forms of it, what
 * it is the beginning of, and, only where nothing else is there, what is spelt almost like it.
 */
import { isSpaceless, readings, support } from './analysis.js';
import { postings } from './store.js';

/**
 * @typedef {import('./store.js').Store} Store
 * @typedef {import('./store.js').Group} Group
 * @typedef {import('./store.js').Form} Form
 * @typedef {import('./store.js').Spelling} Spelling
 * @typedef {{ light: boolean, apart: Set<string>, spellings: Map<Spelling, number>, forms: Map<string, number>, nearest: Nearest | null }} Meaning
 *   `light` words say little; `apart`: forms that it doesn't stand for; `forms` says the same as `spellings` by folded form;
 *   `nearest`, where another word was taken for the typed one: how the pages that were found write it
 * @typedef {(pages: import('./reading.js').Contender[]) => string} Nearest
 */

// How much a match counts, by how sure it is.

/** The very word. */
const EXACT = 1;
/** Same folded form, other accents. */
const ACCENTS = 0.95;
/** Other form of the same word. */
const FORM = 0.4;
/** Form of a word that the site has in other forms only. */
const UNSEEN = 0.5;
/** Form that has a stem of the word by another reading. */
const KIN = 0.35;
/** The typed word goes on. */
const COMPLETION = 0.7;
/** The same of a word that the site has as it is. */
const LONGER = 0.4;
/** Same beginning, other end. */
const BEGINNING = 0.5;
/** Another word for it. */
const SYNONYM = 0.7;

/** The shortest beginning of a word that may go on behind a prefix. */
const SHORTEST_START = 2;
/**
 * What two words must have in common at their beginning to be taken for forms of one: letters, and their share of the
 * longer word. Of a word that the site has, most forms are known.
 */
const OF_KNOWN = { letters: 5, share: 0.75 };
/** The longest ends that they may differ by. */
const LONGEST_TAIL = 4;
/** Shards that one word may ask for when it is looked up by its beginning. */
const MOST_SHARDS = 3;

/**
 * What each word of a query may mean.
 * @param {Store} store @param {import('./analysis.js').Endings} table @param {import('./query.js').Word[]} words
 * @returns {Promise<Meaning[]>}
 */
export function meanings(store, table, words) {
  const light = words.map(({ surface, folded }) => table.light.has(table.tones ? surface : folded));
  // Beside nothing but its like, a word that asks is what is asked about.
  const all = light.every(Boolean);
  const joined = (/** @type {number} */ at) => words.slice(at, at + 2).map(({ folded }) => folded).join('');
  return Promise.all(words.map((word, i) => (light[i] && !all ? lightMeaning(store, table, word) : meaning(store, table, word, [joined(i - 1), joined(i)]))));
}

/**
 * A light word means itself: what is spelt like it, or has its stem, is another word.
 * @param {Store} store @param {import('./analysis.js').Endings} table @param {import('./query.js').Word} word
 * @returns {Promise<Meaning>}
 */
async function lightMeaning(store, table, word) {
  /** @type {Meaning} */
  const found = { light: true, apart: new Set(), spellings: new Map(), forms: new Map(), nearest: null };
  const group = await groupOf(store, table, word.folded);
  const form = group?.known && group.group.forms.find(({ folded }) => folded === word.folded);
  if (form) addGroup(found, { ...group.group, forms: [form] }, word, 1, table.tones);
  if (word.open) await complete(store, table, word, found, COMPLETION);
  return found;
}

/**
 * What `word` may mean.
 * @param {Store} store
 * @param {import('./analysis.js').Endings} table
 * @param {import('./query.js').Word} word
 * @param {string[]} joined the word with the one before it, and with the one behind it
 * @returns {Promise<Meaning>}
 */
async function meaning(store, table, word, joined) {
  /** @type {Meaning} */
  const found = { light: false, apart: new Set(table.light), spellings: new Map(), forms: new Map(), nearest: null };
  // “for” is everywhere: taken for a form of “forest”, it would make that a word that says nothing.
  found.apart.delete(word.folded);
  const group = await groupOf(store, table, word.folded);
  if (group) addGroup(found, group.group, word, group.known ? 1 : UNSEEN / FORM, table.tones);
  await addKin(store, table, word, found);
  const before = found.spellings.size;
  if (word.open || (isSpaceless(word.surface) && [...word.surface].length === 1)) {
    await complete(store, table, word, found, group?.known ? LONGER : COMPLETION);
  }
  const any = found.spellings.size > 0;
  // What only shares a stem with it by a far reading may be chance, and the word misspelt.
  if (!(group && any) && found.spellings.size === before && !hasSynonym(store, word)) {
    const { guess } = await import('./spelling.js');
    await guess(word, joined, found, { store, table, addForm, addGroup, beginning, groupOf, prefixless, readings, shardsFrom, FORM, UNSEEN });
  }
  if (any) {
    found.nearest = null;
    await begin(store, word, found);
  }
  // What the site calls a synonym may be such a word (“IT”).
  found.apart.clear();
  return found;
}

/** Whether the site says what else a word is called: then it is no misspelt one. @param {Store} store @param {import('./query.js').Word} word */
function hasSynonym(store, { folded }) {
  /** @type {string[][]} */
  const groups = store.manifest.synonyms ?? [];
  return groups.some((group) => group.includes(folded));
}

/**
 * Adds what `site.toml` calls synonyms of the query's words, or of phrases in it.
 * @param {Store} store @param {import('./analysis.js').Endings} table
 * @param {import('./query.js').Word[]} words @param {Meaning[]} meanings
 */
export async function addSynonyms(store, table, words, meanings) {
  /** @type {string[][]} */
  const groups = store.manifest.synonyms ?? [];
  const typed = ` ${words.map(({ folded }) => folded).join(' ')} `;
  for (const group of groups) {
    for (const phrase of group.filter((phrase) => typed.includes(` ${phrase} `))) {
      const at = words.findIndex(({ folded }) => folded === phrase.split(' ')[0]);
      const others = group.filter((other) => other !== phrase).map((other) => other.split(' '));
      await Promise.all(others.flatMap((other) => other.map(async (folded) => {
        const found = await groupOf(store, table, folded);
        if (found) addGroup(meanings[at], found.group, { surface: folded, folded, open: false }, SYNONYM / other.length, false);
      })));
    }
  }
}

/** Documents that have a form of the word. @param {Store} store @param {import('./analysis.js').Endings} table @param {string} folded */
export async function documentsWith(store, table, folded) {
  const found = await groupOf(store, table, folded);
  const spellings = found?.known ? found.group.forms.flatMap((form) => form.spellings) : [];
  return new Set(spellings.flatMap((spelling) => Array.from(postings(spelling).sections ?? [], (section) => store.documentOf[section])));
}

/** Adds a form, by the surest of its matches. @param {Meaning} found @param {Form} form @param {(spelling: Spelling) => number} sure */
function addForm(found, form, sure) {
  if (found.apart.has(form.folded)) return;
  let most = 0;
  for (const spelling of form.spellings) {
    const weight = sure(spelling);
    most = Math.max(most, weight);
    if (weight > (found.spellings.get(spelling) ?? 0)) found.spellings.set(spelling, weight);
  }
  if (most > (found.forms.get(form.folded) ?? 0)) found.forms.set(form.folded, most);
}

/**
 * Adds every form of a group.
 * @param {Meaning} found @param {Group} group @param {import('./query.js').Word} word @param {number} share
 * @param {boolean} tones whether marks tell words apart
 */
function addGroup(found, group, word, share, tones) {
  const accented = word.surface !== word.folded;
  const isTyped = (/** @type {Spelling} */ { surface }) => surface === null || surface === word.surface;
  for (const form of group.forms) {
    const only = tones && accented && form.folded === word.folded && form.spellings.some(isTyped);
    addForm(found, form, (spelling) => {
      if (form.folded !== word.folded) return share * FORM;
      // Who types without accents may mean any; who types them means these.
      if (isTyped(spelling)) return share * EXACT;
      if (only) return 0;
      return share * (accented ? ACCENTS : (EXACT + ACCENTS) / 2);
    });
  }
}

/**
 * The group that a folded word belongs to: the one that has the word, else the likeliest of those
 * that it could be filed under.
 * @param {Store} store @param {import('./analysis.js').Endings} table @param {string} folded
 */
async function groupOf(store, table, folded) {
  const candidates = readings(folded, table);
  const wanted = new Set([folded, ...candidates.map(([stem]) => stem)].map((key) => store.shardOf(key)));
  const shards = new Map(await Promise.all([...wanted].map(async (at) => /** @type {const} */ ([at, await store.words(at)]))));
  for (const shard of shards.values()) {
    const group = shard.byForm.get(folded);
    if (group) return { group, known: true };
  }
  let best = null;
  let most = -Infinity;
  for (const [stem, prior] of candidates) {
    const group = shards.get(store.shardOf(stem))?.byKey.get(stem);
    const score = group ? prior + support(group.forms.length) : -Infinity;
    if (group && score > most) [best, most] = [group, score];
  }
  if (best?.see) best = (await store.words(store.shardOf(best.see))).byKey.get(best.see);
  return best ? { group: best, known: false } : null;
}

/** The shortest stem that two words may share by an ending on each. */
const SHORTEST_STEM = 3;

/**
 * Adds forms that may have a stem of the word, though the site's vocabulary filed them elsewhere: a
 * word that the site has once has nobody to speak for its stem.
 * @param {Store} store @param {import('./analysis.js').Endings} table @param {import('./query.js').Word} word @param {Meaning} found
 */
async function addKin(store, table, word, found) {
  const stems = new Set(readings(word.folded, table).map(([stem]) => stem).filter((stem) => stem.length >= SHORTEST_STEM));
  const shards = new Set([...stems].map((stem) => store.shardOf(stem)));
  for (const shard of await Promise.all([...shards].map((at) => store.words(at)))) {
    const known = formsByStem(shard.groups, table);
    for (const stem of stems) {
      for (const form of known.get(stem) ?? []) if (form.folded !== word.folded) addForm(found, form, () => KIN);
    }
  }
}

/** Forms of shards by each of their stems: the next word asks again. @type {WeakMap<Group[], Map<string, Form[]>>} */
const stemmed = new WeakMap();

/** @param {Group[]} groups @param {import('./analysis.js').Endings} table */
function formsByStem(groups, table) {
  let known = stemmed.get(groups);
  if (known) return known;
  stemmed.set(groups, (known = new Map()));
  for (const form of groups.flatMap(({ forms }) => forms)) {
    for (const stem of new Set(readings(form.folded, table).map(([stem]) => stem))) {
      const forms = known.get(stem);
      if (forms) forms.push(form);
      else known.set(stem, [form]);
    }
  }
  return known;
}

/** Shards with keys that begin with `start`, and no more than `most`. @param {Store} store @param {string} start @param {number} most */
function shardsFrom(store, start, most) {
  const first = store.shardOf(start);
  const last = Math.min(store.shardOf(start + '\u{10ffff}'), first + most - 1);
  return Promise.all(Array.from({ length: last - first + 1 }, (_, i) => store.words(first + i)));
}

/**
 * Adds what the word is the beginning of, with or without a prefix of the language before it.
 * @param {Store} store @param {import('./analysis.js').Endings} table @param {import('./query.js').Word} word @param {Meaning} found
 * @param {number} sure
 */
async function complete(store, table, word, found, sure) {
  for (const start of prefixless(word.folded, table)) {
    for (const shard of await shardsFrom(store, start, MOST_SHARDS)) {
      for (const group of shard.groups) {
        const goesOn = table.first && start.length >= SHORTEST_START && group.key.startsWith(start);
        for (const form of group.forms) {
          if (form.folded === word.folded) continue;
          if (form.folded.startsWith(word.folded)) addForm(found, form, () => sure);
          else if (goesOn) addForm(found, form, () => sure * FORM);
        }
      }
    }
  }
}

/** The word, and what is left of it without each of the language's prefixes. @param {string} word @param {import('./analysis.js').Endings} table */
function prefixless(word, table) {
  const starts = [word];
  for (let length = 1; length <= table.first; length++) {
    if (word.length - length >= SHORTEST_START && table.prefixes.has(word.slice(0, length))) starts.push(word.slice(length));
  }
  return starts;
}

/** Adds what shares a long beginning with the word. @param {Store} store @param {import('./query.js').Word} word @param {Meaning} found */
async function begin(store, word, found) {
  const start = word.folded.slice(0, Math.max(OF_KNOWN.letters, Math.ceil(OF_KNOWN.share * word.folded.length)));
  if (start.length < OF_KNOWN.letters) return;
  for (const shard of await shardsFrom(store, start, MOST_SHARDS)) {
    for (const group of shard.groups) {
      for (const form of group.forms) {
        const weight = form.folded !== word.folded && form.folded.startsWith(start) ? beginning(word.folded, form.folded, OF_KNOWN) : 0;
        if (weight) addForm(found, form, () => weight);
      }
    }
  }
}

/** How sure two words are forms of one because they begin alike. @param {string} a @param {string} b @param {typeof OF_KNOWN} least */
function beginning(a, b, least) {
  const shorter = Math.min(a.length, b.length);
  let common = 0;
  while (common < shorter && a[common] === b[common]) common++;
  const longer = Math.max(a.length, b.length);
  if (common < least.letters || common < least.share * longer || longer - common > LONGEST_TAIL) return 0;
  return (BEGINNING * common) / longer;
}
