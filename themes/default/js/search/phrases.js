/**
 * Quoted phrases. Loaded only where a reader has quoted something.
 */

/**
 * @typedef {(text: string, lang: string) => { folded: string }[]} Words
 */

/**
 * How many words those of the phrases have that a page has somewhere.
 * @param {import('./store.js').Store} store @param {number} document @param {string[][]} phrases @param {Words} words
 */
export async function phrasesIn(store, document, phrases, words) {
  const [from, to] = [store.first[document], store.first[document + 1]];
  const sections = await Promise.all(Array.from({ length: to - from }, (_, i) => store.section(from + i)));
  const texts = [sections[0].page.title.text, ...sections.flatMap(({ title, text }) => [title.text, text])];
  const found = phrases.filter((phrase) => texts.some((text) => hasPhrase(words(text, store.lang), phrase)));
  return found.reduce((words, phrase) => words + phrase.length, 0);
}

/** Whether the words of a phrase stand one after the other. @param {{ folded: string }[]} there @param {string[]} phrase */
function hasPhrase(there, phrase) {
  return there.some((_, at) => phrase.every((word, i) => there[at + i]?.folded === word));
}
