import { expect, it } from 'vitest';
import { binned, limitCurves, placedPairs } from '$lib/shape/funnel';

const pair = (counted: number, onTime: number, organizations = 1) => ({ counted, onTime, organizations });

it('orders the ordinary first and the furthest below last', () => {
  // At 0.9: 12 of 20 has 0.0004, 10 of 20 far less; 15 of 20 is ordinary (0.0432).
  const placed = placedPairs([pair(20, 10), pair(20, 12), pair(20, 15), pair(100, 100)], 0.9);
  expect(placed.map(({ onTime, place }) => [onTime, place])).toEqual([
    [15, 'within'],
    [100, 'above'],
    [12, 'below'],
    [10, 'below'],
  ]);
});

it('joins neighbours of one place at the mean of their organisations, and loses none', () => {
  // Steps of 10 duties and a fortieth: 500 and 501 of 600 share a cell, 599 of 600 does not, nor another place.
  const cells = binned([
    { ...pair(600, 500, 3), place: 'within' },
    { ...pair(600, 504, 1), place: 'within' },
    { ...pair(600, 599, 2), place: 'within' },
    { ...pair(600, 501, 5), place: 'below' },
  ]);
  expect(cells).toEqual([
    { counted: 600, onTime: 501, organizations: 4, place: 'within' },
    { counted: 600, onTime: 599, organizations: 2, place: 'within' },
    { counted: 600, onTime: 501, organizations: 5, place: 'below' },
  ]);
});

it('draws a limit for every number of duties, and for many only some, the largest included', () => {
  expect(limitCurves(3, 0.9).map(({ trials }) => trials)).toEqual([1, 2, 3]);
  const many = limitCurves(1000, 0.9);
  expect(many.length).toBeLessThanOrEqual(120);
  expect(many.at(-1)?.trials).toBe(1000);
});
