/**
 * Marks the words of a query in the page that a result led to, without touching its markup.
 */
import { wordsOf } from './box.js';

/** Words shorter than this, and other forms that share less than this, are not marked. */
const SHORTEST = 3;
const ALIKE = 0.7;

/** @param {string} query */
export function markWords(query) {
  const article = document.querySelector('article') ?? document.querySelector('main');
  const highlights = /** @type {any} */ (CSS).highlights;
  if (!article || !highlights) return;
  const lang = article.closest('[lang]')?.getAttribute('lang') ?? '';
  const wanted = wordsOf(query, lang).map(({ folded }) => folded).filter(({ length }) => length >= SHORTEST);
  const ranges = [];
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const { start, end, folded } of wordsOf(node.nodeValue ?? '', lang)) {
      if (!wanted.some((word) => alike(word, folded))) continue;
      ranges.push(new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end }));
    }
  }
  highlights.set('search', new (/** @type {any} */ (window).Highlight)(...ranges));
}

/** Whether two folded words may be forms of one. @param {string} a @param {string} b */
function alike(a, b) {
  let common = 0;
  while (common < Math.min(a.length, b.length) && a[common] === b[common]) common++;
  return common >= SHORTEST && common >= ALIKE * Math.max(a.length, b.length);
}
