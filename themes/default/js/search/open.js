/**
 * What every page needs of the search: the button, the keys, and the marks of a page that was
 * opened from a result. Everything else is loaded when it is asked for.
 */
const buttons = /** @type {HTMLButtonElement[]} */ ([...document.querySelectorAll('[data-search-open]')]);

/** @param {KeyboardEvent} event */
function isTyping({ target }) {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
}

if (buttons.length > 0) {
  /** @param {HTMLButtonElement} button */
  const open = (button) => import('./box.js').then(({ openDialog }) => openDialog(button));
  for (const button of buttons) {
    button.disabled = false;
    button.addEventListener('click', () => open(button));
    // Who points at the button is about to press it.
    button.addEventListener('pointerenter', () => import('./box.js'), { once: true });
  }
  addEventListener('keydown', (event) => {
    const slash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event);
    const k = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!slash && !k) return;
    event.preventDefault();
    open(buttons[0]);
  });
}

const page = /** @type {HTMLElement | null} */ (document.querySelector('[data-search-page]'));
if (page) import('./page.js').then(({ showPage }) => showPage(page));

let marked = null;
try {
  marked = sessionStorage.getItem('vade.marked');
  sessionStorage.removeItem('vade.marked');
} catch {
  // Storage is switched off; the page is shown without marks.
}
if (marked) import('./marks.js').then(({ markWords }) => markWords(/** @type {string} */ (marked)));
