import { formatMonth } from '../../format/dates.ts';
import { formatCount } from '../../format/numbers.ts';
import { wilsonInterval } from '../../shape/wilson.ts';
import type { MetricRow } from '../metrics.ts';
import type { ChartBlock } from './document.ts';
import { dutiesWords, hiddenMark, rowsBy, type Tabling } from './tables.ts';
import { hiddenWords, percentText, upperFirst } from './text/runs.ts';

const flowMetrics = ['cases_opened', 'cases_closed', 'cases_pending', 'cases_overdue'] as const;

/** A count of a chart in words. */
function countText(row: MetricRow | undefined): string {
  return row?.reason === 'suppressed' ? hiddenMark : formatCount(row?.value ?? null, 'vi');
}

/** The chart of a year: cases received and closed as columns, pending and overdue ones as lines. */
export function flowChart({ facts }: Tabling): ChartBlock {
  const names = { opened: 'Tiếp nhận', closed: 'Giải quyết xong', pending: 'Đang xử lý', overdue: 'Quá hạn' };
  const opened = rowsBy(facts, 'cases_opened', 'month');
  const months = opened.map((row) => formatMonth((row.month ?? '').slice(0, 7), 'vi'));
  const rowsOf = flowMetrics.map((metric) => rowsBy(facts, metric, 'month'));
  const [received = [], closed = [], pending = [], overdue = []] = rowsOf.map((rows) =>
    rows.map((row) => row.value),
  );
  const last = months.length - 1;
  const [newOnes, done, open, late] = rowsOf.map((rows) => countText(rows[last]));
  const subject = `Hồ sơ đang xử lý, quá hạn, tiếp nhận và giải quyết xong, ${months[0] ?? ''}–${months[last] ?? ''}`;
  const isAnyHidden = rowsOf.flat().some(({ reason }) => reason === 'suppressed');
  return {
    kind: 'chart',
    id: 'flow',
    subject,
    caption: isAnyHidden ? `${subject} (chỗ trống: ${hiddenWords})` : subject,
    alt: `Biểu đồ ${months.length} tháng. Tháng ${months[last] ?? ''}: tiếp nhận ${newOnes}, giải quyết xong ${done}, đang xử lý ${open}, quá hạn ${late} hồ sơ.`,
    spec: {
      kind: 'flow',
      lang: 'vi',
      height: 200,
      months,
      stock: [
        { name: names.pending, tone: 'volume', values: pending },
        { name: names.overdue, tone: 'late', values: overdue },
      ],
      flows: [
        { name: names.opened, tone: 'light', values: received },
        { name: names.closed, tone: 'middle', values: closed },
      ],
      band: null,
      bandName: '',
      marks: [],
    },
    data: {
      shape: 'columns',
      unit: 'count',
      categories: months,
      series: [
        { name: names.opened, values: received, isLine: false },
        { name: names.closed, values: closed, isLine: false },
        { name: names.pending, values: pending, isLine: true },
        { name: names.overdue, values: overdue, isLine: true },
      ],
    },
  };
}

/** Fewer than this leave a rate without its interval. */
const fewestForInterval = 5;

/** The rates of duties done on time by type of organisation, with their intervals and the year before. */
export function complianceChart(tabling: Tabling, nowName: string): ChartBlock | null {
  const { facts, codes } = tabling;
  const now = rowsBy(facts, 'compliance_rate', 'organization_type');
  const before = facts.rows('compliance_rate by organization_type year_ago').rows;
  const rateIn = (rows: readonly MetricRow[], code: string) =>
    rows.find((row) => row.organization_type === code && row.value !== null);
  const types = codes('organization_type').filter(({ code }) => rateIn(now, code));
  if (types.length === 0) return null;
  const rows = types.map(({ code, label }) => {
    const row = rateIn(now, code);
    const [numerator, denominator] = [row?.numerator ?? 0, row?.denominator ?? 0];
    return {
      name: label,
      rate: row?.value ?? null,
      interval: denominator >= fewestForInterval ? wilsonInterval(numerator, denominator) : null,
      before: rateIn(before, code)?.value ?? null,
      numerator,
      denominator,
      tone: 'volume' as const,
    };
  });
  const subject = `Tỷ lệ thực hiện nhiệm vụ đúng hạn theo loại hình tổ chức${dutiesWords(tabling)}`;
  const told = rows.map((row) => `${row.name} ${percentText(row.rate ?? 0)}`).join(', ');
  return {
    kind: 'chart',
    id: 'compliance',
    subject: `${subject}, ${nowName} và cùng kỳ năm trước`,
    caption: `${subject}, ${nowName} (chấm đặc; vạch: khoảng tin cậy 95\u00a0%) và cùng kỳ năm trước (chấm rỗng)`,
    alt: `${subject}: ${told}.`,
    spec: {
      kind: 'intervals',
      lang: 'vi',
      height: 40 + rows.length * 24,
      rows,
      target: null,
      beforeName: 'Cùng kỳ năm trước',
      nowName,
    },
    data: {
      shape: 'bars',
      unit: 'percent',
      categories: rows.map(({ name }) => name),
      series: [
        { name: upperFirst(nowName), values: rows.map(({ rate }) => rate), isLine: false },
        { name: 'Cùng kỳ năm trước', values: rows.map((row) => row.before), isLine: false },
      ],
    },
  };
}
