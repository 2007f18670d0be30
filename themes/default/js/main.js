// What every page needs. Anything that only some pages need is loaded by those; each module is
// a request, so what nearly all articles have (a table of contents) is here.
const has = (selector) => document.querySelector(selector) !== null;

if (has('[data-copy]')) import('./copy.js');
if (has('.tabs')) import('./tabs.js');
if (has('[data-search-open], [data-search-page]')) import('./search/open.js');

for (const button of document.querySelectorAll('[data-print]')) button.addEventListener('click', () => print());

followContents(document.querySelector('[data-toc]'));
reachWideBoxes();
closeMenus(document.querySelectorAll('details.languages'));

/**
 * The table of contents: open where there is room beside the text, and marking the heading that
 * is being read.
 * @param {HTMLDetailsElement | null} contents
 */
function followContents(contents) {
  if (!contents) return;
  const wide = matchMedia('(width >= 80rem)');
  const links = [...contents.querySelectorAll('a[href^="#"]')];
  const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));

  const fit = () => (contents.open = wide.matches);
  wide.addEventListener('change', fit);
  fit();

  // On small screens the list lies over the text that it leads to.
  contents.addEventListener('click', (event) => {
    if (!wide.matches && event.target instanceof HTMLAnchorElement) contents.open = false;
  });

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
  }, { passive: true });
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
