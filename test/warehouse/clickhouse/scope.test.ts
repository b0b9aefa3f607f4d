import { afterAll, beforeAll, expect, it } from 'vitest';
import { toClickHouse } from '#warehouse/clickhouse/dialect.ts';
import { openClickHouse, type ClickHouse } from '#warehouse/clickhouse/open.server.ts';
import { openMemory } from '#warehouse/open.server.ts';
import { startClickHouse, type ClickHouseServer } from '../../support/clickhouse/server.ts';

let server: ClickHouseServer;
let clickHouse: ClickHouse;

beforeAll(async () => {
  server = await startClickHouse();
  clickHouse = openClickHouse({ url: server.url, user: 'an', password: '', database: 'x', cluster: null });
});
afterAll(async () => {
  await clickHouse.close();
  await server.stop();
});

/** A stands in the scope from February to April and again from June, B always, C never. */
const given = `with scope as (
select * from (
    select 'A' as organization_code, '2026-02-01'::date as from_month, '2026-04-01'::date as to_month
    union all select 'A', '2026-06-01'::date, 'infinity'::date
    union all select 'B', '-infinity'::date, 'infinity'::date
) as spans
), counted as (
select * from (
    select 'A1' as place, 'A' as code, '2026-01-01'::date as month
    union all select 'A2', 'A', '2026-02-01'::date
    union all select 'A4', 'A', '2026-04-01'::date
    union all select 'A6', 'A', '2026-06-01'::date
    union all select 'B1', 'B', '2026-01-01'::date
    union all select 'C1', 'C', '2026-02-01'::date
    union all select 'N1', null, '2026-02-01'::date
) as rows_of_months
)`;
const asJoin = `${given}
select f.place as place from counted as f
semi join scope on scope.organization_code = f.code and f.month >= scope.from_month and f.month < scope.to_month
where f.place <> 'C9'
order by place`;
const asQuestion = `${given}
select f.place as place from counted as f
where exists (
    select 1
    from scope
    where scope.organization_code = f.code
        and f.month >= scope.from_month
        and f.month < scope.to_month
)
order by place`;

it.each([
  ['a join', asJoin],
  ['a question', asQuestion],
])('as %s, a scope holds an organisation for its months alone, on either engine', async (_, sql) => {
  const database = await openMemory();
  const expected = ['A2', 'A6', 'B1'].map((place) => ({ place }));
  expect(await database.all(sql)).toEqual(expected);
  expect(await clickHouse.all(toClickHouse(sql, {}, 'x'))).toEqual(expected);
  database.close();
});
