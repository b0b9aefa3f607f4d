import { csv, type Place } from './support.ts';

/*
 * Three snapshots of one small world, 2026-01-31, 2026-02-28 and 2026-03-20 (the newest). Working days from the first
 * of the year, holidays 1-2 January and 16-20 February left out, Saturday 10 January worked:
 *   05-01 1   06-01 2   07-01 3   08-01 4   10-01 6   12-01 7   13-01 8   15-01 10  19-01 12  20-01 13  21-01 14
 *   26-01 17  31-01 21  02-02 22  03-02 23  05-02 25  12-02 30  26-02 35  28-02 36  04-03 39  05-03 40  20-03 51
 * 2025-12-22 is -7: 23, 24, 25, 26, 29, 30, 31 December follow.
 */

const organizations = 'organization_code organization_name organization_level organization_type parent_code';
const top = `
  P  Tỉnh~ủy  province_committee  .  .  .  .
  U  Khối     upper_committee     .  P  .  .`;
const cell = 'C1 Tổ~ba member_cell other G1 . .';

const organizationFiles = [
  `${organizations} established_on ended_on ${top}
   G1 Cũ    grassroots_committee agency              U . .
   G2 Viện  grassroots_cell      public_service_unit U . .
   X1 Xưởng grassroots_cell      private_enterprise  U . .
   ${cell}`,
  // G2 is of another type, X1 is gone without an end.
  `${organizations} established_on ended_on ${top}
   G1 Cũ    grassroots_committee agency              U . .
   G2 Viện  grassroots_cell      other               U . .
   ${cell}`,
  // G1 has a new name, G2 had ended already, N1 has been there for a while.
  `${organizations} established_on ended_on ${top}
   G1 Mới   grassroots_committee agency              U . .
   G2 Viện  grassroots_cell      other               U . 2026-02-09
   N1 Viện~mới grassroots_cell   agency              U 2026-02-10 .
   ${cell}`,
];

/** So many members of a status, as rows; their codes tell organisation and number. */
function members(organization: string, counts: Record<string, number>): string[] {
  return Object.entries(counts).flatMap(([status, count]) =>
    Array.from(
      { length: count },
      (_, index) => `THE-${organization}${status}${index},${organization},${status}`,
    ),
  );
}

const cellMembers = members('C1', { official: 2, suspended: 1 });
const memberFiles = [
  [
    ...members('G1', { official: 8, probationary: 1, exempt: 1 }),
    ...members('G2', { official: 11 }),
    ...cellMembers,
  ],
  [
    ...members('G1', { official: 7, probationary: 1, exempt: 1 }),
    ...members('G2', { official: 11 }),
    ...cellMembers,
  ],
  [
    ...members('G1', { official: 7, probationary: 1, exempt: 1 }),
    ...members('N1', { official: 11 }),
    ...cellMembers,
  ],
];

const cases =
  `case_code organization_code case_type stage received_on due_on external_sent_on external_answered_on
  paused_workdays return_count concluded_on decision_on closed_on closing`.replace(/\s+/g, ' ');

// K01 is handed over, K02 moves to C1, K03 vanishes, K04 is away once, K05 is reopened, K11 is closed and then gone,
// K12 leaves X1 for the committee.
const caseFiles = [
  `${cases}
  K01 G2 petition        intake       2026-01-12 2026-03-10 . . . . . . . .
  K02 G1 record_check    situation    2026-01-20 2026-03-05 . . . . . . . .
  K03 G1 petition        intake       2026-01-15 .          . . . . . . . .
  K04 G1 petition        completeness 2026-01-08 .          . . 1 . . . . .
  K05 C1 verification    closed       2026-01-06 2026-01-20 . . . . 2026-01-28 . 2026-01-28 concluded
  K07 G1 foreign_element intake       2026-01-26 .          . . . . . . . .
  K08 G2 record_check    closed       2026-01-07 2026-01-21 . . 2 1 2026-01-19 2026-01-16 2026-01-21 concluded
  K11 G1 petition        closed       2026-01-12 .          . . . . . . 2026-01-13 withdrawn
  K12 X1 travel_abroad   intake       2026-01-05 .          . . . . . . . .`,
  `${cases}
  K01 G2 petition        examination  2026-01-12 2026-03-10 . . 3 . . . . .
  K02 C1 record_check    verification 2026-01-20 2026-03-05 . . . . . . . .
  K05 C1 verification    examination  2026-01-06 2026-01-20 . . . . . . . .
  K07 G1 foreign_element closed       2026-01-26 .          . . . 0 . . 2026-02-26 transferred
  K08 G2 record_check    closed       2026-01-07 2026-01-21 . . 2 1 2026-01-19 2026-01-16 2026-01-21 concluded
  K09 G1 verification    verification 2026-02-02 2026-03-19 2026-02-05 . . . . . . .
  K12 U  travel_abroad   intake       2026-01-05 .          . . . . . . . .`,
  // K06 is shown for the first time, closed already; K08 stands under the successor, though it was closed before.
  `${cases}
  K01 N1 petition        appraisal    2026-01-12 2026-03-10 . . 3 . . . . .
  K02 C1 record_check    closed       2026-01-20 2026-03-05 . . . . 2026-03-04 2026-03-04 2026-03-05 concluded
  K04 G1 petition        conclusion   2026-01-08 .          . . 4 . . . . .
  K05 C1 verification    examination  2026-01-06 2026-01-20 . . . . . . . .
  K06 G1 petition        closed       2025-12-22 2026-02-11 2026-01-05 2026-02-03 . 2 . . 2026-02-12 withdrawn
  K07 G1 foreign_element closed       2026-01-26 .          . . . 0 . . 2026-02-26 transferred
  K08 N1 record_check    closed       2026-01-07 2026-01-21 . . 2 1 2026-01-19 2026-01-16 2026-01-21 concluded
  K09 G1 verification    verification 2026-02-02 2026-03-19 2026-02-05 . . . . . . .
  K10 G1 petition        intake       2026-03-20 2026-03-20 . . . . . . . .
  K12 U  travel_abroad   intake       2026-01-05 .          . . . . . . . .`,
];

const duties = `duty_code organization_code duty_type document_code due_on fulfilled_on duty_state
  D01 G1 annual_plan . 2026-01-31 2026-01-31 .     # on time, on the very day
  D02 G1 annual_plan . 2026-01-15 2026-02-01 .     # late
  D03 G1 annual_plan . 2026-03-19 .          .     # overdue
  D04 G1 annual_plan . 2026-03-20 .          .     # due on the day of the snapshot: not yet due
  D05 C1 annual_plan . 2026-05-01 2026-03-01 unknown # beats the date
  D06 C1 annual_plan . 2026-05-02 .          waived
  D07 C1 annual_plan . 2026-05-03 .          not_applicable
  D08 G2 annual_plan . 2026-02-10 .          .     # G2 had ended the day before: dropped
  D09 G2 annual_plan . 2026-02-09 2026-02-09 .     # on its last day
  D10 N1 annual_plan . 2026-02-09 .          .     # N1 began the day after: dropped`;

const successions = `from_code to_code event event_on legal_basis
  G2 N1 handed_over 2026-02-10 .`;

/** Writes the three snapshots; gives their folders in order of time. */
export function writeGoldenWorld(place: Place): string[] {
  return ['2026-01-31', '2026-02-28', '2026-03-20'].map((asOf, index) =>
    place.snapshot(asOf, {
      'organizations.csv': csv(organizationFiles[index] ?? ''),
      'members.csv': `member_code,organization_code,member_status\n${memberFiles[index]?.join('\n') ?? ''}\n`,
      'cases.csv': csv(caseFiles[index] ?? ''),
      ...(index === 2 ? { 'duties.csv': csv(duties), 'successions.csv': csv(successions) } : {}),
    }),
  );
}
