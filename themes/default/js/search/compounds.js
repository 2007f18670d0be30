/**
 * What a word that the site doesn't have is as one of several, or several as one: `voice mail` may stand as
 * `voicemail`, and `Urlaubsantrag` as `Antrag auf Urlaub`. Loaded only where nothing is spelt like the word.
 */

/**
 * A folded word, the words that it is filed with, and whether it is one of them.
 * @typedef {{ folded: string, group: import('./store.js').Group, known: boolean }} Filed
 */

/** The shortest part that says something. */
const SHORTEST = 4;

/**
 * The word that `word` makes with one beside it, else the two that it consists of; none where it does neither.
 * @param {string} word @param {string[]} joined the word with the one before it, and with the one behind it
 * @param {(folded: string) => Promise<Filed | null>} filed
 * @returns {Promise<Filed[]>}
 */
export async function compounds(word, joined, filed) {
  for (const name of joined) {
    const one = await filed(name);
    if (one?.known) return [one];
  }
  for (let at = SHORTEST; at <= word.length - SHORTEST; at++) {
    const first = await filed(word.slice(0, at));
    // The end lies in another shard, and is asked for only behind a word.
    const last = first && (await filed(word.slice(at)));
    if (last) return [first, last];
  }
  return [];
}
