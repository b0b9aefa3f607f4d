import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkNames, runChecks } from '#warehouse/checks.ts';
import type { Database } from '#warehouse/open.server.ts';
import { writeGoldenWorld } from '../etl/golden-world.ts';
import { makePlace } from '../etl/support.ts';
import { copyOfLive } from './support.ts';

const place = makePlace('2026-03-25');
const march = `month = date '2026-03-01'`;
const moreBy1 = (table: string, column: string, where = 'true') =>
  `update ${table} set ${column} = ${column} + 1 where rowid = (select min(rowid) from ${table} where ${where})`;

/** A roll-up with another count, without a month, without a basis, and without anything. */
const rollUpFaults = (table: string, column: string) => [
  moreBy1(table, column),
  `delete from ${table} where ${march}`,
  `delete from ${table} where basis = 'current'`,
  `delete from ${table}`,
];

/** Statements each of which spoils the published tables, by check. */
const faults: Record<string, string | string[]> = {
  agg_backlog_by_month__newest_is_every_pending_case: moreBy1(
    'marts.agg_backlog_by_month',
    'pending_count',
    march,
  ),
  agg_case_flow_by_month__opened_is_every_case: moreBy1('marts.agg_case_flow_by_month', 'closed_count'),
  agg_case_flow_by_month__parts_within_whole: moreBy1(
    'marts.agg_case_flow_by_month',
    'overdue_end_count',
    'overdue_end_count = pending_end_count',
  ),
  agg_case_flow_by_month__start_is_end_before: moreBy1(
    'marts.agg_case_flow_by_month',
    'pending_start_count',
    march,
  ),
  agg_case_flow_by_month__stock_flow_identity: moreBy1('marts.agg_case_flow_by_month', 'vanished_count'),
  agg_case_flow_by_month__transfers_balance: moreBy1('marts.agg_case_flow_by_month', 'transferred_out_count'),
  agg_case_flow_by_type__current_basis_identity: moreBy1(
    'marts.agg_case_flow_by_type',
    'transferred_in_count',
    `basis = 'current'`,
  ),
  agg_case_flow_by_type__equals_organizations: rollUpFaults(
    'marts.agg_case_flow_by_type',
    'overdue_end_count',
  ),
  agg_backlog_by_type__equals_organizations: rollUpFaults('marts.agg_backlog_by_type', 'pending_count'),
  agg_duties_by_type__equals_organizations: rollUpFaults('marts.agg_duties_by_type', 'due_count'),
  agg_conclusion_days_by_month__every_conclusion: `delete from marts.agg_conclusion_days_by_month where ${march}`,
  agg_decisions_by_month__every_decision_once: [
    moreBy1('marts.agg_decisions_by_month', 'decision_count'),
    `update marts.agg_decisions_by_month set concluded_before_count = decision_count + 1`,
  ],
  agg_external_days_by_month__only_where_cases_are: [
    `update marts.agg_external_days_by_month set total_workdays_pending = -1 where ${march}`,
    `delete from marts.agg_case_flow_by_month where ${march}`,
  ],
  agg_organizations_by_month__newest_is_every_organization: [
    `delete from marts.agg_organizations_by_month where ${march}`,
    moreBy1('marts.agg_organizations_by_month', 'organization_count', march),
  ],
  agg_duties_by_month__every_duty: 'delete from marts.fct_duties where duty_key = 1',
  agg_duties_by_month__status_sums: moreBy1('marts.agg_duties_by_month', 'late_count'),
  agg_open_duties_by_due_date__every_open_duty: [
    moreBy1('marts.agg_open_duties_by_due_date', 'overdue_count', 'overdue_count > 0'),
    'delete from marts.agg_open_duties_by_due_date',
    `update marts.agg_open_duties_by_due_date set due_date = '2026-03-31' where due_date between '2026-03-01' and '2026-03-24'`,
  ],
  agg_members_by_month__newest_is_the_register: moreBy1('marts.agg_members_by_month', 'member_count', march),
  agg_members_by_month__status_sums: moreBy1('marts.agg_members_by_month', 'suspended_count'),
  dim_organization__current_code_is_known: `update marts.dim_organization set current_organization_code = null where organization_code = 'G2'`,
  dim_organization__one_current_row: `update marts.dim_organization set is_current = true where organization_code = 'G2'`,
  dim_organization__periods_do_not_overlap: `update marts.dim_organization set valid_to = valid_to + 1 where organization_code = 'G2'`,
  fct_cases__dates_in_order: `update marts.fct_cases set concluded_date = received_date - 1 where concluded_date is not null`,
  fct_cases__pending_has_no_closing: `update marts.fct_cases set is_pending = true where is_vanished`,
  // Nine cases were opened in January.
  meta_changes__after_is_published: `insert into meta.changes values ('cases_opened', '2026-01-01', 'version_before', '2026-01-31.001', '2026-01-31', 'rules', 1, 7, 8)`,
  meta_changes__causes_add_up: `insert into meta.changes values ('cases_opened', '2026-01-01', 'version_before', '2026-01-31.001', '2026-01-31', 'rules', 2, 8, 9)`,
  meta_loads__read_is_kept_and_rejected: moreBy1('meta.loads', 'rows_rejected_count'),
};

let database: Database;

beforeAll(async () => {
  await place.load(writeGoldenWorld(place), { acceptDrop: true });
  database = await copyOfLive(place.dataDir);
});

afterAll(() => {
  database.close();
  place.remove();
});

describe.each(checkNames())('%s', (name) => {
  it('holds in a small world', async () => {
    const [result] = await runChecks(database, [name]);
    expect(result).toMatchObject({ name, offendingRows: 0 });
    expect(result?.claim).toMatch(/^[\p{Lu}Đ].{10,}\.$/u);
    expect(result?.claimEn).toMatch(/^[A-Z].{10,}\.$/);
  });

  it('finds each fault that was planted', async () => {
    const planted = [faults[name] ?? []].flat();
    expect(planted.length, 'faults for this check stand in the table above').toBeGreaterThan(0);
    for (const fault of planted) {
      await database.run('begin transaction');
      await database.run(fault);
      const [result] = await runChecks(database, [name]);
      await database.run('rollback');
      expect(result?.offendingRows, fault).toBeGreaterThan(0);
    }
  });
});

it('each planted fault belongs to a check that is there', () => {
  expect(Object.keys(faults).sort()).toEqual(checkNames());
});

it('runs every check unless some are named', async () => {
  const results = await runChecks(database);
  expect(results.map(({ name }) => name)).toEqual(checkNames());
});
