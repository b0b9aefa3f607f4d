/**
 * The items that hold the most, worth naming in a sentence: one, or two that tie. None where nothing is above 0, and
 * where three or more tie, because then no place stands out.
 */
export function mostOf<Item>(items: readonly Item[], sizeOf: (item: Item) => number): Item[] {
  const top = Math.max(0, ...items.map(sizeOf));
  const holders = top > 0 ? items.filter((item) => sizeOf(item) === top) : [];
  return holders.length > 2 ? [] : holders;
}
