import type { Column, Register } from '../contract.ts';
import { quoted } from '../sql.ts';
import { cleaned, noFault, type Reading, type Source } from './landing-sql.ts';

const whole = /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/;
const broken = /^(DOUBLE|FLOAT|DECIMAL)/;
/** Beyond this a DOUBLE no longer tells neighbouring whole numbers apart. */
const mostExact = 2 ** 53;

/** How a column of a Parquet file becomes a value of a register's column. */
interface Field {
  /** Expression over `value`, the column as it stands. */
  value(value: string): string;
  /** It has the column's own type: nothing is read out of text. */
  isTyped?: true;
  /** Condition for a value that cannot stand in this column, whatever it shows. */
  fault?(value: string): string;
}

const shown = (value: string) => `cast(${value} as varchar)`;
const notNull = (value: string) => `${value} is not null`;

function fieldOf(column: Column, type: string): Field {
  if (type === 'VARCHAR') return { value: (value) => value };
  if (column.kind === 'date') return dateField(type);
  if (whole.test(type))
    return column.kind === 'count' ? { value: (value) => value, isTyped: true } : { value: shown };
  if (broken.test(type)) return numberField(column);
  if (type === 'BLOB')
    return {
      value: (value) => `coalesce(try(decode(${value})), ${shown(value)})`,
      fault: (value) => `${notNull(value)} and try(decode(${value})) is null`,
    };
  if (type === 'UUID') return { value: shown };
  return { value: shown, fault: notNull };
}

/** Timestamps at midnight are dates, by UTC where they have a zone; other times of day stay as they stand and are rejected. */
function dateField(type: string): Field {
  if (type === 'DATE') return { value: (value) => value, isTyped: true };
  if (!type.startsWith('TIMESTAMP')) return { value: shown };
  const plain = (value: string) => (type.includes('ZONE') ? `timezone('UTC', ${value})` : value);
  return {
    value: (value) =>
      `case when ${shown(plain(value))} like '% 00:00:00' then left(${shown(plain(value))}, 10) else ${shown(value)} end`,
  };
}

/** Whole numbers that are stored with a fraction, as programs do for a column with gaps; other numbers are faults. */
function numberField(column: Column): Field {
  const isWhole = (value: string) => `(${value} = floor(${value}) and abs(${value}) < ${mostExact})`;
  const digits = (value: string) =>
    `case when ${isWhole(value)} then cast(cast(${value} as bigint) as varchar) else ${shown(value)} end`;
  return column.kind === 'count'
    ? {
        value: (value) =>
          `case when ${isWhole(value)} then cast(cast(${value} as bigint) as varchar) else replace(${shown(value)}, '.', ',') end`,
      }
    : { value: digits, fault: (value) => `not ${isWhole(value)}` };
}

/** The parts of a Parquet file that a landing statement needs; one file a statement. */
export function parquetReading(of: Register, { header, types }: Source): Reading {
  const present = of.columns.filter((column) => header.positions.has(column.name));
  const heading = (column: Column) => header.headings[header.positions.get(column.name) ?? 0] ?? column.name;
  const field = (column: Column) => fieldOf(column, types.get(heading(column)) ?? '');
  const source = (column: Column) => `columns_of.${quoted(heading(column))}`;
  const name = (column: Column) => quoted(`f_${column.name}`);
  const columns = present.map((column) => `${field(column).value(source(column))} as ${name(column)}`);
  const faults = present.flatMap((column) => {
    const { fault } = field(column);
    const text = shown(source(column));
    const found =
      column.kind === 'text' ? `'text of ' || length(${text})` : `found_literal(${text}, '${column.kind}')`;
    return fault
      ? [`when ${fault(source(column))} then {'column': '${column.name}', 'found': ${found}}`]
      : [];
  });
  const hasRowNumber = [...types.keys()].some((each) => each.toLowerCase() === 'file_row_number');
  const line = hasRowNumber ? 'row_number() over ()' : 'file_row_number + 1';
  return {
    from: `(select $1[1] as filename, ${line} as row_line, ${faults.length > 0 ? `case ${faults.join(' ')} end` : noFault} as row_fault, ${columns.join(', ')}
      from read_parquet($1, file_row_number = ${!hasRowNumber}) as columns_of)`,
    raw: name,
    trims: true,
    value: (column) => (field(column).isTyped ? name(column) : cleaned(name(column), true)),
    isTyped: (column) => present.includes(column) && (field(column).isTyped ?? false),
    fields: present.map((column) => ({ expression: shown(name(column)), column: column.name })),
    malformed: 'false',
    line: 'row_line',
    fault: 'row_fault',
    place: null,
  };
}
