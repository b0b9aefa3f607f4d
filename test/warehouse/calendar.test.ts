import { afterAll, beforeAll, expect, it } from 'vitest';
import { csv, linesOf, lines, makePlace, withLive } from '../etl/support.ts';

const place = makePlace('2026-12-20');

// Each rule is told apart by its case type; travel_abroad looks across days that the settings change.
const limits = `case_type,workdays,valid_from,valid_to
petition,7,,
verification,5,,
record_check,2,,
travel_abroad,1,2026-01-01,
admission_check,0,,
foreign_element,3,2026-03-02,2026-03-04
`;
const cases = `case_code organization_code case_type stage received_on due_on paused_workdays
  A1 A petition         intake 2026-11-20 . .   # Friday; the 24th is a holiday
  A2 A petition         intake 2025-11-20 . .   # Thursday
  A3 A petition         intake 2025-12-30 . .   # New Year, and Saturday 10 January worked
  A4 A petition         intake 2026-02-10 . .   # Tết
  A5 A verification     intake 2026-04-24 . .   # the kings' day, 30 April and 1 May
  B1 A record_check     intake 2010-04-29 . .   # before the calendar: 30 April is a Friday like any other
  B2 A record_check     intake 2010-04-30 . .   # over a weekend
  B3 A record_check     intake 2010-05-01 . .   # from a Saturday
  C1 A travel_abroad    intake 2026-03-05 . .   # Friday the 6th is made a holiday
  C2 A travel_abroad    intake 2026-03-13 . .   # Saturday the 14th is made a working day
  C3 A travel_abroad    intake 2026-09-01 . .   # the 2nd, shipped as a holiday, is worked in this house
  C4 A travel_abroad    intake 2025-12-31 . .   # the day before the rule
  D1 A admission_check  intake 2026-03-15 . .   # no days at all: the same day, a Sunday
  E1 A foreign_element  intake 2026-03-01 . .
  E2 A foreign_element  intake 2026-03-02 . 9   # pauses do not move it
  E3 A foreign_element  intake 2026-03-04 . .   # the last day of the rule
  E4 A foreign_element  intake 2026-03-05 . .
  F1 A petition         intake 2026-03-02 2026-03-03 . # a date of its own
  F2 A appraisal_training intake 2026-03-02 . .  # no rule`;

beforeAll(async () => {
  place.setting('time-limits.csv', limits);
  place.setting(
    'calendar.csv',
    'date,kind,name\n2026-03-06,holiday,Lễ\n2026-03-14,makeup,Bù\n2026-09-02,makeup,Trực\n',
  );
  const folder = place.snapshot('2026-12-15', {
    'organizations.csv': csv(
      'organization_code organization_name organization_level\n A Một grassroots_cell',
    ),
    'members.csv': csv('member_code organization_code member_status\n M1 A official'),
    'cases.csv': csv(cases),
  });
  await place.load([folder]);
});

afterAll(() => place.remove());

it('due dates are counted in working days of the calendar, of settings, and Monday to Friday beyond it', async () => {
  const due = await withLive(place.dataDir, 'analyst', (database) =>
    linesOf(
      database,
      `select case_type, received_date, due_date, dayname(due_date) from marts.fct_cases order by all`,
    ),
  );
  expect(due).toEqual(
    lines(`
      admission_check 2026-03-15 2026-03-15 Sunday
      appraisal_training 2026-03-02 - -
      foreign_element 2026-03-01 - -
      foreign_element 2026-03-02 2026-03-05 Thursday
      foreign_element 2026-03-04 2026-03-10 Tuesday    # 5, 9 and 10 March: the 6th is a holiday here
      foreign_element 2026-03-05 - -
      petition 2025-11-20 2025-12-01 Monday
      petition 2025-12-30 2026-01-10 Saturday
      petition 2026-02-10 2026-02-26 Thursday
      petition 2026-03-02 2026-03-03 Tuesday
      petition 2026-11-20 2026-12-02 Wednesday
      record_check 2010-04-29 2010-05-03 Monday
      record_check 2010-04-30 2010-05-04 Tuesday
      record_check 2010-05-01 2010-05-04 Tuesday
      travel_abroad 2025-12-31 - -
      travel_abroad 2026-03-05 2026-03-09 Monday
      travel_abroad 2026-03-13 2026-03-14 Saturday
      travel_abroad 2026-09-01 2026-09-02 Wednesday
      verification 2026-04-24 2026-05-06 Wednesday
    `),
  );
});

it('the rules in force are published with their bounds', async () => {
  const rules = await withLive(place.dataDir, 'warehouse', (database) =>
    linesOf(database, 'select case_type, workdays, valid_from, valid_to from meta.time_limits order by all'),
  );
  expect(rules).toEqual(
    lines(`
      admission_check 0 - -
      foreign_element 3 2026-03-02 2026-03-04
      petition 7 - -
      record_check 2 - -
      travel_abroad 1 2026-01-01 -
      verification 5 - -
    `),
  );
});

it('pauses make a case younger, never younger than nothing', async () => {
  const ages = await withLive(place.dataDir, 'analyst', (database) =>
    linesOf(
      database,
      `select received_date, age_workdays from marts.fct_cases where case_type = 'foreign_element' and received_date <= date '2026-03-02' order by all`,
    ),
  );
  const [, without = ''] = ages[0]?.split(' ') ?? [];
  // From 1 to 2 March there is one working day more, the Monday; nine were paused.
  expect(ages[1]).toBe(`2026-03-02 ${Number(without) - 1 - 9}`);
});
