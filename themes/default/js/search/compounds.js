/**
 * What a word that the site doesn't have is as one of several, or several as one: `voice mail` may stand as
 * `voicemail`, and `Urlaubsantrag` as `Antrag auf Urlaub`. Loaded only where nothing is spelt like the word.
 */

/**
 * What is asked of the dictionary; `filed`: the words that a folded word is filed with, and whether it is one of them;
 * `add` takes a word that was found with the others it is filed with, how surely, and what all of it is called.
 * @typedef {{ group: import('./store.js').Group, known: boolean }} Filed
 * @typedef {{ filed: (folded: string) => Promise<Filed | null>, add: (folded: string, filed: Filed, weight: number, name: string) => void }} Words
 */

/** How much counts what is written as one word, and each part of one. */
const ONE_WORD = 0.8;
const PART = 0.5;
/** The shortest part that says something. */
const SHORTEST = 4;

/**
 * Adds what `word` makes with one beside it, else the two words that it consists of.
 * @param {string} word @param {string[]} joined the word with the one before it, and with the one behind it @param {Words} words
 */
export async function compounds(word, joined, words) {
  for (const name of joined) {
    const one = await words.filed(name);
    if (one?.known) return words.add(name, one, ONE_WORD, name);
  }
  for (let at = SHORTEST; at <= word.length - SHORTEST; at++) {
    const [start, end] = [word.slice(0, at), word.slice(at)];
    // The end lies in another shard, and is asked for only behind a word.
    const first = await words.filed(start);
    const last = first && (await words.filed(end));
    if (!last) continue;
    words.add(start, first, PART, `${start} ${end}`);
    return words.add(end, last, PART, `${start} ${end}`);
  }
}
