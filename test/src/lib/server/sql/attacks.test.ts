import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256Of } from '#warehouse/whole.server.ts';
import { attacks } from '../../../../attacks/sql.ts';
import { analyst, sqlWorld, type SqlTestWorld } from './support.ts';

let sql: SqlTestWorld;
let hash: string | null;
let files: string[];
let refused: Tried[];
beforeAll(async () => {
  sql = await sqlWorld({ timeLimitMs: 20_000, memory: '256MB', memoryBytes: 256e6, rowLimit: 2000 });
  hash = await sha256Of(sql.file);
  await tried('select 1', 0);
  files = everyFile(sql);
  refused = await all('refuse');
});
afterAll(() => sql.close());

const everyFile = ({ dataDir }: SqlTestWorld) =>
  (readdirSync(dataDir, { recursive: true }) as string[])
    .filter((name) => !name.startsWith('private'))
    .sort();

type Tried = Awaited<ReturnType<typeof tried>>;

/** A statement through the route, by one of three analysts. */
async function tried(statement: string, who: number) {
  const text = statement.replaceAll('FILE', sql.file).replaceAll('FOLDER', dirname(sql.file));
  const response = await sql.post({ sql: text }, { viewer: { ...analyst, name: `người ${who}` } });
  const body = (await response.json()) as { data?: unknown[][]; error?: { code: string; message: string } };
  return { statement, status: response.status, ...body };
}

/** All statements of a class, by three analysts side by side, each one after the other. */
async function all(expected: string): Promise<Tried[]> {
  const left = attacks.filter((each) => each.expected === expected).map((each) => each.sql);
  const results: Tried[] = [];
  const work = async (who: number) => {
    for (let next = left.shift(); next !== undefined; next = left.shift())
      results.push(await tried(next, who));
  };
  await Promise.all([0, 1, 2].map(work));
  return results;
}

describe('statements that try to get out', () => {
  it('are many, of all kinds, none twice', () => {
    expect(attacks.length).toBeGreaterThanOrEqual(150);
    expect(new Set(attacks.map((each) => each.sql)).size).toBe(attacks.length);
  });

  it('are refused, each with a reason', () => {
    expect(refused.filter(({ status, error }) => status !== 422 || !error?.message)).toEqual([]);
  });

  it('tell nothing of the machine: only what was asked stands in the answer', () => {
    const told = refused.filter(({ statement, error }) => {
      const message = error?.message ?? '';
      const names = statement.includes('FILE') || statement.includes('FOLDER');
      return /root:|HOME=|PATH=|\/proc\//.test(message) || (!names && message.includes(sql.dataDir));
    });
    expect(told).toEqual([]);
  });

  it('are not mistaken for ordinary questions, which give rows', async () => {
    const results = await all('allow');
    expect(results.filter(({ status, data }) => status !== 200 || (data?.[0]?.length ?? 0) === 0)).toEqual(
      [],
    );
  });

  it('end in time when they eat time or memory, and the next question is answered', async () => {
    sql.world.service.settings.timeLimitMs = 1000;
    const results = await all('limit');
    sql.world.service.settings.timeLimitMs = 20_000;
    const codes = new Set(results.map(({ status, error }) => `${status} ${error?.code ?? ''}`));
    expect(
      [...codes].filter((code) => !/^(200|422) (|engine|time|memory|crash|too_complex|too_long)$/.test(code)),
    ).toEqual([]);
    expect(codes).toContain('422 time');
    expect(results.filter(({ error }) => error?.message.includes('invalidated'))).toEqual([]);
    for (const who of [0, 1, 2])
      expect((await tried('select count(*) from fct_cases', who)).data).toEqual([[10]]);
  }, 240_000);

  it('leave the published file as it was, and no other', async () => {
    expect(await sha256Of(sql.file)).toBe(hash);
    expect(everyFile(sql)).toEqual(files);
  });
});
