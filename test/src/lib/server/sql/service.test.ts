import { describe, expect, it } from 'vitest';
import { sandboxLevel } from '../../../../../src/lib/server/sql/service.ts';
import { WorkerFailed } from '../../../../../src/lib/server/sql/worker-process.ts';
import { sqlWorld } from './support.ts';

describe('the level at which statements are held', () => {
  it('is found out before anybody asks, by a worker that is kept for the first who does', async () => {
    const sql = await sqlWorld({}, ['limits']);
    const { service } = sql.world;
    expect(service.desk.crew.level).toBeUndefined();
    expect(await sandboxLevel(service, '2026-10-31.001')).toBe('limits');
    const { pids } = service.desk.crew;
    expect(pids).toHaveLength(1);
    expect(await sandboxLevel(service, '2026-10-31.001')).toBe('limits');
    expect(service.desk.crew.pids).toEqual(pids);
    await sql.close();
  });

  it('is none where no worker can be started', async () => {
    const sql = await sqlWorld({}, []);
    await expect(sandboxLevel(sql.world.service, '2026-10-31.001')).rejects.toThrow(WorkerFailed);
    await sql.close();
  });
});

it.each([
  ['text/plain', 415],
  ['application/json-x', 415],
  ['application/jsonp; charset=utf-8', 415],
  ['application/x-www-form-urlencoded', 415],
  ['Application/JSON ;charset=utf-8', 400],
])('a body that says to be %s is answered %d', async (type, status) => {
  const sql = await sqlWorld({}, []);
  expect((await sql.post({ sql: 1 }, { type })).status).toBe(status);
  await sql.close();
});
