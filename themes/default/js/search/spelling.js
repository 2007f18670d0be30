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
  // The first letter may be one too many, or swapped with the second; behind a prefix there may be another.
  const rests = [...words.prefixless(word).flatMap(words.prefixless), word.slice(1)];
  const cut = (/** @type {number} */ length) => [...new Set(rests.map((rest) => rest.slice(0, length)))];
  const last = cut(1).filter(words.fits);
  for (const starts of [cut(3), cut(2), last]) {
    const groups = new Set((await Promise.all(starts.map(words.groups))).flat());
    if (addAlike(word, groups, words)) return;
  }
}

/** @param {string} word @param {Set<Group>} groups @param {Words} words @returns {boolean} whether there was any */
function addAlike(word, groups, words) {
  const most = EDIT_LENGTHS.filter((least) => word.length >= least).length;
  const letters = letterSet(word);
  let any = false;
  let spelled = false;
  for (const group of groups) {
    let best = 0;
    for (const form of group.forms) {
      const distance = mayBeNear(letters, form, most) ? edits(word, form.folded, most) : Infinity;
      const weight = Math.max(EDITS[distance] ?? 0, words.beginning(form.folded));
      if (!weight) continue;
      words.add(form, weight);
      any = true;
      if (distance <= most) best = Math.max(best, weight);
    }
    // What a misspelt form stands for has its other forms too.
    if (best) words.kin(group, best);
    spelled ||= best > 0;
  }
  return (!spelled && addStems(word, groups, words)) || any;
}

/** Lengths from which on one and two edits are allowed. */
const EDIT_LENGTHS = [4, 8];

/** The shortest stem that may have an error: in shorter ones each letter tells words apart. */
const SHORTEST_STEM = 4;

/**
 * Adds forms that have a stem that is one edit away from one of the word's.
 * @param {string} word @param {Set<Group>} groups @param {Words} words @returns {boolean} whether there was any
 */
function addStems(word, groups, words) {
  const long = (/** @type {string} */ stem) => stem.length >= SHORTEST_STEM;
  const stems = words.stems(word).filter(long).map((stem) => ({ stem, letters: letterSet(stem) }));
  let any = false;
  for (const { forms } of groups) {
    for (const form of forms) {
      // To read a form takes longer than to see that it lacks too many letters.
      const likely = stems.filter(({ stem, letters }) => stem[0] === form.folded[0] && size(letters & ~lettersOf(form)) <= 1);
      if (!likely.length || !words.stems(form.folded).some((other) => long(other) && likely.some(({ stem }) => edits(stem, other, 1) <= 1))) continue;
      words.add(form, KEPT_STEM);
      any = true;
    }
  }
  return any;
}

/** The letters of a word as a set of 32 bits. @param {string} word */
function letterSet(word) {
  let set = 0;
  for (let i = 0; i < word.length; i++) set |= 1 << (word.charCodeAt(i) & 31);
  return set;
}

/** How many letters there are in a set. @param {number} letters */
function size(letters) {
  let count = 0;
  for (; letters; letters &= letters - 1) count++;
  return count;
}

/** Whether a form may be so near: each edit changes the set of letters by two at most. @param {number} letters @param {Form} form @param {number} most */
function mayBeNear(letters, form, most) {
  return size(letters ^ lettersOf(form)) <= 2 * most;
}

/** @param {Form} form */
function lettersOf(form) {
  return (form.letters ??= letterSet(form.folded));
}

/** Rows of the table that {@link edits} fills, made once; a folded word has at most 80 UTF-16 units. */
const ROWS = [new Uint8Array(82), new Uint8Array(82), new Uint8Array(82)];
/** More edits than anybody asks for. */
const FAR = 9;

/**
 * How many letters to insert, delete, replace or swap with the next to get from `a` to `b`;
 * `Infinity` where that is more than `most`.
 * @param {string} a @param {string} b @param {number} most
 */
function edits(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return Infinity;
  let [above, before, row] = ROWS;
  for (let j = 0; j <= b.length; j++) row[j] = j;
  for (let i = 1; i <= a.length; i++) {
    [above, before, row] = [before, row, above];
    // Further from the diagonal there are too many edits.
    const [from, to] = [Math.max(1, i - most), Math.min(b.length, i + most)];
    row[from - 1] = from > 1 ? FAR : i;
    let least = FAR;
    for (let j = from; j <= to; j++) {
      const [x, y] = [a.charCodeAt(i - 1), b.charCodeAt(j - 1)];
      let cost = Math.min(before[j - 1] + (x === y ? 0 : 1), row[j - 1] + 1, j < i + most ? before[j] + 1 : FAR);
      if (i > 1 && j > 1 && x === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === y) cost = Math.min(cost, above[j - 2] + 1);
      row[j] = cost;
      least = Math.min(least, cost);
    }
    if (least > most) return Infinity;
  }
  return row[b.length] > most ? Infinity : row[b.length];
}
