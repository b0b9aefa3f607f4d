import { describe, expect, it } from 'vitest';
import type {
  ChartBlock,
  TableBlock,
  TableCell,
} from '../../../../../../src/lib/server/briefing/document.ts';
import { chartFinding, tableFinding } from '../../../../../../src/lib/server/briefing/pptx/findings.ts';

type Briefing = Parameters<typeof chartFinding>[0];
type Value = number | null | string;

const cell = (value: Value): TableCell => ({ text: String(value ?? '…'), value, format: 'count' });

function table(id: string, labels: string[], ...rows: Value[][]): TableBlock {
  const columns = labels.map((label) => ({ label, align: 'left' as const, width: 0 }));
  const cells = rows.map((row) => row.map(cell));
  return { kind: 'table', id, caption: 'Bảng', name: '', columns, rows: cells, hasTotal: true, note: '' };
}

function flow(pending: (number | null)[], overdue: (number | null)[]): ChartBlock {
  const series = [pending, overdue].map((values) => ({ name: '', values, isLine: true }));
  const data = { shape: 'columns', unit: 'count', categories: ['9/2026', '10/2026'], series } as const;
  const spec: ChartBlock['spec'] = {
    ...{ kind: 'intervals', lang: 'vi', height: 1, rows: [] },
    ...{ target: null, beforeName: '', nowName: '' },
  };
  return { kind: 'chart', id: 'flow', subject: 'Hồ sơ', caption: '', alt: '', spec, data };
}

const body: Briefing['body'] = [];
const briefing = { body, period: { span: 'month', to: '2026-10' } } as Briefing;

describe('the finding of a chart of flows', () => {
  it.each([
    [
      [1234, 1200],
      [30, 28],
      'Tháng 10/2026: còn 1.200 hồ sơ đang xử lý, giảm 34 so với tháng trước; 28 hồ sơ quá hạn',
    ],
    [
      [9, 10],
      [0, 0],
      'Tháng 10/2026: còn 10 hồ sơ đang xử lý, tăng 1 so với tháng trước; không có hồ sơ quá hạn',
    ],
    [[10, 10], [1, null], 'Tháng 10/2026: còn 10 hồ sơ đang xử lý, bằng tháng trước'],
    [[null, 10], [null, 2], 'Tháng 10/2026: còn 10 hồ sơ đang xử lý; 2 hồ sơ quá hạn'],
    [[3, 0], [1, 0], 'Tháng 10/2026: không có hồ sơ đang xử lý'],
    [[3, null], [1, null], 'Hồ sơ'],
  ])('of %j pending and %j overdue', (pending, overdue, told) => {
    expect(chartFinding(briefing, flow(pending, overdue))).toBe(told);
  });
});

describe('the finding of a table', () => {
  const ages = ['Loại', '0–7', 'trên 90', 'Cộng'];
  const types = ['Loại', 'Đang xử lý'];
  const duties = ['Loại hình', 'Đến hạn', 'Đúng hạn', 'Quá hạn'];

  it.each([
    [
      table('backlog-heat', ages, ['Tổng số', 5, 4, 9]),
      'Trong 9 hồ sơ đang xử lý, có 4 hồ sơ trên 90 ngày làm việc',
    ],
    [
      table('backlog-heat', ages, ['Tổng số', 9, 0, 9]),
      'Trong 9 hồ sơ đang xử lý, không có hồ sơ trên 90 ngày làm việc',
    ],
    [table('backlog-heat', ages, ['Tổng số', 0, 0, 0]), 'Không có hồ sơ đang xử lý'],
    [
      table('cases-by-case-type', types, ['Đơn thư', 1], ['Sưu tra', 4], ['Tổng số', 5]),
      'Sưu tra còn nhiều hồ sơ đang xử lý nhất: 4 trong 5 hồ sơ',
    ],
    [
      table('cases-by-case-type', types, ['A', 2], ['B', 2], ['Tổng số', 4]),
      'Còn 4 hồ sơ đang xử lý, theo loại hồ sơ',
    ],
    [
      table('cases-by-case-type', types, ['A', null], ['B', 2], ['Tổng số', 9]),
      'Còn 9 hồ sơ đang xử lý, theo loại hồ sơ',
    ],
    [table('cases-by-case-type', types, ['A', null], ['Tổng số', null]), 'Bảng'],
    [table('cases-by-case-type', types, ['A', 0], ['Tổng số', 0]), 'Không có hồ sơ đang xử lý'],
    [
      table('duties-by-organization-type', duties, ['Tổng số', 95, 85, 2]),
      'Trong 95 lượt nhiệm vụ đến hạn, 85 lượt thực hiện đúng hạn, 2 lượt quá hạn chưa thực hiện',
    ],
    [
      table('duties-by-organization-type', duties, ['Tổng số', 3, 3, 0]),
      'Trong 3 lượt nhiệm vụ đến hạn, 3 lượt thực hiện đúng hạn, không có lượt quá hạn chưa thực hiện',
    ],
    [table('duties-by-organization-type', duties, ['Tổng số', 0, 0, 0]), 'Không có lượt nhiệm vụ đến hạn'],
    [table('duties-by-organization-type', duties, ['Tổng số', 95, null, 2]), 'Bảng'],
  ])('%#: says what is known and nothing else', (given, told) => {
    expect(tableFinding(given)).toBe(told);
  });
});
