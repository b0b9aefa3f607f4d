import { metricOf } from '#warehouse/metrics.ts';
import type { Row } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import type { LinesSpec } from '$lib/charts/spec';
import { formatMonth, monthRange } from '$lib/format/dates';
import { counted } from '$lib/i18n/sentences';
import { rollingRatio, rollingSum } from '$lib/shape/series';
import { variationOf } from '$lib/shape/variation';
import type { PageContext } from '../context';
import { boundsOf } from '../judged';
import { cardOf, type FigureCard } from '../overview-figures';
import { sourceLine, type PanelFrame } from '../panel';
import { explainedFor } from './explained';
import { existedIn, monthsBack, scopeParams, type Subject } from './subject';

/** What an organisation counted, one value a month; null in months in which it did not exist. */
export interface SubjectSeries {
  months: string[];
  opened: (number | null)[];
  closed: (number | null)[];
  pending: (number | null)[];
  overdue: (number | null)[];
  /** Duties on time and duties that count, summed over the 12 months up to each. */
  onTime: (number | null)[];
  judged: (number | null)[];
}

/** Pending and overdue cases of an organisation over two years. */
export interface SubjectChart {
  frame: PanelFrame;
  spec: LinesSpec;
  summary: string;
}

const shownMonths = 25;
const dutyMonths = 12;
const monthsSql = sqlFile('queries/page-organization-months.sql');

/** The series of 25 months up to the page's; months before the data are left out. */
export async function subjectSeries(page: PageContext, subject: Subject): Promise<SubjectSeries> {
  const period = monthsBack(page, shownMonths + dutyMonths - 1);
  const rows = await page.version.all(monthsSql, {
    ...scopeParams(page, subject, { cases: true }),
    from: `${period.from}-01`,
    to: `${period.to}-01`,
  });
  const all = monthRange(period.from, period.to);
  const byMonth = new Map(rows.map((row) => [String(row.month), row]));
  const valuesOf = (column: string) => all.map((month) => valueOf(byMonth.get(month), column));
  const kept = all.slice(-shownMonths).filter((month) => month >= page.version.firstMonth);
  const last = <Value>(values: Value[]) => values.slice(values.length - kept.length);
  const counts = (column: string) =>
    last(valuesOf(column)).map((value, i) =>
      existedOrCounted(subject, kept[i] ?? '', value) ? value : null,
    );
  return {
    months: kept,
    opened: counts('opened_count'),
    closed: counts('closed_count'),
    pending: counts('pending_count'),
    overdue: counts('overdue_count'),
    onTime: last(rollingSum(valuesOf('on_time_count'), dutyMonths)),
    judged: last(rollingSum(valuesOf('judged_count'), dutyMonths)),
  };
}

function valueOf(row: Row | undefined, column: string): number | null {
  return row ? Number(row[column]) : null;
}

function existedOrCounted(subject: Subject, month: string, value: number | null): boolean {
  return existedIn(subject, month) || (value ?? 0) > 0;
}

/** The five figures of an organisation with their comparisons; the compliance rate is that of 12 months. */
export function subjectCards(page: PageContext, series: SubjectSeries): FigureCard[] {
  const none = { numerator: null, denominator: null };
  const rate = rollingRatio(series.onTime, series.judged, 1);
  const judged = series.judged.at(-1) ?? 0;
  const card = cardOf(page, {
    id: 'compliance_rate',
    tone: 'good',
    values: rate,
    isRolling: true,
    numerator: judged === 0 ? null : (series.onTime.at(-1) ?? null),
    denominator: judged === 0 ? null : judged,
  });
  return [
    cardOf(page, { id: 'cases_opened', tone: 'middle', values: series.opened, ...none }),
    cardOf(page, { id: 'cases_closed', tone: 'middle', values: series.closed, ...none }),
    cardOf(page, { id: 'cases_pending', tone: 'volume', values: series.pending, ...none }),
    cardOf(page, { id: 'cases_overdue', tone: 'late', values: series.overdue, ...none }),
    { ...card, label: page.say.organizations.compliance },
  ];
}

/** Pending and overdue cases at the months' ends, with the band in which the pending ones ordinarily move. */
export function chartPanel(page: PageContext, subject: Subject, series: SubjectSeries): SubjectChart {
  const { say, lang } = page;
  const labels = series.months.map((month) => formatMonth(month, lang));
  const title = chartFinding(page, series);
  return {
    frame: {
      page: `organization-${encodeURIComponent(subject.code)}`,
      id: 'cases',
      title,
      description: say.organizations.chartDescription(series.months.length),
      source: sourceLine(page, say.organizations.scope[subject.scope]),
      ...explainedFor(page, subject, 'cases_pending', 'cases_overdue'),
      table: {
        caption: say.organizations.chartTable,
        columns: [
          { label: say.words.month, kind: 'month' },
          ...(['opened', 'closed', 'pending', 'overdue'] as const).map((name) => ({
            label: say.words[name],
            kind: 'count' as const,
          })),
          { label: say.organizations.compliance, kind: 'ratio' },
        ],
        rows: series.months
          .map((month, i) => [
            month,
            series.opened[i] ?? null,
            series.closed[i] ?? null,
            series.pending[i] ?? null,
            series.overdue[i] ?? null,
            rollingRatio(series.onTime, series.judged, 1)[i] ?? null,
          ])
          .reverse(),
      },
      drawn: true,
    },
    spec: {
      kind: 'lines',
      lang,
      height: 132,
      months: labels,
      unit: 'count',
      series: [
        { name: say.words.pending, tone: 'volume', values: series.pending },
        { name: say.words.overdue, tone: 'late', values: series.overdue },
      ],
      band: variationOf(series.pending, boundsOf('cases_pending')).band,
      bandName: say.words.ordinary,
      marks: [],
    },
    summary: say.flow.summary(title, labels[0] ?? '', labels.at(-1) ?? ''),
  };
}

/** What became of the pending cases within a year, and whether they are outside their ordinary range. */
function chartFinding(page: PageContext, { pending }: SubjectSeries): string {
  const { organizations, words } = page.say;
  const now = pending.at(-1) ?? null;
  if (now === null) return organizations.noCasesThen(metricOf('cases_pending').label[page.lang]);
  const before = pending.at(-13) ?? null;
  const band = variationOf(pending, boundsOf('cases_pending')).band;
  const count = counted(now, page.lang);
  if (band && now > band.high) return organizations.above(count, words.ordinary);
  if (band && now < band.low) return organizations.under(count, words.ordinary);
  if (before === null) return organizations.pendingNow(count);
  return organizations.pendingChange(count, now - before, counted(Math.abs(now - before), page.lang));
}
