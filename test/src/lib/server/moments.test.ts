import { expect, it } from 'vitest';
import { formatMoment } from '../../../../src/lib/server/moments.ts';

it.each([
  ['vi', '00:30 01/11/2026'],
  ['en', '00:30 1 Nov 2026'],
] as const)('a moment in %s is told in the time of Vietnam', (lang, text) => {
  expect(formatMoment('2026-10-31T17:30:00.000Z', lang)).toBe(text);
});
