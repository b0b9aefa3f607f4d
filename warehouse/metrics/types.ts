/** A text in both languages. */
export interface Words {
  vi: string;
  en: string;
}

export type Unit =
  'case' | 'ratio' | 'day' | 'duty' | 'member' | 'organization' | 'month' | 'per_100_members';

/** flow: summed over a period; stock: taken on its last day; ratio: quotient; quantile: of pooled days. */
export type Kind = 'flow' | 'stock' | 'ratio' | 'quantile';

export type Dimension =
  | 'month'
  | 'organization_type'
  | 'organization_level'
  | 'organization'
  | 'parent'
  | 'case_type'
  | 'stage'
  | 'age_band'
  | 'duty_type';

export type Source =
  | 'case_flow'
  | 'backlog'
  | 'conclusion_days'
  | 'external_days'
  | 'decisions'
  | 'duties'
  | 'members'
  | 'organizations';

/** One column of a source: summed over the period, taken at its end, or summed over the year to its end. */
export interface Measure {
  source: Source;
  column: string;
  over: 'flow' | 'stock' | 'trailing_year';
}

/** Above or below the line: the measures added up, divided by `divideBy` where given. */
export interface Part {
  words: Words;
  measures: readonly Measure[];
  divideBy?: number;
}

export interface Metric<Id extends string = string> {
  id: Id;
  label: Words;
  unit: Unit;
  kind: Kind;
  formula: Words;
  /** What is counted; of a quantile the days, which have no numerator. */
  numerator: Part;
  /** Null for counts; of a quantile the number of cases pooled. */
  denominator: Part | null;
  /** value = numerator / denominator x scale. */
  scale: number;
  /** Of a quantile: which one, between 0 and 1. */
  quantile?: number;
  /** Where the same counts stand split further, by stage and age band. */
  detail?: Measure;
  dimensions: readonly Dimension[];
  /** Which rule decides the limits of the count. */
  rule: Words;
  /** The rules of meta.rules by which it is decided what counts. */
  decidedBy?: 'time_limit' | 'document';
  /** persons: counts about persons, small ones are hidden from restricted readers. */
  disclosure: 'persons' | 'duties' | 'open';
  better: 'up' | 'down' | 'neither';
}

/** What a source table is called and by what it is split besides month, type and level. */
export interface SourceTable {
  byMonth: string;
  /** Without the organisation, for both bases; the same table where there is no organisation grain. */
  byType: string;
  dimensions: readonly Dimension[];
  hasOrganizations: boolean;
}
