import { expect, it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { paintSvg } from '$lib/server/pages/paint';
import type { ChartSpec } from '$lib/charts/spec';
it('draws', () => {
  const months = Array.from({ length: 24 }, (_, i) => `${(i + 10) % 12 + 1}/${2024 + Math.floor((i + 10) / 12)}`);
  const r = (b: number, s: number) => months.map((_, i) => Math.round(b + s * Math.sin(i * 1.7) + i));
  const flow: ChartSpec = { kind: 'flow', lang: 'vi', height: 330, months, stock: [{ name: 'Đang giải quyết', tone: 'volume', values: r(141, 12) }, { name: 'Quá hạn', tone: 'late', values: r(23, 5) }], flows: [{ name: 'Tiếp nhận', tone: 'light', values: r(60, 20) }, { name: 'Kết thúc', tone: 'middle', values: r(58, 15) }], band: { low: 130, high: 170, mean: 150 }, bandName: 'x', marks: [{ index: 12, label: 'HD 05' }] };
  writeFileSync('/tmp/flow.svg', paintSvg(flow, 730));
  writeFileSync('/tmp/flow-n.svg', paintSvg(flow, 334));
  const iv: ChartSpec = { kind: 'intervals', lang: 'vi', height: 250, target: { ratio: 0.9, label: 'mục tiêu 90 %' }, beforeName: 'cùng kỳ 10/2025', nowName: '10/2026', rows: ['Cơ quan', 'Đơn vị sự nghiệp', 'Doanh nghiệp Nhà nước nắm cổ phần chi phối', 'Doanh nghiệp Nhà nước không chi phối', 'Doanh nghiệp tư nhân'].map((name, i) => ({ name, rate: 0.95 - i * 0.05, interval: { low: 0.9 - i * 0.08, high: Math.min(1, 0.98 - i * 0.03) }, before: 0.9 - i * 0.02, numerator: 192 - i, denominator: 204 - i, tone: i > 3 ? 'late' : 'good' })) };
  writeFileSync('/tmp/iv.svg', paintSvg(iv, 520));
  writeFileSync('/tmp/iv-n.svg', paintSvg(iv, 334));
  const ln: ChartSpec = { kind: 'lines', lang: 'vi', height: 260, months, unit: 'count', band: null, bandName: '', marks: [], series: [{ name: 'Tiếp nhận', tone: 'middle', values: r(60, 20) }, { name: 'Kết thúc', tone: 'volume', values: r(58, 15) }] };
  writeFileSync('/tmp/ln.svg', paintSvg(ln, 640));
  expect(1).toBe(1);
});
