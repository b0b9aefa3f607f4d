/** The items with the largest figure, in their order: more than one on a tie, none of no items. */
export function largestOf<Item>(items: readonly Item[], figure: (item: Item) => number): Item[] {
  const largest = Math.max(...items.map(figure));
  return items.filter((item) => figure(item) === largest);
}

/**
 * The items that hold the most, worth naming in a sentence: one, or two that tie. None where nothing is above 0, and
 * where three or more tie, because then no place stands out.
 */
export function mostOf<Item>(items: readonly Item[], sizeOf: (item: Item) => number): Item[] {
  const holders = largestOf(items, sizeOf).filter((item) => sizeOf(item) > 0);
  return holders.length > 2 ? [] : holders;
}
