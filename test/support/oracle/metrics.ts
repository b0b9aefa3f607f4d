import { type Tables } from './compute.ts';
import { addMonths } from './dates.ts';
import { type Facts } from './facts.ts';
import { type Cell, type Row } from './tally.ts';

export type Basis = 'as_reported' | 'current';

/** A question to a metric: months are first days, `to` included; no `by` gives one total. */
export interface Question {
  metric: string;
  by: readonly string[];
  from: string;
  to: string;
  basis: Basis;
  filters: Readonly<Record<string, readonly string[]>>;
}

/** The dimensions of `by`, then value, numerator and denominator (null for counts and days). */
export type Answer = Row[];

interface Part {
  table: keyof Tables;
  measure: string;
  /** `flow` sums the period, `stock` takes its last month, `year` the 12 months that end with it. */
  time: 'flow' | 'stock' | 'year';
  factor?: number;
}

const flow = (table: keyof Tables, measure: string): Part => ({ table, measure, time: 'flow' });
const stock = (table: keyof Tables, measure: string): Part => ({ table, measure, time: 'stock' });

const cases = 'agg_case_flow_by_month';
const duty = 'agg_duties_by_month';
const external = 'agg_external_days_by_month';
const decided = 'agg_decisions_by_month';
const judged = ['on_time_count', 'late_count', 'overdue_count'].map((measure) => flow(duty, measure));

/** What is added up above and below the line; a count has nothing below. */
const formulas: Record<string, { above: Part[]; below?: Part[]; scale?: number }> = {
  cases_opened: { above: [flow(cases, 'opened_count')] },
  cases_closed: { above: [flow(cases, 'closed_count')] },
  cases_pending: { above: [stock('agg_backlog_by_month', 'pending_count')] },
  cases_overdue: { above: [stock('agg_backlog_by_month', 'overdue_count')] },
  overdue_share: { above: [stock(cases, 'overdue_end_count')], below: [stock(cases, 'pending_end_count')] },
  on_time_rate: {
    above: [flow(cases, 'closed_on_time_count')],
    below: [flow(cases, 'closed_with_due_count'), stock(cases, 'overdue_end_count')],
  },
  clearance_rate: { above: [flow(cases, 'closed_count')], below: [flow(cases, 'opened_count')] },
  months_of_work: {
    above: [stock(cases, 'pending_end_count')],
    below: [{ table: cases, measure: 'closed_count', time: 'year', factor: 1 / 12 }],
  },
  external_share: {
    above: [flow(external, 'external_workdays_closed'), stock(external, 'external_workdays_pending')],
    below: [flow(external, 'total_workdays_closed'), stock(external, 'total_workdays_pending')],
  },
  duties_due: { above: [flow(duty, 'due_count')] },
  duties_overdue: { above: [flow(duty, 'overdue_count')] },
  compliance_rate: { above: [flow(duty, 'on_time_count')], below: judged },
  unknown_share: { above: [flow(duty, 'unknown_count')], below: [flow(duty, 'due_count')] },
  members: { above: [stock('agg_members_by_month', 'member_count')] },
  organizations: { above: [stock('agg_organizations_by_month', 'organization_count')] },
  cases_opened_per_100_members: {
    above: [flow(cases, 'opened_count')],
    below: [stock('agg_members_by_month', 'member_count')],
    scale: 100,
  },
  first_pass_rate: { above: [flow(cases, 'first_pass_count')], below: [flow(cases, 'closed_count')] },
  conclusion_before_decision_rate: {
    above: [flow(decided, 'concluded_before_count')],
    below: [flow(decided, 'decision_count')],
  },
};

const quantiles: Record<string, number> = {
  days_to_conclusion_median: 0.5,
  days_to_conclusion_p80: 0.8,
  days_to_conclusion_p90: 0.9,
};

/** Ids of all metrics of the contract's section 5. */
export const metricIds = [...Object.keys(formulas), ...Object.keys(quantiles)];

/** Answers a question from the tables at organisation grain. */
export function answer(facts: Facts, tables: Tables, question: Question): Answer {
  const source = sourceOf(facts, tables, question);
  const { by, from, to } = question;
  const spans = by.includes('month') ? monthSpans(from, to) : [{ from, to }];
  return spans.flatMap((span) =>
    question.metric in quantiles
      ? daysIn(source, question, span)
      : ratioIn(facts, source, { question, span }),
  );
}

interface MonthSpan {
  from: string;
  to: string;
}

function monthSpans(from: string, to: string): MonthSpan[] {
  const spans: MonthSpan[] = [];
  for (let month = from; month <= to; month = addMonths(month, 1)) spans.push({ from: month, to: month });
  return spans;
}

type RowsOf = (table: keyof Tables) => Row[];

function sourceOf(facts: Facts, tables: Tables, { basis, filters }: Question): RowsOf {
  const known = new Map<keyof Tables, Row[]>();
  return (table) => {
    const rows =
      known.get(table) ??
      tables[table]
        .map((row) => dimensionsOf(facts, row, basis))
        .filter((row) => passes(facts, row, { basis, filters }));
    known.set(table, rows);
    return rows;
  };
}

/** A row with its dimensions in the basis: organization, organization_type, organization_level, parent. */
export function dimensionsOf(facts: Facts, row: Row, basis: Basis): Row {
  if (row.organization_code === undefined) return row;
  const [code, current] = [String(row.organization_code), String(row.current_organization_code)];
  const shown =
    basis === 'current'
      ? facts.organizations.newest(current)
      : facts.organizations.at(code, facts.periodEnd(String(row.month)));
  return {
    ...row,
    organization: basis === 'current' ? current : code,
    organization_type: basis === 'current' ? shown.organization_type : (row.organization_type ?? null),
    organization_level: shown.organization_level,
    parent: shown.parent_code,
  };
}

function passes(facts: Facts, row: Row, { basis, filters }: Pick<Question, 'basis' | 'filters'>): boolean {
  return Object.entries(filters).every(([dimension, values]) => {
    if (!(dimension in row)) return true;
    if (dimension !== 'organization') return values.includes(String(row[dimension]));
    const date = facts.periodEnd(String(row.month));
    return values.some((code) =>
      (basis === 'current' ? facts.organizations.belowNow(code) : facts.organizations.below(code, date)).has(
        String(row.organization),
      ),
    );
  });
}

function groupKey(row: Row, question: Question, span: MonthSpan): string {
  return JSON.stringify(question.by.map((name): Cell => (name === 'month' ? span.to : (row[name] ?? null))));
}

function ratioIn(
  facts: Facts,
  source: RowsOf,
  { question, span }: { question: Question; span: MonthSpan },
): Answer {
  const formula = formulas[question.metric];
  if (!formula) throw new Error(`no metric ${question.metric}`);
  const above = added(source, formula.above, { question, span });
  const below = added(source, formula.below ?? [], { question, span });
  const isSplitAbove =
    question.metric === 'cases_opened_per_100_members' && question.by.includes('case_type');
  const counted = [...above].filter(([, count]) => count !== 0 || !isSplitAbove).map(([key]) => key);
  const keys = new Set([...counted, ...(isSplitAbove ? [] : below.keys())]);
  if (question.by.every((name) => name === 'month')) keys.add(groupKey({}, question, span));
  const isShort = question.metric === 'months_of_work' && addMonths(span.to, -11) < String(facts.months[0]);
  return [...keys].map((key) => {
    const [numerator, denominator] = [
      above.get(key) ?? 0,
      below.get(isSplitAbove ? withoutCaseType(question, key) : key) ?? 0,
    ];
    const ratio = denominator === 0 || isShort ? null : (numerator / denominator) * (formula.scale ?? 1);
    return formula.below
      ? { ...keyRow(question, key), value: ratio, numerator, denominator }
      : { ...keyRow(question, key), value: numerator, numerator: null, denominator: null };
  });
}

/** Members have no case type: every case type is divided by all of them. */
function withoutCaseType(question: Question, key: string): string {
  const row: Row = { ...keyRow(question, key), case_type: null };
  return JSON.stringify(question.by.map((name) => row[name] ?? null));
}

function keyRow(question: Question, key: string): Row {
  const values: unknown = JSON.parse(key);
  const cells: Cell[] = Array.isArray(values) ? values : [];
  return Object.fromEntries(question.by.map((name, index) => [name, cells[index] ?? null]));
}

function added(
  source: RowsOf,
  parts: readonly Part[],
  { question, span }: { question: Question; span: MonthSpan },
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { table, measure, time, factor } of parts) {
    const first = { flow: span.from, stock: span.to, year: addMonths(span.to, -11) }[time];
    for (const row of source(table)) {
      const month = String(row.month);
      if (month < first || month > span.to) continue;
      const key = groupKey(row, question, span);
      sums.set(key, (sums.get(key) ?? 0) + Number(row[measure] ?? 0) * (factor ?? 1));
    }
  }
  return sums;
}

const fewestCases = 10;

function daysIn(source: RowsOf, question: Question, span: MonthSpan): Answer {
  const pools = new Map<string, number[]>();
  if (question.by.every((name) => name === 'month')) pools.set(groupKey({}, question, span), []);
  for (const row of source('agg_conclusion_days_by_month')) {
    const month = String(row.month);
    if (month < span.from || month > span.to) continue;
    const key = groupKey(row, question, span);
    const days = Array.from({ length: Number(row.case_count) }, () => Number(row.workdays));
    pools.set(key, [...(pools.get(key) ?? []), ...days]);
  }
  return [...pools].map(([key, days]) => ({
    ...keyRow(question, key),
    value: days.length < fewestCases ? null : quantile(days, quantiles[question.metric] ?? 0.5),
    numerator: null,
    denominator: null,
  }));
}

/** The continuous quantile: linear between the two nearest of the sorted values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return low + (high - low) * (place - Math.floor(place));
}
