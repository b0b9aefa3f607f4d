import { csv, type Place } from '../../../../etl/support.ts';

/** So many duties alike: organisation, type, due date, day of fulfilment and state (`.` for none). */
export type Duties = readonly [count: number, duty: string];

/** The register of duties, one row each. */
export function dutiesCsv(duties: readonly Duties[]): string {
  const rows = duties.flatMap(([count, duty]) => Array.from({ length: count }, () => duty));
  const head = 'duty_code organization_code duty_type due_on fulfilled_on duty_state';
  return csv([head, ...rows.map((row, index) => `N${index + 1} ${row}`)].join('\n'));
}

const organizationHead =
  'organization_code organization_name organization_level organization_type parent_code';

/** Grassroots cells below one upper committee: code and type. */
export function cellsCsv(cells: readonly (readonly [string, string])[]): string {
  const rows = cells.map(([code, type]) => `${code} Chi~bộ~${code} grassroots_cell ${type} U`);
  return csv(
    [organizationHead, 'P Tỉnh province_committee . .', 'U Huyện upper_committee . P', ...rows].join('\n'),
  );
}

const members = 'member_code,organization_code,member_status\nM1,A,official\n';
const cases = 'case_code,organization_code,case_type,stage,received_on\nK1,A,petition,intake,2025-09-01\n';

const cells = (typeOfD: string) =>
  cellsCsv([
    ['A', 'agency'],
    ['B', 'other'],
    ['C', 'private_enterprise'],
    ['D', typeOfD],
  ]);

/**
 * October 2026: A 12 of 20 on time, B 78 of 80, so 90 of 100 in all; one duty not yet due, three unknown, one waived.
 * September: D 3 of 4 and since then of another type. Open on 31 October: A two and C two overdue; four due in 30 days.
 */
export const duties: readonly Duties[] = [
  [12, 'A annual_plan 2026-10-15 2026-10-15 .'],
  [8, 'A annual_plan 2026-10-15 2026-10-20 .'],
  [78, 'B annual_plan 2026-10-15 2026-10-01 .'],
  [2, 'B annual_plan 2026-10-15 2026-10-16 .'],
  [1, 'A annual_plan 2026-10-31 . .'],
  [3, 'B annual_plan 2026-10-20 . unknown'],
  [1, 'B annual_plan 2026-10-20 . waived'],
  [3, 'D annual_plan 2026-09-10 2026-09-10 .'],
  [1, 'D annual_plan 2026-09-10 2026-09-11 .'],
  [1, 'A periodic_report 2026-09-29 . .'],
  [1, 'A periodic_report 2026-09-30 . .'],
  [1, 'C periodic_report 2026-09-30 . .'],
  [1, 'C speech_rule 2026-01-05 . .'],
  [1, 'B annual_review 2026-11-07 . .'],
  [1, 'B annual_review 2026-11-08 . .'],
  [1, 'C annual_review 2026-11-30 . .'],
  [1, 'C annual_review 2026-12-01 . .'],
];

/** Publishes the world above. */
export async function loadDuties(place: Place): Promise<void> {
  const files = (type: string) => ({
    'organizations.csv': cells(type),
    'members.csv': members,
    'cases.csv': cases,
    'duties.csv': dutiesCsv(duties),
  });
  await place.load([
    place.snapshot('2026-09-30', {
      ...files('private_enterprise'),
      'duties.csv': dutiesCsv(duties.slice(7, 9)),
    }),
    place.snapshot('2026-10-31', files('other')),
  ]);
}

/** Publishes many cells of ten duties each: `none` of them did none, the others all. */
export async function loadMany(
  place: Place,
  { total, none }: { total: number; none: number },
): Promise<void> {
  const codes = Array.from({ length: total }, (_, index) => `A${String(index + 1).padStart(4, '0')}`);
  await place.load([
    place.snapshot('2026-10-31', {
      'organizations.csv': cellsCsv([['A', 'agency'], ...codes.map((code) => [code, 'agency'] as const)]),
      'members.csv': members,
      'cases.csv': cases,
      'duties.csv': dutiesCsv(
        codes.map((code, index) => [
          10,
          `${code} annual_plan 2026-10-15 ${index < none ? '2026-10-20' : '2026-10-15'} .`,
        ]),
      ),
    }),
  ]);
}
