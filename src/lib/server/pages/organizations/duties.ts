import type { Row } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import { lowerFirst } from '$lib/format/names';
import { formatCount, formatRatio, nothing } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import type { TableData } from '$lib/shape/table';
import { wilsonInterval, type Interval } from '$lib/shape/wilson';
import { askWithin, type PageContext } from '../context';
import { sourceLine, type PanelFrame } from '../panel';
import { explainedFor } from './explained';
import { isFew, periodInWords } from '../rates';
import { whoseFigures } from '../shell';
import { monthsBack, scopeParams, type Subject } from './subject';

/** What became of duties: one part of a bar, in the order in which they stand. */
export type DutyState = 'on_time' | 'late' | 'overdue' | 'unknown' | 'not_yet_due';

/** The duties of one type in 12 months, beside what is usual for organisations of the same type. */
export interface DutyLine {
  code: string;
  name: string;
  parts: { state: DutyState; count: number; text: string; label: string }[];
  rate: string;
  counts: string;
  interval: Interval | null;
  value: number | null;
  usual: number | null;
  usualText: string;
  /** The whole interval lies below what is usual. */
  low: boolean;
}

/** Which duties an organisation fulfilled, and how that compares. */
export interface DutiesPanel {
  frame: PanelFrame;
  lines: DutyLine[];
  words: { duty: string; state: string; rate: string; usual: string };
  legend: { state: DutyState; label: string }[];
}

const dutiesSql = sqlFile('queries/page-organization-duties.sql');
const states = ['on_time', 'late', 'overdue', 'unknown', 'not_yet_due'] as const;
const months = 12;

/** Duties by type over the 12 months that end with the page's. */
export async function dutiesPanel(page: PageContext, subject: Subject): Promise<DutiesPanel> {
  const { say } = page;
  const period = monthsBack(page, months);
  const [rows, usual] = await Promise.all([
    page.version.all(dutiesSql, {
      ...scopeParams(page, subject, { cases: false }),
      from: `${period.from}-01`,
      to: `${period.to}-01`,
    }),
    usualRates(page, subject),
  ]);
  const lines = page.codes.list('duty_type').flatMap(({ code, label }) => {
    const row = rows.find((item) => item.duty_type === code);
    return row ? [lineOf(page, row, { code, name: label, usual: usual.get(code) ?? null })] : [];
  });
  const found = new Set(lines.flatMap((line) => line.parts.map((part) => part.state)));
  return {
    frame: {
      page: `organization-${encodeURIComponent(subject.code)}`,
      id: 'duties',
      title: findingOf(page, lines, rows),
      description: say.organizations.dutiesDescription(periodInWords(page, period)),
      source: sourceLine(page, say.organizations.scope[subject.scope]),
      ...explainedFor(page, subject, 'duties_due', 'compliance_rate'),
      note: lines.length > 0 ? say.organizations.dutiesNote(await usualOf(page, subject)) : '',
      table: tableOf(page, rows, lines),
      drawn: false,
    },
    lines,
    words: {
      duty: say.words.duty,
      state: say.organizations.state,
      rate: say.words.onTime,
      usual: say.organizations.usual,
    },
    legend: states
      .filter((state) => found.has(state))
      .map((state) => ({ state, label: say.organizations.states[state] })),
  };
}

/** The compliance rate of each duty type over all organisations of the same type (of a committee: over all). */
async function usualRates(page: PageContext, { type }: Subject): Promise<Map<string, number | null>> {
  const everywhere: PageContext = { ...page, organization: null, filters: { ...page.filters, type: [] } };
  const rows = await askWithin(everywhere, 'compliance_rate', {
    by: ['duty_type'],
    period: monthsBack(page, months),
    within: type === null ? {} : { organization_type: [type] },
  });
  return new Map(rows.map((row) => [row.duty_type ?? '', row.value]));
}

async function usualOf(page: PageContext, { type }: Subject): Promise<string> {
  return type === null
    ? whoseFigures(page)
    : lowerFirst(page.codes.label('organization_type', type), page.lang);
}

function lineOf(
  page: PageContext,
  row: Row,
  { code, name, usual }: { code: string; name: string; usual: number | null },
): DutyLine {
  const { lang, say } = page;
  const count = (state: string) => Number(row[`${state}_count`]);
  const judged = count('on_time') + count('late') + count('overdue');
  const value = judged === 0 ? null : count('on_time') / judged;
  const interval = wilsonInterval(count('on_time'), judged);
  return {
    code,
    name,
    parts: states.flatMap((state) => {
      const label = `${say.organizations.states[state]} ${formatCount(count(state), lang)}`;
      return count(state) > 0
        ? [{ state, count: count(state), text: formatCount(count(state), lang), label }]
        : [];
    }),
    rate: formatRatio(value, lang),
    counts: judged === 0 ? '' : `${formatCount(count('on_time'), lang)}/${formatCount(judged, lang)}`,
    interval,
    value,
    usual,
    usualText: usual === null ? nothing : formatRatio(usual, lang),
    low: !isFew({ denominator: judged }) && usual !== null && interval !== null && interval.high < usual,
  };
}

/** The duty that is clearly below what is usual, else what is overdue, else that all is as usual. */
function findingOf(page: PageContext, lines: readonly DutyLine[], rows: readonly Row[]): string {
  const { say, lang } = page;
  if (lines.length === 0) return say.organizations.noDuties;
  const [low] = lines.filter((line) => line.low).toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0));
  if (low) return say.organizations.dutyLow(low.name, low.rate, low.counts, low.usualText);
  const overdue = rows.reduce((sum, row) => sum + Number(row.overdue_count), 0);
  if (overdue > 0) return say.organizations.dutiesOverdue(counted(overdue, lang));
  const late = rows.reduce((sum, row) => sum + Number(row.late_count), 0);
  return late > 0 ? say.organizations.dutiesLate(counted(late, lang)) : say.organizations.dutiesUsual;
}

function tableOf(page: PageContext, rows: readonly Row[], lines: readonly DutyLine[]): TableData {
  const { say } = page;
  return {
    caption: say.organizations.dutiesTable,
    columns: [
      { label: say.words.duty, kind: 'text' },
      ...[...states.map((state) => say.organizations.states[state]), say.organizations.waived].map(
        (label) => ({
          label,
          kind: 'count' as const,
        }),
      ),
      { label: say.words.rate, kind: 'ratio' },
      { label: say.words.low, kind: 'ratio' },
      { label: say.words.high, kind: 'ratio' },
      { label: say.organizations.usual, kind: 'ratio' },
    ],
    rows: lines.map((line) => {
      const row = rows.find((item) => item.duty_type === line.code);
      return [
        line.name,
        ...[...states, 'waived'].map((state) => Number(row?.[`${state}_count`] ?? 0)),
        line.value,
        line.interval?.low ?? null,
        line.interval?.high ?? null,
        line.usual,
      ];
    }),
  };
}
