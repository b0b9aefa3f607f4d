import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256Of } from '#warehouse/whole.server.ts';
import type { Viewer } from '../../../../../src/lib/server/access/viewer.ts';
import { runsOf } from '../../../../../src/lib/server/kept/history.ts';
import { keptVisit } from '../../../../../src/lib/server/kept/visit.ts';
import { parameterAttacks } from '../../../../attacks/parameters.ts';
import { analyst, sqlWorld, type SqlTestWorld } from '../sql/support.ts';

let sql: SqlTestWorld;
beforeAll(async () => {
  sql = await sqlWorld({ memory: '256MB', memoryBytes: 256e6 });
});
afterAll(() => sql.close());

const byPage: Viewer = { ...analyst, by: 'session' };

describe('values of parameters', () => {
  it('stay values, whatever they say, and the file stays as it was', async () => {
    const before = await sha256Of(sql.file);
    const seen = [];
    for (const { sql: text, params } of parameterAttacks) {
      const asked = JSON.parse(JSON.stringify(params).replaceAll('FILE', sql.file)) as unknown;
      const response = await sql.post({ sql: text, params: asked }, { viewer: byPage });
      const { data } = (await response.json()) as { data?: unknown[][] };
      seen.push({ sql: text, params, status: response.status, ...(data && { data }) });
    }
    expect(seen).toEqual(parameterAttacks);
    expect(await sha256Of(sql.file)).toBe(before);
  });
});

describe('the history', () => {
  const all = { search: '', page: 1, size: 50, keepDays: 90 };
  const world = () => ({ state: sql.state, now: sql.world.now });

  it('has what was run at the page with its values and its trouble, not what a token asked, nor a file or a plan', async () => {
    const viewer = { ...byPage, name: 'lan' };
    await (await sql.post({ sql: 'select $x as x', params: { x: 5 } }, { viewer })).text();
    await (await sql.post({ sql: 'select nope from fct_cases' }, { viewer })).text();
    await (await sql.post({ sql: 'select 1' }, { viewer: { ...viewer, by: 'token' } })).text();
    await (await sql.post({ sql: 'select 2' }, { viewer, accept: 'text/csv' })).text();
    await (await sql.post({ sql: 'select 3', plan: 'expected' }, { viewer })).text();
    await expect
      .poll(async () => (await runsOf(world(), 'lan', all)).runs.map(({ sql: text }) => text))
      .toHaveLength(2);
    const { runs } = await runsOf(world(), 'lan', all);
    expect(runs.find(({ problem }) => problem === null)).toMatchObject({
      ...{ sql: 'select $x as x', arguments: '[["x",5]]', row_count: 1, version: '2026-10-31.001' },
    });
    expect(runs.find(({ problem }) => problem !== null)?.problem).toContain('nope');
  });
});

describe('the pages of what is kept', () => {
  const bound = { ...byPage, organization: 'A' };
  const restricted = { ...byPage, disclosure: 'restricted' } as const;
  const committee = { ...byPage, role: 'committee' } as const;

  it.each([
    ['somebody bound to an organisation', bound],
    ['a restricted account', restricted],
    ['another role', committee],
    ['nobody', null],
  ])('are closed to %s, whatever they kept before', async (_, viewer) => {
    const event = { locals: { viewer, owes: null }, url: new URL('http://x/sql/saved') };
    await expect(keptVisit(event)).rejects.toMatchObject({ status: 403 });
  });
});
