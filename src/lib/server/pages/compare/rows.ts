import { metricOf } from '#warehouse/metrics.ts';
import type { Tone } from '$lib/charts/theme';
import { formatChange, formatCount, formatDecimal, formatRatio, percentSign } from '$lib/format/numbers';
import type { TableData } from '$lib/shape/table';
import { wilsonInterval, type Interval } from '$lib/shape/wilson';
import type { MetricId, MetricRow } from '../../metrics.ts';
import { ask, type PageContext } from '../context';
import { areAlike, namesOf, type Side, type Sides } from './sides';

/** A figure of one side: as text, with its counts and its interval where it is a rate. */
export interface CompareCell {
  text: string;
  counts: string;
  interval: string;
}

/** One metric on both sides, and how far A is from B. */
export interface CompareRow {
  id: MetricId;
  label: string;
  a: CompareCell;
  b: CompareCell;
  difference: string;
  share: string;
  tone: Tone;
}

/** A metric with the figures that both sides have for it. */
export interface Pair {
  id: MetricId;
  a: MetricRow | undefined;
  b: MetricRow | undefined;
}

const compared: readonly MetricId[] = [
  'cases_opened',
  'cases_closed',
  'cases_pending',
  'cases_overdue',
  'overdue_share',
  'on_time_rate',
  'first_pass_rate',
  'days_to_conclusion_median',
  'days_to_conclusion_p90',
  'duties_due',
  'duties_overdue',
  'compliance_rate',
  'unknown_share',
];
const fewestForShare = 10;

/** The main metrics over the period of each side. Those that a case type cannot split are left out where one is chosen. */
export async function pairsOf(sides: Sides): Promise<{ pairs: Pair[]; isShortened: boolean }> {
  const byCase = [sides.a, sides.b].some(({ page }) => page.filters.case.length > 0);
  const shown = compared.filter((id) => !byCase || metricOf(id).dimensions.includes('case_type'));
  const one = async ({ page, period }: Side, id: MetricId) => (await ask(page, id, [], period))[0];
  const pairs = await Promise.all(
    shown.map(async (id) => {
      const [a, b] = await Promise.all([one(sides.a, id), one(sides.b, id)]);
      return { id, a, b };
    }),
  );
  return { pairs, isShortened: shown.length < compared.length };
}

/** The rows as a reader sees them. Counts of different organisations or lengths of time are neither good nor bad. */
export function rowsOf(page: PageContext, sides: Sides, pairs: readonly Pair[]): CompareRow[] {
  const isComparable = areAlike(sides);
  return pairs.map((pair) => {
    const { unit, label, better } = metricOf(pair.id);
    const isRatio = unit === 'ratio';
    const [now, before] = [pair.a?.value ?? null, pair.b?.value ?? null];
    const change = now === null || before === null ? null : (now - before) * (isRatio ? 100 : 1);
    const digits = isRatio || unit === 'day' ? 1 : 0;
    const written = formatChange(change, page.lang, digits);
    const isNone = change === null || !/[1-9]/.test(written);
    return {
      id: pair.id,
      label: label[page.lang],
      a: cellOf(page, pair.id, pair.a),
      b: cellOf(page, pair.id, pair.b),
      difference: isRatio && change !== null ? page.say.compare.points(written) : written,
      share: isRatio || digits > 0 || !isComparable ? '' : shareOf(page, now, before),
      tone:
        isNone || better === 'neither' || !(isComparable || digits > 0)
          ? 'quiet'
          : change > 0 === (better === 'up')
            ? 'good'
            : 'late',
    };
  });
}

/** The same as numbers, for the file: values, counts and interval of each side, and the difference. */
export function tableOf(page: PageContext, sides: Sides, pairs: readonly Pair[]): TableData {
  const { compare } = page.say;
  const names = namesOf(sides);
  const parts = [compare.value, compare.numerator, compare.denominator, compare.low, compare.high];
  const numbers = (id: MetricId, row: MetricRow | undefined) => {
    const interval = intervalOf(id, row);
    return [
      row?.value ?? null,
      row?.numerator ?? null,
      row?.denominator ?? null,
      interval?.low ?? null,
      interval?.high ?? null,
    ];
  };
  return {
    caption: compare.table(names.a, names.b),
    columns: [
      { label: compare.metric, kind: 'text' },
      ...[names.a, names.b].flatMap((name) =>
        parts.map((part) => ({ label: `${name}: ${part}`, kind: 'decimal' as const })),
      ),
      { label: compare.difference, kind: 'decimal' },
    ],
    rows: pairs.map(({ id, a, b }) => [
      metricOf(id).label[page.lang],
      ...numbers(id, a),
      ...numbers(id, b),
      a?.value == null || b?.value == null ? null : a.value - b.value,
    ]),
  };
}

function cellOf(page: PageContext, id: MetricId, row: MetricRow | undefined): CompareCell {
  const { lang, say } = page;
  const { unit } = metricOf(id);
  const value = row?.value ?? null;
  if (unit === 'ratio') {
    const interval = intervalOf(id, row);
    return {
      text: formatRatio(value, lang),
      counts: `${formatCount(row?.numerator ?? null, lang)}/${formatCount(row?.denominator ?? null, lang)}`,
      interval: interval
        ? say.compare.interval(formatRatio(interval.low, lang), formatRatio(interval.high, lang))
        : '',
    };
  }
  if (unit !== 'day') return { text: formatCount(value, lang), counts: '', interval: '' };
  const cases = formatCount(row?.denominator ?? null, lang);
  const text = formatDecimal(value, lang, Number.isInteger(value) ? 0 : 1);
  return { text, counts: say.compare.cases(cases), interval: '' };
}

/** The 95 % interval of a rate of counted things, one part of the other. */
function intervalOf(id: MetricId, row: MetricRow | undefined): Interval | null {
  if (metricOf(id).unit !== 'ratio' || row?.numerator == null || row.denominator == null) return null;
  return row.numerator <= row.denominator ? wilsonInterval(row.numerator, row.denominator) : null;
}

/** How much more or less in per cent; nothing said against fewer than ten. */
function shareOf(page: PageContext, now: number | null, before: number | null): string {
  if (now === null || before === null || before < fewestForShare || now === before) return '';
  return formatChange((now / before - 1) * 100, page.lang) + percentSign(page.lang);
}
