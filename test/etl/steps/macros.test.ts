import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runFile } from '#etl/steps/store.ts';
import { type Database, openMemory } from '#warehouse/open.server.ts';
import { linesOf } from '../support.ts';

let database: Database;

beforeAll(async () => {
  database = await openMemory();
  await runFile(database, 'steps/macros.sql');
});

afterAll(() => database.close());

/** Texts with one sign of each of `bases` put in place of another, or doubled, at every place. */
async function makeTexts(bases: readonly string[]): Promise<void> {
  await database.run(
    `create or replace table texts as select distinct substr(base, 1, place - 1) || sign || substr(base, place + width) as value
     from (select unnest($1) as base), range(1, 12) as places(place), (values (0), (1)) as widths(width),
       (select chr(code::integer) as sign from range(1, 800) as codes(code))`,
    [bases],
  );
}

describe('forms told at a glance', () => {
  it('are dates that reading with care tells alike, or lie before all registers', async () => {
    await makeTexts(['2024-12-05', '1999-10-31', '05/12/2024', '31/10/1999', '2024-02-29', '29/02/2023']);
    expect(await linesOf(database, 'select count(*) > 100000 from texts')).toEqual(['true']);
    expect(
      await linesOf(
        database,
        `select value, swift_date(value) from texts
         where swift_date(value) >= date '1930-01-01' and swift_date(value) is distinct from clean_date(value)`,
      ),
    ).toEqual([]);
    expect(await linesOf(database, `select swift_date('2024-12-05'), swift_date('31/10/1999')`)).toEqual([
      '2024-12-05 1999-10-31',
    ]);
    expect(
      await linesOf(database, `select swift_date('2024-12-5x'), swift_date('1/2/2024'), swift_date('')`),
    ).toEqual(['- - -']);
  });

  it('are counts that reading with care tells alike', async () => {
    await makeTexts(['7', '12', '999', '1.000', '999999999', '1000000000']);
    expect(
      await linesOf(
        database,
        `select value, swift_count(value) from texts
         where swift_count(value) is not null and swift_count(value) is distinct from clean_count(value)`,
      ),
    ).toEqual([]);
    expect(
      await linesOf(database, `select swift_count('12'), swift_count('007'), clean_count('007')`),
    ).toEqual(['12 - 7']);
  });

  it('leave the rest to care, which takes no comma for a point', async () => {
    expect(
      await linesOf(
        database,
        `select clean_count('1,0'), clean_count('1.000'), clean_count('1234,000'), clean_count('1,000'), clean_count('1,5')`,
      ),
    ).toEqual(['1 1000 1234 - -']);
  });

  it('are codes that care finds no fault with, but for control signs', async () => {
    await makeTexts(['HS-1', '0042', '1E+3', 'QĐ 1']);
    expect(
      await linesOf(
        database,
        `select value from texts where code_fault(value) is not null and not may_be_faulty(value)
           and not regexp_matches(value, '[\\x01-\\x1f\\x7f]')`,
      ),
    ).toEqual([]);
  });

  it('are plain texts that need no trimming, and are no faulty codes', async () => {
    await makeTexts(['HS-1', '0042', '~a.b_c', 'Q1 2', '1E+3']);
    expect(
      await linesOf(
        database,
        `select value from texts
         where plain_text(value) is not null
           and (plain_text(value) <> value or trim_text(value) <> value or code_fault(value) is not null)`,
      ),
    ).toEqual([]);
    expect(
      await linesOf(
        database,
        `select plain_text('HS-1'), plain_text('0042'), plain_text('HS 1'), plain_text('1E+3'), plain_text('Đ')`,
      ),
    ).toEqual(['HS-1 0042 - - -']);
  });

  it('are texts that need no trimming', async () => {
    await makeTexts([
      'HS-1',
      'a b',
      'ổn',
      'Đảng uỷ xã',
      'ÿ',
      '-',
      'x',
      ' x',
      'o\u0309n',
      'x\u00a0',
      'xo\u0303x',
    ]);
    expect(
      await linesOf(
        database,
        'select value from texts where clean_text(value) is distinct from trim_text(value)',
      ),
    ).toEqual([]);
  });
});

describe('a text', () => {
  it('of each sign of the Latin blocks is trimmed and in NFC, beside any other', async () => {
    const signs = 'select chr(number::integer) as sign from range(32, 8192) as numbers(number)';
    expect(
      await linesOf(
        database,
        `select text from (select unnest([sign, sign || sign, 'a' || sign, sign || 'ệ', 'Đ ' || sign || ' ữ']) as text from (${signs}))
         where clean_text(text) is distinct from trim_text(text)`,
      ),
    ).toEqual([]);
  });
});

describe('a code', () => {
  it.each(['HS-001', '42', 'QĐ–58/TW', '№ 5', 'Ơ1', 'a"b', '(1)', '1E5', 'x=1'])(
    'may be %s',
    async (code) => {
      expect(await database.all('select code_fault($1::varchar) as fault', [code])).toEqual([
        { fault: null },
      ]);
    },
  );

  it.each([
    ['HS\u200b1', 'U+200B'],
    ['HS\u00a01', 'U+00A0'],
    ['H\u00adS', 'U+00AD'],
    ['\u202eHS', 'U+202E'],
    ['\u041dS-1', 'U+041D'],
    ['\uff28S-1', 'U+FF28'],
    ['HS\u20111', 'U+2011'],
    ['\u{1d407}S', 'U+1D407'],
    ['HS\n1', 'U+000A'],
    ['="0042"', '='],
    ["'0042", "'"],
    ['7.9012E+10', 'E+'],
  ])('is none as %j', async (code, fault) => {
    expect(await database.all('select code_fault($1::varchar) as fault', [code])).toEqual([{ fault }]);
  });
});
