/** A rectangle in pixels, from the upper left. */
export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** A point that wants a label of some width. */
export interface Wanted {
  index: number;
  x: number;
  y: number;
  width: number;
}

/** On which side of its point a label stands, and how far it is moved down. */
export interface LabelPlace {
  side: 'right' | 'left' | 'top' | 'bottom';
  down: number;
}

const order: readonly LabelPlace[] = [
  { side: 'right', down: 0 },
  { side: 'right', down: 9 },
  { side: 'right', down: -9 },
  { side: 'left', down: 0 },
  { side: 'left', down: 9 },
  { side: 'left', down: -9 },
  { side: 'bottom', down: 0 },
  { side: 'top', down: 0 },
];

/**
 * On which side of its point each label stands, so that none covers another label, a point with a label, or leaves the
 * box; points whose label has no room get none. Those that come first choose first.
 */
export function placeLabels(
  wanted: readonly Wanted[],
  { box, height, gap }: { box: Box; height: number; gap: number },
): Map<number, LabelPlace> {
  const taken: Box[] = wanted.map(({ x, y }) => ({
    left: x - gap,
    right: x + gap,
    top: y - gap,
    bottom: y + gap,
  }));
  const places = new Map<number, LabelPlace>();
  for (const point of wanted) {
    for (const place of order) {
      const label = labelBox(point, place, { height, gap });
      if (leaves(label, box) || taken.some((other) => meet(label, other))) continue;
      taken.push(label);
      places.set(point.index, place);
      break;
    }
  }
  return places;
}

function labelBox(
  { x, y, width }: Wanted,
  place: LabelPlace,
  { height, gap }: { height: number; gap: number },
): Box {
  const { side, down } = place;
  const beside = { top: y + down - height / 2, bottom: y + down + height / 2 };
  if (side === 'right') return { ...beside, left: x + gap + 1, right: x + gap + 1 + width };
  if (side === 'left') return { ...beside, left: x - gap - 1 - width, right: x - gap - 1 };
  const across = { left: x - width / 2, right: x + width / 2 };
  if (side === 'bottom') return { ...across, top: y + gap + 1, bottom: y + gap + 1 + height };
  return { ...across, top: y - gap - 1 - height, bottom: y - gap - 1 };
}

function meet(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function leaves(label: Box, box: Box): boolean {
  return label.left < box.left || label.right > box.right || label.top < box.top || label.bottom > box.bottom;
}
