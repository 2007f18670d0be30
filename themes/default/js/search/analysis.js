/**
 * How words are found in a text, folded, and keyed: what built the index reads the query.
 *
 * The twin of `src/language/analysis` in Rust. Both read `tests/fixtures/analysis`; change both or
 * neither. Only character classes of Unicode, normalisation and default case mapping are asked of
 * the engine: no `Intl`, whose data differ from browser to browser.
 */

/** Longest folded form, in characters; what is longer is no word that anybody types. */
const LONGEST = 40;

const LETTER = 1, MARK = 2, NUMBER = 4, FORMAT = 8, SPACELESS = 16, ACCENTED = 32, JOINER = 64;
const WORD = LETTER | MARK | NUMBER | FORMAT;

/** Classes in the order in which they are asked for; see `classOf`. */
const CLASSES = [
  [/\p{L}/u, LETTER], [/\p{M}/u, MARK], [/\p{N}/u, NUMBER],
  // The zero-width space is a format character, but it separates words of Thai and Khmer.
  [/(?!\u200b)\p{Cf}/u, FORMAT],
  // The long vowel sign is shared by both kana and belongs to no script.
  [/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u30fc\uff70]/u, SPACELESS],
  [/[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}]/u, ACCENTED],
  // Apostrophes, middle dots, geresh and gershayim stand inside words, as UAX 29 has it.
  [/['\u2019\u00b7\u2027\u05f3\u05f4\uff07]/u, JOINER],
];

/** @type {Map<string, number>} */
const classes = new Map();

/** The class bits of one character. @param {string} char */
function classOf(char) {
  let bits = classes.get(char);
  if (bits === undefined) {
    bits = 0;
    for (const [pattern, bit] of CLASSES) if (pattern.test(char)) bits |= bit;
    classes.set(char, bits);
  }
  return bits;
}

/**
 * The words of a text, in order, as `[start, end]` in UTF-16 units. A word is a run of letters,
 * marks and numbers, with a joiner between two letters. Scripts written without spaces are cut
 * into overlapping pairs of letters, a letter alone where there is only one.
 *
 * @param {string} text
 * @returns {[number, number][]}
 */
export function tokens(text) {
  const found = [];
  const end = text.length;
  let at = 0;
  while (at < end) {
    const char = charAt(text, at);
    const bits = classOf(char);
    if (!(bits & (LETTER | NUMBER))) {
      at += char.length;
    } else if (bits & LETTER && bits & SPACELESS) {
      at = pairs(text, at, found);
    } else {
      const from = at;
      at = wordEnd(text, at);
      found.push([from, at]);
    }
  }
  return found;
}

/** @param {string} text @param {number} at */
function charAt(text, at) {
  const unit = text.charCodeAt(at);
  if (unit < 0xd800 || unit > 0xdbff) return text[at];
  const next = text.charCodeAt(at + 1);
  return next >= 0xdc00 && next <= 0xdfff ? text.slice(at, at + 2) : text[at];
}

/** Where the word that begins at `at` ends. @param {string} text @param {number} at */
function wordEnd(text, at) {
  let last = 0;
  while (at < text.length) {
    const char = charAt(text, at);
    const bits = classOf(char);
    if (bits & JOINER) {
      const next = at + 1 < text.length ? classOf(charAt(text, at + 1)) : 0;
      if (!(last & LETTER) || !(next & LETTER) || next & SPACELESS) break;
    } else if (!(bits & WORD) || (bits & LETTER && bits & SPACELESS)) {
      break;
    } else if (bits & (LETTER | NUMBER)) {
      last = bits;
    }
    at += char.length;
  }
  return at;
}

/**
 * Cuts the run of a spaceless script at `at` into pairs. @param {string} text
 * @param {number} at @param {[number, number][]} found
 */
function pairs(text, at, found) {
  const starts = [];
  while (at < text.length) {
    const char = charAt(text, at);
    const bits = classOf(char);
    if (bits & LETTER && bits & SPACELESS) starts.push(at);
    else if (!(bits & (MARK | FORMAT))) break;
    at += char.length;
  }
  if (starts.length === 1) found.push([starts[0], at]);
  for (let i = 1; i < starts.length; i++) found.push([starts[i - 1], starts[i + 1] ?? at]);
  return at;
}

/** Whether a word was cut from a script without spaces. @param {string} word */
export function isSpaceless(word) {
  return (classOf(charAt(word, 0)) & SPACELESS) !== 0;
}

/** What follows the apostrophe of a name; of a single letter it is a part, as in `O'Neill`, and so is the `an` of `Kur'an`. */
const NAME_ENDING = /^(.{2,}?)['\u2019\uff07](?!an).*$/su;

/**
 * A word in lower case as readers of the language write it: Turkish and Azeri have two letters i, and
 * what Turkish and Estonian put behind the apostrophe of a name is an ending.
 * @param {string} word @param {string} lang
 */
export function lower(word, lang) {
  if (/^(tr|az)\b/.test(lang)) word = word.replace(/I/g, 'ı').replace(/İ/g, 'i');
  const lowered = word.toLowerCase();
  return /^(tr|et)\b/.test(lang) ? lowered.replace(NAME_ENDING, '$1') : lowered;
}

/** Stretches an Arabic word and says nothing; it belongs to no script. */
const TATWEEL = '\u0640';

/** Letters that normalisation leaves alone, though people type them as others. */
const LETTERS = new Map(Object.entries({
  ı: 'i', ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ħ: 'h', ŧ: 't', ŋ: 'n', ə: 'e', ĸ: 'k',
  ς: 'σ', ґ: 'г', ٱ: 'ا', ى: 'ي', ی: 'ي', ة: 'ه', ہ: 'ه', ھ: 'ه', ە: 'ه', ک: 'ك', 'ँ': 'ं',
}));

/** Nukta of the Indic scripts: written or left out as one pleases. */
const NUKTA = /[\u093c\u09bc\u0a3c\u0abc\u0b3c]/;

const PLAIN = /^[a-z0-9]*$/;
const DIGIT = /\p{Nd}/u;

/** @type {Map<string, string>} */
let folded = new Map();

/**
 * The folded form of a lower-case word: accents off where a script's marks are accents, kept where
 * they are vowels; one spelling for letters that people mix up. Empty where nothing is left.
 *
 * @param {string} word
 */
export function fold(word) {
  if (PLAIN.test(word)) return word.slice(0, LONGEST);
  let form = folded.get(word);
  if (form === undefined) {
    if (folded.size > 20000) folded = new Map();
    folded.set(word, (form = foldAfresh(word)));
  }
  return form;
}

/** @param {string} word */
function foldAfresh(word) {
  let form = '';
  let accented = false;
  for (const char of word.normalize('NFKD').toLowerCase()) {
    const bits = classOf(char);
    if (bits & MARK) {
      if (!accented && !NUKTA.test(char)) form += LETTERS.get(char) ?? char;
    } else if (bits & (LETTER | NUMBER) && char !== TATWEEL) {
      accented = (bits & ACCENTED) !== 0;
      form += bits & NUMBER ? digit(char) : (LETTERS.get(char) ?? char);
    }
  }
  form = form.normalize('NFC');
  return form.length > LONGEST ? [...form].slice(0, LONGEST).join('') : form;
}

/** Digits of every script as ASCII. @param {string} char */
function digit(char) {
  if (char <= '9' || !DIGIT.test(char)) return char;
  // The ten digits of a script stand in a row that begins at …0 or at …6.
  const code = /** @type {number} */ (char.codePointAt(0));
  const row = code & ~15;
  return String(code - (DIGIT.test(String.fromCodePoint(row)) ? row : row + 6));
}

/**
 * The words of a text: where each is, and how it is written in lower case and folded.
 * @param {string} text @param {string} lang
 * @returns {{ start: number, end: number, surface: string, folded: string }[]}
 */
export function words(text, lang) {
  return tokens(text).map(([start, end]) => {
    const surface = lower(text.slice(start, end), lang);
    return { start, end, surface, folded: fold(surface) };
  });
}

/**
 * A language's endings, ready to use. Lengths are in characters.
 *
 * @typedef {{ tones: boolean, light: Set<string>, suffixes: Map<string, number>, prefixes: Map<string, number>, classOf: Map<string, string>,
 *   longest: number, first: number, rewrites: [string, string, number][] }} Endings
 */

/**
 * @param {{ tones?: boolean, light?: string[], classes?: Record<string, string>, suffixes?: Record<string, number>,
 *   prefixes?: Record<string, number>, rewrites?: [string, string, number][] } | null} table
 * @returns {Endings}
 */
export function endings(table) {
  const suffixes = new Map(Object.entries(table?.suffixes ?? {}));
  const prefixes = new Map(Object.entries(table?.prefixes ?? {}));
  const classOf = new Map(Object.entries(table?.classes ?? {}).flatMap(([capital, letters]) => [...letters].map((letter) => /** @type {const} */ ([letter, capital]))));
  const most = (/** @type {Map<string, number>} */ map) => [...map.keys()].reduce((length, affix) => Math.max(length, affix.length), 0);
  return { tones: table?.tones === true, light: new Set(table?.light), suffixes, prefixes, classOf, longest: most(suffixes), first: most(prefixes), rewrites: table?.rewrites ?? [] };
}

/**
 * Every reading of a folded word as `[stem, prior]`: the word without a prefix and a suffix that
 * the table has, its end rewritten; the prior is 16·log2 of how likely so long an affix is one.
 * Which reading is right, the words of the site decide.
 *
 * @param {string} word
 * @param {Endings} table
 * @returns {[string, number][]}
 */
export function readings(word, table) {
  /** @type {[string, number][]} */
  const found = [];
  // Two units are one character there; no table knows such a script.
  if (/[\ud800-\udfff]/.test(word)) return [[word, prior(0, 0)]];
  const classed = table.classOf.size ? word.replace(/./gu, (letter) => table.classOf.get(letter) ?? letter) : word;
  for (let p = 0; p <= Math.min(table.first, word.length); p++) {
    const least = p ? table.prefixes.get(word.slice(0, p)) : 0;
    if (least === undefined || (p && word.length - p < least)) continue;
    for (let s = 0; s <= Math.min(table.longest, word.length - p); s++) {
      const shortest = s ? table.suffixes.get(word.slice(word.length - s)) ?? table.suffixes.get(classed.slice(word.length - s)) : 0;
      const stem = word.length - p - s;
      if (shortest === undefined || (s && stem < shortest) || (p && stem < least)) continue;
      found.push([rewrite(word.slice(p, p + stem), table), prior(p, s)]);
    }
  }
  return found;
}

/** `16·log2(min(.9, .3 + .12·suffix + .1·prefix))`, rounded down. @param {number} p @param {number} s */
function prior(p, s) {
  return PRIORS[Math.min(12 * s + 10 * p, 60) / 2];
}

/** For shares of .30, .32 … .90. */
const PRIORS = [
  -28, -27, -25, -24, -23, -22, -21, -19, -18, -17, -16, -16, -15, -14, -13, -12, -12, -11, -10, -9, -9, -8, -7,
  -7, -6, -6, -5, -5, -4, -3, -3,
];

/** `2^(15 + k/16)`, rounded up: where a sixteenth of an octave begins. */
const OCTAVE = [
  32768, 34219, 35734, 37316, 38968, 40694, 42495, 44377, 46341, 48393, 50536, 52773, 55109, 57549, 60097, 62758,
];

/** @param {string} stem @param {Endings} table */
function rewrite(stem, table) {
  for (const [from, to, least] of table.rewrites) {
    if (stem.length - from.length >= least && stem.endsWith(from)) return stem.slice(0, stem.length - from.length) + to;
  }
  return stem;
}

/** `16·log2(count)`, rounded down, without floating point. @param {number} count */
export function support(count) {
  const octave = 31 - Math.clz32(Math.max(count, 1));
  const mantissa = Math.floor((Math.max(count, 1) * 32768) / 2 ** octave);
  let sixteenth = 15;
  while (OCTAVE[sixteenth] > mantissa) sixteenth--;
  return octave * 16 + sixteenth;
}
