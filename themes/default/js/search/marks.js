/**
 * Marks the words of a query in the page that a result led to, without touching its markup.
 */
import { marker } from './search-core.js';

/** @param {string} query */
export function markWords(query) {
  const article = document.querySelector('article') ?? document.querySelector('main');
  const highlights = /** @type {any} */ (CSS).highlights;
  if (!article || !highlights) return;
  const find = marker(query, article.closest('[lang]')?.getAttribute('lang') ?? '');
  const ranges = [];
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const [start, end] of find(node.nodeValue ?? '')) {
      ranges.push(new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end }));
    }
  }
  highlights.set('search', new (/** @type {any} */ (window).Highlight)(...ranges));
}
