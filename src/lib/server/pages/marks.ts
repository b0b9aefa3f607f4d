import type { Row } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import type { ChangeMark } from '$lib/charts/spec';
import { formatMonth } from '$lib/format/dates';
import { lowerFirst } from '$lib/format/names';
import { formatCount } from '$lib/format/numbers';
import type { PageContext } from './context';

const marksSql = sqlFile('queries/page-marks.sql');

const fewestOrganizations = 5;
const mostMarks = 5;
const mostNamed = 2;

/**
 * The months in which rules or organisations changed, as dashed lines: one a month, in order of
 * time. Time limits of case types that the page leaves out are left out, as are reorganisations of under five
 * organisations; of more than five lines those of time limits and the newest others stay.
 */
export async function marksOf(page: PageContext, months: readonly string[]): Promise<ChangeMark[]> {
  const rows = await changesIn(page, months);
  const known = [...new Set(rows.map((row) => String(row.month)))];
  const hasLimit = new Set(rows.filter(isLimit).map((row) => String(row.month)));
  const free = Math.max(0, mostMarks - hasLimit.size);
  const others = known.filter((month) => !hasLimit.has(month));
  const kept = new Set([...hasLimit, ...others.slice(Math.max(0, others.length - free))]);
  return known
    .filter((month) => kept.has(month))
    .map((month) => ({
      index: months.indexOf(month),
      label: `${formatMonth(month, page.lang)}: ${textsOf(
        page,
        rows.filter((row) => row.month === month),
      ).join(', ')}`,
    }));
}

/** The months in which the time limit of one case type changed, as dashed lines of its own chart. */
export async function limitMarks(
  page: PageContext,
  months: readonly string[],
  caseType: string,
): Promise<ChangeMark[]> {
  const rows = (await changesIn(page, months)).filter((row) => isLimit(row) && row.label === caseType);
  return rows.map((row) => ({
    index: months.indexOf(String(row.month)),
    label: `${formatMonth(String(row.month), page.lang)}: ${ownLimitText(page, row)}`,
  }));
}

/** What a source line says of time limits that changed within the months; empty when none did. */
export async function limitsNote(page: PageContext, months: readonly string[]): Promise<string> {
  const rows = (await changesIn(page, months)).filter(isLimit);
  const changed = [...new Set(rows.map((row) => formatMonth(String(row.month), page.lang)))];
  return changed.length === 0 ? '' : page.say.marks.rules(page.say.join(changed));
}

/** Whether rules or organisations changed within the months in a way that the page marks. */
export async function hasChanges(page: PageContext, months: readonly string[]): Promise<boolean> {
  return (await changesIn(page, months)).length > 0;
}

/** The documents on the subject that took effect within the months, as dashed lines. */
export async function documentMarks(page: PageContext, months: readonly string[]): Promise<ChangeMark[]> {
  const rows = (await changesIn(page, months)).filter((row) => row.kind === 'document');
  return rows.map((row) => ({
    index: months.indexOf(String(row.month)),
    label: `${formatMonth(String(row.month), page.lang)}: ${page.say.marks.document(String(row.label))}`,
  }));
}

/** The key of the dashed lines, in one sentence; nothing when there are none. */
export function marksNote(page: PageContext, marks: readonly ChangeMark[]): string | undefined {
  if (marks.length === 0) return undefined;
  return page.say.marks.line(marks.map((mark, index) => `(${index + 1}) ${mark.label}`));
}

async function changesIn(page: PageContext, months: readonly string[]): Promise<Row[]> {
  const first = months[0] ?? page.filters.month;
  const changes = await page.version.all(marksSql);
  const rows = changes.filter(({ month }) => String(month) >= first && String(month) <= page.filters.month);
  const chosen = page.filters.case;
  const since = page.coverage?.since ?? null;
  const lacking: Row[] = since !== null && months.includes(since) ? [{ month: since, kind: 'coverage' }] : [];
  return [...rows, ...lacking].filter((row) => {
    if (row.kind === 'reorganization') return Number(row.organization_count) >= fewestOrganizations;
    return !isLimit(row) || chosen.length === 0 || chosen.includes(String(row.label));
  });
}

function isLimit(row: Row): boolean {
  return row.kind === 'limit';
}

/** What changed in one month; many time limits at once are counted, not named. */
function textsOf(page: PageContext, rows: readonly Row[]): string[] {
  const { marks } = page.say;
  const limits = rows.filter(isLimit);
  const others = rows
    .filter((row) => !isLimit(row))
    .map((row) => {
      if (row.kind === 'coverage') return page.say.coverage.mark;
      return row.kind === 'document'
        ? marks.document(String(row.label))
        : marks.reorganization(Number(row.organization_count));
    });
  if (limits.length > mostNamed) return [...others, marks.limits(formatCount(limits.length, page.lang))];
  return [...others, ...limits.map((row) => limitText(page, row))];
}

function limitText({ say, codes, lang }: PageContext, row: Row): string {
  const name = lowerFirst(codes.label('case_type', String(row.label)), lang);
  if (row.workdays === null) return say.marks.limitEnd(name);
  return say.marks.limit(name, formatCount(Number(row.workdays), lang));
}

/** The same on the chart of that very case type. */
function ownLimitText({ say, lang }: PageContext, row: Row): string {
  if (row.workdays === null) return say.marks.ownLimitEnd;
  return say.marks.ownLimit(formatCount(Number(row.workdays), lang));
}
