// The search module on a small index that is written here by the letter of docs/content/search-format.md.
import assert from 'node:assert/strict';
import test from 'node:test';
import { fold, lower, tokens } from '../../themes/default/js/search/analysis.js';
import { openIndex } from '../../themes/default/js/search/search-core.js';
import { postings } from '../../themes/default/js/search/store.js';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** By how many levels more than its section's own a word weighs; no character where it is none. */
const STEPS = Array.from("!#$%&'()*+,/:;<=>?@[]^`{|}", (char, at) => (at === 8 ? '' : char));
const number = (value) => (value < 32 ? DIGITS[value] : DIGITS[32 | (value & 31)] + number(value >> 5));

/** An index of one shard; keys are forms without a final s. @param {{ title: string, text: string, tags?: string[] }[]} pages */
function indexOf(pages, more = {}) {
  /** @type {Map<string, Map<string, Map<number, number>>>} */
  const groups = new Map();
  pages.forEach(({ title, text }, at) => {
    for (const [start, end] of tokens(`${title} ${text}`)) {
      const surface = lower(`${title} ${text}`.slice(start, end), 'en');
      const form = fold(surface);
      const key = form.replace(/(?<=...)s$/, '');
      const group = groups.get(key) ?? groups.set(key, new Map()).get(key);
      const list = group.get(form) ?? group.set(form, new Map()).get(form);
      list.set(at, (list.get(at) ?? 0) + 1);
    }
  });
  const words = [];
  const lists = [];
  for (const key of [...groups.keys()].sort()) {
    const forms = [...groups.get(key)].sort(([a], [b]) => (a < b ? -1 : 1));
    words.push(`A${key}${forms.map(([form]) => `,A${form}`).join('')}`);
    for (const [, list] of forms) {
      let next = 0;
      lists.push([...list].map(([at, times]) => {
        const coded = number(at - next) + STEPS[8 + Math.round(4 * Math.log2(times))];
        next = at + 1;
        return coded;
      }).join(''));
    }
  }
  const facets = { tag: { odd: ['Odd', 'AB'] } };
  const texts = pages.map(({ title, text }, at) => [`p${at}/`, title, [], ['', '', text]]);
  const manifest = {
    version: 4, lang: 'en', home: '/en/', documents: pages.length, sections: 'A'.repeat(pages.length), levels: 'U'.repeat(pages.length),
    endings: { suffixes: { s: 2 } }, words: ['', [[words.join(' '), lists.join(' ')]]], texts: [number(pages.length - 1), [texts]], facets, ...more,
  };
  return openIndex({ lang: 'en', load: async () => manifest });
}

const PAGES = [
  { title: 'Late orders', text: 'What to say when an order is late and the client is angry.' },
  { title: 'Refunds', text: 'A refund takes three days. Order a refund for a client who is late to complain.' },
  { title: 'Names', text: 'A constructor and a __proto__ are words. Čaj is tea.' },
  { title: 'Recovery', text: 'Recovery after a mistake, and what money back means.' },
];
const urls = async (query, options, more, pages = PAGES) => (await (await indexOf(pages, more)).search(query, options)).map(({ url }) => url);

test('no word is required, and more of them is better', async () => {
  assert.deepEqual((await urls('late order unheardof'))[0], '/en/p0/');
  assert.equal((await urls('client')).length, 2);
});

test('in a longer question a page that has all of its words is before one that repeats some', async () => {
  const apart = (words) => words.join(` ${'so and on '.repeat(8)}`);
  const pages = [
    ['red', 'blue', 'grey', 'red', 'blue', 'grey', 'red', 'blue'],
    ['red', 'blue', 'grey', 'pink', 'gold'], ['pink', 'gold'], ['gold', 'pink'],
  ].map((words) => ({ title: 'x', text: apart(words) }));
  assert.equal((await urls('red blue grey pink gold ', {}, {}, pages))[0], '/en/p1/');
  assert.equal((await urls('red blue grey ', {}, {}, pages))[0], '/en/p0/');
});

test('other forms, missing accents, capitals and half a word are enough', async () => {
  assert.deepEqual((await urls('refunds '))[0], '/en/p1/');
  assert.deepEqual(await urls('CAJ '), ['/en/p2/']);
  assert.deepEqual(await urls('recov'), ['/en/p3/']);
});

test('a misspelt word is mended and said so', async () => {
  const hits = await (await indexOf(PAGES)).search('recvoery ');
  assert.equal(hits[0].url, '/en/p3/');
  assert.deepEqual(hits.corrections, [{ typed: 'recvoery', taken: 'Recovery' }]);
  assert.deepEqual(await urls('xylophone '), []);
});

test('a quoted phrase comes first, and a word after a minus is left out', async () => {
  assert.equal((await urls('"order a refund"'))[0], '/en/p1/');
  assert.equal((await urls('“order is late”'))[0], '/en/p0/');
  assert.deepEqual(await urls('client -angry'), ['/en/p1/']);
});

test('quotation marks in a longer question count for their share of it', async () => {
  const pages = [{ title: 'Names', text: 'Doctor Who' }, { title: 'Time', text: 'The doctors, who travel in a police box through time' }];
  assert.equal((await urls('"doctor who"', {}, {}, pages))[0], '/en/p0/');
  assert.equal((await urls('which police box does "doctor who" travel through time in', {}, {}, pages))[0], '/en/p1/');
});

test('a word that asks stands for itself, unless nothing else is asked', async () => {
  const asking = { endings: { suffixes: { s: 2 }, light: ['refunded', 'orders'] } };
  const found = async (/** @type {string} */ query) => [...(await (await indexOf(PAGES, asking)).search(query)).map(({ url }) => url)].sort();
  assert.deepEqual(await found('refunded tea '), ['/en/p2/']);
  assert.deepEqual(await found('orders tea '), ['/en/p0/', '/en/p2/']);
  assert.deepEqual(await found('refunded '), ['/en/p1/']);
});

test('what was looked for instead of a misspelt word is named as the site writes it', async () => {
  const pages = [{ title: 'x', text: 'Pokoj pri rozčúlenom klientovi. Rozčúlenom? Áno.' }, { title: 'y', text: 'Praha' }];
  const taken = async (query) => (await (await indexOf(pages)).search(query)).corrections.map(({ taken }) => taken);
  assert.deepEqual(await taken('rozčulenmo '), ['rozčúlenom']);
  assert.deepEqual(await taken('Prahha '), ['Praha']);
});

test('filters and synonyms', async () => {
  assert.deepEqual(await urls('client', { filters: { tag: 'odd' } }), ['/en/p0/']);
  assert.deepEqual(await urls('client', { filters: { tag: ['nothing'], owner: [] } }), []);
  const synonyms = [['reimbursement', 'refund'], ['money back', 'repayment']];
  assert.deepEqual(await urls('reimbursement ', {}, { synonyms }), ['/en/p1/']);
  assert.deepEqual(await urls('repayment ', {}, { synonyms }), ['/en/p3/']);
});

test('a word that the site has another word for is not misspelt', async () => {
  const corrections = async (/** @type {string[][]} */ synonyms) => (await (await indexOf(PAGES, { synonyms })).search('mistaker ')).corrections;
  assert.deepEqual(await corrections([]), [{ typed: 'mistaker', taken: 'mistake' }]);
  assert.deepEqual(await corrections([['mistaker', 'client']]), []);
});

test('marks lie on the words of the excerpt', async () => {
  const [hit] = await (await indexOf(PAGES)).search('angry client');
  assert.deepEqual(hit.marks.map(([start, end]) => hit.excerpt.slice(start, end)), ['client', 'angry']);
  assert.equal(hit.section, null);
});

test('nothing that is typed breaks it', async () => {
  const index = await indexOf(PAGES);
  for (const query of ['', ' ', '-', '"', '""', '-"', '😀', '\ud800', '<b>&amp;', 'constructor', '__proto__', 'toString', 'x'.repeat(10_000), 'a '.repeat(5000)]) {
    assert.ok(Array.isArray(await index.search(query)), query.slice(0, 20));
  }
  assert.equal((await index.search('constructor'))[0].url, '/en/p2/');
  assert.equal((await index.search('__proto__'))[0].url, '/en/p2/');
  assert.deepEqual([...(await index.search('client', { limit: 0 }))], []);
});

test('a page may begin in one shard of texts and go on in the next', async () => {
  const page = (...sections) => [['p/', 'Drinks', [], sections]];
  const texts = ['AA', [page('', '', 'Water first.'), page('green', 'Green', 'Green tea, then water.')]];
  const manifest = { version: 4, lang: 'en', home: '/en/', documents: 1, sections: 'B', levels: 'UU', endings: {}, words: ['', [['Atea', 'B']]], texts, facets: {} };
  const index = await openIndex({ lang: 'en', load: async () => manifest });
  const [hit] = await index.search('"tea then water"');
  assert.deepEqual([hit.url, hit.section, hit.excerpt], ['/en/p/', { id: 'green', title: 'Green' }, 'Green tea, then water.']);
});

test('a misspelt word is looked for behind a prefix, and a half-typed one too', async () => {
  const more = { endings: { prefixes: { ال: 2 }, suffixes: {} }, words: ['', [['Aتعقيد,Aالتعقيد', 'A']]], sections: 'A', documents: 1 };
  const found = async (query) => urls(query, {}, more, [{ title: 'x', text: 'التعقيد' }]);
  for (const query of ['اتعقيد', 'التعفيد', 'التع']) assert.deepEqual(await found(query), ['/en/p0/'], query);
});

test('a misspelt word is found among forms with a prefix that it lacks', async () => {
  const more = { endings: { prefixes: { ال: 2 }, suffixes: {} }, words: ['', [['Aخصومات,Aالخصومات', 'A']]], sections: 'A', documents: 1 };
  assert.deepEqual(await urls('خومات ', {}, more, [{ title: 'x', text: 'الخصومات' }]), ['/en/p0/']);
});

test('of a word that the site has in another form, the ending may be misspelt', async () => {
  const found = (query, endings) => urls(`${query} `, {}, { endings }, [{ title: 'x', text: 'hakaret' }]);
  for (const ending of ['lere', 'lerre', 'leree', 'lree']) {
    assert.deepEqual(await found(`hakaret${ending}`, { suffixes: { lere: 3 } }), ['/en/p0/'], ending);
    assert.deepEqual(await found(`hakaret${ending}`, { classes: { A: 'ae' }, suffixes: { lArA: 3 } }), ['/en/p0/'], ending);
  }
  assert.deepEqual(await found('hakaretlorro', { suffixes: { lere: 3 } }), []);
});

test('a word may be one of several, and several one', async () => {
  const pages = [{ title: 'Leave', text: 'An application for annual leave.' }, { title: 'Voicemail', text: 'What callers hear.' }];
  const index = await indexOf(pages);
  const found = async (query) => (await index.search(query)).map(({ url }) => url);
  assert.deepEqual(await found('annualleaves '), ['/en/p0/']);
  assert.deepEqual(await found('voice mail '), ['/en/p1/']);
  assert.deepEqual(await found('annualzebra '), []);
  const { corrections } = await index.search('annualleave ');
  assert.deepEqual(corrections, [{ typed: 'annualleave', taken: 'annual leave' }]);
});

test('a shard that failed is asked for again', async () => {
  const manifest = { version: 4, lang: 'en', home: '/', documents: 1, sections: 'A', levels: 'U', endings: {}, words: ['', '0123abcd'], texts: ['A', [[['', 'Tea', [], ['', '', 'tea']]]]], facets: {} };
  let broken = true;
  const load = async (path) => {
    if (path.endsWith('manifest.json')) return manifest;
    assert.equal(path, 'search/en/w0.0123abcd.json');
    if (broken) throw new Error('offline');
    return ['Atea', 'A'];
  };
  const index = await openIndex({ lang: 'en', load });
  await assert.rejects(index.search('tea'));
  broken = false;
  assert.equal((await index.search('tea')).length, 1);
  await assert.rejects(openIndex({ lang: 'en', load: async () => ({ version: 3 }) }), /version 3/);
});

test('who asks for more sees the same pages first', async () => {
  const fill = (/** @type {number} */ at) => Array.from({ length: at % 5 }, (_, i) => `filler${i}`).join(' ');
  const pages = Array.from({ length: 25 }, (_, at) => ({
    title: `Page ${at}`,
    text: [`late ${fill(at)} orders`, `orders late ${fill(at)}`, 'orders', `late ${fill(at)}`][at % 4],
  }));
  const all = await urls('late orders ', { limit: 25 }, {}, pages);
  assert.equal(new Set(all).size, 25);
  for (let limit = 0; limit < 25; limit++) assert.deepEqual(await urls('late orders ', { limit }, {}, pages), all.slice(0, limit));
  assert.equal(all[0], '/en/p0/');
});

test('a word may weigh far more than its section does', async () => {
  const list = (coded) => postings({ surface: null, coded, levels: 'UA-', sections: null, weights: null, total: 0 });
  const { sections, weights, total } = list('A+A~0DA~gB');
  assert.deepEqual([...sections], [0, 1, 2]);
  assert.deepEqual([...weights], [2 ** (1 / 4), 2 ** ((53 - 20) / 4), 2 ** ((62 - 31 - 20) / 4)].map(Math.fround));
  assert.equal(total, 3);
  assert.deepEqual([list('.gB.B').total, [...list('.gB.B').sections]], [32, [1]]);
});
