// What articles need: the contents, things to copy, explanations in place, menus, the way to the search. Each module is a
// request, so all of it is here; what only some pages have (tabs) is loaded by those.
import { offerSearch } from './search.js';

const root = document.documentElement;
const has = (selector) => document.querySelector(selector) !== null;

if (has('.tabs')) import('./tabs.js');
offerSearch();
const missing = document.querySelector('[data-missing]');
if (missing) import('./missing.js').then(({ offerNearest }) => offerNearest(missing)).catch(() => {});

const offline = /** @type {HTMLDetailsElement | null} */ (document.querySelector('[data-offline]'));
if (offline) import('./offline.js').then(({ offerOffline }) => offerOffline(offline));

/** Ends what the table of contents listens to. */
let following = new AbortController();

followContents(document.querySelector('[data-toc]'), following.signal);
reachWideBoxes();
offerCopies(document.querySelectorAll('[data-copy]'));
placeNotes(document.querySelector('.prose > .footnotes'));
explainInPlace(document.querySelectorAll('a.term, .footnote-ref a'));
closeMenus(document.querySelectorAll('details.languages'));
for (const button of document.querySelectorAll('[data-print]')) button.addEventListener('click', () => print());

// The writer's preview has changed the page in place. What scripts have built into is made anew.
addEventListener('vade:update', (event) => {
  const built = '.tabs, [data-copy], [data-print], [data-search-open], [data-search-page], details.languages';
  if (event.detail.changed.some((element) => element.closest(built) ?? element.querySelector(built))) return;
  event.preventDefault();
  following.abort();
  following = new AbortController();
  followContents(document.querySelector('[data-toc]'), following.signal);
  reachWideBoxes();
});

/**
 * The table of contents: open where there is room beside the text, and marking the heading that
 * is being read.
 * @param {HTMLDetailsElement | null} contents @param {AbortSignal} signal
 */
function followContents(contents, signal) {
  if (!contents) return;
  const wide = matchMedia('(width >= 80rem)');
  const links = [...contents.querySelectorAll('a[href^="#"]')];
  const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));

  const fit = () => (contents.open = wide.matches);
  wide.addEventListener('change', fit, { signal });
  // Once: who has closed it wants it closed.
  if (!contents.dataset.fitted) fit();
  contents.dataset.fitted = '';

  // On small screens the list lies over the text that it leads to.
  contents.addEventListener('click', (event) => {
    if (!wide.matches && event.target instanceof HTMLAnchorElement) contents.open = false;
  }, { signal });

  /** How far below the window's edge a heading counts as being read, in pixels. */
  const margin = 120;
  let waiting = false;
  const mark = () => {
    waiting = false;
    let current = headings.findLastIndex((heading) => heading?.getBoundingClientRect().top < margin);
    const end = scrollY > 0 && innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
    if (end) current = links.length - 1;
    links.forEach((link, index) => {
      if (index === current) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    });
  };
  addEventListener('scroll', () => {
    if (!waiting) requestAnimationFrame(mark);
    waiting = true;
  }, { passive: true, signal });
  mark();
}

/** A table or code wider than the page can be scrolled, so it must be reachable by keyboard. */
function reachWideBoxes() {
  for (const box of document.querySelectorAll('.table-scroll, pre')) {
    if (box.scrollWidth <= box.clientWidth) continue;
    box.tabIndex = 0;
    if (box.localName === 'pre') continue;
    const name = box.querySelector('caption') ?? box.closest('section, article')?.querySelector('h1, h2, h3');
    box.role = 'group';
    box.ariaLabel = name?.textContent.trim() ?? document.title;
  }
}

/**
 * A button on every text that is there to be copied: templates and code.
 * @param {NodeListOf<HTMLElement>} figures
 */
function offerCopies(figures) {
  if (figures.length === 0) return;
  const done = root.dataset.copied;
  const status = document.createElement('p');
  status.className = 'hidden-visually';
  status.role = 'status';
  document.body.append(status);

  for (const figure of figures) {
    const text = figure.querySelector('.template-text, code');
    if (!text) continue;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = figure.dataset.copy;
    figure.prepend(button);
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(text.innerText.trim());
      } catch {
        // Not allowed to write: selecting it leaves one key to press.
        getSelection().selectAllChildren(text);
        return;
      }
      button.textContent = status.textContent = done;
      button.dataset.done = '';
      setTimeout(() => {
        button.textContent = figure.dataset.copy;
        status.textContent = '';
        delete button.dataset.done;
      }, 2000);
    });
  }
}

/**
 * Footnotes stand beside the text where there is room: each at its number, or below the note
 * before it.
 * @param {HTMLElement | null} notes
 */
function placeNotes(notes) {
  if (!notes || document.documentElement.dataset.kind === 'print') return;
  const wide = matchMedia('screen and (width >= 104rem)');
  const gap = 16;
  const place = () => {
    notes.classList.toggle('beside', wide.matches);
    let free = 0;
    for (const note of notes.querySelectorAll('li')) {
      const mark = document.getElementById(note.id.replace('fn-', 'fnref-'));
      if (!wide.matches || !mark) {
        note.style.insetBlockStart = '';
        continue;
      }
      const top = Math.max(free, mark.getBoundingClientRect().top - notes.parentElement.getBoundingClientRect().top);
      note.style.insetBlockStart = `${top}px`;
      free = top + note.offsetHeight + gap;
    }
  };
  wide.addEventListener('change', place);
  addEventListener('resize', () => wide.matches && place());
  place();
}

/**
 * A card beside terms of the glossary and numbers of footnotes, with what they stand for. They
 * are links and lead there without it; it comes by pointer, keyboard and touch, and stays while
 * the pointer is on it (WCAG 1.4.13).
 * @param {NodeListOf<HTMLAnchorElement>} links
 */
function explainInPlace(links) {
  if (links.length === 0 || !('popover' in HTMLElement.prototype)) return;
  /** Milliseconds: before a card comes that nobody may have asked for, and before it goes. */
  const [patience, grace] = [250, 200];
  const [card, text, more] = ['div', 'p', 'a'].map((name) => document.createElement(name));
  card.className = 'popover';
  card.id = 'page.explanation';
  card.popover = 'manual';
  card.style.inset = '0 auto auto 0';
  (document.querySelector('main') ?? document.body).append(card);

  let shown = null;
  let timer = 0;
  const later = (task, delay) => {
    clearTimeout(timer);
    timer = setTimeout(task, delay);
  };

  const show = (link, byTouch) => {
    const content = explanation(link);
    if (!content) return;
    hide();
    shown = link;
    text.textContent = content;
    card.replaceChildren(text, ...(byTouch ? [more] : []));
    more.href = link.href;
    more.textContent = link.classList.contains('term') ? root.dataset.term : root.dataset.note;
    card.lang = link.closest('[lang]').lang;
    card.dir = getComputedStyle(link).direction;
    link.setAttribute('aria-describedby', card.id);
    card.showPopover();
    placeBeside(link, card);
  };

  const hide = () => {
    clearTimeout(timer);
    shown?.removeAttribute('aria-describedby');
    shown = null;
    if (card.matches(':popover-open')) card.hidePopover();
  };

  for (const link of links) {
    if (link.title) {
      link.dataset.definition = link.title;
      link.removeAttribute('title');
    }
    let touch = false;
    const byMouse = (task, delay) => (event) => event.pointerType === 'mouse' && later(task, delay);
    link.addEventListener('pointerdown', (event) => (touch = event.pointerType === 'touch'));
    link.addEventListener('pointerenter', byMouse(() => show(link, false), patience));
    link.addEventListener('pointerleave', byMouse(hide, grace));
    link.addEventListener('focus', () => link.matches(':focus-visible') && !touch && show(link, false));
    link.addEventListener('blur', ({ relatedTarget }) => {
      // What has the focus next must not lie under the card.
      if (relatedTarget && !card.contains(relatedTarget)) hide();
      else later(hide, grace);
    });
    link.addEventListener('click', (event) => {
      // A finger cannot hover: the first touch explains, the card leads on.
      if (touch && shown !== link && explanation(link)) {
        event.preventDefault();
        show(link, true);
      } else hide();
      touch = false;
    });
  }
  card.addEventListener('pointerenter', () => clearTimeout(timer));
  card.addEventListener('pointerleave', (event) => event.pointerType === 'mouse' && later(hide, grace));
  card.addEventListener('focusin', () => clearTimeout(timer));
  addEventListener('keydown', (event) => event.key === 'Escape' && hide());
  // A term that Tab leads to is scrolled to after it has the focus: the card goes with it.
  addEventListener('scroll', () => shown && placeBeside(shown, card), { passive: true });
  addEventListener('scrollend', () => shown && !isInWindow(shown) && hide());
  addEventListener('pointerdown', (event) => {
    if (shown && !card.contains(event.target) && !shown.contains(event.target)) hide();
  });
}

/** What a link stands for. @param {HTMLAnchorElement} link */
function explanation(link) {
  if (link.dataset.definition) return link.dataset.definition;
  const note = document.getElementById(decodeURIComponent(link.hash.slice(1)))?.cloneNode(true);
  note?.querySelectorAll('.footnote-back').forEach((back) => back.remove());
  return note?.textContent.trim() ?? '';
}

/** @param {HTMLAnchorElement} link */
function isInWindow(link) {
  const { top, bottom } = link.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

/**
 * Puts a card below its link, or above it where there is no room.
 * @param {HTMLAnchorElement} link @param {HTMLElement} card
 */
function placeBeside(link, card) {
  /** Pixels between a link and its card, and between the card and the window's edge. */
  const [gap, edge] = [8, 12];
  const at = link.getClientRects()[0];
  const below = at.bottom + gap + card.offsetHeight < innerHeight;
  const left = card.dir === 'rtl' ? at.right - card.offsetWidth : at.left;
  const x = Math.max(edge, Math.min(left, root.clientWidth - card.offsetWidth - edge));
  card.style.translate = `${x}px ${below ? at.bottom + gap : at.top - gap - card.offsetHeight}px`;
}

/**
 * Menus close on Escape, and when something else is pressed.
 * @param {NodeListOf<HTMLDetailsElement>} menus
 */
function closeMenus(menus) {
  addEventListener('pointerdown', (event) => {
    for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
  });
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    for (const menu of menus) {
      if (menu.open && menu.contains(document.activeElement)) menu.querySelector('summary').focus();
      menu.open = false;
    }
  });
}
