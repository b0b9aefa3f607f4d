/** What a table that scrolls sideways shows, and what happens when a reader comes to its first column. */
export interface Scrolling {
  /** How many months it has as columns, of which more come before the first; 0: its columns are no months. */
  columns: number;
  /** Called when the first column is reached, once for each number of columns. */
  onStart?: (() => void) | undefined;
}

const near = 60;

/**
 * Shows the end of a wide table of months first, where the newest one stands, and keeps what is shown in its place when
 * months are added before the first. Other tables begin at their beginning.
 */
export function keepPlace(
  element: HTMLElement,
  scrolling: Scrolling,
): { update(next: Scrolling): void; destroy(): void } {
  let { columns, onStart } = scrolling;
  let asked = 0;
  let measuring = 0;
  let width = element.scrollWidth;
  if (columns > 0) element.scrollLeft = width;

  function scrolled(): void {
    const room = element.scrollWidth - element.clientWidth;
    if (room > near && element.scrollLeft <= near) ask();
  }

  /** Where all columns fit there is nothing to scroll: a movement to the left asks all the same. */
  function pushed({ deltaX }: WheelEvent): void {
    if (deltaX < 0 && element.scrollLeft === 0) ask();
  }

  function walked(event: KeyboardEvent): void {
    const cell = event.target instanceof Element ? event.target.closest('td') : null;
    if (event.key !== 'ArrowLeft' || cell?.cellIndex !== 1 || !onStart || asked === columns) return;
    event.preventDefault();
    event.stopPropagation();
    ask();
  }

  function ask(): void {
    if (asked === columns) return;
    asked = columns;
    width = element.scrollWidth;
    onStart?.();
  }

  element.addEventListener('scroll', scrolled, { passive: true });
  element.addEventListener('wheel', pushed, { passive: true });
  element.addEventListener('keydown', walked, { capture: true });
  return {
    update: (next) => {
      const isLonger = columns > 0 && next.columns > columns;
      const isOther = next.columns !== columns && !isLonger;
      ({ columns, onStart } = next);
      if (isLonger) element.scrollLeft += element.scrollWidth - width;
      if (isOther) element.scrollLeft = columns > 0 ? element.scrollWidth : 0;
      // Asked for now, the width would have the page laid out while it is still being changed.
      cancelAnimationFrame(measuring);
      measuring = requestAnimationFrame(() => (width = element.scrollWidth));
    },
    destroy: () => {
      cancelAnimationFrame(measuring);
      element.removeEventListener('scroll', scrolled);
      element.removeEventListener('wheel', pushed);
      element.removeEventListener('keydown', walked, { capture: true });
    },
  };
}
