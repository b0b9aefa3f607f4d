import { describe, expect, it } from 'vitest';
import { kept } from '../../../../src/lib/shape/kept.ts';

const before = () => ({
  title: 'pending',
  rows: [
    { key: 'a', cells: [1, null] },
    { key: 'b', cells: [2, 3] },
  ],
});

describe('kept', () => {
  it('gives the object from before where nothing changed', () => {
    const previous = before();
    expect(kept(previous, before())).toBe(previous);
  });

  it('keeps the parts that did not change beside one that did', () => {
    const previous = before();
    const next = before();
    next.rows[1]?.cells.splice(1, 1, 4);
    const found = kept(previous, next);
    expect(found).toEqual(next);
    expect(found).not.toBe(previous);
    expect(found.rows[0]).toBe(previous.rows[0]);
    expect(found.rows[1]).not.toBe(previous.rows[1]);
  });

  it('sees what is longer, shorter, and named otherwise', () => {
    expect(kept([1, 2], [1])).toEqual([1]);
    expect(kept([1], [1, 2])).toEqual([1, 2]);
    expect(kept({ a: 1, b: undefined }, { a: 1 })).toEqual({ a: 1 });
    expect(Object.keys(kept({ a: 1, b: undefined }, { a: 1 }))).toEqual(['a']);
    expect(Object.keys(kept({ a: 1 }, { b: 1 }))).toEqual(['b']);
    expect('b' in kept({ a: undefined }, { b: undefined })).toBe(true);
  });

  it('never takes a list for a record, nothing for a zero, or an object of a class for another', () => {
    expect(kept({ 0: 'a' }, ['a'])).toEqual(['a']);
    expect(kept(null, 0)).toBe(0);
    expect(kept({ a: {} }, { a: null })).toEqual({ a: null });
    const day = new Date(0);
    expect(kept(new Date(1), day)).toBe(day);
  });

  it('leaves both as they were', () => {
    const [previous, next] = [before(), before()];
    next.title = 'overdue';
    kept(previous, next);
    expect(previous).toEqual(before());
    expect(next.title).toBe('overdue');
    expect(next.rows[0]).not.toBe(previous.rows[0]);
  });
});
