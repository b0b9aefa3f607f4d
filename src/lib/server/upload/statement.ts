import { registerNames, type RegisterName } from './registers';

/** What the steward says of a snapshot: its snapshot.json. Fields stay as they were typed. */
export interface StatementFields {
  asOf: string;
  source: string;
  notDelivered: string;
  totals: Partial<Record<RegisterName, string>>;
}

/** What is wrong with a field. */
export interface FieldProblem {
  field: string;
  problem: 'missing_day' | 'no_day' | 'future_day' | 'no_count' | 'too_long';
}

const longest = 500;

/** A statement with nothing in it. */
export function emptyStatement(): StatementFields {
  return { asOf: '', source: '', notDelivered: '', totals: {} };
}

/** The statement in a form's fields. */
export function statementOf(fields: ReadonlyMap<string, string>): StatementFields {
  const field = (name: string) => (fields.get(name) ?? '').trim();
  return {
    asOf: field('as_of'),
    source: field('source'),
    notDelivered: field('not_delivered'),
    totals: Object.fromEntries(registerNames.map((name) => [name, field(`total_${name}`)])),
  };
}

/** What must be mended before the statement can be used; `today` is YYYY-MM-DD. */
export function problemsOf(statement: StatementFields, today: string): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const { asOf } = statement;
  if (asOf === '') problems.push({ field: 'as_of', problem: 'missing_day' });
  else if (!isDay(asOf)) problems.push({ field: 'as_of', problem: 'no_day' });
  else if (asOf > today) problems.push({ field: 'as_of', problem: 'future_day' });
  for (const name of registerNames) {
    if (!/^\d{0,12}$/.test(countText(statement.totals[name] ?? '')))
      problems.push({ field: `total_${name}`, problem: 'no_count' });
  }
  if (statement.source.length > longest) problems.push({ field: 'source', problem: 'too_long' });
  if (statement.notDelivered.length > 20 * longest)
    problems.push({ field: 'not_delivered', problem: 'too_long' });
  return problems;
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(day.getTime()) &&
    day.toISOString().slice(0, 10) === text
  );
}

/** A count without the points, commas and blanks that set thousands apart. */
function countText(text: string): string {
  return /^\d{1,3}([.,\s\u00a0]\d{3})+$/.test(text) ? text.replace(/\D/g, '') : text;
}

/** The text of snapshot.json, of a statement without problems. */
export function snapshotJson(statement: StatementFields): string {
  const totals = registerNames.flatMap((name) => {
    const text = countText(statement.totals[name] ?? '');
    return text === '' ? [] : [[name, Number(text)] as const];
  });
  const missing = statement.notDelivered.split(/[\s,;]+/).filter((code) => code !== '');
  return JSON.stringify(
    {
      contract: 1,
      as_of: statement.asOf,
      source: statement.source,
      ...(totals.length > 0 ? { control_totals: Object.fromEntries(totals) } : {}),
      ...(missing.length > 0 ? { not_delivered: [...new Set(missing)] } : {}),
    },
    null,
    2,
  );
}
