import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basisNote } from '$lib/server/pages/basis-note';
import { openContext } from '$lib/server/pages/context';
import { Warehouse } from '$lib/server/warehouse';
import { newDataDir, publish, removeDataDir } from '../support.ts';

const dataDir = newDataDir();
const quiet = newDataDir();
const successions = (rows: string) => `create table meta.successions as
  select * from (values ${rows}) as rows(from_code, to_code, event, event_on)`;
const merger = `('B', 'C', 'merged_into', date '2026-10-10')`;

beforeAll(async () => {
  await publish(dataDir, '2026-10-31.001', successions(merger));
  await publish(
    quiet,
    '2026-10-31.001',
    `${successions(`('X', 'Y', 'renamed', date '2026-10-10')`)};
    delete from marts.agg_case_flow_by_type where basis = 'current';
    insert into marts.agg_case_flow_by_type by name
    select * replace ('current' as basis) from marts.agg_case_flow_by_type`,
  );
});

afterAll(() => [dataDir, quiet].forEach(removeDataDir));

async function note(search: string, folder = dataDir): Promise<string> {
  const warehouse = new Warehouse({ dataDir: folder, now: Date.now, warn: () => undefined });
  return basisNote(await openContext(await warehouse.live(), new URLSearchParams(search), () => undefined));
}

// B, private until October, is counted in C, which is of type other today: two types change, no total does.
describe('the sentence about the basis', () => {
  it('counts the organisations that move, and says what stays the same', async () => {
    expect(await note('basis=current')).toBe(
      'Theo cơ cấu hiện nay: 1 tổ chức đã sắp xếp trong 13 tháng này được tính vào nơi tiếp nhận; tổng số hồ sơ như nhau ở cả hai cách tính, số theo 2 loại hình thì khác.',
    );
    expect(await note('lang=en')).toBe(
      'As reported: 1 organisation counts for itself until the reorganisation in these 13 months; the number of cases in all is the same in both bases, that of 2 types differs.',
    );
  });

  it('counts only what the chosen organisation holds or held', async () => {
    expect(await note('basis=current&org=C')).toBe(
      'Theo cơ cấu hiện nay: 1 tổ chức đã sắp xếp trong 13 tháng này được tính vào nơi tiếp nhận.',
    );
    expect(await note('basis=current&org=A')).toBe('');
  });

  it('tells of types that differ before anything was reorganised in the window', async () => {
    expect(await note('month=2026-09&basis=current')).toBe(
      'So với cách tính theo thời điểm: tổng số hồ sơ như nhau ở cả hai cách tính, số theo 2 loại hình thì khác.',
    );
  });

  it('says nothing where the bases do not differ', async () => {
    expect(await note('', quiet)).toBe('');
  });
});
