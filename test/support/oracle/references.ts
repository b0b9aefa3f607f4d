import { type Judged } from './accept.ts';
import { type RegisterName } from './registers.ts';

type Files = Partial<Record<RegisterName, Judged[]>>;

/**
 * Marks rows that name an organisation which is not accepted in this snapshot: organisations by their parent,
 * repeated until nothing changes, parent cycles too; then members, cases and duties; successions by both codes,
 * which may be known from an earlier snapshot. Adds this snapshot's accepted codes to `known`.
 */
export function rejectUnknownOrganizations(files: Files, known: Set<string>): void {
  const organizations = files.organizations ?? [];
  rejectLostParents(organizations);
  rejectCycles(organizations);
  rejectLostParents(organizations);
  const here = acceptedCodes(organizations);
  for (const name of ['members', 'cases', 'duties'] as const) {
    for (const row of files[name] ?? []) if (!here.has(String(row.values.organization_code))) lose(row);
  }
  for (const code of here) known.add(code);
  for (const row of files.successions ?? []) {
    const { from_code, to_code } = row.values;
    if (!known.has(String(from_code)) || (to_code !== null && !known.has(String(to_code)))) lose(row);
  }
}

function lose(row: Judged): void {
  row.reason ??= 'unknown_organization';
}

function acceptedCodes(rows: Judged[]): Set<string> {
  return new Set(rows.filter((row) => row.reason === null).map((row) => String(row.code)));
}

function rejectLostParents(rows: Judged[]): void {
  for (let changed = true; changed;) {
    changed = false;
    const here = acceptedCodes(rows);
    for (const row of rows) {
      const parent = row.values.parent_code;
      if (row.reason !== null || parent === null || here.has(String(parent))) continue;
      lose(row);
      changed = true;
    }
  }
}

function rejectCycles(rows: Judged[]): void {
  const parents = new Map(
    rows
      .filter((row) => row.reason === null)
      .map((row) => [String(row.code), row.values.parent_code ?? null]),
  );
  const isInCycle = (code: string): boolean => {
    let above = parents.get(code) ?? null;
    for (let steps = 0; above !== null && steps <= parents.size; steps += 1) {
      if (above === code) return true;
      above = parents.get(String(above)) ?? null;
    }
    return false;
  };
  const inCycle = rows.filter((row) => row.reason === null && isInCycle(String(row.code)));
  for (const row of inCycle) lose(row);
}
