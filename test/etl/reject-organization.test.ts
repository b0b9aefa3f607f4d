import { afterAll, expect, it } from 'vitest';
import { rejects } from '#etl/jobs/rejects.ts';
import { csv, liveRejects, makePlace } from './support.ts';

const place = makePlace();
afterAll(() => place.remove());

const organizations = csv(`
  organization_code organization_name organization_level organization_type parent_code
  P  Tỉnh  province_committee .      .
  U  Khối  upper_committee    .      P
  A  Một   grassroots_cell    agency U
  B  Hai   ward               agency U    # line 5: unknown level, back to U
  C  Ba    grassroots_cell    agency X    # line 6: parent unknown
`);
const members = csv(`
  member_code organization_code member_status
  THE-1 A official
  THE-2 A gone          # line 3, of A
  THE-3 B official      # line 4: B was rejected, nobody knows it
`);
const cases = csv(`
  case_code organization_code case_type stage received_on
  HS-1 A petition intake 2026-02-31       # line 2, of A
  HS-2 THE-1 petition intake 2026-09-01   # line 3: an identifier in the wrong column
`).concat('A,A,petition\n'); // line 4: malformed; the second field need not be its organisation
const successions = csv(`
  from_code to_code event event_on legal_basis
  A Z renamed 2026-01-01 .    # line 2: back to A
`);

it('hands a rejected row back to the organisation that the register knows, else to nobody', async () => {
  await place.load(
    [
      place.snapshot('2026-10-31', {
        'organizations.csv': organizations,
        'members.csv': members,
        'cases.csv': cases,
        'successions.csv': successions,
      }),
    ],
    { maxRejects: 100 },
  );
  const owners = (rows: Record<string, unknown>[]) =>
    rows.map(({ file, line, organization_code: code }) => `${String(file)} ${String(line)} ${String(code)}`);
  const expected = [
    'cases.csv 2 A',
    'cases.csv 3 null',
    'cases.csv 4 null',
    'members.csv 3 A',
    'members.csv 4 null',
    'organizations.csv 5 U',
    'organizations.csv 6 null',
    'successions.csv 2 A',
  ];
  expect(owners(liveRejects(place.dataDir))).toEqual(expected);
  expect(owners(await rejects(null, place.surroundings))).toEqual(expected);
  expect(JSON.stringify(liveRejects(place.dataDir))).not.toMatch(/THE-|HS-/);
});
