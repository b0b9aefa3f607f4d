import { metricOf } from '#warehouse/metrics.ts';
import type { Row } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import { formatDecimal, formatRatio } from '$lib/format/numbers';
import { addMonths } from '$lib/format/dates';
import { hasTable } from '../has-table.ts';
import type { MetricId } from '../metrics.ts';
import type { PageContext } from './context';

/** What a figure should reach: shares 0-1, otherwise in the metric's unit. */
export interface Target {
  value: number;
  /** `95 %`. */
  text: string;
  /** `mục tiêu 95 %`. */
  label: string;
  /** Where it comes from, as the settings say; empty when they do not. */
  source: string;
  /** The month from which it is in force, `YYYY-MM`; null: always. */
  since: string | null;
}

/** The part of the work that a figure is of; what is left out means all. */
export interface Scope {
  organization_type?: string | undefined;
  duty_type?: string | undefined;
  case_type?: string | undefined;
}

const targetsSql = sqlFile('queries/page-targets.sql');

/**
 * The target of a metric for the page's month and a part of the work, or null: of those in force on the month's last
 * day whose scope holds the part, the narrowest (duty or case type before organisation type). A page filtered to one
 * type is about that type.
 */
export async function targetOf(
  page: PageContext,
  metric: MetricId,
  within: Scope = {},
): Promise<Target | null> {
  const [target] = await targetsOf(page, metric, [within]);
  return target ?? null;
}

/** The targets of a metric for several parts of the work, in their order, as `targetOf` finds them. */
export async function targetsOf(
  page: PageContext,
  metric: MetricId,
  parts: readonly Scope[],
): Promise<(Target | null)[]> {
  if (!(await hasTable(page.version, 'meta', 'targets'))) return parts.map(() => null);
  const day = lastDayOf(page.filters.month);
  const rows = await page.version.all(targetsSql);
  const ranked = rows
    .filter((row) => row.metric_id === metric && isInForce(row, day))
    .sort((a, b) => narrowness(b) - narrowness(a));
  return parts.map((within) => {
    const scope: Scope = { ...scopeOf(page), ...within };
    const row = ranked.find((each) => holds(each, scope));
    return row ? toTarget(page, metric, row) : null;
  });
}

function isInForce({ valid_from: from, valid_to: to }: Row, day: string): boolean {
  return (from === null || String(from) <= day) && (to === null || String(to) >= day);
}

/** Whether a figure reaches its target, as the metric's better side tells; null where neither side is better. */
export function reaches(metric: MetricId, value: number | null, target: Target | null): boolean | null {
  const { better } = metricOf(metric);
  if (value === null || target === null || better === 'neither') return null;
  return better === 'up' ? value >= target.value : value <= target.value;
}

const dimensions = ['organization_type', 'duty_type', 'case_type'] as const;

function scopeOf({ filters }: PageContext): Scope {
  const only = (codes: readonly string[]) => (codes.length === 1 ? codes[0] : undefined);
  return { organization_type: only(filters.type), case_type: only(filters.case) };
}

function holds(row: Row, scope: Scope): boolean {
  return dimensions.every((name) => row[name] === null || row[name] === scope[name]);
}

function narrowness(row: Row): number {
  return (row.organization_type === null ? 0 : 1) + ((row.duty_type ?? row.case_type) ? 2 : 0);
}

function toTarget({ lang, say }: PageContext, metric: MetricId, row: Row): Target {
  const value = Number(row.target_value);
  const percent = Number((value * 100).toFixed(2));
  const text =
    metricOf(metric).unit === 'ratio'
      ? formatRatio(value, lang, digitsOf(percent))
      : formatDecimal(value, lang, digitsOf(value));
  return {
    value,
    text,
    label: say.targets.label(text),
    source: String(row.source ?? ''),
    since: row.since_month === null ? null : String(row.since_month),
  };
}

function digitsOf(value: number): number {
  return Number.isInteger(value) ? 0 : Number.isInteger(value * 10) ? 1 : 2;
}

function lastDayOf(month: string): string {
  const next = new Date(`${addMonths(month, 1)}-01T00:00:00Z`);
  next.setUTCDate(0);
  return next.toISOString().slice(0, 10);
}
