import { expect, it } from 'vitest';
import { rangeOf } from '../../../../../src/lib/server/sql/analyst-file.ts';

it.each([
  [null, null],
  ['bytes=0-99', { first: 0, last: 99 }],
  ['bytes=900-', { first: 900, last: 999 }],
  ['bytes=990-5000', { first: 990, last: 999 }],
  ['bytes=-10', { first: 990, last: 999 }],
  ['bytes=-5000', { first: 0, last: 999 }],
  ['bytes=1000-', 'beyond'],
  ['bytes=-0', 'beyond'],
  ['bytes=5-4', null],
  ['bytes=0-1,4-5', null],
  ['bytes=-', null],
  ['rows=0-1', null],
])('of 1000 bytes, %s asks for %j', (header, range) => {
  expect(rangeOf(header, 1000)).toEqual(range);
});
