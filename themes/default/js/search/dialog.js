/**
 * The search box: a dialog with a combobox after the WAI-ARIA pattern. The cursor stays in the
 * field; arrows move through the results, Enter opens one, Escape closes.
 */
import { addressOf, element, FEW, hitParts, indexOf, keepRecent, newest, recent, rememberMarks, say, searchPage, textsFor } from './finder.js';

/** Results for who goes on and on; the search page has all. */
const LIMIT = 10;
/** How long a reader pauses before the count is announced. */
const QUIET = 700;

/** @type {Promise<(typed: string) => void> | undefined} */
let ready;

/** Opens the dialog, made on first use, with what was typed until then. @param {HTMLElement} button @param {() => string} typed */
export async function openDialog(button, typed) {
  ready ??= textsFor(button).catch(() => ({})).then((texts) => make(button, texts));
  (await ready)(typed());
}

/** @param {HTMLElement} button @param {Record<string, any>} texts @returns {(typed: string) => void} */
function make(button, texts) {
  const lang = button.dataset.lang ?? document.documentElement.lang;
  const ask = newest(lang);
  const field = element('input', {
    type: 'search', name: 'q', role: 'combobox', 'aria-expanded': 'false', 'aria-controls': 'search-results', 'aria-autocomplete': 'list',
    'aria-label': say(texts.label), placeholder: say(texts.label), autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', enterkeyhint: 'go', dir: 'auto',
  });
  const close = element('button', { type: 'button', class: 'search-close', 'aria-label': say(texts.close) }, '✕');
  const form = element('form', { class: 'search-form', action: searchPage(lang), role: 'search' }, field, close);
  const list = element('div', { id: 'search-results', role: 'listbox', 'aria-label': say(texts.results), class: 'search-results' });
  const note = element('div', { class: 'search-note' });
  const status = element('p', { role: 'status', class: 'hidden-visually' });
  const dialog = element('dialog', { class: 'search', 'aria-label': say(texts.title) }, form, note, list, status);
  document.body.append(dialog);

  let active = -1;
  let few = FEW;
  let announcing = 0;
  /** Goes on to so many results. @type {Promise<(count: number) => Promise<void>> | null} */
  let further = null;
  const options = () => /** @type {HTMLAnchorElement[]} */ ([...list.children]);

  /** @param {number} at */
  function choose(at) {
    const all = options();
    active = all.length ? (at + all.length) % all.length : -1;
    all.forEach((option, i) => option.setAttribute('aria-selected', String(i === active)));
    if (active >= 0) {
      field.setAttribute('aria-activedescendant', all[active].id);
      all[active].scrollIntoView({ block: 'nearest' });
    } else field.removeAttribute('aria-activedescendant');
  }

  /** @param {number} by */
  async function step(by) {
    const to = active + by;
    const first = list.firstChild;
    // From the first result up to the last: all have to be there.
    if (further && !options()[to]) await (await further)(to < 0 ? LIMIT : to + 1);
    if (list.firstChild === first) choose(to);
  }

  /** @param {(Node | string)[]} above @param {string} announced @param {HTMLElement[]} results */
  function show(above, announced, results = []) {
    further = null;
    note.replaceChildren(...above);
    list.replaceChildren(...results);
    field.setAttribute('aria-expanded', String(results.length > 0));
    choose(0);
    clearTimeout(announcing);
    announcing = window.setTimeout(() => (status.textContent = announced), QUIET);
  }

  /** @param {import('./search-core.js').Hit} hit @param {number} i @param {number} most how many there will be */
  function option(hit, i, most) {
    const made = element('a', { id: `search-result-${i}`, role: 'option', tabindex: '-1', class: 'hit', href: addressOf(hit), 'aria-selected': 'false', 'aria-posinset': String(i + 1), 'aria-setsize': String(most) }, ...hitParts(hit, lang));
    rememberMarks(made, () => field.value);
    made.addEventListener('click', () => {
      keepRecent(field.value.trim());
      dialog.close();
    });
    made.addEventListener('pointermove', () => options()[active] !== made && choose(options().indexOf(made)));
    return made;
  }

  function showNothingTyped() {
    const kept = recent();
    if (!kept.length) return show([say(texts.start)], '');
    const again = kept.map((query) => {
      const chip = element('button', { type: 'button', class: 'chip', dir: 'auto' }, query);
      chip.addEventListener('click', () => {
        field.value = query;
        field.focus();
        update();
      });
      return chip;
    });
    const clear = element('button', { type: 'button', class: 'link' }, say(texts.clear));
    clear.addEventListener('click', () => {
      keepRecent(null);
      field.focus();
      showNothingTyped();
    });
    show([element('span', {}, say(texts.recent)), ...again, clear], '');
  }

  /** @param {string} query */
  function showNothingFound(query) {
    const none = say(texts.none, { query });
    const lane = element('p');
    show([element('p', {}, element('strong', {}, none)), element('p', {}, say(texts.none_help)), lane], `${none} ${say(texts.none_help)}`);
    import('./elsewhere.js').then(({ showElsewhere }) => showElsewhere(lane, lang, query, texts, { element, indexOf, say, searchPage }), () => {});
  }

  /** @param {string} query @param {import('./search-core.js').Hits} hits */
  function showHits(query, hits) {
    const above = hits.corrections.slice(0, 1).map((word) => element('p', {}, say(texts.corrected, word)));
    const all = element('a', { href: `${searchPage(lang)}?q=${encodeURIComponent(query)}`, class: 'search-all' }, say(texts.all));
    const count = say(texts.count, { n: hits.total });
    const most = Math.min(hits.total, LIMIT);
    const make = (/** @type {import('./search-core.js').Hit} */ hit, /** @type {number} */ i) => option(hit, i, most);
    show([...above, element('p', { class: 'search-count' }, count, ' ', all)], [...above.map((p) => p.textContent), count].join(' '), hits.map(make));
    if (hits.length === most) return;
    further = import('./growing.js').then(({ growing }) => growing(list, {
      most, make, ask: async (limit) => (await indexOf(lang)).search(query, { limit }), fits: (count) => (few = count), failed: () => note.replaceChildren(complaint()),
    }));
    further.catch(() => note.replaceChildren(complaint()));
  }

  /** Something could not be loaded. */
  function complaint() {
    const retry = element('button', { type: 'button', class: 'chip' }, say(texts.retry));
    retry.addEventListener('click', () => {
      field.focus();
      update();
    });
    return element('p', {}, say(texts.error), ' ', retry);
  }

  async function update() {
    const query = field.value.trim();
    if (!query) {
      ask('', { limit: 0 }).catch(() => {});
      return showNothingTyped();
    }
    // What is there stays until something newer is: no flicker.
    if (!list.childElementCount && !note.childElementCount) note.textContent = say(texts.loading);
    try {
      const hits = await ask(query, { limit: few });
      if (!hits || !field.value.trim()) return;
      if (hits.length) showHits(query, hits);
      else showNothingFound(query);
    } catch {
      show([complaint()], say(texts.error));
    }
  }

  field.addEventListener('input', update);
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined) step(by);
    else if (event.key === 'Enter' && active >= 0) options()[active].click();
    else return;
    event.preventDefault();
  });
  // A search field clears itself on Escape before the dialog hears of it; one press should do.
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    dialog.close();
  });
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  dialog.addEventListener('close', () => button.focus());

  return (typed) => {
    if (dialog.open) return dialog.close();
    dialog.showModal();
    field.focus();
    if (typed) field.value = typed;
    else field.select();
    // The index is on its way while the reader types.
    indexOf(lang).catch(() => {});
    update();
  };
}
