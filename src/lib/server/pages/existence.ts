import type { PageContext } from './context';

/** The first and last month (`YYYY-MM`) in which something exists; null without bound. */
export interface Existence {
  from: string | null;
  to: string | null;
}

/**
 * The values of a page's months; null, not 0, where nothing of the chosen organisation existed. What was counted all
 * the same stays.
 */
export function existing(
  { organization }: Pick<PageContext, 'organization'>,
  months: readonly string[],
  values: readonly (number | null)[],
): (number | null)[] {
  const { from = null, to = null } = organization?.existence ?? {};
  const isOutside = (month: string) => (from !== null && month < from) || (to !== null && month > to);
  return values.map((value, i) => (!value && isOutside(months[i] ?? '') ? null : value));
}
