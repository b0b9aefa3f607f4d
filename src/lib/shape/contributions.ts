/** What one part had before and has now. */
export interface CountPart {
  key: string;
  before: number;
  now: number;
}

/** A part of a change; `change` in the unit of the whole. */
export interface Contribution {
  key: string;
  before: number | null;
  now: number | null;
  change: number;
}

/** The parts that changed a figure most, and all others together: their changes add up exactly to the whole. */
export interface Contributions<Part extends Contribution = Contribution> {
  items: Part[];
  rest: { count: number; change: number };
  change: number;
}

/** The parts of a change of counts: the `most` that changed most, the others together. */
export function countContributions(parts: readonly CountPart[], most: number): Contributions {
  return largest(
    parts.map((part) => ({ ...part, change: part.now - part.before })),
    most,
  );
}

/** A part of a whole, before and now: a rate's numerator and denominator. */
export interface RatePart {
  key: string;
  before: { part: number; whole: number };
  now: { part: number; whole: number };
}

/** A part of the change of a rate: by its own rate, and by its weight. */
export interface RateContribution extends Contribution {
  byRate: number;
  byMix: number;
}

/**
 * The parts of a change of a rate, 0-1; null where the rate is unknown on either side. With w the weight of a part and
 * r its rate, a part adds by its rate mean(w) x change of r, by its weight change of w x (mean(r) - mean of both
 * overall rates); together w1 r1 - w0 r0 less what weights alone shift, so that all add up exactly to the change of
 * the rate (a symmetric decomposition; E. M. Kitagawa 1955). A part with nothing counted on one side has there the rate
 * of the other: all its effect is by weight.
 */
export function rateContributions(
  parts: readonly RatePart[],
  most: number,
): Contributions<RateContribution> | null {
  const sum = (side: 'before' | 'now', of: 'part' | 'whole') =>
    parts.reduce((total, part) => total + part[side][of], 0);
  const wholes = { before: sum('before', 'whole'), now: sum('now', 'whole') };
  if (wholes.before === 0 || wholes.now === 0) return null;
  const middle = (sum('before', 'part') / wholes.before + sum('now', 'part') / wholes.now) / 2;
  const made = parts
    .filter(({ before, now }) => before.whole + now.whole > 0)
    .map((part) => rateContribution(part, wholes, middle));
  return largest(made, most);
}

function rateContribution(
  { key, before, now }: RatePart,
  wholes: { before: number; now: number },
  middle: number,
): RateContribution {
  const rateBefore = before.whole === 0 ? null : before.part / before.whole;
  const rateNow = now.whole === 0 ? null : now.part / now.whole;
  const [r0, r1] = [rateBefore ?? rateNow ?? 0, rateNow ?? rateBefore ?? 0];
  const [w0, w1] = [before.whole / wholes.before, now.whole / wholes.now];
  const byRate = ((w0 + w1) / 2) * (r1 - r0);
  const byMix = (w1 - w0) * ((r0 + r1) / 2 - middle);
  return { key, before: rateBefore, now: rateNow, byRate, byMix, change: byRate + byMix };
}

function largest<Part extends Contribution>(parts: readonly Part[], most: number): Contributions<Part> {
  const change = parts.reduce((sum, part) => sum + part.change, 0);
  const ordered = parts
    .filter((part) => part.change !== 0)
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change) || b.change - a.change);
  // One part alone is named rather than hidden among others.
  const items = ordered.slice(0, ordered.length === most + 1 ? most + 1 : most);
  const others = ordered.slice(items.length);
  return {
    items,
    rest: { count: others.length, change: others.reduce((sum, part) => sum + part.change, 0) },
    change,
  };
}
