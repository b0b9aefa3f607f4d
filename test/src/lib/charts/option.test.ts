import { describe, expect, it } from 'vitest';
import { flowOption } from '$lib/charts/flow';
import { intervalsOption } from '$lib/charts/intervals';
import { linesOption } from '$lib/charts/lines';
import { escapeHtml, labelledMonth, monthTooltip } from '$lib/charts/parts';
import { readingOf } from '$lib/charts/reading';
import type { FlowSpec, IntervalsSpec, LinesSpec } from '$lib/charts/spec';
import { paintSvg } from '$lib/server/pages/paint';

const flow: FlowSpec = {
  kind: 'flow',
  lang: 'vi',
  height: 300,
  months: ['8/2026', '9/2026', '10/2026'],
  stock: [{ name: 'Đang xử lý', tone: 'volume', values: [140, null, 1294] }],
  flows: [{ name: 'Tiếp nhận', tone: 'light', values: [60, 63, 68] }],
  band: { low: 100, high: 160, mean: 130 },
  bandName: 'Mức dao động thường',
  marks: [{ index: 1, label: '9/2026: 367-QĐ/TW' }],
};
const lines: LinesSpec = { ...flow, kind: 'lines', unit: 'ratio', series: [] };
const intervals: IntervalsSpec = {
  kind: 'intervals',
  lang: 'vi',
  height: 200,
  rows: [
    {
      name: 'Cơ quan',
      rate: 0.9,
      interval: { low: 0.72, high: 0.97 },
      before: null,
      numerator: 18,
      denominator: 20,
      tone: 'good',
    },
    {
      name: 'Khác',
      rate: 1,
      interval: { low: 0.2, high: 1 },
      before: null,
      numerator: 1,
      denominator: 1,
      tone: 'quiet',
    },
  ],
  target: null,
  beforeName: '10/2025',
  nowName: '10/2026',
};

describe('flowOption', () => {
  it('draws stocks as lines above and flows as bars below, with gaps where a month is missing', () => {
    const { series } = flowOption(flow, 700);
    expect(series).toMatchObject([
      { type: 'line', data: [{ value: 140 }, { value: '-' }, { value: 1294, symbol: 'circle' }] },
      { type: 'bar', xAxisIndex: 1, data: [60, 63, 68] },
    ]);
  });

  it('shades the ordinary band and marks the changed month', () => {
    expect(flowOption(flow, 700).series).toMatchObject([
      { markArea: { data: [[{ yAxis: 100 }, { yAxis: 160 }]] }, markLine: { data: [{ xAxis: 1 }] } },
      {},
    ]);
  });

  it('leaves names at the ends of lines out on a phone', () => {
    expect(flowOption(flow, 336).series).toMatchObject([{ endLabel: { show: false } }, {}]);
    expect(flowOption(flow, 700).series).toMatchObject([{ endLabel: { show: true } }, {}]);
  });
});

describe('linesOption', () => {
  it('draws every rate on the same scale from 0 to 100 %', () => {
    expect(linesOption(lines, 600).yAxis).toMatchObject({ min: 0, max: 1 });
  });
});

describe('signals, limits and targets', () => {
  const judged: LinesSpec = {
    ...lines,
    unit: 'count',
    marks: [],
    series: [{ name: 'Quá hạn', tone: 'late', values: [1, 9, 2], signals: [1] }],
  };

  it('mark a signal by a square, the last month by a dot unless it is a signal too', () => {
    const symbols = (spec: LinesSpec) => linesOption(spec, 600).series;
    expect(symbols(judged)).toMatchObject([
      { data: [{ symbol: 'none' }, { symbol: 'rect' }, { symbol: 'circle' }] },
    ]);
    const last = { ...judged, series: judged.series.map((series) => ({ ...series, signals: [2] })) };
    expect(symbols(last)).toMatchObject([
      { data: [{ symbol: 'none' }, { symbol: 'none' }, { symbol: 'rect' }] },
    ]);
  });

  it('shade only the months that the limits are reckoned from', () => {
    const later = { ...judged, band: { low: 1, high: 5, mean: 3, from: 1 } };
    expect(linesOption(later, 600).series).toMatchObject([
      {
        markArea: {
          data: [
            [
              { xAxis: 1, yAxis: 1 },
              { xAxis: 2, yAxis: 5 },
            ],
          ],
        },
      },
    ]);
  });

  it('draw a target from the month on in which it came into force, with its name in the legend', () => {
    const aimed = { ...judged, target: { value: 4, label: 'mục tiêu 4', from: 1 } };
    for (const width of [300, 600]) {
      const { legend, series } = linesOption(aimed, width);
      expect(series).toMatchObject([
        { markLine: { data: [[{ coord: [1, 4], label: { show: false } }, { coord: [2, 4] }]] } },
        { name: 'mục tiêu 4', data: [] },
      ]);
      expect(legend).toMatchObject({ data: [{ name: 'mục tiêu 4' }] });
    }
    expect(linesOption(judged, 600).series).toMatchObject([{ markLine: { data: [] } }]);
  });
});

describe('intervalsOption', () => {
  it('starts the scale below the lowest bound of a row with enough counts, at one half at most', () => {
    expect(intervalsOption(intervals, 500).xAxis).toMatchObject({ min: 0.5, max: 1 });
    const low = {
      ...intervals,
      rows: intervals.rows.map((row) => ({ ...row, interval: { low: 0.34, high: 0.6 } })),
    };
    expect(intervalsOption(low, 500).xAxis).toMatchObject({ min: 0.3 });
  });
});

describe('months on an axis', () => {
  it('always labels the newest', () => {
    for (const count of [1, 2, 12, 24, 36, 60, 120, 240]) {
      expect(labelledMonth(count, false)(count - 1)).toBe(true);
    }
  });

  it('labels every third month of two years, and every sixth on a phone', () => {
    const shown = (narrow: boolean) =>
      Array.from({ length: 24 }, (_, i) => i).filter(labelledMonth(24, narrow));
    expect(shown(false)).toEqual([2, 5, 8, 11, 14, 17, 20, 23]);
    expect(shown(true)).toEqual([5, 11, 17, 23]);
  });
});

describe('words of a chart', () => {
  it('escapes what a tooltip would read as markup', () => {
    expect(escapeHtml(`<img src=x onerror="a('b')">&`)).toBe(
      '&lt;img src=x onerror=&quot;a(&#39;b&#39;)&quot;&gt;&amp;',
    );
    const series = [{ name: '<b>x</b>', tone: 'volume' as const, values: [1] }];
    expect(monthTooltip(flow, 0, series, 'count')).not.toContain('<b>x</b>');
  });

  it('shows the change against the month before, where there is one', () => {
    expect(monthTooltip(flow, 1, flow.flows, 'count')).toContain('+3');
    expect(monthTooltip(flow, 2, flow.stock, 'count')).not.toMatch(/[+−]\d/);
  });

  it('reads a month and a rate aloud', () => {
    expect(readingOf(flow, 2)).toBe('10/2026: Đang xử lý 1.294, Tiếp nhận 68');
    expect(readingOf(flow, 1)).toBe('9/2026: Đang xử lý –, Tiếp nhận 63');
    expect(readingOf(intervals, 0)).toBe('Cơ quan: 90,0\u00a0% (18/20)');
    expect(readingOf(intervals, 9)).toBe('');
  });
});

describe('paintSvg', () => {
  it('draws every kind of chart as SVG without a browser', () => {
    for (const spec of [flow, lines, intervals]) {
      const svg = paintSvg(spec, 700);
      expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 700 /);
      expect(svg).not.toContain('NaN');
    }
    expect(paintSvg(flow, 700)).toContain('Đang xử lý');
    expect(paintSvg(intervals, 700)).toContain('90,0\u00a0%');
  });
});
