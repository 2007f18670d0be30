/**
 * How nearly alike two words are spelt. Loaded only where the site doesn't have a word.
 */

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
