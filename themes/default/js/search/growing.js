/**
 * Lists of results that grow as far as the reader sees: what is out of view is not loaded, and what is
 * shown stays in its place. Loaded only where there is more than a list begins with.
 */

/**
 * What a list may go on with: how many results there are, where they come from and what shows them;
 * `fits` is told how many are in view at once, `failed` that something could not be loaded.
 * @typedef {import('./search-core.js').Hit} Hit
 * @typedef {{ most: number, ask: (limit: number) => Promise<Hit[]>, make: (hit: Hit, at: number) => HTMLElement,
 *   fits: (count: number) => void, failed: () => void }} Further
 */

/** How each list goes on, and the first result that it goes on after. @type {Map<HTMLElement, { first: Node | null, grow: (count: number) => Promise<void> }>} */
const lists = new Map();

addEventListener('scroll', look, { capture: true, passive: true });
addEventListener('resize', look);

/**
 * Lets a list go on where its end is in view, until it shows other results.
 * @param {HTMLElement} list @param {Further} further
 * @returns {(count: number) => Promise<void>} goes on to so many results, if there are so many
 */
export function growing(list, { most, ask, make, fits, failed }) {
  const first = list.firstChild;
  const isShown = () => list.firstChild === first;
  let asked = list.childElementCount;
  let last = Promise.resolve();

  /** @param {Hit[]} hits */
  function append(hits) {
    if (!isShown()) return;
    const from = list.childElementCount;
    list.append(...hits.slice(from).map((hit, i) => make(hit, from + i)));
    look();
  }

  /** @param {number} count */
  function grow(count) {
    const limit = Math.min(count, most);
    if (asked >= limit) return last;
    // So many fit without scrolling: the next query asks for them at once.
    if (!list.scrollTop && !scrollY) fits(limit);
    asked = limit;
    return (last = ask(limit).then(append).catch(() => isShown() && failed()));
  }

  lists.set(list, { first, grow });
  look();
  return grow;
}

function look() {
  for (const [list, { first, grow }] of lists) {
    const end = list.lastElementChild?.getBoundingClientRect();
    const edge = Math.min(innerHeight, list.getBoundingClientRect().bottom) + 1;
    if (list.firstChild === first && end?.height && end.bottom <= edge) grow(list.childElementCount + 1);
  }
}
