/**
 * The search page: a form, filters, and results that can be linked to by `?q=`.
 */
import { addressOf, element, FEW, hitParts, indexOf, keepRecent, newest, rememberMarks, say, searchPage, textsFor } from './box.js';
import { growing } from './growing.js';

const STEP = 20;
const KINDS = ['section', 'tag', 'owner', 'audience'];

/** @param {HTMLElement} place */
export async function showPage(place) {
  const texts = await textsFor(place).catch(() => /** @type {Record<string, any>} */ ({}));
  const lang = place.dataset.lang ?? document.documentElement.lang;
  const ask = newest(lang);

  const field = element('input', { type: 'search', name: 'q', 'aria-label': say(texts.label), autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', dir: 'auto' });
  const submit = element('button', { type: 'submit' }, say(texts.open));
  const filters = element('div', { class: 'search-filters' });
  const form = element('form', { class: 'search-form', role: 'search' }, field, submit);
  const status = element('p', { role: 'status' });
  const list = element('ol', { class: 'search-list', 'aria-label': say(texts.results) });
  const more = element('button', { type: 'button', hidden: '' }, say(texts.more));
  let lane = element('p');
  place.replaceChildren(form, filters, status, lane, list, more);

  let few = FEW;
  let most = STEP;
  /** Lets the list go on to so many results. */
  let further = (/** @type {number} */ most) => {};
  const make = (/** @type {import('./search-core.js').Hit} */ hit) => {
    const link = element('a', { class: 'hit', href: addressOf(hit) }, ...hitParts(hit, lang));
    rememberMarks(link, () => field.value);
    link.addEventListener('click', () => keepRecent(field.value.trim()));
    return element('li', {}, link);
  };

  const address = new URLSearchParams(location.search);
  field.value = address.get('q') ?? '';

  const chosen = () => Object.fromEntries([...filters.querySelectorAll('select')].filter(({ value }) => value).map(({ name, value }) => [name, value]));

  /** @param {string} query @param {object} wanted @param {import('./search-core.js').Hits} hits */
  function show(query, wanted, hits) {
    const found = hits.length ? say(texts.count, { n: hits.total }) : `${say(texts.none, { query })} ${say(texts.none_help)}`;
    status.textContent = [...hits.corrections.map((word) => say(texts.corrected, word)), found].join(' ');
    const next = element('p');
    lane.replaceWith(next);
    lane = next;
    list.replaceChildren(...hits.map(make));
    const ask = async (/** @type {number} */ limit) => (await indexOf(lang)).search(query, { limit, filters: wanted });
    further = (most) => {
      more.hidden = hits.total <= most;
      growing(list, { most: Math.min(hits.total, most), ask, make, fits: (count) => (few = count), failed: showError });
    };
    further(most = STEP);
    if (!hits.length) import('./elsewhere.js').then(({ showElsewhere }) => showElsewhere(next, lang, query, texts, { element, indexOf, say, searchPage }), () => {});
  }

  function showError() {
    const retry = element('button', { type: 'button' }, say(texts.retry));
    retry.addEventListener('click', update);
    status.replaceChildren(say(texts.error), ' ', retry);
  }

  async function update() {
    const query = field.value.trim();
    const wanted = chosen();
    const next = new URLSearchParams({ ...(query ? { q: query } : {}), ...wanted }).toString();
    history.replaceState(null, '', next ? `?${next}` : location.pathname);
    if (!query) {
      list.replaceChildren();
      status.textContent = say(texts.start);
      return;
    }
    try {
      const hits = await ask(query, { limit: few, filters: wanted });
      if (hits) show(query, wanted, hits);
    } catch {
      showError();
    }
  }

  field.addEventListener('input', update);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    update();
  });
  more.addEventListener('click', () => further(most += STEP));
  filters.addEventListener('change', update);
  await addFilters(filters, lang, texts, address).catch(() => {});
  field.focus({ preventScroll: true });
  update();
}

/** @param {HTMLElement} filters @param {string} lang @param {Record<string, any>} texts @param {URLSearchParams} address */
async function addFilters(filters, lang, texts, address) {
  const facets = await (await indexOf(lang)).facets();
  const collator = new Intl.Collator(lang);
  for (const kind of KINDS) {
    const values = Object.entries(facets[kind] ?? {}).map(([id, [label]]) => ({ id, label }));
    if (values.length < 2) continue;
    values.sort((a, b) => collator.compare(a.label, b.label));
    const options = values.map(({ id, label }) => element('option', { value: id }, label));
    const select = element('select', { name: kind }, element('option', { value: '' }, say(texts.any)), ...options);
    select.value = address.get(kind) ?? '';
    filters.append(element('label', {}, element('span', {}, say(texts[kind])), select));
  }
}
