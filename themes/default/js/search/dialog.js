/**
 * The search box: a dialog with a combobox after the WAI-ARIA pattern. The cursor stays in the
 * field; arrows move through the results, Enter opens one, Escape closes.
 */
import { addressOf, element, hitParts, indexOf, keepRecent, newest, recent, rememberMarks, say, searchPage, textsFor } from './finder.js';

const LIMIT = 6;
/** How long a reader pauses before the count is announced. */
const QUIET = 700;

/** @type {Promise<() => void> | undefined} */
let ready;

/** Opens the dialog, made on first use. @param {HTMLElement} button */
export async function openDialog(button) {
  ready ??= textsFor(button).catch(() => ({})).then((texts) => make(button, texts));
  (await ready)();
}

/** @param {HTMLElement} button @param {Record<string, any>} texts @returns {() => void} */
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
  let announcing = 0;
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

  /** @param {HTMLElement[]} results @param {(Node | string)[]} above @param {string} announced */
  function show(results, above, announced) {
    list.replaceChildren(...results);
    note.replaceChildren(...above);
    field.setAttribute('aria-expanded', String(results.length > 0));
    choose(results.length ? 0 : -1);
    clearTimeout(announcing);
    announcing = window.setTimeout(() => (status.textContent = announced), QUIET);
  }

  /** @param {import('./search-core.js').Hit} hit @param {number} i */
  function option(hit, i) {
    const made = element('a', { id: `search-result-${i}`, role: 'option', tabindex: '-1', class: 'hit', href: addressOf(hit), 'aria-selected': 'false' }, ...hitParts(hit, lang));
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
    if (!kept.length) return show([], [say(texts.start)], '');
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
    show([], [element('span', {}, say(texts.recent)), ...again, clear], '');
  }

  /** @param {string} query */
  function showNothingFound(query) {
    const none = say(texts.none, { query });
    const lane = element('p');
    show([], [element('p', {}, element('strong', {}, none)), element('p', {}, say(texts.none_help)), lane], `${none} ${say(texts.none_help)}`);
    import('./elsewhere.js').then(({ showElsewhere }) => showElsewhere(lane, lang, query, texts), () => {});
  }

  /** @param {string} query @param {import('./search-core.js').Hits} hits */
  function showHits(query, hits) {
    const above = hits.corrections.slice(0, 1).map((word) => element('p', {}, say(texts.corrected, word)));
    const all = element('a', { href: `${searchPage(lang)}?q=${encodeURIComponent(query)}`, class: 'search-all' }, say(texts.all));
    const count = say(texts.count, { n: hits.total });
    show(hits.map(option), [...above, element('p', { class: 'search-count' }, count, ' ', all)], [...above.map((p) => p.textContent), count].join(' '));
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
      const hits = await ask(query, { limit: LIMIT });
      if (!hits || !field.value.trim()) return;
      if (hits.length) showHits(query, hits);
      else showNothingFound(query);
    } catch {
      const retry = element('button', { type: 'button', class: 'chip' }, say(texts.retry));
      retry.addEventListener('click', () => {
        field.focus();
        update();
      });
      show([], [element('p', {}, say(texts.error), ' ', retry)], say(texts.error));
    }
  }

  field.addEventListener('input', update);
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const to = { ArrowDown: active + 1, ArrowUp: active - 1 }[event.key];
    if (to !== undefined) choose(to);
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

  return () => {
    if (dialog.open) return dialog.close();
    dialog.showModal();
    field.focus();
    field.select();
    // The index is on its way while the reader types.
    indexOf(lang).catch(() => {});
    update();
  };
}
