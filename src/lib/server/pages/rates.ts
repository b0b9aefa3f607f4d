import type { IntervalRow } from '$lib/charts/spec';
import type { Tone } from '$lib/charts/theme';
import { addMonths, monthInWords } from '$lib/format/dates';
import { formatCount, formatRatio } from '$lib/format/numbers';
import type { TableData } from '$lib/shape/table';
import { placeOf } from '$lib/shape/binomial';
import { wilsonInterval } from '$lib/shape/wilson';
import { isComparable } from '../coverage.ts';
import type { Dimension, MetricRow } from '../metrics.ts';
import { hrefOfCode } from './choice';
import { ask, type PageContext, type Period } from './context';
import type { CodeList } from './labels';

const fewest = 5;

/** A rate of one kind of organisation or duty, now and a year before. */
export interface Rate extends IntervalRow {
  code: string;
}

/** The compliance rate over a period, in all and by one dimension, the same period a year before beside it. */
export interface Rates {
  all: MetricRow | undefined;
  rates: Rate[];
  before: Period;
}

/** Rates by a dimension whose codes are a code list; lowest first, few duties last. Codes with nothing counted are left out. */
export async function ratesBy(page: PageContext, by: Dimension & CodeList, period: Period): Promise<Rates> {
  const before = { from: addMonths(period.from, -12), to: addMonths(period.to, -12) };
  const [now, earlier, [all]] = await Promise.all([
    ask(page, 'compliance_rate', [by], period),
    isCovered(page, before) ? ask(page, 'compliance_rate', [by], before) : [],
    ask(page, 'compliance_rate', [], period),
  ]);
  const rates = now
    .filter((row) => row.value !== null)
    .map((row) => rateOf(page, by, row, { earlier, all }))
    .sort((a, b) => Number(isFew(a)) - Number(isFew(b)) || (a.rate ?? 0) - (b.rate ?? 0));
  return { all, rates, before };
}

/**
 * Whether an earlier period can be compared with: there are figures from its first month on, and the page's month has
 * those of all provinces.
 */
export function isCovered({ version, coverage }: PageContext, { from }: Period): boolean {
  return from >= version.dutyMonths.first && isComparable(coverage);
}

function rateOf(
  page: PageContext,
  by: Dimension & CodeList,
  row: MetricRow,
  { earlier, all }: { earlier: MetricRow[]; all: MetricRow | undefined },
): Rate {
  const code = row[by] ?? '';
  const interval = wilsonInterval(row.numerator ?? 0, row.denominator ?? 0);
  return {
    code,
    name: code === '' ? page.say.words.upper : page.codes.label(by, code),
    rate: row.value,
    interval,
    before: earlier.find((item) => item[by] === row[by])?.value ?? null,
    numerator: row.numerator,
    denominator: row.denominator,
    tone: toneOf(row, all?.value ?? null),
  };
}

/** Fewer than five: the rate is shown with its counts, in grey and last, and no finding is built on it. */
export function isFew(row: { denominator: number | null }): boolean {
  return (row.denominator ?? 0) < fewest;
}

/**
 * Late in colour only below the outer limit of 99.8 % around the rate of all together, as in the funnel: of several
 * rows the lowest is often below one of 95 % by chance.
 */
export function toneOf(row: Pick<MetricRow, 'numerator' | 'denominator'>, all: number | null): Tone {
  if (isFew(row)) return 'quiet';
  if (all === null) return 'good';
  return placeOf(row.numerator ?? 0, row.denominator ?? 0, all) === 'below' ? 'late' : 'good';
}

/** `413/452`. */
export function countsOf(
  row: { numerator: number | null; denominator: number | null },
  page: PageContext,
): string {
  return `${formatCount(row.numerator, page.lang)}/${formatCount(row.denominator, page.lang)}`;
}

/** The finding of rates by type: who is clearly below the rest, or that nobody is. */
export function findingByType(page: PageContext, { rates, all }: Rates): string {
  const { byType } = page.say;
  const lowest = rates.find((rate) => !isFew(rate)) ?? rates[0];
  const common = formatRatio(all?.value ?? null, page.lang);
  if (!lowest || !all) return byType.none;
  if (rates.length === 1)
    return byType.one(lowest.name, formatRatio(lowest.rate, page.lang), countsOf(lowest, page));
  const below = rates.find((rate) => rate.tone === 'late');
  if (!below) return byType.even(common);
  return byType.lower(below.name, formatRatio(below.rate, page.lang), countsOf(below, page), common);
}

/** Where the rows of rates by organisation type lead: to the page filtered by that type. */
export function typeLinks(page: PageContext, rates: readonly Rate[]): (string | null)[] {
  return rates.map(({ code }) => (code === '' ? null : hrefOfCode(page, 'organization_type', code)));
}

/** The rates as a table, with their intervals. */
export function ratesTable(
  page: PageContext,
  rates: readonly Rate[],
  names: { caption: string; of: string; links?: (string | null)[] },
): TableData {
  const { words } = page.say;
  const ratio = (label: string) => ({ label, kind: 'ratio' as const });
  return {
    caption: names.caption,
    links: names.links,
    columns: [
      { label: names.of, kind: 'text' },
      ratio(words.rate),
      { label: words.onTime, kind: 'count' },
      { label: words.counted, kind: 'count' },
      ratio(words.low),
      ratio(words.high),
      ratio(words.lastYear),
    ],
    rows: rates.map((rate) => [
      rate.name,
      rate.rate,
      rate.numerator,
      rate.denominator,
      rate.interval?.low ?? null,
      rate.interval?.high ?? null,
      rate.before,
    ]),
  };
}

/** A period in words: `tháng 10/2026`, or `tháng 11/2025 đến tháng 10/2026`. */
export function periodInWords(page: PageContext, period: Period): string {
  return page.say.compliance.period(monthInWords(period.from, page.lang), monthInWords(period.to, page.lang));
}

/** The period a year before in words; null where no row has a rate of it. */
export function beforeInWords(page: PageContext, { rates, before }: Rates): string | null {
  return rates.some((rate) => rate.before !== null) ? periodInWords(page, before) : null;
}
