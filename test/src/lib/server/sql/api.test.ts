import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { endedAudit } from './audit-rows.ts';
import { analyst, publishCases, sqlWorld, type SqlTestWorld } from './support.ts';

let sql: SqlTestWorld;
beforeAll(async () => {
  sql = await sqlWorld({ timeLimitMs: 30_000 });
});
afterAll(() => sql.close());

/** Work under another time limit. */
async function within<T>(timeLimitMs: number, work: () => Promise<T>): Promise<T> {
  const { settings } = sql.world.service;
  const usual = settings.timeLimitMs;
  settings.timeLimitMs = timeLimitMs;
  try {
    return await work();
  } finally {
    settings.timeLimitMs = usual;
  }
}

const endless = 'select count(*) from range(1000000000000) a, range(1000000) b';
const json = async (response: Response) => (await response.json()) as Record<string, unknown>;

describe('an answer in JSON', () => {
  it('has one array a column, the version, and how long it took', async () => {
    const response = await sql.post({
      sql: `select organization_code, count(*) as n, sum(age_workdays) as days, max(received_date) as last
            from fct_cases where is_pending group by 1 order by 1`,
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await json(response)).toEqual({
      version: '2026-10-31.001',
      as_of: '2026-10-31',
      columns: [
        { name: 'organization_code', type: 'VARCHAR' },
        { name: 'n', type: 'BIGINT' },
        { name: 'days', type: 'HUGEINT' },
        { name: 'last', type: 'DATE' },
      ],
      data: [
        ['A', 'B', 'C', 'D'],
        [3, 1, 1, 1],
        [122, 9, 1, 20],
        ['2026-10-01', '2026-10-20', '2026-10-30', '2026-10-05'],
      ],
      elapsed_ms: expect.any(Number),
      truncated: false,
      truncated_by: null,
    });
  });

  it('keeps every digit: large and decimal figures as text where a number would lose some', async () => {
    const answer = await json(
      await sql.post({
        sql: `select 9007199254740993::bigint, 1.50, 12345678901234567.89::decimal(20,2), 'NaN'::double, null,
              [1, null], {'a': 1}, map {'k': date '2026-01-02'}, interval '3 days', timestamp '2026-01-02 03:04:05', [date '-infinity']`,
      }),
    );
    expect(answer.data).toEqual([
      ['9007199254740993'],
      [1.5],
      ['12345678901234567.89'],
      ['NaN'],
      [null],
      [[1, null]],
      [{ a: 1 }],
      [[{ key: 'k', value: '2026-01-02' }]],
      ['3 days'],
      ['2026-01-02 03:04:05'],
      [['-infinity']],
    ]);
  });

  it('gives columns without rows as empty arrays', async () => {
    const { data } = await json(
      await sql.post({
        sql: 'select case_key, closing_ from (select case_key, 1 as closing_ from fct_cases where false)',
      }),
    );
    expect(data).toEqual([[], []]);
  });

  it('says that there is more than the limit shows', async () => {
    const cut = await json(await sql.post({ sql: 'select case_key from fct_cases order by 1', limit: 4 }));
    expect([cut.data, cut.truncated, cut.truncated_by]).toEqual([[[1, 2, 3, 4]], true, 'rows']);
    const whole = await json(await sql.post({ sql: 'select case_key from fct_cases', limit: 10 }));
    expect(whole.truncated).toBe(false);
  });
});

describe('parameters', () => {
  it('are bound by name and by place, dates and lists included', async () => {
    const named = await json(
      await sql.post({
        sql: 'select count(*) as n from fct_cases where received_date >= $from and case_type = any($types)',
        params: { from: '2026-09-01', types: ['petition', 'travel_abroad'] },
      }),
    );
    expect(named.data).toEqual([[3]]);
    const placed = await json(
      await sql.post({
        sql: 'select case_key from fct_cases where organization_code = $1 order by 1 limit $2',
        params: ['A', 2],
      }),
    );
    expect(placed.data).toEqual([[1, 2]]);
  });

  it('are asked for by name when they are missing, and refused when there is no use for them', async () => {
    const response = await sql.post({ sql: 'select $from::date', params: { to: '2026-01-01' } });
    expect(response.status).toBe(400);
    expect(await json(response)).toMatchObject({
      error: {
        parameter: 'params',
        message: 'Thiếu giá trị cho tham số: $from. Câu SQL không có tham số: $to.',
      },
    });
  });

  it('are never run as SQL', async () => {
    const { data } = await json(
      await sql.post({
        sql: 'select count(*) from fct_cases where organization_code = $1',
        params: [`A' or 'a' = 'a`],
      }),
    );
    expect(data).toEqual([[0]]);
  });
});

describe('a statement that fails', () => {
  it('gives the message and position of DuckDB, counted in characters', async () => {
    const response = await sql.post({ sql: `select 'Nguyễn', nosuch from fct_cases` });
    expect(response.status).toBe(422);
    expect(await json(response)).toMatchObject({
      error: {
        parameter: 'sql',
        code: 'engine',
        type: 'Binder',
        position: 17,
        message: expect.stringContaining('"nosuch" not found'),
        hint: expect.stringContaining('cột'),
      },
    });
  });

  it('is refused with what stands in the way, in the language that is asked for', async () => {
    const { error } = await json(await sql.post({ sql: `select * from 'x.csv'` }, { lang: 'en' }));
    expect(error).toMatchObject({
      code: 'table',
      position: 14,
      message: expect.stringContaining('no table "x.csv"'),
    });
  });

  it('never tells where the file lies', async () => {
    const texts = await Promise.all(
      [`select error('x')`, `select * from nosuch`, `select * from read_text('${sql.file}')`].map(
        async (text) => (await sql.post({ sql: text })).text(),
      ),
    );
    expect(texts.join('\n')).not.toContain(sql.dataDir);
  });

  it('ends when its time is over, whether it listens or not', async () => {
    const [scan, fold] = await within(2000, () =>
      Promise.all([
        sql.post({ sql: endless }),
        sql.post({ sql: `select levenshtein(repeat('a', 300000), repeat('b', 300000))` }),
      ]),
    );
    expect([scan.status, fold.status]).toEqual([422, 422]);
    expect(await json(fold)).toMatchObject({
      error: { code: 'time', message: 'Câu SQL chạy quá 2 giây nên đã bị dừng.' },
    });
    expect((await sql.post({ sql: 'select 1' })).status).toBe(200);
  });

  // Again where a busy machine began the statement after the blow.
  it('costs one answer when the process dies of it', { retry: 2 }, async () => {
    const { crew } = sql.world.service.desk;
    // Its process is there from a first statement, and takes the next one at once.
    const other = { viewer: { ...analyst, name: 'khác' } };
    await sql.post({ sql: 'select 1' }, other);
    const sending = sql.post({ sql: endless }, other);
    await vi.waitFor(() => expect(sql.world.service.desk.state.running).toBe(1), 20_000);
    await new Promise((done) => setTimeout(done, 300));
    for (const pid of crew.pids) process.kill(pid, 'SIGSEGV');
    const response = await sending;
    expect([response.status, await json(response)]).toMatchObject([422, { error: { code: 'crash' } }]);
    await vi.waitFor(() => expect(crew.pids).toEqual([]), 5000);
    expect((await sql.post({ sql: 'select 1' })).status).toBe(200);
  });
});

describe('who may ask', () => {
  it.each([
    [null, 401],
    [{ ...analyst, role: 'committee' as const }, 403],
    [{ ...analyst, role: 'admin' as const }, 403],
    [{ ...analyst, organization: 'A' }, 403],
    [{ ...analyst, disclosure: 'restricted' as const }, 403],
  ])('%j: %i', async (viewer, status) => {
    expect((await sql.post({ sql: 'select 1' }, { viewer })).status).toBe(status);
  });
});

describe('a request that makes no sense', () => {
  it.each([
    [{ sql: 1 }, 'sql'],
    [{}, 'sql'],
    [{ sql: 'select 1', rows: 1 }, 'body'],
    [{ sql: 'select 1', limit: -1 }, 'limit'],
    [{ sql: 'select 1', limit: '5' }, 'limit'],
    [{ sql: 'select $1', params: [{}] }, 'params'],
    ['[1]', 'body'],
    ['{', 'body'],
  ])('%j names the parameter %s', async (body, parameter) => {
    const response = await sql.post(body);
    expect([response.status, await json(response)]).toMatchObject([400, { error: { parameter } }]);
  });

  it('is told which formats and bodies there are', async () => {
    expect((await sql.post({ sql: 'select 1' }, { accept: 'image/png' })).status).toBe(406);
    expect((await sql.post({ sql: 'select 1' }, { type: 'text/plain' })).status).toBe(415);
  });
});

describe('a reader who goes away', () => {
  it('ends the statement at once', async () => {
    const leaving = new AbortController();
    const sending = sql.post({ sql: endless }, { gone: leaving.signal });
    setTimeout(() => leaving.abort(new Error('gone')), 500);
    expect(await json(await sending)).toMatchObject({ error: { code: 'given_up' } });
    expect((await sql.post({ sql: 'select 1' }, { gone: leaving.signal })).status).toBe(422);
    expect(sql.world.service.desk.state).toEqual({ running: 0, waiting: 0 });
  });
});

describe('several at once', () => {
  it('wait for their turn, and are told when too many wait', async () => {
    const slow = { sql: endless };
    const statuses = await within(1000, () =>
      Promise.all(Array.from({ length: 9 }, async () => (await sql.post(slow)).status)),
    );
    expect(statuses.sort()).toEqual([422, 422, 422, 422, 422, 422, 422, 422, 429]);
  });

  it('never holds up requests that come one after another', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 30; i++) statuses.push((await sql.post({ sql: `select ${i}` })).status);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});

describe('a publish meanwhile', () => {
  it('leaves a running statement its version, and gives the next one the new one', async () => {
    const running = sql.post({
      sql: 'select count(*) as n from fct_cases, range(60000000)',
    });
    await new Promise((done) => setTimeout(done, 300));
    await publishCases(sql.dataDir, '2026-10-31.002', `delete from marts.fct_cases where case_key > 5`);
    const before = await json(await running);
    expect([before.version, before.data]).toEqual(['2026-10-31.001', [[600_000_000]]]);
    const after = await json(await sql.post({ sql: 'select count(*) from fct_cases' }));
    expect([after.version, after.data]).toEqual(['2026-10-31.002', [[5]]]);
  });
});

describe('the audit', () => {
  it('has each statement with its text, and how it ended', async () => {
    await sql.post({ sql: 'select 42 as answer' });
    await (await sql.post({ sql: 'select * from duckdb_settings()' })).text();
    const rows = await endedAudit(sql.state);
    const storyOf = (text: string) => {
      const asked = rows.findLast(({ detail }) => detail.sql === text);
      const ended = rows.find(({ detail }) => detail.asked_in === asked?.seq);
      return [asked?.actor, asked?.action, ended?.verdict, ended?.detail.rows, ended?.detail.reason];
    };
    expect(storyOf('select 42 as answer')).toEqual(['phân tích', 'query', 'done', 1, null]);
    expect(storyOf('select * from duckdb_settings()')).toEqual([
      'phân tích',
      'query',
      'refused',
      null,
      'table_function',
    ]);
  });

  it('that cannot be written keeps a statement from running', async () => {
    const broken = await sqlWorld();
    await broken.state.schema.dropTable('audit').execute();
    const response = await broken.post({ sql: 'select 1' });
    await broken.close();
    expect(response.status).toBe(503);
  });
});
