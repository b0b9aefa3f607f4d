import { flowMeasures, externalMeasures, organizationKeys } from './case-tables.ts';
import { type Tables } from './compute.ts';
import { type Facts } from './facts.ts';
import { subtree } from './organizations.ts';
import { dutyMeasures, memberMeasures } from './other-tables.ts';
import { type Row, tally } from './tally.ts';

const enoughMembers = 10;

/** Codes of organisations that had 10 members in themselves and below in no snapshot. */
export function smallOrganizations(facts: Facts): Set<string> {
  const small = new Set(facts.organizations.codes);
  for (const { organizations, members } of facts.snapshots) {
    const parents = new Map(organizations.map((row) => [row.organization_code, row.parent_code]));
    for (const code of parents.keys()) {
      const inside = subtree(code, [...parents.keys()], (below) => parents.get(below) ?? null);
      if (members.filter((member) => inside.has(member.organization_code)).length >= enoughMembers)
        small.delete(code);
    }
  }
  return small;
}

/** The code under which an organisation stands in analyst.duckdb: its own, or of the first large one above. */
export function generalized(facts: Facts): (code: string) => string {
  const small = smallOrganizations(facts);
  return (code) => {
    let at = code;
    for (const visited = new Set<string>(); small.has(at) && !visited.has(at);) {
      visited.add(at);
      at = facts.organizations.newest(at).parent_code ?? at;
    }
    return at;
  };
}

/** The tables of analyst.duckdb: small organisations stand under a code above, keeping their own type. */
export function analystTables(facts: Facts, tables: Tables): Tables {
  const cover = generalized(facts);
  const move = (rows: Row[]): Row[] =>
    rows.map((row) => ({
      ...row,
      organization_code: cover(String(row.organization_code)),
      current_organization_code: cover(String(row.current_organization_code)),
    }));
  const again = (rows: Row[], keys: string[], measures: string[]) =>
    tally(move(rows), [...organizationKeys, ...keys], measures);
  return {
    dim_organization: move(
      tables.dim_organization.filter((row) => cover(String(row.organization_code)) === row.organization_code),
    ).map((row) => ({
      ...row,
      parent_code: row.parent_code === null ? null : cover(String(row.parent_code)),
    })),
    fct_cases: move(tables.fct_cases),
    fct_duties: move(tables.fct_duties),
    agg_case_flow_by_month: again(tables.agg_case_flow_by_month, ['case_type'], flowMeasures),
    agg_backlog_by_month: again(
      tables.agg_backlog_by_month,
      ['case_type', 'stage', 'age_band'],
      ['pending_count', 'overdue_count'],
    ),
    agg_conclusion_days_by_month: again(
      tables.agg_conclusion_days_by_month,
      ['case_type', 'workdays'],
      ['case_count'],
    ),
    agg_external_days_by_month: again(tables.agg_external_days_by_month, ['case_type'], externalMeasures),
    agg_decisions_by_month: again(
      tables.agg_decisions_by_month,
      ['case_type'],
      ['decision_count', 'concluded_before_count'],
    ),
    agg_duties_by_month: again(tables.agg_duties_by_month, ['duty_type'], dutyMeasures),
    agg_members_by_month: again(tables.agg_members_by_month, [], memberMeasures),
    agg_organizations_by_month: tables.agg_organizations_by_month,
  };
}
