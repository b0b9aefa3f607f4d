import { describe, expect, it } from 'vitest';
import type { LinesSpec } from '$lib/charts/spec';
import type { Multiple } from '$lib/server/pages/multiples';
import type { PanelFrame } from '$lib/server/pages/panel';
import { sheetOf } from '$lib/server/pages/sheet';
import type { HeatmapData } from '$lib/shape/heatmap';

const frame: PanelFrame = {
  page: 'trends',
  id: 'stock',
  title: 'Hồ sơ <quá hạn> & đang xử lý',
  description: 'Cuối mỗi tháng',
  source: 'Chốt 31/10/2026, bản 001',
  drawn: true,
  table: { caption: '', columns: [], rows: [] },
};
const spec: LinesSpec = {
  kind: 'lines',
  lang: 'vi',
  height: 200,
  months: ['9/2026', '10/2026'],
  unit: 'count',
  series: [{ name: 'Quá hạn', tone: 'late', values: [21, 19] }],
  band: null,
  bandName: '',
  marks: [],
};
const heatmap: HeatmapData = {
  caption: '',
  corner: '',
  columns: [
    { key: '0-7', label: '0–7' },
    { key: '8-15', label: '8–15' },
  ],
  groups: [
    {
      label: 'Cơ quan',
      rows: [
        {
          key: 'a',
          label: 'Sở Nội vụ & Tổ chức',
          cells: [
            { text: '3', step: 0 },
            { text: '60', step: 4 },
          ],
          total: '63',
        },
        {
          key: 'b',
          label: 'Sở Y tế',
          cells: [
            { text: '0', empty: 'zero' },
            { text: '?', empty: 'not_reported' },
          ],
          total: '0',
        },
      ],
    },
  ],
  totals: { label: 'Cộng', columns: ['3', '60'], all: '63' },
  palette: 'count',
  steps: ['1–5', '6–15', '16–30', '31–50', 'từ 51'],
};
const multiple: Multiple = {
  key: 'petition',
  name: 'Đơn thư',
  href: null,
  value: '6',
  change: '+3',
  values: [3, null, 6],
  texts: ['3', '–', '6'],
  band: { low: 1, high: 5, mean: 3 },
  intervals: null,
  tone: 'volume',
};
const multiples = {
  months: ['8/2026', '9/2026', '10/2026'],
  items: [multiple],
  top: 10,
  topText: '10',
  bottom: 0,
  bottomText: '0',
};
const origin = { version: '2026-10-31.001', disclosure: 'full', lang: 'vi' } as const;
const drawings = { chart: { frame, spec }, heatmap: { frame, heatmap }, multiples: { frame, ...multiples } };

function textsIn(svg: string | null): (string | undefined)[] {
  return [...(svg ?? '').matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1]);
}

describe.each(Object.entries(drawings))('the sheet of a %s', (_, content) => {
  const svg = sheetOf(content, origin) ?? '';

  it('puts the finding above the drawing, source and version below, written as XML takes it', () => {
    const texts = textsIn(svg);
    expect(texts[0]).toBe('Hồ sơ &lt;quá hạn&gt; &amp; đang xử lý');
    expect(texts.slice(-2)).toEqual([
      'Chốt 31/10/2026, bản 001 · Lăng Kính, bản 2026-10-31.001',
      'Mức công bố: đầy đủ',
    ]);
  });

  it('gives no element the same attribute twice, which no reader of SVG files would accept', () => {
    for (const [element] of svg.matchAll(/<[a-z][^>]*>/g)) {
      const names = [...element.matchAll(/\s([a-z][a-z:-]*)="/gi)].map((match) => match[1]);
      expect(new Set(names).size, element).toBe(names.length);
    }
  });

  it('has the colours of the light theme written out, and no number that is none', () => {
    expect(svg).toContain('fill="#ffffff"');
    expect(svg).not.toMatch(/var\(|NaN|undefined/);
  });
});

it('breaks a finding that is longer than the sheet is wide', () => {
  const title = 'Kết thúc nhiều hơn tiếp nhận '.repeat(6).trim();
  const long = sheetOf({ frame: { ...frame, title }, spec }, origin);
  expect(long?.match(/font-size:20px/g)).toHaveLength(2);
});

it('draws every figure, total, heading and key of a heatmap, each step in its colour', () => {
  const svg = sheetOf({ frame, heatmap }, origin) ?? '';
  const texts = textsIn(svg);
  for (const text of ['0–7', '8–15', 'Cơ quan', 'Sở Nội vụ &amp; Tổ chức', '?', 'Cộng', 'từ 51', 'không có'])
    expect(texts).toContain(text);
  expect(texts.filter((text) => text === '63')).toHaveLength(2);
  expect(svg.match(/fill="#7d3a0e"/g)).toHaveLength(2);
  expect(svg).toContain('stroke-dasharray="3 2"');
});

it('widens the sheet for 120 months instead of squeezing them', () => {
  const columns = Array.from({ length: 120 }, (_, i) => ({ key: String(i), label: String(i) }));
  const cells = columns.map(() => ({ text: '1', step: 0 }));
  const wide = { ...heatmap, columns, groups: [{ label: null, rows: [{ key: 'a', label: 'A', cells }] }] };
  const svg = sheetOf({ frame, heatmap: { ...wide, totals: null } }, origin) ?? '';
  expect(Number(/width="(\d+)"/.exec(svg)?.[1])).toBeGreaterThan(120 * 26);
});

it('breaks the line of a small chart where a month is missing', () => {
  const svg = sheetOf({ frame, ...multiples }, origin) ?? '';
  expect(svg).toMatch(/d="M0\.0 [\d.]+M[\d.]+ [\d.]+" fill="none"/);
  expect(textsIn(svg)).toEqual(expect.arrayContaining(['Đơn thư', '6', '+3', '8/2026', '10/2026']));
});

it('has no sheet for a panel that is a table only', () => {
  expect(sheetOf({ frame }, origin)).toBeNull();
});
