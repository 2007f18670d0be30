// A made-up site of any size, the same each time: words by Zipf's law, with English endings,
// in short articles. For sizes and speed, not for relevance.

/** A small, fast, reproducible source of randomness (mulberry32). @param {number} seed @returns {() => number} from 0 to 1 */
export function dice(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const ONSETS = ['b', 'c', 'd', 'f', 'g', 'h', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'w', 'st', 'tr', 'pr', 'cl', 'gr', 'sh', 'th', 'pl', ''];
const VOWELS = ['a', 'e', 'i', 'o', 'u', 'ea', 'ou', 'ai'];
const CODAS = ['', '', '', 'n', 'r', 's', 't', 'l', 'd', 'm', 'ck', 'nt', 'st'];
const ENDINGS = ['', '', '', '', 's', 's', 'ed', 'ing', 'er', 'ly'];

/** How many distinct stems: about what English text of a million words has. */
const STEMS = 20_000;
const WORDS_IN_SENTENCE = 14;

/** @param {number} documents @param {number} length bytes of each @param {number} queries */
export function madeUp(documents, length, queries) {
  const roll = dice(7);
  const pick = (list) => list[Math.floor(roll() * list.length)];
  const syllable = () => pick(ONSETS) + pick(VOWELS) + pick(CODAS);
  const stems = Array.from({ length: STEMS }, (_, rank) => Array.from({ length: rank < 100 ? 1 : 2 + Math.floor(roll() * 2) }, syllable).join(''));
  // Rank by Zipf's law: the logarithm of the rank is spread evenly.
  const word = (least = 1) => stems[Math.min(STEMS - 1, Math.floor(least * (STEMS / least) ** roll()) - 1)] + pick(ENDINGS);
  const sentence = () => {
    const text = Array.from({ length: WORDS_IN_SENTENCE }, () => word()).join(' ');
    return `${text[0].toUpperCase()}${text.slice(1)}.`;
  };
  const files = { 'site.toml': 'title = "Made up"\nbase_url = "https://example.org/"\ndefault_language = "en"\n[languages.en]\n' };
  for (let at = 0; at < documents; at++) {
    let text = '';
    for (let paragraph = 0; text.length < length; paragraph++) text += `${paragraph === 2 ? `## ${word(50)} ${word(50)}\n\n` : ''}${sentence()} ${sentence()}\n\n`;
    files[`content/en/topic-${Math.floor(at / 50)}/page-${at}.md`] = `---\ntitle: ${word(50)} ${word(50)} ${word(20)}\n---\n\n${text}`;
  }
  return { files, queries: Array.from({ length: queries }, () => `${word(30)} ${word(100)} ${word(300)}`) };
}
