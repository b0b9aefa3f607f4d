import { backlog, caseFlow, conclusionDays, decisions, externalDays } from './case-tables.ts';
import { type Facts } from './facts.ts';
import {
  caseFacts,
  duties,
  dutyFacts,
  members,
  organizationCounts,
  organizationPeriods,
} from './other-tables.ts';
import { type Row } from './tally.ts';

/** The published tables at organisation grain, without random or running keys. */
export interface Tables {
  dim_organization: Row[];
  fct_cases: Row[];
  fct_duties: Row[];
  agg_case_flow_by_month: Row[];
  agg_backlog_by_month: Row[];
  agg_conclusion_days_by_month: Row[];
  agg_external_days_by_month: Row[];
  agg_decisions_by_month: Row[];
  agg_duties_by_month: Row[];
  agg_members_by_month: Row[];
  agg_organizations_by_month: Row[];
}

/** Counts every table of the contract's section 3 that has numbers, by its section 2. */
export function computeTables(facts: Facts): Tables {
  return {
    dim_organization: organizationPeriods(facts),
    fct_cases: caseFacts(facts),
    fct_duties: dutyFacts(facts).map(({ month: _month, ...row }) => row),
    agg_case_flow_by_month: caseFlow(facts),
    agg_backlog_by_month: backlog(facts),
    agg_conclusion_days_by_month: conclusionDays(facts),
    agg_external_days_by_month: externalDays(facts),
    agg_decisions_by_month: decisions(facts),
    agg_duties_by_month: duties(facts),
    agg_members_by_month: members(facts),
    agg_organizations_by_month: organizationCounts(facts),
  };
}
