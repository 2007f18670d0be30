/**
 * Which pages pass the filters. Loaded only where a reader has chosen some.
 */

/**
 * @param {Record<string, Record<string, [string, string]>>} facets kind → id → label and pages
 * @param {[string, string | string[]][]} kinds what is wanted of each kind: a page must have one of each
 * @param {(coded: string) => number[]} numbers
 * @returns {(document: number) => boolean}
 */
export function filter(facets, kinds, numbers) {
  const sets = kinds.map(([kind, ids]) => {
    const known = new Map(Object.entries(facets[kind] ?? {}));
    return new Set([ids].flat().flatMap((id) => documents(numbers(known.get(id)?.[1] ?? ''))));
  });
  return (document) => sets.every((set) => set.has(document));
}

/** Pages from the distance of each from the one before. @param {number[]} distances */
function documents(distances) {
  let next = 0;
  return distances.map((distance) => (next += distance + 1) - 1);
}
