import type { Filters as MetricFilters } from '../metrics.ts';
import type { Dimension, MetricId, MetricRow } from '../metrics.ts';
import { askWithin, type PageContext, type Period } from './context';

/** An organisation as lists name it. */
export interface ListedOrganization {
  code: string;
  name: string;
  type: string | null;
  level: string;
}

/** Committees above the grassroots: asking for all below one of them would be asking for everything. */
export const upperLevels = ['province_committee', 'upper_committee'];

/** Rows of the organisations themselves, without those below them. */
export async function ownRows(
  page: PageContext,
  metric: MetricId,
  { by, period, of }: { by: Dimension[]; period: Period; of: readonly ListedOrganization[] },
): Promise<MetricRow[]> {
  const codes = new Set(of.map((item) => item.code));
  const lower = of.filter((item) => !upperLevels.includes(item.level)).map((item) => item.code);
  const questions: MetricFilters[] = [];
  if (lower.length > 0) questions.push({ organization: lower });
  if (lower.length < of.length) questions.push({ organization_level: upperLevels });
  const answers = await Promise.all(
    questions.map((filters) => askWithin(page, metric, { by, period, within: filters })),
  );
  return answers.flat().filter((row) => codes.has(row.organization ?? ''));
}
