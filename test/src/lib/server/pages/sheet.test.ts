import { expect, it } from 'vitest';
import type { LinesSpec } from '$lib/charts/spec';
import type { PanelFrame } from '$lib/server/pages/panel';
import { chartSheet } from '$lib/server/pages/sheet';

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

it('puts the finding above the drawing and the source below, written as XML takes it', () => {
  const svg = chartSheet(frame, spec);
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1]);
  expect(texts[0]).toBe('Hồ sơ &lt;quá hạn&gt; &amp; đang xử lý');
  expect(texts.at(-1)).toBe('Chốt 31/10/2026, bản 001');
});

it('gives no element the same attribute twice, which no reader of SVG files would accept', () => {
  for (const [element] of chartSheet(frame, spec).matchAll(/<[a-z][^>]*>/g)) {
    const names = [...element.matchAll(/\s([a-z][a-z:-]*)="/gi)].map((match) => match[1]);
    expect(new Set(names).size, element).toBe(names.length);
  }
});

it('breaks a finding that is longer than the sheet is wide', () => {
  const long = chartSheet({ ...frame, title: 'Kết thúc nhiều hơn tiếp nhận '.repeat(6).trim() }, spec);
  expect(long.match(/font-size:20px/g)).toHaveLength(2);
});
