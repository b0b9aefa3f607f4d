import { atMost, limitsAt, placeOf, type Limits, type Place } from './binomial';
import { drawnShare } from './drawn';

/** How many organisations have just these counts. */
export interface CountPair {
  counted: number;
  onTime: number;
  organizations: number;
}

/** A pair of counts, and where it stands around the common rate. */
export interface PlacedPair extends CountPair {
  place: Place;
}

const mostCurvePoints = 120;
const columns = 60;
const rows = 40;

/** Each pair with its place; the least ordinary of those below last, those within first. */
export function placedPairs(pairs: readonly CountPair[], rate: number): PlacedPair[] {
  const order: Record<Place, number> = { within: 0, low: 0, high: 0, above: 1, below: 2 };
  return pairs
    .map((pair) => ({ ...pair, place: placeOf(pair.onTime, pair.counted, rate) }))
    .sort(
      (a, b) =>
        order[a.place] - order[b.place] ||
        atMost(b.onTime, b.counted, rate) - atMost(a.onTime, a.counted, rate) ||
        a.counted - b.counted,
    );
}

/** The limits for every number of duties up to the largest, as they are drawn; for many, evenly spaced ones. */
export function limitCurves(most: number, rate: number): Limits[] {
  const step = Math.max(1, Math.ceil(most / mostCurvePoints));
  const trials = Array.from({ length: Math.ceil(most / step) }, (_, index) =>
    Math.min(most, (index + 1) * step),
  );
  return trials.map((count) => {
    const { outerLow, innerLow, innerHigh, outerHigh } = limitsAt(count, rate);
    return {
      trials: count,
      outerLow: drawnShare(outerLow),
      innerLow: drawnShare(innerLow),
      innerHigh: drawnShare(innerHigh),
      outerHigh: drawnShare(outerHigh),
    };
  });
}

/**
 * The pairs as cells of a grid, for more pairs than can be told apart: each cell stands at the mean of its
 * organisations' counts. Pairs of different places never share a cell. Order is kept.
 */
export function binned(pairs: readonly PlacedPair[]): PlacedPair[] {
  const most = Math.max(1, ...pairs.map(({ counted }) => counted));
  const cells = new Map<string, PlacedPair>();
  for (const pair of pairs) {
    const column = Math.floor(((pair.counted - 1) / most) * columns);
    const row = Math.floor((pair.onTime / pair.counted) * rows);
    const key = `${pair.place} ${column} ${row}`;
    const cell = cells.get(key);
    cells.set(key, cell ? joined(cell, pair) : pair);
  }
  return [...cells.values()];
}

function joined(a: PlacedPair, b: PlacedPair): PlacedPair {
  const organizations = a.organizations + b.organizations;
  const mean = (name: 'counted' | 'onTime') =>
    (a[name] * a.organizations + b[name] * b.organizations) / organizations;
  return { place: a.place, organizations, counted: mean('counted'), onTime: mean('onTime') };
}
