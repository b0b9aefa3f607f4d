import { describe, expect, it } from 'vitest';
import { funnelOption, funnelReading, labelOf } from '$lib/charts/funnel';
import { placeLabels } from '$lib/charts/label-places';
import type { FunnelPoint, FunnelSpec } from '$lib/charts/spec';
import { paintSvg } from '$lib/server/pages/paint';
import { limitCurves } from '$lib/shape/funnel';

const point = (name: string | null, counted: number, onTime: number, rest: Partial<FunnelPoint> = {}) => ({
  name,
  counted,
  onTime,
  organizations: 1,
  place: 'within' as const,
  ...rest,
});

const spec: FunnelSpec = {
  kind: 'funnel',
  lang: 'vi',
  height: 330,
  points: [
    point('Chi bộ B', 80, 78),
    point(null, 10, 9, { organizations: 1200 }),
    point('Đảng bộ Sở <Y>', 20, 12, { place: 'below' }),
  ],
  links: [null, null, '/organizations/A'],
  common: 0.9,
  limits: limitCurves(80, 0.9),
  words: {
    counted: 'Số nhiệm vụ',
    common: 'chung 90,0 %',
    outer: '99,8 %',
    inner: '95 %',
    organizations: 'tổ chức',
    place: {
      below: 'dưới 99,8 %',
      low: 'dưới 95 %',
      within: 'trong giới hạn',
      high: 'trên 95 %',
      above: 'trên 99,8 %',
    },
  },
};

describe('funnelOption', () => {
  it('names and marks only what lies beyond the outer limits', () => {
    const { series } = funnelOption(spec, 510);
    expect(series).toMatchObject([
      {
        data: [
          { value: [80, 0.975], symbol: 'circle', label: { show: false } },
          { value: [10, 0.9], symbol: 'circle', label: { show: false } },
          { value: [20, 0.6], symbol: 'diamond', label: { show: true, formatter: 'ĐB Sở <Y>' } },
        ],
      },
      { type: 'line', name: 'chung 90,0 %' },
      { type: 'line', name: '99,8 %' },
      { type: 'line', name: '95 %' },
      { type: 'line' },
      { type: 'line' },
    ]);
  });

  it('is drawn without a browser, names written out, and without names on a phone', () => {
    const drawn = paintSvg(spec, 510);
    expect(drawn).toContain('ĐB Sở &lt;Y&gt;');
    expect(drawn).toContain('chung 90,0 %');
    expect(paintSvg(spec, 336)).not.toContain('ĐB Sở');
  });

  it('ends the axes at round figures beyond all points', () => {
    expect(funnelOption(spec, 510)).toMatchObject({ xAxis: { max: 100, interval: 20 }, yAxis: { min: 0.5 } });
    const small = { ...spec, points: [point('A', 2, 1)], links: [null] };
    expect(funnelOption(small, 510)).toMatchObject({ xAxis: { max: 5, interval: 1 } });
  });
});

it('reads a point in words', () => {
  const plain = (text: string) => text.replaceAll('\u00a0', ' ');
  const [, many, below] = spec.points;
  expect(plain(funnelReading(spec, below ?? point('', 1, 1)))).toBe(
    'Đảng bộ Sở <Y>: 60,0 % (12/20); dưới 99,8 %',
  );
  expect(plain(funnelReading(spec, many ?? point('', 1, 1)))).toBe(
    '1.200 tổ chức: 90,0 % (9/10); trong giới hạn',
  );
});

it('shortens names as the office does', () => {
  const named = (name: string) => labelOf({ ...point('', 1, 1), name });
  expect(named('Chi bộ Công ty TNHH Thương mại Phố Núi')).toBe('CB Cty TNHH Thương mại Phố Núi');
  expect(named('Đảng bộ Công ty TNHH MTV Khai thác công trình thủy lợi')).toHaveLength(30);
});

describe('placeLabels', () => {
  const box = { left: 0, right: 300, top: 0, bottom: 100 };
  const frame = { box, height: 16, gap: 7 };

  it('puts a label at the right, and elsewhere where another label or point stands or the box ends', () => {
    const places = placeLabels(
      [
        { index: 0, x: 100, y: 50, width: 80 },
        { index: 1, x: 100, y: 56, width: 80 },
        { index: 2, x: 290, y: 20, width: 80 },
      ],
      frame,
    );
    expect([...places]).toEqual([
      [0, { side: 'right', down: 0 }],
      [1, { side: 'left', down: 0 }],
      [2, { side: 'left', down: 0 }],
    ]);
  });

  it('moves a label a little where that is all the room there is', () => {
    // At x = 20 no label of 80 fits at the left: the second, at 60, must go from 52-68 to 61-77 below 42-58.
    const places = placeLabels(
      [
        { index: 0, x: 20, y: 50, width: 80 },
        { index: 1, x: 20, y: 60, width: 80 },
      ],
      frame,
    );
    expect([...places]).toEqual([
      [0, { side: 'right', down: 0 }],
      [1, { side: 'right', down: 9 }],
    ]);
  });

  it('leaves out a label that has no room', () => {
    expect(placeLabels([{ index: 0, x: 150, y: 50, width: 400 }], frame).size).toBe(0);
  });
});
