/** The items with the largest figure, in their order: more than one on a tie, none of no items. */
export function mostOf<Item>(items: readonly Item[], figure: (item: Item) => number): Item[] {
  const largest = Math.max(...items.map(figure));
  return items.filter((item) => figure(item) === largest);
}
