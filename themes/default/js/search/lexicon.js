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
 * @typedef {{ spellings: Map<Spelling, number>, forms: Map<string, number>, nearest: string | null }} Meaning
 *   `forms` says the same by folded form; `nearest` is a form that was taken for the typed one
 */

/** How much a match counts, by how sure it is. */
export const SURE = {
  exact: 1,
  /** Same folded form, other accents. */
  accents: 0.95,
  /** Other form of the same word. */
  form: 0.7,
  /** Form of a word that the site has in other forms only. */
  unseen: 0.65,
  /** The typed word goes on. */
  completion: 0.7,
  /** Same beginning, other end. */
  beginning: 0.5,
  /** One and two edits away. */
  edits: [1, 0.6, 0.4],
  synonym: 0.7,
};

/** Beginnings shorter than this say nothing. */
const SHORTEST_BEGINNING = 4;
/** Share of a word that two forms must have in common, and the longest ends they may differ by. */
const COMMON = 0.7;
const LONGEST_TAIL = 4;
/** Shards that one word may ask for when it is looked up by its beginning, or letter by letter. */
const MOST_SHARDS = 3;
const MOST_SPELLING_SHARDS = 24;
/** Lengths from which on one and two edits are allowed. */
const EDIT_LENGTHS = [4, 8];

/**
 * What `word` may mean.
 * @param {Store} store
 * @param {import('./analysis.js').Endings} table
 * @param {import('./query.js').Word} word
 * @returns {Promise<Meaning>}
 */
export async function meaning(store, table, word) {
  /** @type {Meaning} */
  const found = { spellings: new Map(), forms: new Map(), nearest: null };
  const group = await groupOf(store, table, word.folded);
  if (group) addGroup(found, group.group, word, group.known ? 1 : SURE.unseen / SURE.form);
  if (word.open || (isSpaceless(word.surface) && [...word.surface].length === 1)) await complete(store, word, found);
  if (found.spellings.size) await begin(store, word, found);
  else await approximate(store, word, found);
  return found;
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
        if (found) addGroup(meanings[at], found.group, { surface: folded, folded, open: false }, SURE.synonym / other.length);
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
  let most = 0;
  for (const spelling of form.spellings) {
    const weight = sure(spelling);
    most = Math.max(most, weight);
    if (weight > (found.spellings.get(spelling) ?? 0)) found.spellings.set(spelling, weight);
  }
  if (most > (found.forms.get(form.folded) ?? 0)) found.forms.set(form.folded, most);
}

/** Adds every form of a group. @param {Meaning} found @param {Group} group @param {import('./query.js').Word} word @param {number} share */
function addGroup(found, group, word, share) {
  const accented = word.surface !== word.folded;
  for (const form of group.forms) {
    addForm(found, form, (spelling) => {
      if (form.folded !== word.folded) return share * SURE.form;
      // Who types without accents may mean any; who types them means these.
      const same = spelling.surface === null || spelling.surface === word.surface;
      return share * (same ? SURE.exact : accented ? SURE.accents : (SURE.exact + SURE.accents) / 2);
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

/** Shards with keys that begin with `start`, and no more than `most`. @param {Store} store @param {string} start @param {number} most */
function shardsFrom(store, start, most) {
  const first = store.shardOf(start);
  const last = Math.min(store.shardOf(start + '\u{10ffff}'), first + most - 1);
  return Promise.all(Array.from({ length: last - first + 1 }, (_, i) => store.words(first + i)));
}

/** Adds what the word is the beginning of. @param {Store} store @param {import('./query.js').Word} word @param {Meaning} found */
async function complete(store, word, found) {
  for (const shard of await shardsFrom(store, word.folded, MOST_SHARDS)) {
    for (const group of shard.groups) {
      for (const form of group.forms) {
        if (form.folded.startsWith(word.folded)) addForm(found, form, () => SURE.completion);
      }
    }
  }
}

/** Adds what shares a long beginning with the word. @param {Store} store @param {import('./query.js').Word} word @param {Meaning} found */
async function begin(store, word, found) {
  const start = word.folded.slice(0, Math.max(SHORTEST_BEGINNING, Math.ceil(COMMON * word.folded.length)));
  if (start.length < SHORTEST_BEGINNING) return;
  for (const shard of await shardsFrom(store, start, MOST_SHARDS)) {
    for (const group of shard.groups) {
      for (const form of group.forms) {
        const weight = beginning(word.folded, form.folded);
        if (weight) addForm(found, form, () => weight);
      }
    }
  }
}

/** Adds what shares a long beginning with the word or is spelt almost like it. @param {Store} store @param {import('./query.js').Word} word @param {Meaning} found */
async function approximate(store, word, found) {
  const length = word.folded.length;
  const most = EDIT_LENGTHS.filter((least) => length >= least).length;
  const start = word.folded.slice(0, store.starts.length <= MOST_SPELLING_SHARDS ? 0 : 2);
  const letters = letterSet(word.folded);
  let nearest = 0;
  for (const shard of await shardsFrom(store, start, MOST_SPELLING_SHARDS)) {
    for (const group of shard.groups) {
      let best = 0;
      for (const form of group.forms) {
        const near = mayBeNear(letters, form, most) ? edits(word.folded, form.folded, most) : Infinity;
        const spelt = SURE.edits[near] ?? 0;
        const weight = Math.max(spelt, beginning(word.folded, form.folded));
        if (!weight) continue;
        addForm(found, form, () => weight);
        best = Math.max(best, spelt);
        if (weight > nearest) [nearest, found.nearest] = [weight, form.folded];
      }
      // What a misspelt form stands for has its other forms too.
      if (best) for (const form of group.forms) addForm(found, form, () => best * SURE.form);
    }
  }
}

/** The letters of a word as a set of 32 bits. @param {string} word */
function letterSet(word) {
  let set = 0;
  for (let i = 0; i < word.length; i++) set |= 1 << (word.charCodeAt(i) & 31);
  return set;
}

/** Whether a form may be so near: each edit changes the set of letters by two at most. @param {number} letters @param {Form} form @param {number} most */
function mayBeNear(letters, form, most) {
  form.letters ??= letterSet(form.folded);
  let differing = letters ^ form.letters;
  for (let n = 2 * most; differing && n >= 0; n--) differing &= differing - 1;
  return differing === 0;
}

/** How sure two words are forms of one because they begin alike. @param {string} a @param {string} b */
function beginning(a, b) {
  const shorter = Math.min(a.length, b.length);
  let common = 0;
  while (common < shorter && a[common] === b[common]) common++;
  const longer = Math.max(a.length, b.length);
  if (common < SHORTEST_BEGINNING || common < COMMON * longer || longer - common > LONGEST_TAIL) return 0;
  return (SURE.beginning * common) / longer;
}

/**
 * How many letters to insert, delete, replace or swap with the next to get from `a` to `b`;
 * `Infinity` where that is more than `most`.
 * @param {string} a @param {string} b @param {number} most
 */
export function edits(a, b, most) {
  if (Math.abs(a.length - b.length) > most || most === 0) return a === b ? 0 : Infinity;
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  let above;
  for (let i = 1; i <= a.length; i++) {
    [above, before, row] = [before, row, [i]];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], above[j - 2] + 1);
      least = Math.min(least, row[j]);
    }
    if (least > most) return Infinity;
  }
  return row[b.length] > most ? Infinity : row[b.length];
}
