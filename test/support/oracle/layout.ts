import { externalMeasures, flowMeasures, organizationKeys } from './case-tables.ts';
import { type Tables } from './compute.ts';
import { dutyMeasures, memberMeasures } from './other-tables.ts';

/** Which columns tell a row of a published table, and which are counted. */
export const layout: Record<keyof Tables, { keys: readonly string[]; measures: readonly string[] }> = {
  dim_organization: {
    keys: ['organization_code', 'valid_from'],
    measures: [
      'organization_name',
      'organization_level',
      'organization_type',
      'parent_code',
      'established_date',
      'ended_date',
      'valid_to',
      'is_current',
      'current_organization_code',
    ],
  },
  fct_cases: {
    keys: [
      'case_type',
      'received_date',
      'organization_code',
      'current_organization_code',
      'organization_type',
    ],
    measures: [
      'stage',
      'due_date',
      'concluded_date',
      'decision_date',
      'closed_date',
      'closing',
      'age_workdays',
      'paused_workdays',
      'return_count',
      'is_pending',
      'is_overdue',
      'is_vanished',
    ],
  },
  fct_duties: {
    keys: ['organization_code', 'current_organization_code', 'organization_type', 'duty_type', 'due_date'],
    measures: ['document_code', 'fulfilled_date', 'duty_status'],
  },
  agg_case_flow_by_month: { keys: [...organizationKeys, 'case_type'], measures: flowMeasures },
  agg_backlog_by_month: {
    keys: [...organizationKeys, 'case_type', 'stage', 'age_band'],
    measures: ['pending_count', 'overdue_count'],
  },
  agg_conclusion_days_by_month: {
    keys: [...organizationKeys, 'case_type', 'workdays'],
    measures: ['case_count'],
  },
  agg_external_days_by_month: { keys: [...organizationKeys, 'case_type'], measures: externalMeasures },
  agg_decisions_by_month: {
    keys: [...organizationKeys, 'case_type'],
    measures: ['decision_count', 'concluded_before_count'],
  },
  agg_duties_by_month: { keys: [...organizationKeys, 'duty_type'], measures: dutyMeasures },
  agg_members_by_month: { keys: organizationKeys, measures: memberMeasures },
  agg_organizations_by_month: {
    keys: ['month', 'organization_level', 'organization_type'],
    measures: ['organization_count'],
  },
};
