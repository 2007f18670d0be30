/**
 * All that a search in a page takes, from one place. It is published as one file, which is less to
 * load than its parts: they compress together. So whoever needs some of it asks here for it.
 */
export { openDialog } from './dialog.js';
export { addressOf, element, FEW, hitParts, indexOf, keepRecent, newest, rememberMarks, say, searchPage, textsFor } from './finder.js';
export { wordsOf } from './search-core.js';
