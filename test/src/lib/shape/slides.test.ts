import { expect, it } from 'vitest';
import { isDrawn } from '$lib/shape/drawn';
import { slidesOf } from '$lib/shape/slides';

const panel = (id: string) => ({ ok: true, content: { frame: { id, title: `Bảng ${id}` } } });

it('shows the finding first, then every panel of the page, those in lists too', () => {
  const page = {
    finding: 'Hồ sơ giảm',
    flow: panel('flow'),
    panels: [{ id: 'x', wide: true, result: panel('loads') }],
    switches: [{ label: 'Khoảng' }],
    broken: { ok: false, id: 'age', code: 'age' },
  };
  expect(slidesOf(page)).toEqual([
    { id: 'content', title: 'Hồ sơ giảm' },
    { id: 'flow', title: 'Bảng flow' },
    { id: 'loads', title: 'Bảng loads' },
  ]);
});

it('has nothing to show of a page without panels', () => {
  expect([slidesOf({ finding: 'Không có' }), slidesOf(undefined), slidesOf([])]).toEqual([[], [], []]);
});

it('tells panels that can be drawn from tables', () => {
  expect([{ spec: {} }, { heatmap: {} }, { items: [], topText: '5' }].map(isDrawn)).toEqual([
    true,
    true,
    true,
  ]);
  expect([{ frame: {} }, { items: [] }].map(isDrawn)).toEqual([false, false]);
});
