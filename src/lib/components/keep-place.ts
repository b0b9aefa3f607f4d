/** What a table that scrolls sideways shows, and what happens when a reader comes to its first column. */
export interface Scrolling {
  /** How many columns it has: more of them come before the first. */
  columns: number;
  /** Called when the first column is reached, once for each number of columns. */
  onStart?: (() => void) | undefined;
}

const near = 60;

/**
 * Shows the end of a wide table first, where the newest month stands, and keeps what is shown in its place when
 * columns are added before the first.
 */
export function keepPlace(
  element: HTMLElement,
  scrolling: Scrolling,
): { update(next: Scrolling): void; destroy(): void } {
  let { columns, onStart } = scrolling;
  let asked = 0;
  let fromEnd = 0;
  element.scrollLeft = element.scrollWidth;

  function scrolled(): void {
    const room = element.scrollWidth - element.clientWidth;
    fromEnd = element.scrollWidth - element.scrollLeft;
    if (room <= near || element.scrollLeft > near || asked === columns) return;
    asked = columns;
    onStart?.();
  }

  element.addEventListener('scroll', scrolled, { passive: true });
  return {
    update: (next) => {
      const isLonger = next.columns !== columns;
      ({ columns, onStart } = next);
      if (!isLonger) return;
      element.scrollLeft = fromEnd === 0 ? element.scrollWidth : element.scrollWidth - fromEnd;
    },
    destroy: () => element.removeEventListener('scroll', scrolled),
  };
}
