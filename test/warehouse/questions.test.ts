import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMemory, type Database } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';

/** Four months of two types and five cases, so that every answer can be worked out by hand. */
const world = `
create schema marts; create schema meta;
create table meta.codes as select * from (values
  ('stage', 'intake', 'Tiếp nhận'), ('case_type', 'petition', 'Đơn thư')) as c(code_list, code, label_vi);
create table marts.dim_month as select month::date as month from range(date '2026-01-01', date '2026-05-01', interval 1 month) as r(month);
create table marts.agg_case_flow_by_type as select basis, month::date as month, organization_type, case_type, opened_count, closed_count,
  pending_end_count, overdue_end_count, 0 as transferred_in_count, 0 as transferred_out_count
from (values
  ('as_reported', '2026-03-01', 'agency', 'petition', 5, 1, 4, 0), ('as_reported', '2026-03-01', null, 'other', 2, 2, 0, 0),
  ('as_reported', '2026-04-01', 'agency', 'petition', 1, 2, 3, 1), ('current', '2026-04-01', 'agency', 'petition', 9, 9, 9, 9)
) as f(basis, month, organization_type, case_type, opened_count, closed_count, pending_end_count, overdue_end_count);
create table marts.agg_conclusion_days_by_type as select * from (values
  ('as_reported', date '2026-02-01', 'petition', 10, 4), ('as_reported', date '2026-03-01', 'petition', 20, 6),
  ('as_reported', date '2026-03-01', 'other', 30, 9), ('as_reported', date '2025-12-01', 'petition', 99, 50)
) as d(basis, month, case_type, workdays, case_count);
create table marts.fct_cases as select * from (values
  (1, 'petition', 'intake', true, true, 30, 0, 0, null::date), (2, 'petition', 'intake', true, false, 10, 0, 0, null),
  (3, 'petition', 'notice', true, false, 4, 1, 2, null), (4, 'petition', 'closed', false, false, 9, 2, 5, date '2026-03-02'),
  (5, 'petition', 'closed', false, false, 9, 0, 0, date '2026-03-03')
) as c(case_key, case_type, stage, is_pending, is_overdue, age_workdays, return_count, paused_workdays, closed_date);`;

let database: Database;
beforeAll(async () => {
  database = await openMemory();
  await database.run(world);
});
afterAll(() => database.close());

const asked = (name: string, chosen: Record<string, string | null> = {}) =>
  database.all(sqlFile(`questions/${name}.sql`), chosen);

describe('ready questions', () => {
  it('where files wait: by stage, with the median age', async () => {
    expect(await asked('backlog-by-stage')).toEqual([
      { stage: 'Tiếp nhận', pending_count: 2, overdue_count: 1, median_age_workdays: 20 },
      { stage: 'notice', pending_count: 1, overdue_count: 0, median_age_workdays: 4 },
    ]);
  });

  it('flow by month: one basis only, all types together', async () => {
    expect(await asked('flow-by-month')).toEqual([
      { month: '2026-03-01', opened_count: 7, closed_count: 3, pending_count: 4, overdue_count: 0 },
      { month: '2026-04-01', opened_count: 1, closed_count: 2, pending_count: 3, overdue_count: 1 },
    ]);
  });

  it('days to a conclusion: each case once, this year, from ten cases on', async () => {
    expect(await asked('days-to-conclusion')).toEqual([
      { case_type: 'Đơn thư', concluded_count: 10, median_workdays: 20, p80_workdays: 20 },
    ]);
  });

  it('months to clear: unknown before there are twelve months', async () => {
    expect(await asked('months-to-clear')).toEqual([
      { case_type: 'Đơn thư', pending_count: 3, closed_a_month: null, months_of_work: null },
    ]);
  });

  it('the backlog of a month: of the month and the type that are chosen, of all types where none is', async () => {
    const of = (month: string, type: string | null) =>
      asked('backlog-of-a-month', { month, organization_type: type });
    const april = [{ case_type: 'Đơn thư', pending_count: 3, overdue_count: 1, overdue_share: 0.333 }];
    expect(await of('2026-04-01', null)).toEqual(april);
    expect(await of('2026-04-01', 'agency')).toEqual(april);
    expect(await of('2026-04-01', 'other')).toEqual([]);
    expect((await of('2026-03-01', null)).map((row) => row.pending_count)).toEqual([4]);
  });

  it('returned files: closed cases only', async () => {
    expect(await asked('returned-files')).toEqual([
      { case_type: 'Đơn thư', closed_count: 2, mean_returns: 1, first_pass_share: 0.5, paused_workdays: 5 },
    ]);
  });
});
