// Sections in `.tabs` are put behind one another; groups with the same titles switch together,
// on this page and, as far as the browser remembers, on the next. A link into one that is behind brings it to the front.
const KEY = 'vade-tab';
const groups = [...document.querySelectorAll('.tabs')].map(build).filter(Boolean);

/** @param {Element} box */
function build(box, number) {
  const panels = [...box.querySelectorAll(':scope > .tab')];
  const titles = panels.map((panel) => said(panel.querySelector('.tab-title')));
  if (panels.length < 2 || titles.includes('')) return null;
  const bar = document.createElement('div');
  bar.className = 'tabs-bar';
  bar.role = 'tablist';
  const buttons = panels.map((panel, index) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.role = 'tab';
    button.id = `page.tab-${number}-${index}`;
    button.textContent = titles[index];
    panel.id ||= `page.panel-${number}-${index}`;
    panel.role = 'tabpanel';
    panel.tabIndex = 0;
    panel.setAttribute('aria-labelledby', button.id);
    button.setAttribute('aria-controls', panel.id);
    button.addEventListener('click', () => {
      choose(titles[index]);
      remember(titles[index]);
    });
    return button;
  });
  bar.append(...buttons);
  bar.addEventListener('keydown', (event) => move(event, buttons));
  box.prepend(bar);
  box.classList.add('ready');
  const group = { titles, buttons, panels };
  select(group, 0);
  return group;
}

/** What a title says, the number of its footnote left out. */
function said(title) {
  const plain = title?.cloneNode(true);
  plain?.querySelectorAll('.footnote-ref').forEach((note) => note.remove());
  return plain?.textContent.trim() ?? '';
}

function select({ buttons, panels }, chosen) {
  buttons.forEach((button, index) => {
    button.setAttribute('aria-selected', String(index === chosen));
    button.tabIndex = index === chosen ? 0 : -1;
    panels[index].hidden = index !== chosen;
  });
}

/** Shows the tab called `title` in every group that has one. */
function choose(title) {
  for (const group of groups) {
    const index = group.titles.indexOf(title);
    if (index >= 0) select(group, index);
  }
}

function move(event, buttons) {
  const forward = getComputedStyle(buttons[0]).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const back = forward === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight';
  const at = buttons.indexOf(document.activeElement);
  const next = { [forward]: at + 1, [back]: at - 1, Home: 0, End: -1 }[event.key];
  if (next === undefined || at < 0) return;
  event.preventDefault();
  const target = buttons.at(next % buttons.length);
  target.click();
  target.focus();
}

/** Titles that were chosen, the latest first; a few are enough. */
function chosen() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '[]');
  } catch {
    return [];
  }
}

function remember(title) {
  try {
    localStorage.setItem(KEY, JSON.stringify([title, ...chosen().filter((other) => other !== title)].slice(0, 8)));
  } catch {
    // Then it holds for this page only.
  }
}

/** Brings to light what the address points at: a heading that was searched for, the place of a footnote. */
function reveal() {
  const target = document.getElementById(pointed());
  const around = groups.filter(({ panels }) => panels.some((panel) => panel.hidden && panel.contains(target)));
  for (const group of around) select(group, group.panels.findIndex((panel) => panel.contains(target)));
  if (around.length) target.scrollIntoView();
}

/** The id behind `#`. */
function pointed() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return '';
  }
}

for (const title of chosen().reverse()) choose(title);
reveal();
addEventListener('hashchange', reveal);
// Who follows the same link again changes no address.
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element && event.target.closest('a');
  if (link && link.href === location.href) reveal();
});
