import { describe, expect, it } from 'vitest';
import { outlookOf, paceOf } from '$lib/shape/outlook';

const opened = Array<number>(12).fill(50);
/** Net closings 5, 6, ... 16: P10 at position 1.1 is 6.1, P90 at 9.9 is 14.9. */
const closed = opened.map((value, i) => value + 5 + i);

describe('the pace', () => {
  it('is the tenth, the middle and the ninetieth part of net closings, between neighbours in proportion', () => {
    const { slow, mean, fast } = paceOf([16, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
    expect(slow).toBeCloseTo(6.1, 10);
    expect(mean).toBe(10.5);
    expect(fast).toBeCloseTo(14.9, 10);
  });
});

describe('the outlook', () => {
  it('reaches from the pace of fast months, rounded down, to that of slow ones, rounded up', () => {
    // 100 / 14.9 = 6.7, 100 / 6.1 = 16.4.
    expect(outlookOf(100, opened, closed)).toMatchObject({ kind: 'range', low: 6, high: 17 });
  });

  it('is a month at least', () => {
    expect(outlookOf(1, opened, closed)).toMatchObject({ kind: 'range', low: 1, high: 1 });
  });

  it('looks at the last 12 months only', () => {
    expect(outlookOf(100, [900, 900, ...opened], [0, 0, ...closed])).toMatchObject({ low: 6, high: 17 });
  });

  it('is open upwards where slow months gain nothing, though the year does', () => {
    // Net 0 in two months and 12 in ten: P10 at position 1.1 is 1.2; with three at 0 it is 0.
    const uneven = opened.map((value, i) => value + (i < 3 ? 0 : 12));
    expect(outlookOf(120, opened, uneven)).toMatchObject({ kind: 'atLeast', low: 10 });
  });

  it('is none where as much or more was opened than closed', () => {
    expect(outlookOf(100, opened, opened)).toEqual({ kind: 'gaining', opened: 600, closed: 600 });
    expect(outlookOf(100, closed, opened)).toEqual({ kind: 'gaining', opened: 726, closed: 600 });
  });

  it('is none without 12 known months, or without anything pending', () => {
    expect(outlookOf(100, opened.slice(1), closed.slice(1))).toEqual({ kind: 'short' });
    expect(outlookOf(100, opened, [...closed.slice(1), null])).toEqual({ kind: 'short' });
    expect(outlookOf(0, opened, closed)).toEqual({ kind: 'done' });
  });

  it('gives no figure beyond ten years', () => {
    expect(outlookOf(14.9 * 122, opened, closed)).toEqual({ kind: 'far' });
    expect(outlookOf(1400, opened, closed)).toMatchObject({ kind: 'atLeast', low: 93 });
  });
});
