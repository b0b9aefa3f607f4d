/** How many organisations went from one group to another between two columns. */
export interface FlowLink {
  /** The column it starts from, counted from 0. */
  step: number;
  from: string;
  to: string;
  moved: boolean;
  fromCount: number;
  toCount: number;
  /** Counts in which one that went several ways, or came of several, is shared out: they fill the groups exactly. */
  fromShare: number;
  toShare: number;
}

/** A group of organisations in one column; `y` and `height` in pixels. */
export interface FlowNode {
  column: number;
  key: string;
  count: number;
  y: number;
  height: number;
}

/** A band between two nodes: its upper edge and height at either end. */
export interface FlowBand {
  link: FlowLink;
  fromY: number;
  fromHeight: number;
  toY: number;
  toHeight: number;
}

export interface FlowLayout {
  nodes: FlowNode[];
  bands: FlowBand[];
  height: number;
}

/** Groups that stand for no organisation above: those that ended, and those that are new. */
export const endedGroup = '~ended';
export const newGroup = '~new';

const tallest = 250;
const thickest = 16;
const slot = 22;
const gap = 8;

/**
 * Where groups and bands stand, by number of organisations: every group is as high as those in it, with room for a
 * label; groups of a column follow the middle of what they came from, ended and new ones stand last. Pixels.
 */
export function flowLayout(links: readonly FlowLink[]): FlowLayout {
  const columns = 2 + Math.max(-1, ...links.map((link) => link.step));
  if (links.length === 0) return { nodes: [], bands: [], height: 0 };
  const sizes = Array.from({ length: columns }, (_, column) => sizesOf(links, column));
  const unit = Math.min(thickest, tallest / Math.max(...sizes.map((size) => sum([...size.values()]))));
  const heights = sizes.map((size) => sum([...size.values()].map((count) => roomOf(count * unit))) - gap);
  const height = Math.max(...heights);
  const nodes: FlowNode[] = [];
  for (const [column, size] of sizes.entries()) {
    let y = (height - (heights[column] ?? 0)) / 2;
    for (const key of orderOf(links, { column, size, before: nodes })) {
      const count = size.get(key) ?? 0;
      const room = roomOf(count * unit) - gap;
      nodes.push({ column, key, count, y: y + (room - count * unit) / 2, height: count * unit });
      y += room + gap;
    }
  }
  return { nodes, bands: bandsOf(links, nodes, unit), height };
}

/** How many are in each group of a column: by what leaves it, in the last by what arrives. */
function sizesOf(links: readonly FlowLink[], column: number): Map<string, number> {
  const sizes = new Map<string, number>();
  const add = (key: string, share: number) => sizes.set(key, (sizes.get(key) ?? 0) + share);
  for (const link of links) {
    if (link.step === column - 1) add(link.to, link.to === endedGroup ? link.fromShare : link.toShare);
    if (link.step === column && (column === 0 || link.from === newGroup))
      add(link.from, link.from === newGroup ? link.toShare : link.fromShare);
  }
  return sizes;
}

function roomOf(height: number): number {
  return Math.max(height, slot) + gap;
}

function orderOf(
  links: readonly FlowLink[],
  {
    column,
    size,
    before,
  }: { column: number; size: ReadonlyMap<string, number>; before: readonly FlowNode[] },
): string[] {
  const middleOf = (key: string) => {
    const sources = links.filter((link) => link.step === column - 1 && link.to === key);
    const weights = sources.map((link) => {
      const node = before.find((item) => item.column === column - 1 && item.key === link.from);
      return { weight: link.toShare, middle: node ? node.y + node.height / 2 : 0 };
    });
    const total = sum(weights.map((item) => item.weight));
    return total === 0 ? 0 : sum(weights.map((item) => item.weight * item.middle)) / total;
  };
  const last = (key: string) => Number(key === endedGroup) + Number(key === newGroup);
  return [...size.keys()].toSorted(
    (a, b) =>
      last(a) - last(b) ||
      middleOf(a) - middleOf(b) ||
      (size.get(b) ?? 0) - (size.get(a) ?? 0) ||
      (a < b ? -1 : 1),
  );
}

function bandsOf(links: readonly FlowLink[], nodes: readonly FlowNode[], unit: number): FlowBand[] {
  const nodeOf = (column: number, key: string) =>
    nodes.find((node) => node.column === column && node.key === key);
  const yOf = (column: number, key: string) => nodeOf(column, key)?.y ?? 0;
  const used = new Map<string, number>();
  const take = (side: string, at: { column: number; key: string }, height: number) => {
    const name = `${side} ${at.column} ${at.key}`;
    const y = yOf(at.column, at.key) + (used.get(name) ?? 0);
    used.set(name, (used.get(name) ?? 0) + height);
    return y;
  };
  const bands = links
    .toSorted((a, b) => yOf(a.step + 1, a.to) - yOf(b.step + 1, b.to) || Number(a.moved) - Number(b.moved))
    .map((link) => {
      const fromHeight = (link.from === newGroup ? link.toShare : link.fromShare) * unit;
      return { link, fromHeight, fromY: take('out', { column: link.step, key: link.from }, fromHeight) };
    });
  return bands
    .toSorted((a, b) => a.fromY - b.fromY)
    .map(({ link, fromHeight, fromY }) => {
      const toHeight = (link.to === endedGroup ? link.fromShare : link.toShare) * unit;
      return {
        link,
        fromHeight,
        fromY,
        toHeight,
        toY: take('in', { column: link.step + 1, key: link.to }, toHeight),
      };
    });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
