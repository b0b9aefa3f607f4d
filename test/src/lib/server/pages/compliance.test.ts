import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metricRows } from '$lib/server/metrics';
import { compliancePage, type CompliancePage } from '$lib/server/pages/compliance';
import { openContext } from '$lib/server/pages/context';
import { Warehouse } from '$lib/server/warehouse';
import { makePlace } from '../../../../etl/support.ts';
import { loadDuties, loadMany } from './duty-world.ts';

const place = makePlace();
let warehouse: Warehouse;

beforeAll(async () => {
  await loadDuties(place);
  warehouse = new Warehouse({ dataDir: place.dataDir, now: Date.now, warn: () => undefined });
});
afterAll(() => place.remove());

const faults: string[] = [];

async function pageOf(search: string, of = warehouse): Promise<CompliancePage> {
  const context = await openContext(await of.live(), new URLSearchParams(search), (text, cause) =>
    faults.push(`${text} ${String(cause)}`),
  );
  return compliancePage(context);
}

/** A panel's content; a panel that failed fails the test with its reason. */
function content<Content>(result: { ok: true; content: Content } | { ok: false } | null): Content {
  if (!result?.ok) throw new Error(faults.join('\n') || 'no such panel');
  return result.content;
}

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('the funnel of organisations', () => {
  it('names the one below the exact limit and leaves the others grey', async () => {
    // Common rate 90 of 100. P(X <= 12 | 20, 0.9) = 0.0004 < 0.001; P(X >= 78 | 80, 0.9) = 0.011, not under 0.001.
    const funnel = content((await pageOf('span=1')).funnel);
    expect(plain(funnel.frame.title)).toBe('1 trên 2 tổ chức thấp hơn hẳn mức chung 90,0 %');
    expect(funnel.spec?.points.map(({ name, place: where }) => [name, where])).toEqual([
      ['Chi bộ B', 'high'],
      ['Chi bộ A', 'below'],
    ]);
    expect(funnel.named.map(({ links }) => links.map(({ text, href }) => [text, href]))).toEqual([
      [['Chi bộ A', '/organizations/A']],
    ]);
    expect(plain(funnel.named[0]?.links[0]?.figures ?? '')).toBe('60,0 % (12/20)');
    expect(funnel.frame.table.rows.map((row) => row.slice(0, 4))).toEqual([
      ['Chi bộ A', 20, 12, 0.6],
      ['Chi bộ B', 80, 78, 0.975],
    ]);
  });

  it('has the counts of the API, in both bases', async () => {
    const version = await warehouse.live();
    for (const basis of ['as_reported', 'current'] as const) {
      const { table } = content((await pageOf(`basis=${basis}`)).funnel).frame;
      const request = { by: ['organization' as const], from: '2025-11', to: '2026-10', basis, filters: {} };
      const rows = await metricRows(version, { metric: 'compliance_rate', ...request });
      const counted = rows.map((row) => [`Chi bộ ${row.organization}`, row.denominator, row.numerator]);
      expect(table.rows.map((row) => row.slice(0, 3)).sort()).toEqual(counted.sort());
    }
  });

  it('follows the filters of organisation and type', async () => {
    const titleOf = async (search: string) => plain(content((await pageOf(search)).funnel).frame.title);
    expect(await titleOf('span=1&type=agency')).toBe(
      'Chỉ Chi bộ A có nhiệm vụ tính được tỷ lệ: 60,0 % (12/20)',
    );
    expect(await titleOf('span=1&org=B')).toBe('Chỉ Chi bộ B có nhiệm vụ tính được tỷ lệ: 97,5 % (78/80)');
    // D was of another type in September than it is today.
    expect(await titleOf('month=2026-09&span=1&type=other')).toBe(
      'Không tổ chức nào có nhiệm vụ tính được tỷ lệ trong tháng 9/2026',
    );
    expect(await titleOf('month=2026-09&span=1&type=other&basis=current')).toBe(
      'Chỉ Chi bộ D có nhiệm vụ tính được tỷ lệ: 75,0 % (3/4)',
    );
  });

  it('says that nobody has duties, without a drawing', async () => {
    const page = await pageOf('month=2025-12&span=1&lang=en');
    const funnel = content(page.funnel);
    expect(funnel.frame.title).toBe(
      'No organisation has a duty that counts towards the rate in December 2025',
    );
    expect([funnel.spec, funnel.frame.drawn, funnel.named]).toEqual([undefined, false, []]);
    expect(content(page.matrix)).not.toHaveProperty('heatmap');
    expect(content((await pageOf('org=B')).overdue)).not.toHaveProperty('heatmap');
  });

  it('groups many organisations and names only those beyond the limits', async () => {
    // 442 of 450 did all of ten: the common rate is 0.982, and P(X <= 0 | 10, 0.982) is nothing.
    const many = makePlace();
    await loadMany(many, { total: 450, none: 8 });
    const of = new Warehouse({ dataDir: many.dataDir, now: Date.now, warn: () => undefined });
    const funnel = content((await pageOf('span=1', of)).funnel);
    expect(plain(funnel.frame.title)).toBe('8 trên 450 tổ chức thấp hơn hẳn mức chung 98,2 %');
    expect(funnel.frame.table.rows).toHaveLength(8);
    expect(funnel.named[0]).toMatchObject({ more: 'còn 2 tổ chức' });
    expect(funnel.named[0]?.links).toHaveLength(6);
    const grouped = funnel.spec?.points.filter(({ name }) => name === null);
    expect(grouped?.map(({ counted, onTime, organizations }) => [counted, onTime, organizations])).toEqual([
      [10, 10, 442],
      [10, 0, 8],
    ]);
    many.remove();
  });
});

describe('what the rate is made of', () => {
  it('adds up from the duties due to those on time', async () => {
    const parts = content((await pageOf('span=1')).parts);
    expect(parts.frame.title).toBe(
      '100 trên 104 nhiệm vụ có hạn trong kỳ tính vào tỷ lệ; 3 chưa rõ, 1 chưa đến hạn',
    );
    expect(parts.steps.map(({ key, text }) => [key, text])).toEqual([
      ['due', '104'],
      ['notYetDue', '1'],
      ['unknown', '3'],
      ['counted', '100'],
      ['onTime', '90'],
      ['late', '10'],
      ['overdue', '0'],
    ]);
  });

  it('is said plainly where nothing was due', async () => {
    const parts = content((await pageOf('month=2025-12&span=1')).parts);
    expect([parts.frame.title, parts.steps]).toEqual(['Không có nhiệm vụ đến hạn trong tháng 12/2025', []]);
  });
});

describe('open duties', () => {
  it('counts what is overdue by duty and working days, whenever it was due', async () => {
    // From 30/9 and 29/9 to Saturday 31/10/2026: 22 and 23 working days.
    const { frame, heatmap } = content((await pageOf('')).overdue);
    expect(frame.title).toBe(
      '4 nhiệm vụ quá hạn chưa làm, 1 đã quá hơn 90 ngày làm việc; nhiều nhất: báo cáo định kỳ (3)',
    );
    expect(
      heatmap?.groups[0]?.rows.map(({ label, cells, total }) => [
        label,
        ...cells.map(({ text }) => text),
        total,
      ]),
    ).toEqual([
      ['Báo cáo định kỳ', '0', '0', '3', '0', '0', '0', '3'],
      ['Quy chế phát ngôn', '0', '0', '0', '0', '0', '1', '1'],
    ]);
    const { firstMonth, lastMonth } = { firstMonth: '2025-09', lastMonth: '2026-12' };
    const [all] = await metricRows(await warehouse.live(), {
      metric: 'duties_overdue',
      by: [],
      from: firstMonth,
      to: lastMonth,
      basis: 'as_reported',
      filters: {},
    });
    expect(all?.value).toBe(4);
  });

  it('lists the organisations, of all duties or of one, and refuses a duty that is none', async () => {
    const listOf = async (search: string) => {
      const { frame, rows } = content((await pageOf(search)).overdueOrganizations);
      return [frame.title, ...rows.map(({ code, duties, longest }) => `${code} ${duties} ${longest}`)];
    };
    expect(await listOf('')).toEqual([
      '2 tổ chức còn nhiệm vụ quá hạn',
      expect.stringMatching(/^C 2 /),
      'A 2 23',
    ]);
    expect(await listOf('overdue=periodic_report')).toEqual([
      '2 tổ chức còn báo cáo định kỳ quá hạn',
      'A 2 23',
      'C 1 22',
    ]);
    expect(await listOf('overdue=annual_plan')).toEqual(['Không tổ chức nào còn kế hoạch năm quá hạn']);
    await expect(pageOf('overdue=nothing')).rejects.toMatchObject({ parameter: 'overdue' });
    await expect(pageOf('page=2')).rejects.toMatchObject({ parameter: 'page' });
  });

  it('tells what falls due in 30 days by week, from the day of the snapshot on', async () => {
    // 31/10 and 7/11 are of the first week, 8/11 of the second, 30/11 of the last; 1/12 is the 31st day.
    const { frame, heatmap } = content((await pageOf('')).due);
    expect(frame.title).toBe(
      '30 ngày tới: còn 4 nhiệm vụ chưa làm của 3 tổ chức đến hạn; nhiều nhất: rà soát năm (3)',
    );
    expect(heatmap?.columns.map(({ label }) => label)).toEqual([
      'đến 07/11',
      'đến 14/11',
      'đến 21/11',
      'đến 28/11',
      'đến 30/11',
    ]);
    expect(
      heatmap?.groups[0]?.rows.map(({ cells, total }) => [...cells.map(({ text }) => text), total]),
    ).toEqual([
      ['1', '1', '0', '0', '1', '3 (2)'],
      ['1', '0', '0', '0', '0', '1 (1)'],
    ]);
    expect(heatmap?.totals).toMatchObject({ columns: ['2', '1', '0', '0', '1'], all: '4 (3)' });
  });

  it('follows the filters', async () => {
    const page = await pageOf('type=agency');
    expect(content(page.overdue).frame.title).toBe('2 nhiệm vụ quá hạn chưa làm; đều là báo cáo định kỳ');
    expect(content((await pageOf('org=B&lang=en')).overdue).frame.title).toBe('No duty is overdue');
    expect(content((await pageOf('org=D')).due).frame.title).toBe(
      'Không nhiệm vụ nào đến hạn trong 30 ngày từ 31/10/2026',
    );
  });

  it('says of an earlier month that its state is not known, and where to look', async () => {
    const page = await pageOf('month=2026-09');
    expect([page.due, page.overdueOrganizations]).toEqual([null, null]);
    const { frame, heatmap, newest } = content(page.overdue);
    expect(frame.title).toBe('Nhiệm vụ quá hạn và sắp đến hạn chỉ có cho tháng 10/2026');
    expect([heatmap, newest?.href]).toEqual([undefined, '?#overdue']);
  });
});

describe('both bases', () => {
  it('stand side by side where an organisation changed its type, and say who', async () => {
    const { frame, rows, moves, movesLabel } = content((await pageOf('month=2026-09&span=1')).bases);
    expect(plain(frame.title)).toBe(
      'Doanh nghiệp tư nhân: 60,0 % (3/5) theo thời điểm, 0,0 % (0/1) theo cơ cấu hiện nay',
    );
    expect(rows.map(({ reported, current }) => [reported, current].map(plain))).toEqual([
      ['60,0 % (3/5)', '0,0 % (0/1)'],
      ['không có nhiệm vụ tính tỷ lệ', '75,0 % (3/4)'],
    ]);
    expect(movesLabel).toMatch(/^Nhiệm vụ của 1 mã tổ chức nay tính vào loại hình khác/);
    expect(moves.map(({ name, text }) => `${name}: ${text}`)).toEqual([
      'Chi bộ D: doanh nghiệp tư nhân → loại hình khác, 4 nhiệm vụ',
    ]);
  });

  it('are left out, with a sentence, where they tell the same', async () => {
    const page = await pageOf('span=1');
    expect(page.bases).toBeNull();
    expect(content(page.rates).frame.note).toContain('cho cùng tỷ lệ ở mọi loại hình');
  });
});

describe('the page', () => {
  it('says the rate, and nothing of last year where that is not covered', async () => {
    const page = await pageOf('span=1');
    expect(plain(page.finding)).toBe('Tuân thủ 90,0 %; cơ quan thấp hơn hẳn (60,0 %)');
    expect(plain(page.lede)).toBe('90/100 nhiệm vụ đúng hạn trong tháng 10/2026.');
  });

  it('splits rates and small charts by duty on request', async () => {
    const page = await pageOf('rates=duty&span=3');
    expect(content(page.rates).spec.rows.map(({ name }) => name)).toContain('Báo cáo định kỳ');
    expect(content(page.overTime).items.map(({ name }) => name)).toContain('Kế hoạch năm');
    await expect(pageOf('rates=case')).rejects.toMatchObject({ parameter: 'rates' });
  });

  it('makes every panel of every month without a fault', async () => {
    faults.length = 0;
    for (const search of [
      '',
      'month=2025-09',
      'month=2025-12&span=3&basis=current&lang=en',
      'org=U',
      'span=1',
    ]) {
      await pageOf(search);
    }
    expect(faults).toEqual([]);
  });
});

describe('what is called low', () => {
  it('is a cell whose interval lies below the common rate, not merely the lowest', async () => {
    // 12 of 20: Wilson's upper bound 0.78 is under 90 of 100. 78 of 80 alone is the common rate itself.
    const title = async (search: string) => plain(content((await pageOf(search)).matrix).frame.title);
    expect(await title('span=1')).toMatch(/^Thấp rõ nhất: .+, 60 % \(12\/20\)$/);
    expect(await title('span=1&type=other')).toBe(
      'Trong các ô từ 5 nhiệm vụ, không ô nào thấp hơn hẳn mức chung 98 %',
    );
    expect(await title('span=1&type=other&lang=en')).toBe(
      'Of the cells with 5 or more duties, none is clearly below the common rate of 98%',
    );
  });

  it('stands on the axis where it is: a rate of 0 takes the axis down to 0', async () => {
    expect(content((await pageOf('span=1')).overTime).bottom).toBe(0);
    expect(content((await pageOf('span=1&type=other')).overTime).bottom).toBe(0.5);
  });
});
