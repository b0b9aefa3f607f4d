import type { Row } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import { formatDate } from '$lib/format/dates';
import { lowerFirst } from '$lib/format/names';
import { formatCount } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import { stepOf } from '$lib/shape/cross';
import type { HeatCell, HeatmapData } from '$lib/shape/heatmap';
import type { TableData } from '$lib/shape/table';
import {
  addDays,
  chosenDuty,
  dutyHref,
  elsewhere,
  filtersOf,
  isNewest,
  type OpenPanel,
} from './compliance-open-parts';
import type { PageContext } from './context';
import { scaleFor, stepLabels } from './heat/scale';
import { dutySource, metricsShown } from './panel';

const overdueSql = sqlFile('queries/page-overdue.sql');
const dueSql = sqlFile('queries/page-due-soon.sql');
const daysAhead = 30;

/** What is overdue on the newest as_of, by duty and how long; each duty leads to its organisations. */
export async function overduePanel(page: PageContext): Promise<OpenPanel> {
  const { say, codes, version, lang } = page;
  if (!isNewest(page)) return elsewhere(page);
  const found = crossOf(await version.all(overdueSql, filtersOf(page)), 'age_band');
  const bands = codes.list('age_band').map(({ code, label }) => ({ key: code, label }));
  const date = formatDate(version.asOf, lang);
  return {
    frame: {
      page: 'compliance',
      id: 'overdue',
      title: overdueFinding(page, found),
      description: say.duties.overdue.description(date),
      ...(found.duties.length > 0 && { help: say.duties.overdue.help }),
      source: dutySource(page),
      table: tableOf(page, found, { caption: say.duties.overdue.table(date), columns: bands }),
      drawn: false,
      metrics: metricsShown(page, 'duties_overdue'),
      narrower: { from: page.version.dutyMonths.first },
    },
    ...(found.total > 0 && {
      heatmap: heatmapOf(page, found, {
        caption: say.duties.overdue.table(date),
        columns: bands,
        href: (duty) => `${dutyHref(page, duty)}#overdue-organizations`,
        chosen: chosenDuty(page),
      }),
    }),
  };
}

/** What falls due in the 30 days from the newest as_of, by duty and week; null for a month that is not the newest. */
export async function duePanel(page: PageContext): Promise<OpenPanel | null> {
  const { say, version, lang } = page;
  if (!isNewest(page)) return null;
  const rows = await version.all(dueSql, { ...filtersOf(page), as_of: version.asOf });
  const found = crossOf(rows, 'week');
  const weeks = [7, 14, 21, 28, daysAhead].map((days, index) => ({
    key: String(index + 1),
    label: say.duties.due.until(shortDate(addDays(version.asOf, days), lang)),
  }));
  const caption = say.duties.due.table(formatDate(version.asOf, lang));
  return {
    frame: {
      page: 'compliance',
      id: 'due',
      title: dueFinding(page, found),
      description: say.duties.due.description(
        formatDate(version.asOf, lang),
        formatDate(addDays(version.asOf, daysAhead), lang),
      ),
      source: dutySource(page),
      table: tableOf(page, found, { caption, columns: weeks }),
      drawn: false,
    },
    ...(found.total > 0 && {
      heatmap: heatmapOf(page, found, { caption, columns: weeks, counts: true }),
    }),
  };
}

interface Cross {
  cell(duty: string | null, column: string | null): { duties: number; organizations: number } | undefined;
  /** Duty types, the most open duties first. */
  duties: string[];
  total: number;
}

function crossOf(rows: readonly Row[], column: 'age_band' | 'week'): Cross {
  const keyOf = (duty: unknown, other: unknown) => `${String(duty)}\n${String(other)}`;
  const cells = new Map(
    rows.map((row) => [
      keyOf(row.duty_type, row[column]),
      { duties: Number(row.duty_count), organizations: Number(row.organization_count) },
    ]),
  );
  const cell: Cross['cell'] = (duty, other) => cells.get(keyOf(duty, other));
  const duties = [
    ...new Set(rows.flatMap(({ duty_type }) => (duty_type === null ? [] : [String(duty_type)]))),
  ];
  return {
    cell,
    duties: duties.sort(
      (a, b) => (cell(b, null)?.duties ?? 0) - (cell(a, null)?.duties ?? 0) || (a < b ? -1 : 1),
    ),
    total: cell(null, null)?.duties ?? 0,
  };
}

interface Plan {
  caption: string;
  columns: { key: string; label: string }[];
  href?: (duty: string) => string;
  chosen?: string | null;
  /** Whether totals say how many organisations there are. */
  counts?: boolean;
}

function heatmapOf(page: PageContext, found: Cross, plan: Plan): HeatmapData {
  const { say, codes, lang } = page;
  const { caption, columns, href, chosen, counts = false } = plan;
  const cells = found.duties.flatMap((duty) => columns.map(({ key }) => found.cell(duty, key)?.duties ?? 0));
  const bounds = scaleFor(Math.max(0, ...cells));
  const cellOf = (duty: string, key: string): HeatCell => {
    const cell = found.cell(duty, key);
    if (!cell) return { text: '0', empty: 'zero' };
    return { text: formatCount(cell.duties, lang), step: stepOf(cell.duties, bounds) };
  };
  const figure = (duty: string | null, key: string | null) =>
    formatCount(found.cell(duty, key)?.duties ?? 0, lang);
  return {
    caption,
    corner: say.words.duty,
    columns,
    groups: [
      {
        label: null,
        rows: found.duties.map((duty) => ({
          key: duty,
          label: codes.label('duty_type', duty),
          href: href?.(duty),
          chosen: duty === chosen,
          cells: columns.map(({ key }) => cellOf(duty, key)),
          total: counts ? withOrganizations(page, found.cell(duty, null)) : figure(duty, null),
        })),
      },
    ],
    totals: {
      label: say.words.total,
      columns: columns.map(({ key }) => figure(null, key)),
      all: counts ? withOrganizations(page, found.cell(null, null)) : figure(null, null),
    },
    palette: 'count',
    steps: stepLabels(page, bounds),
  };
}

function withOrganizations({ lang }: PageContext, cell: ReturnType<Cross['cell']>): string {
  return `${formatCount(cell?.duties ?? 0, lang)} (${formatCount(cell?.organizations ?? 0, lang)})`;
}

function tableOf(
  { say, codes }: PageContext,
  found: Cross,
  { caption, columns }: { caption: string; columns: { key: string; label: string }[] },
): TableData {
  return {
    caption,
    columns: [
      { label: say.words.duty, kind: 'text' },
      ...columns.map(({ label }) => ({ label, kind: 'count' as const })),
      { label: say.words.total, kind: 'count' },
      { label: say.words.organization, kind: 'count' },
    ],
    rows: found.duties.map((duty) => [
      codes.label('duty_type', duty),
      ...columns.map(({ key }) => found.cell(duty, key)?.duties ?? 0),
      found.cell(duty, null)?.duties ?? 0,
      found.cell(duty, null)?.organizations ?? 0,
    ]),
  };
}

function overdueFinding(page: PageContext, found: Cross): string {
  const { overdue } = page.say.duties;
  const [first] = found.duties;
  const count = (n: number) => counted(n, page.lang);
  if (first === undefined) return overdue.none;
  return overdue.finding(
    count(found.total),
    count(found.cell(null, 'over 90')?.duties ?? 0),
    lowerFirst(page.codes.label('duty_type', first), page.lang),
    count(found.cell(first, null)?.duties ?? 0),
  );
}

function dueFinding(page: PageContext, found: Cross): string {
  const { due } = page.say.duties;
  const [first] = found.duties;
  const count = (n: number) => counted(n, page.lang);
  if (first === undefined) return due.none(formatDate(page.version.asOf, page.lang));
  return due.finding(
    count(found.total),
    count(found.cell(null, null)?.organizations ?? 0),
    lowerFirst(page.codes.label('duty_type', first), page.lang),
    count(found.cell(first, null)?.duties ?? 0),
  );
}

function shortDate(date: string, lang: PageContext['lang']): string {
  const text = formatDate(date, lang);
  return lang === 'vi' ? text.slice(0, 5) : text.slice(0, -5);
}
