import { addDays, isRealDate } from './dates.ts';
import { formatCsv } from './csv.ts';
import { type Random } from './random.ts';
import { codeColumn, type Column, columns, type RegisterName } from './registers.ts';

/** A row as it will be written; every value is text, null stays null. */
export type TextRow = Record<string, string | null>;

interface FileAt {
  random: Random;
  name: RegisterName;
  asOf: string;
}

/** The register as CSV text in one of many allowed shapes, with a few faulty rows, and how many rows it holds. */
export function registerText(at: FileAt, rows: readonly TextRow[]): { text: string; rowCount: number } {
  const { random, name } = at;
  const order = random.shuffle(columns[name]);
  const styles = { date: random.pick(['iso', '/', '-', '.']), blank: random.pick(['', '-', '\u00a0']) };
  const hasNote = random.chance(0.3);
  const header = [...order.map((column) => title(random, column)), ...(hasNote ? ['Ghi chú riêng'] : [])];
  const lines = plantFaults(at, rows).map((row) => {
    const fields = order.map((column) =>
      disguised(random, field(column, row.values[column.name] ?? null, styles)),
    );
    if (hasNote) fields.push(random.pick(['', 'xem lại', 'a, "b"']));
    return row.isMalformed ? malformed(random, fields) : fields;
  });
  const blanks = random.chance(0.3) ? [header.map(() => '')] : [];
  const titles = random.chance(0.1) ? [['DANH SÁCH KÈM THEO BÁO CÁO'], ['']] : [];
  const top = random.chance(0.1) ? '\uFEFF' : '';
  return { text: top + formatCsv([...titles, header, ...lines, ...blanks]), rowCount: lines.length };
}

function title(random: Random, column: Column): string {
  const name = random.pick([column.name, column.name, ...column.aliases]);
  return random.pick([name, name, name.toUpperCase(), ` ${name} `]);
}

function field(column: Column, value: string | null, styles: { date: string; blank: string }): string {
  if (value === null) return styles.blank;
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (column.kind !== 'date' || !iso || styles.date === 'iso') return value;
  return [iso[3], iso[2], iso[1]].join(styles.date);
}

/** The same value in decomposed letters or with blanks around it. */
function disguised(random: Random, value: string): string {
  if (value === '' || !random.chance(0.04)) return value;
  return random.pick([
    value.normalize('NFD'),
    `${value}\u00a0`,
    ` ${value}`,
    `\u200b${value}`,
    `${value}\u200b `,
  ]);
}

function malformed(random: Random, fields: string[]): string[] {
  return random.chance(0.5) ? fields.slice(0, -1) : [...fields, ''];
}

interface Planned {
  values: TextRow;
  isMalformed: boolean;
}

type Fault = (row: TextRow, at: FileAt) => TextRow;

const everywhere: Record<string, Fault> = {
  missing: (row, { random, name }) => {
    const required = columns[name].filter((column) => column.required);
    return { ...row, [random.pick(required).name]: null };
  },
  dateType: (row, at) =>
    withDate(row, at, at.random.pick(['2026-02-30', '31/13/2024', 'hôm qua', '2024', '1/1/24'])),
  ahead: (row, at) => withDate(row, at, addDays(at.asOf, at.random.int(1, 400))),
  ancient: (row, at) => withDate(row, at, '1929-12-31'),
  code: (row, { random, name }) => {
    const coded = columns[name].filter((column) => typeof column.kind === 'object');
    return { ...row, [random.pick(coded).name]: random.pick(['lạ', 'OFFICIAL', '0']) };
  },
  organization: (row, { name }) => {
    const column =
      { organizations: 'parent_code', successions: 'to_code' }[String(name)] ?? 'organization_code';
    return { ...row, [column]: '9999' };
  },
};

const forCases: Record<string, Fault> = {
  count: (row, { random }) => ({ ...row, paused_workdays: random.pick(['-1', '1,5', 'ba', '1.5']) }),
  thousands: (row, { random }) => ({
    ...row,
    paused_workdays: random.pick(['1.000', '7,0', '0012', '1.234,00', '+5', '99999999999']),
  }),
  closedEarly: (row) => ({
    ...row,
    closed_on: dayBefore(row.received_on),
    stage: 'closed',
    closing: 'concluded',
  }),
  concludedEarly: (row) => ({ ...row, concluded_on: dayBefore(row.received_on) }),
  closedOpen: (row) => ({ ...row, stage: 'closed', closed_on: null }),
  openClosed: (row) => ({ ...row, stage: 'intake', closing: 'withdrawn' }),
};

/** The day before, of a date that no other fault has spoilt. */
function dayBefore(date: string | null | undefined): string | null {
  return typeof date === 'string' && isRealDate(date) ? addDays(date, -1) : null;
}

function withDate(row: TextRow, { random, name }: FileAt, value: string): TextRow {
  const dates = columns[name].filter((column) => column.kind === 'date');
  return { ...row, [random.pick(dates).name]: value };
}

function plantFaults(at: FileAt, rows: readonly TextRow[]): Planned[] {
  const { random, name } = at;
  const planned = random
    .shuffle(rows)
    .map((values): Planned => ({ values: { ...values }, isMalformed: false }));
  const faults = Object.values(name === 'cases' ? { ...everywhere, ...forCases } : everywhere);
  const limit = { cases: 7, members: 6, duties: 4, organizations: 1, successions: 1 }[name];
  for (let i = random.int(0, limit); i > 0 && planned.length > 0; i -= 1) {
    if (name === 'organizations' && random.chance(0.5)) continue;
    const victim = random.pick(planned);
    const kind = random.int(0, 9);
    if (kind === 0) victim.isMalformed = true;
    else if (kind === 1 && codeColumn[name]) planned.splice(random.int(0, planned.length), 0, { ...victim });
    else {
      const values = random.pick(faults)(victim.values, at);
      if (random.chance(0.6)) planned.push({ values: renewed(at, values, i), isMalformed: false });
      else victim.values = values;
    }
  }
  if (name === 'organizations' && random.chance(0.08)) plantCycle(random, planned);
  return planned;
}

function renewed({ name, asOf }: FileAt, row: TextRow, number: number): TextRow {
  const own = codeColumn[name];
  return own === undefined || row[own] === null
    ? row
    : { ...row, [own]: `X${asOf.replaceAll('-', '')}${number}` };
}

function plantCycle(random: Random, planned: Planned[]): void {
  const bottom = random.pick(planned.slice(-3));
  const child = planned.find(({ values }) => values.parent_code === bottom.values.organization_code);
  bottom.values.parent_code = child?.values.organization_code ?? bottom.values.organization_code ?? null;
}
