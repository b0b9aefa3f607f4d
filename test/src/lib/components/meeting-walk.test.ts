import { expect, it } from 'vitest';
import { placeAfter } from '$lib/components/meeting-walk';

it('goes on by the keys of a presenter, and stops at both ends', () => {
  expect(['PageDown', 'ArrowRight', 'ArrowDown', ' '].map((key) => placeAfter(key, 1, 3))).toEqual([
    2, 2, 2, 2,
  ]);
  expect(['PageUp', 'ArrowLeft', 'ArrowUp'].map((key) => placeAfter(key, 1, 3))).toEqual([0, 0, 0]);
  expect([placeAfter('PageDown', 2, 3), placeAfter('PageUp', 0, 3)]).toEqual([2, 0]);
  expect([placeAfter('End', 0, 7), placeAfter('Home', 6, 7)]).toEqual([6, 0]);
});

it('leaves other keys alone', () => {
  expect(['Tab', 'a', 'Enter'].map((key) => placeAfter(key, 1, 3))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
