import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openContext } from '$lib/server/pages/context';
import { flowPanel } from '$lib/server/pages/organizations/flow';
import { historyPanel } from '$lib/server/pages/organizations/history';
import { subjectOf } from '$lib/server/pages/organizations/subject';
import { Warehouse } from '$lib/server/warehouse';
import { newDataDir, publish, removeDataDir } from '../../support.ts';

const dataDir = newDataDir();
let warehouse: Warehouse;

/** B into C in October as before; in September X into B, so that X goes to C by two steps; D moves from P to U. */
const successions = `
  insert into marts.dim_organization
    (organization_key, organization_code, organization_name, organization_level, organization_type, parent_code,
     ended_date, valid_from, is_current, current_organization_code)
  values (10, 'X', 'Chi bộ X', 'grassroots_cell', 'agency', 'P', '2026-09-14', '2026-08-31', true, 'C');
  insert into marts.dim_organization_subtree (basis, ancestor_code, organization_code)
  values ('as_reported', 'X', 'X'), ('as_reported', 'P', 'X');
  create table meta.successions as
  select from_code, to_code, event, event_on::date as event_on, legal_basis
  from (values
    ('X', 'B', 'merged_into', '2026-09-15', 'QĐ 1'),
    ('B', 'C', 'merged_into', '2026-10-10', 'QĐ 2')
  ) as rows(from_code, to_code, event, event_on, legal_basis);
`;

beforeAll(async () => {
  await publish(dataDir, '2026-10-31.001', successions);
  warehouse = new Warehouse({ dataDir, now: Date.now, warn: () => undefined });
});

afterAll(() => removeDataDir(dataDir));

const open = async (search: string) =>
  openContext(await warehouse.live(), new URLSearchParams(search), () => undefined);

const waysOf = async (search: string) =>
  ((await flowPanel(await open(search))).flow?.links ?? []).map(
    (link) =>
      `${link.step} ${link.from || '-'}>${link.to} ${link.moved ? 'moved' : 'same'} ${link.fromCount}:${link.toCount}`,
  );

describe('the flow of reorganisations', () => {
  it('tells what moved from what stayed, by the organisation above, wave by wave', async () => {
    expect(await waysOf('')).toEqual([
      '0 P>P same 2:2',
      '0 P>U moved 1:1',
      '0 U>U same 3:3',
      '1 P>P same 1:1',
      '1 P>U moved 1:1',
      '1 U>U same 2:2',
      '1 U>U moved 1:1',
    ]);
  });

  it('counts the same organisations in a column as go on from it', async () => {
    const { flow, frame } = await flowPanel(await open(''));
    expect(flow?.columns.map((column) => column.note)).toEqual([
      '6 tổ chức cơ sở',
      '5 tổ chức cơ sở',
      '4 tổ chức cơ sở',
    ]);
    expect(frame.title).toBe('6 tổ chức cơ sở còn 4 sau 2 đợt (9/2026, 10/2026)');
  });

  it('names every event in its table, and those of a chosen way below', async () => {
    const { frame, detail } = await flowPanel(await open('wave=2026-10&to=U'));
    expect(frame.table.rows.map((row) => row.slice(0, 3))).toEqual([
      ['2026-09-15', 'merged_into', 'Chi bộ X'],
      ['2026-10-10', 'merged_into', 'Tổ chức B'],
      ['2026-10-31', 'Chuyển cấp trên (thấy lần đầu ở bản chốt ngày này)', 'Tổ chức D'],
    ]);
    expect(detail?.groups.flatMap((group) => group.lines.map((line) => line.from.name))).toEqual([
      'Tổ chức B (B)',
      'Tổ chức D (D)',
    ]);
    await expect(flowPanel(await open('wave=2026-08'))).rejects.toThrow('wave');
  });

  it('tells in its title what the waves left and, apart from it, what there is at the end', async () => {
    const { organizations } = (await open('')).say;
    const count = (n: number) => ({ n, text: String(n) });
    const title = (end: number) =>
      organizations.flowTitle(
        { before: count(105), after: count(89), end: count(end) },
        ['7/2025'],
        'tháng 10',
      );
    expect(title(84)).toBe('105 tổ chức cơ sở còn 89 sau đợt 7/2025; cuối tháng 10: 84');
    expect(title(89)).toBe('105 tổ chức cơ sở còn 89 sau đợt 7/2025');
  });

  it('takes names and committees just before and just after each event, not of the newest snapshot', async () => {
    const { frame } = await flowPanel(await open(''));
    expect(frame.table.rows.map((row) => row.slice(2, 6))).toEqual([
      ['Chi bộ X', 'Tổ chức P', 'Tổ chức B', 'Tổ chức U'],
      ['Tổ chức B', 'Tổ chức U', 'Tổ chức C', 'Tổ chức U'],
      ['Tổ chức D', 'Tổ chức P', 'Tổ chức D', 'Tổ chức U'],
    ]);
  });

  it('says that there was none where there was none', async () => {
    const { flow, frame } = await flowPanel(await open('month=2026-08&months=6'));
    expect(flow).toBeUndefined();
    expect(frame.title).toBe('Không có đợt sắp xếp nào trong 6 tháng');
  });
});

describe('the history of an organisation', () => {
  it('follows its predecessors over several steps, and where its work went', async () => {
    const page = await open('');
    const { events } = await historyPanel(page, await subjectOf(page, 'C'));
    expect(events.map((event) => `${event.date} ${event.others.map((other) => other.name).join()}`)).toEqual([
      '15/09/2026 Chi bộ X',
      '10/10/2026 Tổ chức B',
      '31/10/2026 ',
    ]);
    const gone = await historyPanel(page, await subjectOf(page, 'X'));
    expect(gone.successors.map((item) => item.name)).toEqual(['Tổ chức B (B)']);
  });

  it('answers 404 in words for a code that was never reported', async () => {
    const page = await open('');
    await expect(subjectOf(page, 'Z')).rejects.toMatchObject({ status: 404, body: { message: /“Z”/ } });
  });
});
