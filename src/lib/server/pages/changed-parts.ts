import { sqlFile } from '#warehouse/project.ts';
import { addMonths, monthRange } from '$lib/format/dates';
import { countContributions, rateContributions, type Contribution } from '$lib/shape/contributions';
import { askedMonths, rowsOfMonth } from '../asked-months.ts';
import { firstDay } from '../metric-sql.ts';
import type { MetricRow } from '../metrics.ts';
import { rowCountOf } from '../row-counts.ts';
import type { ChangedQuestion } from './changed-panel';
import { choiceOf, hrefOfCode } from './choice';
import { ask, subtreeOf, type PageContext } from './context';

export type ChangedDimension = 'organization_type' | 'case_type' | 'duty_type' | 'organization';

/** A part of a change with its name; `moved`: what transfers added, of a stock by organisation. */
export interface ChangedItem extends Contribution {
  name: string;
  href: string | null;
  moved?: number;
  byRate?: number;
  byMix?: number;
}

/** The parts of a change along one dimension. */
export interface ChangedGroup {
  dimension: ChangedDimension;
  items: ChangedItem[];
  rest: { count: number; change: number };
  change: number;
  /** Not counted: too many organisations to do it unasked. */
  isHidden?: boolean;
}

const organizationsSql = sqlFile('queries/page-changed-organizations.sql');
const most = 5;
const organizationsTable = 'marts.agg_case_flow_by_month';
const mostRowsUnasked = 3_000_000;

/** The parts of a change by organisation type, case type or duty type, from the metric catalogue. */
export async function bySplit(
  page: PageContext,
  question: ChangedQuestion,
  dimension: Exclude<ChangedDimension, 'organization'>,
): Promise<ChangedGroup> {
  const { metric, before, now } = question;
  const [earlier, newest] = await Promise.all(
    [before, now].map((month) => ask(page, metric, [dimension], { from: month, to: month })),
  );
  const keys = [...new Set([...(newest ?? []), ...(earlier ?? [])].map((row) => row[dimension] ?? ''))];
  const at = (rows: MetricRow[] | undefined, key: string) =>
    rows?.find((row) => (row[dimension] ?? '') === key);
  const found =
    metric === 'compliance_rate'
      ? rateContributions(
          keys.map((key) => ({ key, before: countsOf(at(earlier, key)), now: countsOf(at(newest, key)) })),
          most,
        )
      : countContributions(
          keys.map((key) => ({
            key,
            before: at(earlier, key)?.value ?? 0,
            now: at(newest, key)?.value ?? 0,
          })),
          most,
        );
  if (!found) return { dimension, items: [], rest: { count: 0, change: 0 }, change: 0 };
  return { ...found, dimension, items: found.items.map((item) => named(page, item, dimension)) };
}

function countsOf(row: MetricRow | undefined): { part: number; whole: number } {
  return { part: row?.numerator ?? 0, whole: row?.denominator ?? 0 };
}

function named(
  page: PageContext,
  item: Contribution,
  dimension: Exclude<ChangedDimension, 'organization'>,
): ChangedItem {
  return {
    ...item,
    name: item.key === '' ? page.say.words.upper : page.codes.label(dimension, item.key),
    href: dimension === 'duty_type' || item.key === '' ? null : hrefOfCode(page, dimension, item.key),
  };
}

/**
 * The parts of a change of cases by organisation. Where the table of organisations is too long to be read through for
 * every visit, only when the address asks for it.
 */
export async function byOrganization(page: PageContext, question: ChangedQuestion): Promise<ChangedGroup> {
  const isAsked = choiceOf(page.params, 'organizations', ['auto', 'shown']) === 'shown';
  const none = { dimension: 'organization', items: [], rest: { count: 0, change: 0 }, change: 0 } as const;
  if (!isAsked && rowCountOf(page.version, organizationsTable) > mostRowsUnasked)
    return { ...none, items: [], isHidden: true };
  const { filters } = page;
  const { before, now } = question;
  const back = monthRange(before, now).length - 1;
  const asked = askedMonths(page.version, organizationsTable, { from: now, to: now });
  const found = await page.version.all(organizationsSql, {
    ...asked,
    first: firstDay(addMonths(asked.from.slice(0, 7), -back)),
    back,
    measure: question.measure,
    until: page.version.asOf,
    basis: filters.basis,
    case_type: filters.case,
    organization_type: filters.type,
    organization: subtreeOf(page),
    limit: most,
  });
  const rows = rowsOfMonth(found, now);
  const items = rows.map((row) => ({
    key: String(row.organization_code),
    name: String(row.organization_name),
    before: Number(row.before_count),
    now: Number(row.now_count),
    change: Number(row.change_count),
    moved: Number(row.moved_count),
    href: `/organizations/${encodeURIComponent(String(row.organization_code))}`,
  }));
  const change = Number(rows[0]?.all_change ?? 0);
  const listed = items.reduce((sum, item) => sum + item.change, 0);
  const count = Number(rows[0]?.organization_count ?? 0) - items.length;
  return { dimension: 'organization', items, rest: { count, change: change - listed }, change };
}
