/**
 * Which documents answer a query best. Every query word is one term, however many forms it has:
 * their weighted frequencies are added, then saturated, then multiplied by how rare the term is.
 * No word is required. What stands near each other in the text lifts a document afterwards.
 */
import { postings } from './store.js';

/**
 * @typedef {import('./lexicon.js').Meaning} Meaning
 * @typedef {{ document: number, section: number, score: number }} Ranked
 */

/** BM25's `k1`: how soon more of the same word stops to count. */
const SATURATION = 1.2;
/** What a word counts in the other sections of a document, beside the one where it weighs most. */
const ELSEWHERE = 0.3;
/** Share of the best single section in the score of a document. */
const SECTION_SHARE = 0.3;

/** @param {number} frequency */
function saturated(frequency) {
  return (frequency * (SATURATION + 1)) / (frequency + SATURATION);
}

/**
 * How rare each word is: BM25's idf, by documents.
 * Documents best first.
 * @param {import('./store.js').Store} store
 * @param {Meaning[]} meanings
 * @param {(document: number) => boolean} wanted
 * @returns {{ ranked: Ranked[], rarity: number[] }}
 */
export function rank(store, meanings, wanted) {
  const documents = store.first.length - 1;
  const total = new Float64Array(documents);
  const bySection = new Float64Array(store.documentOf.length);
  const rarity = [];
  for (const meaning of meanings) {
    const { sections, frequencies } = frequenciesOf(meaning, store.documentOf.length);
    const tally = byDocument(store, sections, frequencies);
    const rare = Math.log(1 + (documents - tally.size + 0.5) / (tally.size + 0.5));
    rarity.push(rare);
    for (const section of sections) bySection[section] += rare * saturated(frequencies[section]);
    for (const [document, { most, sum }] of tally) total[document] += rare * saturated(most + ELSEWHERE * (sum - most));
  }
  const ranked = [];
  for (let document = 0; document < documents; document++) {
    if (!total[document] || !wanted(document)) continue;
    const section = best(bySection, store.first[document], store.first[document + 1]);
    ranked.push({ document, section, score: (1 - SECTION_SHARE) * total[document] + SECTION_SHARE * bySection[section] });
  }
  ranked.sort((a, b) => b.score - a.score || a.document - b.document);
  return { ranked, rarity };
}

/** Weighted frequency of a query word in each section that has it. @param {Meaning} meaning @param {number} count */
function frequenciesOf(meaning, count) {
  const frequencies = new Float32Array(count);
  const sections = [];
  for (const [spelling, sure] of meaning.spellings) {
    const list = postings(spelling);
    for (let i = 0; i < list.sections.length; i++) {
      const section = list.sections[i];
      if (!frequencies[section]) sections.push(section);
      frequencies[section] += sure * list.weights[i];
    }
  }
  return { sections, frequencies };
}

/** @param {import('./store.js').Store} store @param {number[]} sections @param {Float32Array} frequencies */
function byDocument(store, sections, frequencies) {
  /** @type {Map<number, { most: number, sum: number }>} */
  const tally = new Map();
  for (const section of sections) {
    const document = store.documentOf[section];
    const found = tally.get(document);
    const frequency = frequencies[section];
    if (!found) tally.set(document, { most: frequency, sum: frequency });
    else {
      found.sum += frequency;
      if (frequency > found.most) found.most = frequency;
    }
  }
  return tally;
}

/** @param {Float64Array} scores @param {number} from @param {number} to */
function best(scores, from, to) {
  let found = from;
  for (let at = from + 1; at < to; at++) if (scores[at] > scores[found]) found = at;
  return found;
}
