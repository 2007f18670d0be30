/**
 * What every page needs of the search: the button, the keys, and the marks of a page that was
 * opened from a result. Everything else is loaded when it is asked for.
 */

/** Lets readers search from this page. */
export function offerSearch() {
  const buttons = /** @type {HTMLButtonElement[]} */ ([...document.querySelectorAll('[data-search-open]')]);
  if (buttons.length > 0) listen(buttons);
  const page = /** @type {HTMLElement | null} */ (document.querySelector('[data-search-page]'));
  if (page) import('./search/page.js').then(({ showPage }) => showPage(page));
  const marked = takeMarked();
  if (marked) import('./search/marks.js').then(({ markWords }) => markWords(marked));
}

/** @param {HTMLButtonElement[]} buttons */
function listen(buttons) {
  for (const button of buttons) {
    button.disabled = false;
    button.addEventListener('click', () => open(button));
    // Who points at the button is about to press it.
    button.addEventListener('pointerenter', () => import('./search/box.js'), { once: true });
  }
  addEventListener('keydown', (event) => {
    if (typeAhead(event)) return event.preventDefault();
    const slash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event);
    const k = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!slash && !k) return;
    event.preventDefault();
    open(buttons[0]);
  });
}

/** @param {KeyboardEvent} event */
function isTyping({ target }) {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
}

/** What was typed while the box was on its way to this page; `null` while it is not. @type {string | null} */
let ahead = null;

/** What was typed ahead; from now on keys are the field's. */
function takeAhead() {
  const typed = ahead ?? '';
  ahead = null;
  return typed;
}

/** @param {HTMLButtonElement} button */
function open(button) {
  if (ahead !== null) return;
  ahead = '';
  import('./search/box.js').then(({ openDialog }) => openDialog(button, takeAhead)).finally(takeAhead);
}

/** Takes a key that is meant for the field. @param {KeyboardEvent} event @returns {boolean} whether it is */
function typeAhead(event) {
  if (ahead === null || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return false;
  if (event.key === 'Backspace') ahead = ahead.slice(0, -1);
  else if (event.key.length === 1) ahead += event.key;
  else return false;
  return true;
}

/** What was looked for on the page before, once. @returns {string | null} */
function takeMarked() {
  try {
    const marked = sessionStorage.getItem('vade.marked');
    sessionStorage.removeItem('vade.marked');
    return marked;
  } catch {
    // Storage is switched off; the page is shown without marks.
    return null;
  }
}
