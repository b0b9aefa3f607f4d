import type { Dimension, Measure, Source, SourceTable } from './types.ts';

const everywhere: readonly Dimension[] = ['month', 'organization_type', 'organization_level'];
const organizations: readonly Dimension[] = [...everywhere, 'organization', 'parent'];

function table(name: string, own: readonly Dimension[]): SourceTable {
  return {
    byMonth: `agg_${name}_by_month`,
    byType: `agg_${name}_by_type`,
    dimensions: [...organizations, ...own],
    hasOrganizations: true,
  };
}

/** Tables of the schema marts from which metrics are counted. */
export const sources: Readonly<Record<Source, SourceTable>> = {
  case_flow: table('case_flow', ['case_type']),
  backlog: table('backlog', ['case_type', 'stage', 'age_band']),
  conclusion_days: table('conclusion_days', ['case_type']),
  external_days: table('external_days', ['case_type']),
  decisions: table('decisions', ['case_type']),
  duties: table('duties', ['duty_type']),
  members: table('members', []),
  organizations: {
    byMonth: 'agg_organizations_by_month',
    byType: 'agg_organizations_by_month',
    dimensions: everywhere,
    hasOrganizations: false,
  },
};

/** A column summed over the months of a period. */
export function flow(source: Source, column: string): Measure {
  return { source, column, over: 'flow' };
}

/** A column taken on the last day of a period. */
export function stock(source: Source, column: string): Measure {
  return { source, column, over: 'stock' };
}
