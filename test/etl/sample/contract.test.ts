import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#warehouse/open.server.ts';
import { firstRow, makeMonths, openSnapshots, scratchFolder } from './support.ts';

let database: Database;
let scratch: Awaited<ReturnType<typeof scratchFolder>>;

beforeAll(async () => {
  scratch = await scratchFolder();
  await makeMonths(scratch.path, { from: '2025-01', until: '2025-08' });
  database = await openSnapshots(scratch.path);
});

afterAll(async () => {
  database.close();
  await scratch.remove();
});

async function offenders(sql: string): Promise<unknown> {
  return (await firstRow(database, `select count(*) from (${sql})`))[0];
}

describe('each snapshot by itself', () => {
  it('has the columns of the contract and none for a name of a person', async () => {
    const headings = await readFile(join(scratch.path, '2025-08-31', 'members.csv'), 'utf8');
    expect(headings.split('\n')[0]).toBe('member_code,organization_code,member_status,admitted_on');
    const names = await database.all(
      `select column_name from information_schema.columns where column_name like '%name%' and table_name <> 'grassroots'`,
    );
    expect(names.map((row) => row.column_name)).toEqual(['organization_name']);
  });

  it('uses every code once', async () => {
    for (const [register, code] of [
      ['organizations', 'organization_code'],
      ['members', 'member_code'],
      ['cases', 'case_code'],
      ['duties', 'duty_code'],
    ]) {
      const doubled = `select 1 from ${register} group by as_of, ${code} having count(*) > 1`;
      expect([register, await offenders(doubled)]).toEqual([register, 0]);
    }
  });

  it('refers to organisations of the same snapshot only', async () => {
    for (const register of ['members', 'cases', 'duties']) {
      const lost = `select 1 from ${register} anti join organizations using (as_of, organization_code)`;
      expect([register, await offenders(lost)]).toEqual([register, 0]);
    }
    const orphans = `select 1 from organizations as child where parent_code is not null and not exists (
      select 1 from organizations as above
      where above.as_of = child.as_of and above.organization_code = child.parent_code)`;
    expect(await offenders(orphans)).toBe(0);
  });

  it('has no date after its day but due and decision dates', async () => {
    const cases = `select 1 from cases
      where greatest(received_on, external_sent_on, external_answered_on, concluded_on, closed_on) > as_of`;
    expect(await offenders(cases)).toBe(0);
    expect(await offenders('select 1 from duties where fulfilled_on > as_of')).toBe(0);
    expect(await offenders('select 1 from members where admitted_on > as_of')).toBe(0);
    expect(
      await offenders('select 1 from organizations where greatest(established_on, ended_on) > as_of'),
    ).toBe(0);
  });

  it('has dates in their order and a closing exactly when closed', async () => {
    const contradicting = `select 1 from cases where closed_on < received_on or concluded_on < received_on
      or concluded_on > closed_on or external_answered_on < external_sent_on or paused_workdays < 0`;
    const mismatched = `select 1 from cases
      where (stage = 'closed') <> (closed_on is not null) or (stage = 'closed') <> (closing is not null)`;
    expect(await offenders(contradicting)).toBe(0);
    expect(await offenders(mismatched)).toBe(0);
  });

  it('states control totals that its files have, and who sent nothing', async () => {
    const text = await readFile(join(scratch.path, '2025-04-30', 'snapshot.json'), 'utf8');
    const counts = await firstRow(
      database,
      `select (select count(*) from organizations where as_of = '2025-04-30'),
              (select count(*) from members where as_of = '2025-04-30'),
              (select count(*) from cases where as_of = '2025-04-30')`,
    );
    expect(JSON.parse(text)).toMatchObject({
      contract: 1,
      as_of: '2025-04-30',
      control_totals: { organizations: counts[0], members: counts[1], cases: counts[2] },
      not_delivered: ['4114', '4205'],
    });
  });
});

describe('one snapshot after the other', () => {
  it('never drops a fifth of a register, nor an organisation', async () => {
    for (const register of ['organizations', 'members', 'cases', 'duties']) {
      const drops = `select 1 from (
        select count(*) as rows_now, lag(count(*)) over (order by as_of) as rows_before from ${register} group by as_of)
        where rows_now < 0.8 * rows_before`;
      expect([register, await offenders(drops)]).toEqual([register, 0]);
    }
    const gone = `select 1 from organizations as old where as_of < '2025-08-31' and not exists (
      select 1 from organizations as now
      where now.as_of = '2025-08-31' and now.organization_code = old.organization_code)`;
    expect(await offenders(gone)).toBe(0);
  });

  it('keeps a closed case as it was closed', async () => {
    const changed = `select 1 from cases as old join cases as new using (case_code)
      where new.as_of = last_day(old.as_of + 1) and old.stage = 'closed'
      and (new.stage <> 'closed' or new.closed_on <> old.closed_on or new.closing <> old.closing
        or new.organization_code <> old.organization_code or new.paused_workdays <> old.paused_workdays)`;
    expect(await offenders(changed)).toBe(0);
  });

  it('gives one code to one case only', async () => {
    const reused = `select case_code from cases group by case_code
      having count(distinct received_on) > 1 or count(distinct case_type) > 1`;
    expect(await offenders(reused)).toBe(0);
  });

  it('moves open cases with the hand-over, along the successions', async () => {
    const moved = `select 1 from cases as old join cases as new using (case_code)
      join successions on successions.as_of = '2025-02-28' and successions.event_on = '2025-02-13'
        and successions.from_code = old.organization_code and successions.to_code = new.organization_code
      where old.as_of = '2025-01-31' and new.as_of = '2025-02-28'`;
    expect(await offenders(moved)).toBeGreaterThan(20);
    const stayed = `select 1 from cases join organizations using (as_of, organization_code)
      where cases.stage <> 'closed' and organizations.ended_on < cases.as_of`;
    expect(await offenders(stayed)).toBe(0);
  });
});
