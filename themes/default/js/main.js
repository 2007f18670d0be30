// What every page needs. Anything that only some pages need is loaded by those.
const has = (selector) => document.querySelector(selector) !== null;

if (has('[data-toc]')) import('./contents.js');
if (has('[data-copy]')) import('./copy.js');
if (has('.tabs')) import('./tabs.js');
if (has('[data-search-open], [data-search-page]')) import('./search/open.js');

// A table that is wider than the page can be scrolled, so it must be reachable by keyboard.
for (const box of document.querySelectorAll('.table-scroll, pre')) {
  if (box.scrollWidth > box.clientWidth) {
    box.tabIndex = 0;
    const caption = box.querySelector('caption') ?? box.closest('section, article')?.querySelector('h1, h2, h3');
    if (box.localName !== 'pre') {
      box.role = 'region';
      box.ariaLabel = caption?.textContent?.trim() ?? document.title;
    }
  }
}

// Menus close on Escape and when something else is pressed.
const menus = document.querySelectorAll('details.languages');
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
