import { findMetric, metricIds, type Metric } from '#warehouse/metrics.ts';
import type { Row } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import type { TableData } from '$lib/shape/table';
import { BadParameter } from '$lib/filters';
import { listOf, monthOf, requireWithin } from '$lib/filters/read';
import { formatCell } from '$lib/format/cell';
import { formatDate, monthInWords } from '$lib/format/dates';
import { upperFirst } from '$lib/format/names';
import { formatCount } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import { statementsOf } from '../metric-count.ts';
import { withValues } from '../metric-sql-text.ts';
import type { Filters as MetricFilters, MetricRow } from '../metrics.ts';
import { checksOf } from './checks';
import { askWithin, requestOf, type PageContext, type Question } from './context';
import { kindOf, seriesPanel, type SeriesPanel, type Subject } from './explain-series';
import { panel, sourceLine, type PanelResult } from './panel';
import { whoseFigures } from './shell';

/** A word and what it stands for. */
export interface Term {
  term: string;
  text: string;
}

/** Headings of an explanation. */
export type ExplanationWords = Record<
  'calculation' | 'definition' | 'data' | 'sql' | 'sqlNote' | 'passed' | 'failed' | 'more' | 'full' | 'close',
  string
>;

/** How one figure came about: its definition, its parts, the rule, the statement, the data and the checks behind it. */
export interface Explanation {
  words: ExplanationWords;
  heading: string;
  /** The month or months, the basis and the filters that hold. */
  scope: string;
  value: string;
  /** The parts as figures, `160 / 173 = 92,5 %`; empty for a count. */
  calculation: string;
  definition: Term[];
  rules: { title: string; note: string; table: TableData } | null;
  sql: string;
  data: Term[];
  checks: { title: string; items: { claim: string; passed: boolean }[] };
  links: { label: string; href: string }[];
}

/** One figure explained, and the same figure month by month. */
export interface ExplainPage {
  title: string;
  finding: string;
  lede: string;
  explanation: Explanation;
  series: PanelResult<SeriesPanel>;
}

const limitsSql = sqlFile('queries/page-time-limits-in-force.sql');
const documentsSql = sqlFile('queries/page-documents-of-duties.sql');
const snapshotsSql = sqlFile('queries/page-snapshots.sql');

/** The dimensions by which a single figure of a page may be narrowed beyond the page's filters. */
const ownDimensions = ['stage', 'age_band', 'duty_type'] as const;

/** The parameters that only this page knows. */
export const explainParameters = ['metric', 'from', ...ownDimensions] as const;

/** The explanation of the figure that the URL names. Throws BadParameter. */
export async function explainPage(page: PageContext): Promise<ExplainPage> {
  const subject = subjectOf(page);
  const [explanation, series] = await Promise.all([
    explanationOf(page, subject),
    panel(page, 'series', () => seriesPanel(page, subject)),
  ]);
  return {
    title: page.say.explain.title(explanation.heading),
    finding: page.say.explain.finding(explanation.heading, explanation.value),
    lede: explanation.scope,
    explanation,
    series,
  };
}

function subjectOf(page: PageContext): Subject {
  const name = page.params.get('metric') ?? metricIds[0] ?? '';
  const metric = findMetric(name);
  if (!metric) throw notAMetric(page, name);
  const from = monthOf(page.params, 'from') ?? page.filters.month;
  requireWithin('from', from, { first: page.version.firstMonth, last: page.filters.month });
  return { metric, period: { from, to: page.filters.month }, within: withinOf(page, metric) };
}

function notAMetric({ say }: PageContext, found: string): BadParameter {
  const message = say.notAllowed('metric', found.slice(0, 60), metricIds.join(', '));
  return new BadParameter('metric', message, metricIds);
}

function withinOf(page: PageContext, metric: Metric): MetricFilters {
  const within: MetricFilters = {};
  for (const name of ownDimensions) {
    if (!page.params.has(name)) continue;
    if (!metric.dimensions.includes(name)) {
      const message = page.say.explain.noDimension(metric.id, name);
      throw new BadParameter(name, message, metric.dimensions);
    }
    const codes = page.codes.list(name).map(({ code }) => code);
    within[name] = listOf(page.params, name, [...codes, ...(name === 'stage' ? ['unknown'] : [])]);
  }
  return within;
}

async function explanationOf(page: PageContext, subject: Subject): Promise<Explanation> {
  const { metric, period, within } = subject;
  const { say, lang } = page;
  const question: Question = { by: [], period, within };
  const [[row], rules, checks, data] = await Promise.all([
    askWithin(page, metric.id, question),
    rulesOf(page, subject),
    checksOf(page, metric),
    dataOf(page),
  ]);
  const request = requestOf(page, metric.id, question);
  const value = row?.value ?? null;
  return {
    words: wordsOf(page),
    heading: metric.label[lang],
    scope: scopeOf(page, subject),
    value:
      value === null ? say.explain.none[row?.reason ?? 'zero_denominator'] : measured(page, metric, value),
    calculation: calculationOf(page, metric, row),
    definition: definitionOf(page, metric),
    rules,
    sql: statementsOf(request, 1)
      .map((statement) => `${withValues(statement).trim()};`)
      .join('\n\n'),
    data,
    checks,
    links: [
      { label: say.explain.api, href: apiHref(request) },
      {
        label: say.explain.definitions,
        href: `/definitions${page.lang === 'en' ? '?lang=en' : ''}#${metric.id}`,
      },
    ],
  };
}

function wordsOf({ say }: PageContext): ExplanationWords {
  const { calculation, definition, data, sql, sqlNote, passed, failed, more, full, close } = say.explain;
  return { calculation, definition, data, sql, sqlNote, passed, failed, more, full, close };
}

function scopeOf(page: PageContext, { period, within }: Subject): string {
  const months =
    period.from === period.to
      ? monthInWords(period.to, page.lang)
      : page.say.explain.period(monthInWords(period.from, page.lang), monthInWords(period.to, page.lang));
  const own = ownDimensions.flatMap((name) =>
    (within[name] ?? []).map((code) => page.codes.label(name, code)),
  );
  return [upperFirst(months, page.lang), ...own, sourceLine(page)].join(' · ');
}

/** A value as its reader sees it, with its unit where the name of the metric does not say it. */
function measured({ say, lang }: PageContext, metric: Metric, value: number): string {
  const text = formatCell(value, kindOf(metric), lang);
  const isPlain = metric.unit !== 'day' && metric.unit !== 'month';
  return isPlain ? text : `${text} ${say.definitions.units[metric.unit]}`;
}

function calculationOf(page: PageContext, metric: Metric, row: MetricRow | undefined): string {
  const { say, lang } = page;
  if (!row || metric.denominator === null || row.denominator === null) return '';
  if (metric.quantile !== undefined) return say.explain.pooled(counted(row.denominator, lang));
  if (row.value === null) return '';
  const whole = formatCell(row.denominator, metric.denominator.divideBy ? 'decimal' : 'count', lang);
  const times = metric.scale === 1 ? '' : ` × ${formatCount(metric.scale, lang)}`;
  return `${formatCount(row.numerator, lang)} / ${whole}${times} = ${measured(page, metric, row.value)}`;
}

function definitionOf({ say, lang }: PageContext, metric: Metric): Term[] {
  const { definitions } = say;
  return [
    { term: definitions.formula, text: metric.formula[lang] },
    ...(metric.denominator
      ? [
          { term: definitions.numerator, text: metric.numerator.words[lang] },
          { term: definitions.denominator, text: metric.denominator.words[lang] },
        ]
      : []),
    { term: definitions.rule, text: metric.rule[lang] },
  ];
}

async function rulesOf(
  page: PageContext,
  { metric, period, within }: Subject,
): Promise<Explanation['rules']> {
  if (metric.decidedBy === 'time_limit') return limitsOf(page);
  if (metric.decidedBy !== 'document') return null;
  const { say, lang, version } = page;
  const words = say.explain.rules.document;
  const rows = await version.all(documentsSql, {
    from: `${period.from}-01`,
    to: lastDay(period.to),
    duty_types: within.duty_type ?? [],
  });
  return {
    title: words.title,
    note: rows.length === 0 ? words.none : words.note(await whoseFigures(page)),
    table: {
      caption: words.title,
      columns: [
        { label: words.code, kind: 'text' },
        { label: words.value, kind: 'text' },
        { label: say.definitions.from, kind: 'date' },
        { label: say.definitions.to, kind: 'date' },
      ],
      rows: rows.map((row) => [
        String(row.document_code),
        textOf(row[`title_${lang}`]) ?? '',
        textOf(row.valid_from),
        textOf(row.valid_to),
      ]),
    },
  };
}

async function limitsOf(page: PageContext): Promise<Explanation['rules']> {
  const { say, lang, version, filters } = page;
  const on = filters.month === version.newestMonth ? version.asOf : lastDay(filters.month);
  const words = say.explain.rules.time_limit;
  const rows = await version.all(limitsSql, { on, case_types: filters.case });
  const title = words.title(formatDate(on, lang));
  return {
    title,
    note: rows.length === 0 ? words.none : words.note,
    table: {
      caption: title,
      columns: [
        { label: words.code, kind: 'text' },
        { label: words.value, kind: 'count' },
        { label: say.definitions.from, kind: 'date' },
        { label: say.definitions.source, kind: 'text' },
      ],
      rows: rows.map((row) => [
        page.codes.label('case_type', String(row.case_type)),
        Number(row.workdays),
        textOf(row.valid_from),
        textOf(row.source),
      ]),
    },
  };
}

function textOf(cell: Row[string] | undefined): string | null {
  return cell === null || cell === undefined ? null : String(cell);
}

function lastDay(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year ?? 0, number ?? 0, 0)).toISOString().slice(0, 10);
}

async function dataOf({ version, say, lang }: PageContext): Promise<Term[]> {
  const rows = await version.all(snapshotsSql);
  const [newest] = rows;
  return [
    { term: say.explain.version, text: version.id },
    {
      term: say.explain.snapshot,
      text: newest ? `${formatDate(String(newest.as_of), lang)} · ${String(newest.source)}` : '',
    },
    { term: 'SHA-256', text: String(newest?.sha256 ?? '') },
    { term: say.explain.snapshots, text: formatCount(rows.length, lang) },
  ];
}

function apiHref({ metric, from, to, basis, filters }: ReturnType<typeof requestOf>): string {
  const params = new URLSearchParams({ from, to });
  if (basis !== 'as_reported') params.set('basis', basis);
  for (const [name, codes] of Object.entries(filters)) params.set(name, codes.join(','));
  return `/api/v1/metrics/${metric}?${params.toString().replaceAll('%2C', ',')}`;
}
