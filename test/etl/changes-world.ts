import { csv, type Texts } from './support.ts';

const caseColumns =
  'case_code organization_code case_type stage received_on due_on closed_on closing decision_on concluded_on';
const heads: Record<string, string> = {
  organizations:
    'organization_code organization_name organization_level organization_type parent_code ended_on',
  members: 'member_code organization_code member_status',
  cases: caseColumns,
  duties: 'duty_code organization_code duty_type due_on fulfilled_on',
  successions: 'from_code to_code event event_on',
};

/** The rows of January, by their codes. Of 31 January:
 *  cases opened 3, closed 1 (K2, late), pending 2 (K1, K3), overdue 1 (K1): on time 0 of 2;
 *  duties due 2, on time 1 (D1), overdue 1 (D2); organisations 4; members 2. */
const january: Record<string, Record<string, string>> = {
  organizations: {
    P: 'P Tỉnh province_committee . . .',
    U: 'U Khối upper_committee . P .',
    G1: 'G1 Một grassroots_cell agency U .',
    G2: 'G2 Hai grassroots_cell other U .',
  },
  members: { M1: 'M1 G1 official', M2: 'M2 G2 official' },
  cases: {
    K1: 'K1 G1 petition intake 2026-01-05 2026-01-20 . . . .',
    K2: 'K2 G1 petition closed 2026-01-06 2026-01-15 2026-01-20 concluded . .',
    K3: 'K3 G2 petition intake 2026-01-12 . . . . .',
  },
  duties: { D1: 'D1 G1 annual_plan 2026-01-10 2026-01-09', D2: 'D2 G2 annual_plan 2026-01-20 .' },
};

/** The files of a snapshot: January's rows, with others in their place (empty: the row is gone). */
export function files(changed: Record<string, Record<string, string>> = {}): Texts {
  return Object.fromEntries(
    Object.entries(heads).flatMap(([register, head]) => {
      const rows = Object.values({ ...january[register], ...changed[register] }).filter((row) => row !== '');
      return rows.length > 0 ? [[`${register}.csv`, csv([head, ...rows].join('\n'))]] : [];
    }),
  );
}
