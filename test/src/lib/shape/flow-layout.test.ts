import { describe, expect, it } from 'vitest';
import { endedGroup, flowLayout, newGroup, type FlowLink } from '$lib/shape/flow-layout';

const link = (step: number, from: string, to: string, counts: [number, number]): FlowLink => ({
  step,
  from,
  to,
  moved: from !== to,
  fromCount: counts[0],
  toCount: counts[1],
  fromShare: counts[0],
  toShare: counts[1],
});

/** 10 below K: 6 go to U, 3 to V, 1 ends; then 4 of U become 2 in V, the others stay; 1 is new in U. */
const world = [
  link(0, 'K', 'U', [6, 6]),
  link(0, 'K', 'V', [3, 3]),
  link(0, 'K', endedGroup, [1, 0]),
  link(1, 'U', 'U', [2, 2]),
  link(1, 'U', 'V', [4, 2]),
  link(1, 'V', 'V', [3, 3]),
  link(1, newGroup, 'U', [0, 1]),
];

describe('the layout of a flow', () => {
  it('makes every group as large as the organisations in it', () => {
    const sizes = flowLayout(world).nodes.map((node) => `${node.column} ${node.key} ${node.count}`);
    expect(sizes.toSorted()).toEqual(
      ['0 K 10', '1 U 6', '1 V 3', '1 ~ended 1', '1 ~new 1', '2 U 3', '2 V 5'].toSorted(),
    );
  });

  it('fills every group with the bands that leave it and that reach it', () => {
    const { nodes, bands } = flowLayout(world);
    for (const node of nodes) {
      const out = bands.filter(({ link: { step, from } }) => step === node.column && from === node.key);
      const into = bands.filter(({ link: { step, to } }) => step + 1 === node.column && to === node.key);
      const total = (heights: number[]) => heights.reduce((sum, height) => sum + height, 0);
      if (out.length > 0) expect(total(out.map((band) => band.fromHeight))).toBeCloseTo(node.height);
      if (into.length > 0) expect(total(into.map((band) => band.toHeight))).toBeCloseTo(node.height);
    }
  });

  it('leaves room for a label at every group, and keeps them apart', () => {
    const { nodes, height } = flowLayout(world);
    for (const column of [0, 1, 2]) {
      const middles = nodes
        .filter((node) => node.column === column)
        .map((node) => node.y + node.height / 2)
        .toSorted((a, b) => a - b);
      for (const [i, middle] of middles.entries()) {
        if (i > 0) expect(middle - (middles[i - 1] ?? 0)).toBeGreaterThanOrEqual(22);
        expect(middle).toBeGreaterThan(0);
        expect(middle).toBeLessThan(height);
      }
    }
  });

  it('is empty without links', () => {
    expect(flowLayout([])).toEqual({ nodes: [], bands: [], height: 0 });
  });
});
