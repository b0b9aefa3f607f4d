import { externalMeasures, flowMeasures } from './case-tables.ts';
import { type Difference, differences } from './compare.ts';
import { type Tables } from './compute.ts';
import { type Facts } from './facts.ts';
import { type Basis, dimensionsOf } from './metrics.ts';
import { dutyMeasures, memberMeasures } from './other-tables.ts';
import { type Row, tally } from './tally.ts';

/** A table without organisations: both bases by month, level, type and its own keys. */
interface Rollup {
  from: keyof Tables;
  keys: string[];
  measures: string[];
}

const byCase = ['case_type'];

/** The roll-ups that stand beside the tables at organisation grain. */
export const rollups: Record<string, Rollup> = {
  agg_case_flow_by_type: {
    from: 'agg_case_flow_by_month',
    keys: byCase,
    measures: flowMeasures.filter((name) => !name.endsWith('_within_count')),
  },
  agg_backlog_by_type: {
    from: 'agg_backlog_by_month',
    keys: ['case_type', 'stage', 'age_band'],
    measures: ['pending_count', 'overdue_count'],
  },
  agg_conclusion_days_by_type: {
    from: 'agg_conclusion_days_by_month',
    keys: ['case_type', 'workdays'],
    measures: ['case_count'],
  },
  agg_external_days_by_type: { from: 'agg_external_days_by_month', keys: byCase, measures: externalMeasures },
  agg_decisions_by_type: {
    from: 'agg_decisions_by_month',
    keys: byCase,
    measures: ['decision_count', 'concluded_before_count'],
  },
  agg_duties_by_type: { from: 'agg_duties_by_month', keys: ['duty_type'], measures: dutyMeasures },
  agg_members_by_type: { from: 'agg_members_by_month', keys: [], measures: memberMeasures },
};

const bases: readonly Basis[] = ['as_reported', 'current'];

/** Rows of a roll-up, worked out from the table at organisation grain. */
export function rollUp(facts: Facts, tables: Tables, { from, keys, measures }: Rollup): Row[] {
  return bases.flatMap((basis) => {
    const rows = tables[from].map((row) => ({
      ...withoutInner(dimensionsOf(facts, row, basis), basis),
      basis,
    }));
    return tally(rows, ['basis', 'month', 'organization_level', 'organization_type', ...keys], measures);
  });
}

function withoutInner(row: Row, basis: Basis): Row {
  if (basis === 'as_reported' || row.transferred_in_count === undefined) return row;
  return {
    ...row,
    transferred_in_count: Number(row.transferred_in_count) - Number(row.transferred_in_within_count),
    transferred_out_count: Number(row.transferred_out_count) - Number(row.transferred_out_within_count),
  };
}

/** Differences of the roll-ups; rows whose counts are all 0 do not matter. */
export function rollupDifferences(
  facts: Facts,
  tables: Tables,
  got: ReadonlyMap<string, Row[]>,
): Difference[] {
  return Object.entries(rollups).flatMap(([name, rollup]) => {
    const rows = got.get(`marts.${name}`);
    if (!rows) return [{ table: name, key: '', expected: 'a table', got: 'no table' }];
    const keys = ['basis', 'month', 'organization_level', 'organization_type', ...rollup.keys];
    return differences(
      name,
      { keys, measures: rollup.measures },
      {
        expected: rollUp(facts, tables, rollup),
        got: rows.filter((row) => rollup.measures.some((measure) => row[measure] !== 0)),
      },
    );
  });
}

/** Who stands below whom in a month, as rows of basis, month, ancestor and organisation. */
export function subtreeRows(facts: Facts): Row[] {
  const { organizations } = facts;
  return organizations.codes.flatMap((ancestor_code) => [
    ...facts.months.flatMap((month) =>
      [...organizations.below(ancestor_code, facts.periodEnd(month))].map((organization_code): Row => ({
        basis: 'as_reported',
        month,
        ancestor_code,
        organization_code,
      })),
    ),
    ...[...organizations.belowNow(ancestor_code)]
      .filter((code) => organizations.codes.some((one) => organizations.current(one) === code))
      .map((organization_code): Row => ({ basis: 'current', month: null, ancestor_code, organization_code })),
  ]);
}

/** The published spans of `dim_organization_subtree`, spread over the months. */
export function spreadSubtree(facts: Facts, rows: readonly Row[]): Row[] {
  return rows.flatMap(({ basis, ancestor_code, organization_code, from_month, to_month }) => {
    const plain = {
      basis: basis ?? null,
      ancestor_code: ancestor_code ?? null,
      organization_code: organization_code ?? null,
    };
    if (basis === 'current') return [{ ...plain, month: null }];
    return facts.months
      .filter((month) => (from_month ?? '') <= month && month < (to_month ?? '9999'))
      .map((month): Row => ({ ...plain, month }));
  });
}
