const ahead = ['PageDown', 'ArrowDown', 'ArrowRight', ' '];
const back = ['PageUp', 'ArrowUp', 'ArrowLeft'];

/** Where a key leads among `count` screens; undefined when it leads nowhere. */
export function placeAfter(key: string, at: number, count: number): number | undefined {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  if (ahead.includes(key)) return Math.min(count - 1, at + 1);
  if (back.includes(key)) return Math.max(0, at - 1);
  return undefined;
}

/** The screens of a page in their order on it: its heading (with the figures), then every panel, in columns or not. */
export function screensOf(page: Document): HTMLElement[] {
  return [...page.querySelectorAll<HTMLElement>('main .heading, main .grid .panel')];
}

/** The screen that stands at the top of the window, or nearest to it. */
export function nearestTop(screens: readonly HTMLElement[]): number {
  const tops = screens.map((screen) => Math.abs(screen.getBoundingClientRect().top));
  return tops.indexOf(Math.min(...tops));
}
