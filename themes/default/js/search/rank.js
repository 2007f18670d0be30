/**
 * Which documents answer a query best. Every query word is one term, however many forms it has:
 * their weighted frequencies are added, then saturated, then multiplied by how rare the term is.
 * No word is required; what has many of them is lifted, and afterwards what has them near each other.
 */
import { postings } from './store.js';

/**
 * @typedef {import('./lexicon.js').Meaning} Meaning
 * @typedef {{ document: number, section: number, score: number }} Ranked
 */

/** BM25's `k1`: how soon more of the same word stops to count. */
const SATURATION = 0.9;
/** What a word counts in the other sections of a document, beside the one where it weighs most. */
const ELSEWHERE = 0.3;
/** Share of the best single section in the score of a document. */
const SECTION_SHARE = 0.3;

/** What a word that asks (“when”) counts beside what it asks about: few texts have it, so it would be rare. */
const LIGHT = 0.25;

/** How much each further word of a query lifts what has all of them: the longer the question, the less is meant by one word of it. */
const COVERAGE = 0.1;

/** @param {number} frequency */
function saturated(frequency) {
  return (frequency * (SATURATION + 1)) / (frequency + SATURATION);
}

/** Numbers for each section and document, zero between queries: to make them afresh took most of the time. @type {WeakMap<object, Scratch>} */
const scratches = new WeakMap();

class Scratch {
  /** @param {number} sections @param {number} documents */
  constructor(sections, documents) {
    this.frequency = new Float32Array(sections);
    this.bySection = new Float32Array(sections);
    this.sum = new Float32Array(documents);
    this.most = new Float32Array(documents);
    this.total = new Float64Array(documents);
    this.covered = new Float64Array(documents);
  }
}

/**
 * The `most` best documents, how many there are, and how rare each word is: BM25's idf, by
 * documents.
 * @param {import('./store.js').Store} store
 * @param {Meaning[]} meanings
 * @param {(document: number) => boolean} wanted
 * @param {number} most
 * @returns {{ ranked: Ranked[], count: number, rarity: number[] }}
 */
export function rank(store, meanings, wanted, most) {
  let scratch = scratches.get(store);
  if (!scratch) scratches.set(store, (scratch = new Scratch(store.documentOf.length, store.first.length - 1)));
  /** @type {number[]} */
  const found = [];
  const rarity = meanings.map((meaning) => addWord(store, meaning, scratch, found));
  const { total, bySection, covered } = scratch;
  const further = meanings.filter(({ light }) => !light).length - 1;
  const lift = (COVERAGE * further) / rarity.reduce((sum, rare) => sum + rare, 0);
  /** @type {Ranked[]} */
  const ranked = [];
  let count = 0;
  for (const document of found) {
    const [from, to] = [store.first[document], store.first[document + 1]];
    if (wanted(document)) {
      count++;
      const section = best(bySection, from, to);
      const score = (1 - SECTION_SHARE) * total[document] + SECTION_SHARE * bySection[section];
      keepBest(ranked, { document, section, score: score * (1 + lift * covered[document]) }, most);
    }
    total[document] = covered[document] = 0;
    bySection.fill(0, from, to);
  }
  return { ranked, count, rarity };
}

/**
 * Adds one word of the query to the scores, and returns how rare it is.
 * @param {import('./store.js').Store} store @param {Meaning} meaning @param {Scratch} scratch @param {number[]} found
 */
function addWord(store, meaning, { frequency, bySection, sum, most, total, covered }, found) {
  const sections = frequenciesOf(meaning, frequency);
  const documents = [];
  for (const section of sections) {
    const document = store.documentOf[section];
    if (!sum[document]) documents.push(document);
    sum[document] += frequency[section];
    if (frequency[section] > most[document]) most[document] = frequency[section];
  }
  const many = spread(meaning, documents.length, sections.length, total.length);
  const rare = (meaning.light ? LIGHT : 1) * Math.log(1 + (total.length - many + 0.5) / (many + 0.5));
  for (const section of sections) {
    bySection[section] += rare * saturated(frequency[section]);
    frequency[section] = 0;
  }
  for (const document of documents) {
    if (!total[document]) found.push(document);
    covered[document] += rare;
    total[document] += rare * saturated(most[document] + ELSEWHERE * (sum[document] - most[document]));
    sum[document] = most[document] = 0;
  }
  return rare;
}

/**
 * How many documents a query word counts as being in: half way between those that may have it and as
 * many as surely have it. What it is unlikely to mean should not make it common.
 * @param {Meaning} meaning @param {number} documents @param {number} sections that may have it @param {number} all documents of the site
 */
function spread(meaning, documents, sections, all) {
  let sure = 0;
  for (const [spelling, weight] of meaning.spellings) sure += weight * spelling.total;
  return (documents + Math.min(all, (sure * documents) / (sections || 1))) / 2;
}

/** Sets the weighted frequency of a query word in each section that has it; returns those sections. @param {Meaning} meaning @param {Float32Array} frequency */
function frequenciesOf(meaning, frequency) {
  const sections = [];
  for (const [spelling, sure] of meaning.spellings) {
    const list = postings(spelling);
    for (let i = 0; i < list.sections.length; i++) {
      const section = list.sections[i];
      if (!frequency[section]) sections.push(section);
      frequency[section] += sure * list.weights[i];
    }
  }
  return sections;
}

/** @param {Float32Array} scores @param {number} from @param {number} to */
function best(scores, from, to) {
  let found = from;
  for (let at = from + 1; at < to; at++) if (scores[at] > scores[found]) found = at;
  return found;
}

/** Puts a document in its place among the `most` best; of equals the first in the site's order. @param {Ranked[]} ranked @param {Ranked} one @param {number} most */
function keepBest(ranked, one, most) {
  const before = (/** @type {Ranked} */ a, /** @type {Ranked} */ b) => a.score > b.score || (a.score === b.score && a.document < b.document);
  if (ranked.length === most && !(most && before(one, ranked[most - 1]))) return;
  let at = ranked.length;
  while (at > 0 && before(one, ranked[at - 1])) at--;
  ranked.splice(at, 0, one);
  if (ranked.length > most) ranked.pop();
}
