/**
 * What other languages have where the reader's has nothing: their indexes are loaded only then.
 */

/**
 * What the search that asks has already: to load it again would be an index of its own.
 * @typedef {Pick<typeof import('./finder.js'), 'element' | 'indexOf' | 'say' | 'searchPage'>} Finder
 */

/**
 * Adds a link for each language that has pages for the query. A place that is no longer in the
 * page belonged to an older query.
 * @param {HTMLElement} place @param {string} lang @param {string} query @param {Record<string, any>} texts
 * @param {Finder} finder
 */
export function showElsewhere(place, lang, query, texts, { element, indexOf, say, searchPage }) {
  for (const other of otherLanguages(lang)) {
    indexOf(other.lang).then((index) => index.search(query, { limit: 0 })).then(({ total, corrections }) => {
      // What is only spelt alike in another language is no answer.
      if (!total || corrections.length || !place.isConnected) return;
      if (!place.childElementCount) place.append(element('span', {}, say(texts.elsewhere)), ' ');
      const text = say(texts.elsewhere_count, { language: other.name, n: total });
      place.append(element('a', { class: 'chip', lang: other.lang, hreflang: other.lang, href: `${searchPage(other.lang)}?q=${encodeURIComponent(query)}` }, text));
    }, () => {});
  }
}

/** The other languages that the page offers: tag and name. @param {string} lang @returns {{ lang: string, name: string }[]} */
function otherLanguages(lang) {
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const link of document.querySelectorAll('link[rel=alternate][hreflang], a[hreflang]')) {
    const tag = link.getAttribute('hreflang') ?? '';
    const name = link.textContent?.trim();
    if (tag && tag !== 'x-default' && tag !== lang && (name || !found.has(tag))) found.set(tag, name || tag);
  }
  return [...found].map(([tag, name]) => ({ lang: tag, name: name === tag ? nameOf(tag) : name }));
}

/** @param {string} tag */
function nameOf(tag) {
  try {
    return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
