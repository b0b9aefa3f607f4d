import { expect, it } from 'vitest';
import { RepeatedRefusals } from '$lib/server/access/repeated';

const noon = Date.parse('2026-11-20T12:00:00Z');
const mai = { actor: 'mai', session: 's1', address: '10.0.0.7' };

it('tells the first refusal of a route at once, and counts the others of that minute', () => {
  const refusals = new RepeatedRefusals();
  const asked = ['/sql', '/sql', '/admin', '/sql'].map((route, i) =>
    refusals.isApart({ ...mai, route }, noon + i * 1000),
  );
  expect(asked).toEqual([true, false, true, false]);
  expect(refusals.takeOver(noon + 59_999)).toEqual([]);
  const told = { action: 'access', object: null, verdict: 'refused' };
  const detail = { since: '2026-11-20T12:00:00.000Z', times: 2, routes: { '/sql': 2 } };
  expect(refusals.takeOver(noon + 60_000)).toEqual([{ ...mai, ...told, detail }]);
  expect(refusals.takeOver(Infinity)).toEqual([]);
  expect(refusals.isApart({ ...mai, route: '/sql' }, noon + 60_000)).toBe(true);
});

it('tells nothing more of a minute in which nothing was repeated', () => {
  const refusals = new RepeatedRefusals();
  refusals.isApart({ ...mai, route: '/sql' }, noon);
  expect(refusals.takeOver(Infinity)).toEqual([]);
});

it.each([
  ['person', { actor: 'lan' }],
  ['session', { session: 's2' }],
  ['address', { address: '10.0.0.8' }],
])('keeps another %s apart', (_, other) => {
  const refusals = new RepeatedRefusals();
  refusals.isApart({ ...mai, route: '/sql' }, noon);
  expect(refusals.isApart({ ...mai, ...other, route: '/sql' }, noon)).toBe(true);
});

it('comes to eleven entries a minute for somebody who tries every route', () => {
  const refusals = new RepeatedRefusals();
  const apart = Array.from({ length: 40 }, (_, i) => refusals.isApart({ ...mai, route: `/${i}` }, noon));
  expect(apart.filter(Boolean)).toHaveLength(10);
  expect(refusals.takeOver(Infinity)).toMatchObject([{ detail: { times: 30 } }]);
});
