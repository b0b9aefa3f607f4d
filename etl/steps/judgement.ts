import { type Column, matchKey, type Register } from '../contract.ts';
import type { HeaderMap } from '../read/header.ts';
import { quoted } from '../sql.ts';

/** One way in which a row can be bad, as a condition over its raw columns and its typed ones (`t_...`). */
interface Rule {
  when: string;
  reason: string;
  column: Column | null;
  /** Expression for what was found, where it is not the column's value. */
  found?: string;
  /** Expression for the column that such a value would suit, or that seems to have changed places with this one; null for none. */
  fits?: string;
  /** Dear to tell: a quicker condition may say first where it cannot hold. */
  isDear?: true;
}

/** Expressions over a row's fields: its first value, and the numbers that it tells if it is a totals row. */
interface RowTexts {
  first: string;
  totals: string;
}

/**
 * The first reason against a row, in the contract's order, as an SQL struct {reason, reason_column, found, fits} or null.
 * 'blank' marks blank rows and 'total' totals rows, which are no rows at all. Codes that stand twice and references to other rows are judged later, over the whole file.
 */
export function judgementSql(of: Register, row: RowTexts): string {
  const rules = [...shapeRules(of, row), ...missingRules(of), ...faultRules(of), ...valueRules(of)];
  return `case ${rules.map(ruleSql).join('\n')} end`;
}

/**
 * Condition over a row's raw columns and typed ones that holds for each row that `judgementSql` has a verdict on. Where
 * a typed column is null though its value is a good one, the row is suspect all the same. `mayBeFaulty`: a condition
 * quick to tell that holds wherever a column's code has a fault.
 */
export function suspicionSql(of: Register, mayBeFaulty: (column: Column) => string): string {
  const rules = [...missingRules(of), ...valueRules(of)].map(({ when, isDear, column }) =>
    isDear && column ? `case when ${mayBeFaulty(column)} then ${when} else false end` : `(${when})`,
  );
  return ['is_malformed', 'fault is not null', ...rules].join(' or ');
}

/** What is found in a row that repeats the heading, as lists that are printed page by page have it. */
export const repeatedHeading = 'tiêu đề lặp lại';

/**
 * Condition over a row's raw columns: it repeats the heading, or one line of a heading over several lines. Of a row with
 * another number of fields, whose values may stand in other columns, all fields count, whichever columns those are.
 */
export function headingSql(
  of: Register,
  header: HeaderMap,
  fields: readonly { expression: string }[],
): string {
  const texts = fields.map(({ expression }) => `cast(${expression} as varchar)`);
  return `case when is_malformed then ${headingFieldsSql(of, header, `[${texts.join(', ')}]`)} else ${headingRowSql(of, header)} end`;
}

/** Condition over a list in SQL of fields: at least two have a text, and each that has is a heading of the file or a register's. */
export function headingFieldsSql(of: Register, { headings }: HeaderMap, fields: string): string {
  const labels = [...headings, ...of.columns.flatMap(({ name, aliases }) => [name, ...aliases])];
  const texts = `list_filter(list_transform(${fields}, lambda field: fold_label(field)), lambda text: text <> '')`;
  return `(len(${texts}) > 1 and list_has_all(${labelList(labels)}, ${texts}))`;
}

function labelList(labels: readonly string[]): string {
  return `[${labels.map((label) => `'${matchKey(label).replaceAll("'", "''")}'`).join(', ')}]`;
}

function headingRowSql(of: Register, { headings, positions }: HeaderMap): string {
  const headed = of.columns.filter(({ name }) => positions.has(name));
  const isPart = ({ name, aliases }: Column) => {
    const labels = labelList([headings[positions.get(name) ?? 0] ?? '', name, ...aliases]);
    const text = `fold_label(cast(${quoted(name)} as varchar))`;
    return `(${quoted(name)} is null or list_contains(list_transform(${labels},
      lambda label: starts_with(label, ${text}) or ends_with(label, ${text})), true))`;
  };
  const filled = headed.map(({ name }) => `(${quoted(name)} is not null)::integer`);
  return `(${filled.join(' + ')} > 1 and ${headed.map(isPart).join(' and ')})`;
}

function valueRules(of: Register): Rule[] {
  return [
    ...typeRules(of, ['date', 'count'], 'wrong_type'),
    ...codeRules(of),
    ...typeRules(of, ['code'], 'unknown_code'),
    ...rangeRules(of),
    ...caseRules(of),
  ];
}

function ruleSql({ when, reason, column, found, fits = 'null' }: Rule): string {
  const name = column ? `'${column.name}'` : 'null';
  return `when ${when} then {'reason': '${reason}', 'reason_column': ${name}, 'found': ${found ?? foundSql(column)}, 'fits': ${fits}}`;
}

/** The literal for codes, dates and numbers, else only its class; never an identifier. */
function foundSql(column: Column | null): string {
  if (!column) return 'null';
  const value = `cast(${quoted(column.name)} as varchar)`;
  return column.identifier ? `'text of ' || length(${value})` : `found_literal(${value}, '${column.kind}')`;
}

const typed = (column: Column) => quoted(`t_${column.name}`);

function shapeRules(of: Register, { first, totals }: RowTexts): Rule[] {
  const empty = of.columns.map((column) => `${quoted(column.name)} is null`).join(' and ');
  const lacking = of.columns.filter(({ required }) => required).map(({ name }) => `${quoted(name)} is null`);
  const total = `(is_malformed or ${lacking.join(' or ')}) and is_total_label(${first})`;
  return [
    { when: empty, reason: 'blank', column: null },
    { when: total, reason: 'total', column: null, found: totals },
    { when: 'is_malformed', reason: 'malformed_row', column: null },
  ];
}

/** Cells that hold no value whatever they show, such as #N/A: our own readers find them. */
function faultRules(of: Register): Rule[] {
  return of.columns.map((column) => ({
    when: `fault.column = '${column.name}'`,
    reason: 'wrong_type',
    column,
    found: 'fault.found',
  }));
}

function missingRules(of: Register): Rule[] {
  const needed = of.columns.filter(({ required }) => required);
  const rules = needed.map((column) => ({
    when: `${quoted(column.name)} is null`,
    reason: 'missing_value',
    column,
  }));
  const successor = of.name === 'successions' ? of.columns.filter(({ name }) => name === 'to_code') : [];
  return [
    ...rules,
    ...successor.map((column) => ({
      when: `to_code is null and t_event is distinct from 'ended'`,
      reason: 'missing_value',
      column,
    })),
  ];
}

/** Codes with signs that nobody sees, or that look like others, would pass for other codes. */
function codeRules(of: Register): Rule[] {
  return of.columns
    .filter(({ kind, free }) => kind === 'text' && !free)
    .map((column) => {
      const value = quoted(column.name);
      return {
        when: `code_fault(${value}) is not null`,
        isDear: true,
        reason: 'wrong_type',
        column,
        found: `'text of ' || length(${value}) || ' (' || code_fault(${value}) || ')'`,
      };
    });
}

function typeRules(of: Register, kinds: readonly Column['kind'][], reason: string): Rule[] {
  return of.columns
    .filter(({ kind }) => kinds.includes(kind))
    .map((column) => ({
      when: `${quoted(column.name)} is not null and ${typed(column)} is null`,
      reason,
      column,
      fits: fitsSql(of, column),
    }));
}

/** The column whose list has the code that stands in another one. */
function fitsSql(of: Register, column: Column): string {
  const value = `cast(${quoted(column.name)} as varchar)`;
  const others = of.columns.filter(({ codes }) => codes && codes !== column.codes);
  if (others.length === 0) return 'null';
  return `case ${others.map((other) => `when ${codeSql(other, value)} is not null then '${other.name}'`).join(' ')} end`;
}

/** The code of a column's list that a word or label means; null where it means none. */
export function codeSql({ codes }: Column, value: string): string {
  return `coalesce(getvariable('words_${codes}')[${value}], getvariable('labels_${codes}')[fold_label(${value})])`;
}

function rangeRules(of: Register): Rule[] {
  return of.columns
    .filter(({ kind }) => kind === 'date')
    .map((column) => ({
      when: `${typed(column)} < date '1930-01-01'${column.mayBeLater ? '' : ` or ${typed(column)} > file_as_of`}`,
      reason: 'date_out_of_range',
      column,
    }));
}

const caseConditions: readonly { column: string; reason: string; when: string; fits?: string }[] = [
  {
    column: 'closed_on',
    reason: 'dates_contradict',
    when: 't_closed_on < t_received_on',
    fits: `'received_on'`,
  },
  {
    column: 'concluded_on',
    reason: 'dates_contradict',
    when: 't_concluded_on < t_received_on or t_concluded_on > t_closed_on',
    fits: `case when t_concluded_on < t_received_on then 'received_on' else 'closed_on' end`,
  },
  {
    column: 'stage',
    reason: 'closing_mismatch',
    when: `(t_stage = 'closed') <> (t_closed_on is not null) or (t_stage = 'closed') <> (t_closing is not null)`,
  },
];

function caseRules(of: Register): Rule[] {
  if (of.name !== 'cases') return [];
  return caseConditions.map(({ column, ...rule }) => ({
    ...rule,
    column: of.columns.find(({ name }) => name === column) ?? null,
  }));
}
