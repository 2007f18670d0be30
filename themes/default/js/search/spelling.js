/**
 * What a word that the site doesn't have may stand for: what is spelt almost like it, or begins like
 * it, or has almost its stem. Loaded only then.
 */

/**
 * @typedef {import('./store.js').Form} Form
 * @typedef {import('./store.js').Group} Group
 *
 * What is asked of the dictionary; `fits`: whether what begins so is in few shards; `prefixless`: the word, and what is left of it
 * without each of the language's prefixes, as words are filed; `beginning`: how surely
 * a form that begins like the word is one of its forms; `add` and `kin` take what was found.
 * @typedef {{ fits: (start: string) => boolean, groups: (start: string) => Promise<Group[]>, stems: (folded: string) => string[],
 *   prefixless: (folded: string) => string[], beginning: (folded: string) => number, add: (form: Form, weight: number) => void, kin: (group: Group, weight: number) => void }} Words
 */

/** How much a form counts that is one or two edits away, and one whose stem is one edit away. */
const EDITS = [1, 0.6, 0.4];
const KEPT_STEM = 0.4;

/**
 * Finds what the word may stand for. What begins like it is looked through first: most errors are made
 * further on, and a beginning takes few shards.
 * @param {string} word @param {Words} words
 */
export async function alike(word, words) {
  // The first letter may be one too many, or swapped with the second.
  const rests = [...words.prefixless(word), word.slice(1)];
  const cut = (/** @type {number} */ length) => [...new Set(rests.map((rest) => rest.slice(0, length)))];
  const last = words.fits('') ? [''] : [word[0], word[1] ?? ''].filter(words.fits);
  for (const starts of [cut(3), cut(2), last]) {
    const groups = new Set((await Promise.all(starts.map(words.groups))).flat());
    if (addAlike(word, groups, words)) return;
  }
}

/** @param {string} word @param {Set<Group>} groups @param {Words} words */
function addAlike(word, groups, words) {
  let any = false;
  let spelled = false;
  for (const group of groups) {
    const spelt = near(word, group.forms);
    let best = 0;
    for (const form of group.forms) {
      const weight = Math.max(EDITS[spelt.get(form) ?? Infinity] ?? 0, words.beginning(form.folded));
      if (!weight) continue;
      words.add(form, weight);
      any = true;
      if (spelt.has(form)) best = Math.max(best, weight);
    }
    // What a misspelt form stands for has its other forms too.
    if (best) words.kin(group, best);
    spelled ||= best > 0;
  }
  return addStems(word, spelled ? new Set() : groups, words) || any;
}

/** @param {string} word @param {Set<Group>} groups @param {Words} words */
function addStems(word, groups, words) {
  const stems = words.stems(word);
  let any = false;
  for (const { forms } of groups) {
    for (const form of forms) {
      if (!nearStem(stems, form, words.stems)) continue;
      words.add(form, KEPT_STEM);
      any = true;
    }
  }
  return any;
}

/** Lengths from which on one and two edits are allowed. */
const EDIT_LENGTHS = [4, 8];

/**
 * How many edits lead from `word` to each of these forms; those that take too many are left out.
 * @template {{ folded: string, letters?: number }} Form
 * @param {string} word @param {Form[]} forms
 * @returns {Map<Form, number>}
 */
export function near(word, forms) {
  const most = EDIT_LENGTHS.filter((least) => word.length >= least).length;
  const letters = letterSet(word);
  const found = new Map();
  for (const form of forms) {
    const distance = mayBeNear(letters, form, most) ? edits(word, form.folded, most) : Infinity;
    if (distance <= most) found.set(form, distance);
  }
  return found;
}

/** The shortest stem that may have an error: in shorter ones each letter tells words apart. */
const SHORTEST_STEM = 4;

/**
 * Whether the form has a stem that is one edit away from one of `stems`.
 * @param {string[]} stems @param {{ folded: string }} form @param {(word: string) => string[]} stemsOf
 */
export function nearStem(stems, form, stemsOf) {
  const long = stems.filter((stem) => stem.length >= SHORTEST_STEM && stem[0] === form.folded[0]);
  return long.length > 0 && stemsOf(form.folded).some((other) => other.length >= SHORTEST_STEM && long.some((stem) => edits(stem, other, 1) <= 1));
}

/** The letters of a word as a set of 32 bits. @param {string} word */
function letterSet(word) {
  let set = 0;
  for (let i = 0; i < word.length; i++) set |= 1 << (word.charCodeAt(i) & 31);
  return set;
}

/** Whether a form may be so near: each edit changes the set of letters by two at most. @param {number} letters @param {{ folded: string, letters?: number }} form @param {number} most */
function mayBeNear(letters, form, most) {
  form.letters ??= letterSet(form.folded);
  let differing = letters ^ form.letters;
  for (let n = 2 * most; differing && n >= 0; n--) differing &= differing - 1;
  return differing === 0;
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
