import { metricOf } from '#warehouse/metrics.ts';
import { addMonths, monthRange } from '$lib/format/dates';
import { mostOf } from '$lib/shape/most';
import { seriesByKey } from '$lib/shape/series';
import { limitMonths } from '$lib/shape/variation';
import { isComparable } from '../coverage.ts';
import type { MetricRow } from '../metrics.ts';
import { ask, thisMonth, windowOf, type PageContext } from './context';
import { existing } from './existence';
import { judge, type JudgedSeries, type Verdict } from './judged';
import type { Figure } from './overview-figures';
import { reaches, type Target } from './targets';

/** What one kind of case or duty added to overdue work since the month before. */
export interface Effect {
  kind: 'case' | 'duty';
  code: string;
  label: string;
  /** Null, as the change, where there are no figures of the month before. */
  before: number | null;
  now: number;
  change: number | null;
  /** Null for duties: of the newest ones fewer have had time to be done, so months do not compare. */
  verdict: Verdict | null;
  /** The organisation types that hold the most: one, or two that tie. */
  mostly: { labels: string[]; count: number } | null;
}

/** A figure that misses its target or is a signal for the worse; `effect` in cases or duties. */
export interface FigureEffect {
  series: JudgedSeries;
  target: Target | null;
  effect: number;
}

/** Every kind of case or duty with anything overdue this month or the month before, unordered. */
export async function effectsOf(page: PageContext, kind: Effect['kind']): Promise<Effect[]> {
  const dimension = kind === 'case' ? 'case_type' : 'duty_type';
  const metric = kind === 'case' ? 'cases_overdue' : 'duties_overdue';
  const window = windowOf(page, limitMonths);
  const [rows, placed] = await Promise.all([
    ask(page, metric, ['month', dimension], window),
    ask(page, metric, [dimension, 'organization_type'], thisMonth(page)),
  ]);
  const months = monthRange(window.from, window.to);
  const earlier = months.indexOf(addMonths(page.filters.month, -1));
  return seriesByKey(rows, { months, key: dimension, empty: 0 })
    .map(({ key, values: counted }) => {
      const values = existing(page, months, counted);
      const now = values.at(-1) ?? 0;
      const before = isComparable(page.coverage) ? (values[earlier] ?? null) : null;
      return {
        kind,
        code: key,
        label: page.codes.label(dimension, key),
        before,
        now,
        change: before === null ? null : now - before,
        verdict: kind === 'case' ? judge(page, metric, values).verdict : null,
        mostly: placesOf(
          page,
          placed.filter((row) => row[dimension] === key),
        ),
      };
    })
    .filter(({ before, now }) => (before ?? 0) > 0 || now > 0);
}

function placesOf(page: PageContext, rows: readonly MetricRow[]): Effect['mostly'] {
  const most = mostOf(rows, ({ value }) => value ?? 0);
  if (most.length === 0) return null;
  const labelOf = ({ organization_type: type }: MetricRow) =>
    type ? page.codes.label('organization_type', type) : page.say.words.upper;
  return { labels: most.map(labelOf), count: most[0]?.value ?? 0 };
}

/** The figures of the month that miss their target, or are signals for the worse. */
export function figureEffects(figures: readonly Figure[]): FigureEffect[] {
  return figures.flatMap(({ series, target }): FigureEffect[] => {
    const now = series.values.at(-1) ?? null;
    if (now === null) return [];
    const unit = metricOf(series.metric).unit === 'ratio' ? (series.rows.at(-1)?.denominator ?? 0) : 1;
    if (target && reaches(series.metric, now, target) === false) {
      return [{ series, target, effect: Math.ceil(Math.abs(target.value - now) * unit - 1e-9) }];
    }
    const mean = series.variation.band?.mean ?? now;
    const effect = Math.round(Math.abs(now - mean) * unit);
    return isWorse(series) && effect > 0 ? [{ series, target: null, effect }] : [];
  });
}

function isWorse({ metric, verdict }: JudgedSeries): boolean {
  if (verdict.kind !== 'signal') return false;
  const { better } = metricOf(metric);
  return better === (verdict.signal.side === 'high' ? 'down' : 'up');
}
