import { describe, expect, it } from 'vitest';
import { linkAt } from '$lib/charts/pointing';
import type { LinesSpec } from '$lib/charts/spec';

const spec: LinesSpec = {
  kind: 'lines',
  lang: 'vi',
  height: 100,
  months: ['9/2026', '10/2026'],
  unit: 'count',
  series: [],
  band: null,
  bandName: '',
  marks: [],
  links: ['?month=2026-09', null],
};

describe('where a place of a chart leads', () => {
  it('is its link, and nowhere beside the places', () => {
    expect(linkAt(spec, 0)).toBe('?month=2026-09');
    expect(linkAt(spec, 1)).toBeNull();
    expect(linkAt(spec, 2)).toBeNull();
    expect(linkAt(spec, undefined)).toBeNull();
    expect(linkAt({ ...spec, links: undefined }, 0)).toBeNull();
  });
});
