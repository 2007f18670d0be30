/**
 * What a word that the site doesn't have may stand for: what is spelt almost like it, or begins like
 * it, or has almost its stem or almost its ending. Loaded only then.
 */

/**
 * @typedef {import('./store.js').Form} Form
 * @typedef {import('./store.js').Group} Group
 *
 * What is asked of the dictionary; `fits`: whether what begins so is in few shards; `prefixless`: the word, and what is left of it
 * without each of the language's prefixes, as words are filed; `beginning`: how surely
 * a form that begins like the word is one of its forms; `stems`: a word's own reading first; `add` and `kin` take what was found.
 * @typedef {{ fits: (start: string) => boolean, groups: (start: string) => Promise<Group[]>, prefixless: (folded: string) => string[],
 *   stems: (folded: string) => string[], table: import('./analysis.js').Endings,
 *   beginning: (folded: string) => number, add: (form: Form, weight: number) => void, kin: (group: Group, weight: number) => void }} Words
 *
 * The site's words, and what `lexicon.js` and `analysis.js` do with them: modules that are there anyway, and would be sent
 * apart from the others if this one imported them.
 * @typedef {{ store: import('./store.js').Store, table: import('./analysis.js').Endings, [does: string]: any }} Dictionary
 */

/** Shards that one word may ask for. */
const MOST_SHARDS = 24;
/** Letters that a form must have in common with the word at their beginning to be guessed, and their share of the longer. */
const BEGINNING = { letters: 4, share: 0.7 };

/**
 * Adds to a meaning what is spelt almost like the word, or begins like it; else what it is as one of several words, or
 * several as one.
 * @param {import('./query.js').Word} word @param {string[]} joined the word with the one before it, and with the one behind it
 * @param {import('./lexicon.js').Meaning} found @param {Dictionary} dictionary
 */
export async function guess(word, joined, found, dictionary) {
  const { store, table, addForm, addGroup, FORM, UNSEEN } = dictionary;
  const typed = word.folded;
  const last = (/** @type {string} */ start) => store.shardOf(start + '\u{10ffff}');
  let nearest = 0;
  await alike(typed, {
    fits: (start) => last(start) - store.shardOf(start) < MOST_SHARDS,
    groups: async (start) => (await dictionary.shardsFrom(store, start, MOST_SHARDS)).flatMap((/** @type {any} */ shard) => shard.groups),
    prefixless: (folded) => dictionary.prefixless(folded, table),
    stems: (folded) => dictionary.readings(folded, table).map((/** @type {[string, number]} */ [stem]) => stem),
    table,
    beginning: (folded) => dictionary.beginning(typed, folded, BEGINNING),
    add(form, weight) {
      addForm(found, form, () => weight);
      if (weight > nearest) [nearest, found.nearest] = [weight, (pages) => asWritten(form.folded, [...found.forms.keys()], pages)];
    },
    kin: (group, weight) => group.forms.forEach((form) => addForm(found, form, () => weight * FORM)),
  });
  if (found.spellings.size) return;
  const { compounds } = await import('./compounds.js');
  const parts = await compounds(typed, joined, async (folded) => {
    const filed = await dictionary.groupOf(store, table, folded);
    return filed && { folded, ...filed };
  });
  for (const { folded, group, known } of parts) {
    const weight = parts.length > 1 ? PART : ONE_WORD;
    addGroup(found, group, { surface: folded, folded, open: false }, known ? weight : (weight * UNSEEN) / FORM, false);
  }
  if (parts.length) found.nearest = (pages) => parts.map(({ folded, group }) => asWritten(folded, group.forms.map((form) => form.folded), pages)).join(' ');
}

/**
 * A folded form as pages write it, or where they don't have it, another of the forms that it stands for; in small letters,
 * if it is so anywhere.
 * @param {string} folded @param {string[]} forms @param {import('./reading.js').Contender[]} pages
 */
function asWritten(folded, forms, pages) {
  const texts = pages.flatMap(({ shown }) => (shown ? [shown.section, shown.section.title, shown.section.page.title] : []));
  const said = texts.flatMap(({ text, words = [] }) => words.map((word) => ({ folded: word.folded, written: text.slice(word.start, word.end) })));
  const small = (/** @type {{ written: string }} */ { written }) => Number(written === written.toLowerCase());
  const [best] = said.filter((word) => forms.includes(word.folded)).sort((a, b) => Number(b.folded === folded) - Number(a.folded === folded) || small(b) - small(a));
  return best?.written ?? folded;
}

/** How much a form counts that is one or two edits away, and one whose stem or whose ending is one edit away. */
const EDITS = [1, 0.6, 0.4];
const KEPT_STEM = 0.4;
/** The same of what is written as one word, and of each part of one. */
const ONE_WORD = 0.8;
const PART = 0.5;

/**
 * Finds what the word may stand for. What begins like it is looked through first: most errors are made
 * further on, and a beginning takes few shards.
 * @param {string} word @param {Words} words
 */
async function alike(word, words) {
  // The first letter may be one too many, or swapped with the second; behind a prefix there may be another.
  const rests = [...words.prefixless(word).flatMap(words.prefixless), word.slice(1)];
  const cut = (/** @type {number} */ length) => [...new Set(rests.map((rest) => rest.slice(0, length)))];
  const last = cut(1).filter(words.fits);
  for (const starts of [cut(3), cut(2), last]) {
    const groups = new Set((await Promise.all(starts.map(words.groups))).flat());
    if (addAlike(word, groups, words)) return;
  }
  addMisspeltEndings(word, await words.groups(word.slice(0, 3)), words);
}

/** @param {string} word @param {Set<Group>} groups @param {Words} words @returns {boolean} whether there was any */
function addAlike(word, groups, words) {
  const rests = words.prefixless(word).map(rest);
  let any = false;
  let spelled = false;
  for (const group of groups) {
    let best = 0;
    for (const form of group.forms) {
      const distance = distanceTo(rests, form, words);
      const weight = Math.max(EDITS[distance] ?? 0, words.beginning(form.folded));
      if (!weight) continue;
      words.add(form, weight);
      any = true;
      if (distance in EDITS) best = Math.max(best, weight);
    }
    // What a misspelt form stands for has its other forms too.
    if (best) words.kin(group, best);
    spelled ||= best > 0;
  }
  return (!spelled && addStems(word, groups, words)) || any;
}

/** A word, or what is left of it without a prefix, with its letters. @typedef {{ word: string, letters: number }} Rest */

/** @param {string} word @returns {Rest} */
function rest(word) {
  return { word, letters: letterSet(word) };
}

/** The shortest rest of a form behind a prefix: in a shorter one an edit makes another word. */
const SHORTEST_REST = 5;

/** A form and its rests, itself first. @param {Form} form @param {Words} words */
function restsOf(form, { prefixless }) {
  return (form.rests ??= prefixless(form.folded).filter((word, at) => !at || word.length >= SHORTEST_REST).map(rest));
}

/**
 * How many edits make one word of another, whichever prefixes either has: who looks for a word and who writes about it
 * put different ones before it.
 * @param {Rest[]} rests @param {Form} form @param {Words} words
 */
function distanceTo(rests, form, words) {
  let least = Infinity;
  for (const a of rests) {
    const most = EDIT_LENGTHS.filter((length) => a.word.length >= length).length;
    for (const b of restsOf(form, words)) if (mayBeNear(a, b, most)) least = Math.min(least, edits(a.word, b.word, most));
  }
  return least;
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
      const likely = stems.filter(({ stem, letters }) => stem[0] === form.folded[0] && size(letters & ~restsOf(form, words)[0].letters) <= 1);
      if (!likely.length || !words.stems(form.folded).some((other) => long(other) && likely.some(({ stem }) => edits(stem, other, 1) <= 1))) continue;
      words.add(form, KEPT_STEM);
      any = true;
    }
  }
  return any;
}

/** The shortest ending that may be misspelt, as it is typed: of a shorter one an edit makes any other. */
const SHORTEST_ENDING = 3;

/**
 * Adds forms that have a stem that the word has, too, where one edit makes an ending of what follows.
 * @param {string} word @param {Group[]} groups @param {Words} words
 */
function addMisspeltEndings(word, groups, words) {
  const starts = Array.from(word, (_, at) => word.slice(0, at)).slice(SHORTEST_STEM, 1 - SHORTEST_ENDING);
  const ends = (/** @type {string} */ start) => endsAlmost(word.slice(start.length), start.length, words);
  const stems = new Set(starts.filter(ends).map((start) => words.stems(start)[0]));
  if (!stems.size) return;
  for (const form of groups.flatMap(({ forms }) => forms)) {
    if (words.stems(form.folded).some((stem) => stems.has(stem))) words.add(form, KEPT_STEM);
  }
}

/** Whether one edit makes an ending of what follows a stem of so many letters. @param {string} end @param {number} stem @param {Words} words */
function endsAlmost(end, stem, { table: { classOf, suffixes } }) {
  const classed = end.replace(/./gu, (letter) => classOf.get(letter) ?? letter);
  const read = [end, classed];
  return [...suffixes].some(([ending, least]) => ending.length > 1 && stem >= least && read.some((end) => edits(end, ending, 1) <= 1));
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

/** Whether two may be so near: each edit changes the set of letters by two at most. @param {Rest} a @param {Rest} b @param {number} most */
function mayBeNear(a, b, most) {
  return size(a.letters ^ b.letters) <= 2 * most;
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
