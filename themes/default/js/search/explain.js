/**
 * How results came about. Loaded only for who asks, as `vade search --explain` does.
 */

/**
 * The hits, each with the score of its words alone, and with what each word was taken for: its forms, and how surely.
 * @template {object[]} T
 * @param {T} hits @param {import('./reading.js').Contender[]} pages @param {import('./search-core.js').Asked} asked
 */
export function explained(hits, pages, { query, meanings, rarity }) {
  hits.forEach((hit, at) => Object.assign(hit, { wordsScore: pages[at].wordsScore }));
  const surestFirst = (/** @type {Map<string, number>} */ forms) => [...forms].sort((a, b) => b[1] - a[1]);
  const words = query.words.map(({ surface }, at) => ({ typed: surface, rarity: rarity[at], forms: surestFirst(meanings[at].forms) }));
  return Object.assign(hits, { words });
}
