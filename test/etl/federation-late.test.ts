import { generateKeyPairSync } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { federate, type FederateReport } from '#etl/jobs/federate.ts';
import { push } from '#etl/jobs/push.ts';
import { verify } from '#etl/jobs/verify.ts';
import { pointTo } from '#etl/steps/version-folders.ts';
import { places } from '#etl/surroundings.ts';
import { makeProvinces, type ProvinceWorld } from './province-world.ts';
import { linesOf, surroundingsAt, withLive, writeFiles } from './support.ts';

let world: ProvinceWorld;
let report: FederateReport;

beforeAll(async () => {
  world = await makeProvinces();
  report = await federate(world.list, null, world.centre);
});
afterAll(() => world.remove());

function live(sql: string): Promise<string[]> {
  return withLive(world.centre.dataDir, 'warehouse', (database) => linesOf(database, sql));
}

describe('provinces of different dates', () => {
  it('are taken up to their own, each fault staying with its province', () => {
    expect(report).toMatchObject({ version: '2026-03-31.001', as_of: '2026-03-31' });
    expect(report.provinces).toMatchObject([
      { prefix: '01', state: 'included', as_of: '2026-03-31', passed_over: null },
      { prefix: '02', state: 'late', as_of: '2026-02-28', passed_over: null },
      { prefix: '03', state: 'late', as_of: '2026-03-20', passed_over: null },
      { prefix: '04', state: 'other_contract', version: '2026-03-31.001' },
      {
        prefix: '05',
        state: 'late',
        version: '2026-02-28.001',
        passed_over: { version: '2026-03-31.001', fault: 'damaged' },
      },
      { prefix: '06', state: 'damaged', version: '2026-02-28.001' },
    ]);
  });

  it('count in the months that they have reached, and in no later one', async () => {
    // January: C1 of 01, 02 and 05, C0 of 03. February: C2 of 01 and 05, C2 and C3 of 02. March: C3 of 01, C1 of 03.
    // Pending: C1 of 01 and 05; C2 of 01 and 05, C2 and C3 of 02; C2 and C3 of 01, C1 of 03. Overdue: C2 of 02; C2 of 01.
    const flow = `select strftime(month, '%m'), sum(opened_count)::int, sum(closed_count)::int,
        sum(pending_end_count)::int, sum(overdue_end_count)::int
      from marts.agg_case_flow_by_month group by month order by month`;
    expect(await live(flow)).toEqual(['01 4 2 2 0', '02 4 2 4 1', '03 2 0 3 1']);
    // February: 3 + 5 + 6 + 3; March: 4 + 7.
    const members = `select strftime(month, '%m'), sum(member_count)::int
      from marts.agg_members_by_month group by month order by month`;
    expect(await live(members)).toEqual(['02 17', '03 11']);
    // February: 2 + 2 + 1 + 2; March: 2 + 1.
    const organizations = `select strftime(month, '%m'), sum(organization_count)::int
      from marts.agg_organizations_by_month group by month order by month`;
    expect(await live(organizations)).toEqual(['02 7', '03 3']);
    expect(await live('select month from marts.dim_month where is_newest')).toEqual(['2026-03-01']);
  });

  it('leave out duties of which nobody has told since whether they were done', async () => {
    const duties = `select strftime(month, '%m'), sum(due_count)::int, sum(on_time_count)::int, sum(not_yet_due_count)::int
      from marts.agg_duties_by_month group by month order by month`;
    expect(await live(duties)).toEqual(['02 1 1 0', '04 1 0 1']);
    expect(await live('select count(*)::int from marts.fct_duties')).toEqual(['2']);
  });

  it('are listed among those that sent nothing for the months that they lack', async () => {
    const missing = 'select as_of, organization_code from meta.not_delivered order by all';
    expect(await live(missing)).toEqual(['2026-03-31 02.P', '2026-03-31 05.P']);
  });

  it('are told apart where their tops have the same name', async () => {
    const tops = `select organization_code, organization_name from marts.dim_organization
      where parent_code is null and is_current order by 1`;
    expect(await live(tops)).toEqual([
      '01.P Tỉnh Một – Tỉnh Một',
      '02.P Tỉnh Hai',
      '03.P Tỉnh Một – Tỉnh Ba',
      '05.P Tỉnh Một – Tỉnh Năm',
    ]);
  });

  it('tell of each month by its newest snapshot, whoever sent it', async () => {
    const source =
      'Gộp 4/6 tỉnh; chậm: Tỉnh Hai (đến 2026-02-28), Tỉnh Ba (đến 2026-03-20), ' +
      'Tỉnh Năm (đến 2026-02-28, bỏ qua bản 2026-03-31.001: tệp hỏng); ' +
      'không có: Tỉnh Bốn (quy ước phiên bản khác), Tỉnh Sáu (tệp hỏng)';
    expect(await live('select as_of, source from meta.snapshots order by as_of')).toEqual([
      '2026-02-28 Bản chốt của 4/6 tỉnh',
      `2026-03-31 ${source}`,
    ]);
    const rows = `select as_of, rows_kept_count from meta.loads where file = 'members' order by as_of`;
    expect(await live(rows)).toEqual(['2026-02-28 17', '2026-03-31 11']);
  });

  it('show restricted readers no month that one of them has yet to add to', async () => {
    expect(await live(`select max(period) from restricted.cases where table_name = 'month'`)).toEqual([
      '2026-02-01',
    ]);
  });

  it('pass every check that needs no common date', async () => {
    const proven = await verify(world.centre);
    expect(proven).toMatchObject({ passed: true });
    const names = proven.checks.map(({ name }) => name);
    expect(names).toContain('agg_case_flow_by_month__start_is_end_before');
    expect(names).not.toContain('agg_members_by_month__newest_is_the_register');
  });

  it('can be had as they were at an earlier date', async () => {
    const earlier = await federate(world.list, '2026-02-28', world.centre);
    expect(earlier.version).toBe('2026-02-28.001');
    expect(earlier.provinces.map(({ state }) => state)).toEqual([
      'included',
      'included',
      'not_kept',
      'other_contract',
      'included',
      'damaged',
    ]);
  });

  it('are combined anew when what is the own of the centre has changed', async () => {
    const settings = writeFiles(join(world.centre.dataDir, 'settings'), {
      'targets.csv':
        'metric,organization_type,duty_type,case_type,value,valid_from,valid_to,source\ncompliance_rate,,,,0.9,2026-01-01,,QĐ 1\n',
    });
    const centre = { ...world.centre, settings };
    expect(await federate(world.list, null, centre)).toMatchObject({ changed: true });
    expect(await live('select metric_id from meta.targets')).toEqual(['compliance_rate']);
    expect(await federate(world.list, null, centre)).toMatchObject({ changed: false });
  });

  it('are left out without a signature where the list names a key', async () => {
    const key = join(world.centre.dataDir, '..', 'province.pub');
    const { publicKey } = generateKeyPairSync('ed25519');
    writeFileSync(key, publicKey.export({ type: 'spki', format: 'pem' }));
    const rows = readFileSync(world.list, 'utf8').trim().split('\n');
    const signed = rows.map((row, i) => `${row},${i === 0 ? 'key' : i === 1 ? 'province.pub' : ''}`);
    const list = join(world.centre.dataDir, '..', 'signed.csv');
    writeFileSync(list, `${signed.join('\n')}\n`);
    const { provinces } = await federate(list, null, world.centre);
    expect(provinces.slice(0, 3)).toMatchObject([
      { state: 'not_signed' },
      { state: 'late' },
      { state: 'included' },
    ]);
  });

  it('are followed by what their key signs, and not back behind that', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const root = join(world.centre.dataDir, '..');
    const folder = join(root, 'provinces', 'signed');
    writeFileSync(join(root, 'province.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
    writeFileSync(join(root, 'province.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }), {
      mode: 0o600,
    });
    const list = join(root, 'signed.csv');
    writeFileSync(list, 'prefix,name,folder,key\n01,Tỉnh Một,provinces/signed,province.pub\n');
    const own = {
      ...surroundingsAt(join(root, 'signer'), '2026-04-02'),
      pushKeyFile: join(root, 'province.key'),
    };
    const sent = places(own.dataDir).published;
    cpSync(join(root, 'provinces', '01'), sent, { recursive: true });
    const centre = surroundingsAt(join(root, 'other-centre'), '2026-04-02');
    const options = { analyst: false, byHash: false, anew: false };
    const states: unknown[] = [];
    const combined = async () => {
      const [province] = (await federate(list, null, centre)).provinces;
      states.push([province?.as_of, province?.is_kept, province?.passed_over?.fault ?? null]);
    };
    pointTo(sent, '2026-02-28.001');
    await push(folder, options, own);
    const old = readFileSync(join(folder, 'current.signed.json'), 'utf8');
    await combined();
    pointTo(sent, '2026-03-31.001');
    await push(folder, options, own);
    await combined();
    pointTo(folder, '2026-02-28.001');
    writeFileSync(join(folder, 'current.signed.json'), old);
    await combined();
    pointTo(sent, '2026-02-28.001');
    await push(folder, options, own);
    await combined();
    expect(states).toEqual([
      ['2026-02-28', false, null],
      ['2026-03-31', false, null],
      ['2026-03-31', true, 'put_back'],
      ['2026-02-28', false, null],
    ]);
  });

  it('count in all months once they have caught up', async () => {
    await world.catchUp();
    const after = await federate(world.list, null, world.centre);
    expect(after.provinces[1]).toMatchObject({ prefix: '02', state: 'included', as_of: '2026-03-31' });
    // C2 and C3 of 02 beside what 01 and 03 have; its C2 is overdue too.
    const flow = `select sum(pending_end_count)::int, sum(overdue_end_count)::int
      from marts.agg_case_flow_by_month where month = '2026-03-01'`;
    expect(await live(flow)).toEqual(['5 2']);
    expect(await live('select organization_code from meta.not_delivered')).toEqual(['05.P']);
    // D2 is overdue by now.
    expect(await live('select sum(overdue_count)::int from marts.agg_duties_by_month')).toEqual(['1']);
  });
});
