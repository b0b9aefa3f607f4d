import { sqlFile } from '#warehouse/project.ts';
import type { ChangeMark } from '$lib/charts/spec';
import { formatMonth } from '$lib/format/dates';
import type { PageContext } from './context';

const marksSql = sqlFile('queries/page-marks.sql');

const fewestOrganizations = 5;
const mostMarks = 5;

/**
 * The months in which rules or organisations changed, as dashed lines: one a month, in order of
 * time. Reorganisations of under five organisations are left out; of more than five lines the newest stay.
 */
export async function marksOf(page: PageContext, months: readonly string[]): Promise<ChangeMark[]> {
  const rows = await page.version.all(marksSql, {
    from: `${months[0] ?? page.filters.month}-01`,
    to: `${page.filters.month}-01`,
  });
  const labels = new Map<string, string[]>();
  const notable = rows.filter(
    (row) => row.kind === 'document' || Number(row.organization_count) >= fewestOrganizations,
  );
  for (const row of notable) {
    const text =
      row.kind === 'document'
        ? page.say.marks.document(String(row.label))
        : page.say.marks.reorganization(Number(row.organization_count));
    labels.set(String(row.month), [...(labels.get(String(row.month)) ?? []), text]);
  }
  return [...labels].slice(-mostMarks).map(([month, texts]) => ({
    index: months.indexOf(month),
    label: `${formatMonth(month, page.lang)}: ${texts.join(', ')}`,
  }));
}

/** The key of the dashed lines, in one sentence; nothing when there are none. */
export function marksNote(page: PageContext, marks: readonly ChangeMark[]): string | undefined {
  if (marks.length === 0) return undefined;
  return page.say.marks.line(marks.map((mark, index) => `(${index + 1}) ${mark.label}`));
}
