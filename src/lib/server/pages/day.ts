import type { PageContext } from './context';

/** The day that the stocks of a month, by default the page's, stand at: its last, or that of the newest snapshot. */
export function dateOf(page: PageContext, month = page.filters.month): string {
  if (month === page.version.newestMonth) return page.version.asOf;
  const next = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0));
  return next.toISOString().slice(0, 10);
}
