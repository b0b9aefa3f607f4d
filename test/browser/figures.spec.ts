import { etl } from './program.ts';
import { expect, figureOn, setting, test } from './pages.ts';

interface Answer {
  version: string;
  columns: { name: string }[];
  data: (number | string | null)[][];
}

function valueOf({ columns, data }: Answer): number | string | null | undefined {
  return data[columns.findIndex(({ name }) => name === 'value')]?.[0];
}

test('pending cases are the same on the page, in the API and in the warehouse', async ({ page, request }) => {
  await page.goto('/');
  const shown = await figureOn(page, 'cases_pending');
  const response = await request.get('/api/v1/metrics/cases_pending');
  const answer: Answer = await response.json();
  const sql = `select sum(pending_end_count) as pending from marts.agg_case_flow_by_month
    where month = (select max(month) from marts.agg_case_flow_by_month)`;
  const [row]: { pending: number }[] = JSON.parse(
    await etl(setting('LANG_KINH_DATA'), 'query', sql, '--json'),
  );
  expect(shown).toBeGreaterThan(0);
  expect({ api: valueOf(answer), warehouse: row?.pending }).toEqual({ api: shown, warehouse: shown });
});

test('pending cases counted from the case rows are the sum of the monthly table', async () => {
  const sql = `select
      (select count(*) from marts.fct_cases where is_pending) as counted,
      (select sum(pending_end_count) from marts.agg_case_flow_by_month
        where month = (select max(month) from marts.agg_case_flow_by_month)) as summed`;
  const [row]: Record<string, number>[] = JSON.parse(
    await etl(setting('LANG_KINH_DATA'), 'query', sql, '--json'),
  );
  expect(row?.['counted']).toBeGreaterThan(0);
  expect(row?.['summed']).toBe(row?.['counted']);
});
