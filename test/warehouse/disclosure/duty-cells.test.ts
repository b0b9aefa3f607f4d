import { expect, it } from 'vitest';
import { openMemory } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';

it('counts duties about persons in months that are over only', async () => {
  const database = await openMemory();
  await database.run('create schema marts');
  await database.run(`create table marts.agg_duties_by_type as
    select 'as_reported' as basis, month::date as month, 'probation_review' as duty_type, 9 as due_count,
      6 as on_time_count, 1 as late_count, 2 as overdue_count
    from (values ('2026-08-01'), ('2026-09-01'), ('2026-10-01'), ('2026-11-01')) as months(month)`);
  const months = async (asOf: string) => {
    const rows = await database.all(sqlFile('disclosure/duty-cells.sql'), {
      codes: ['probation_review'],
      as_of: asOf,
    });
    return rows.map(({ period }) => String(period)).sort();
  };
  expect(await months('2026-10-30')).toEqual(['2026-08-01', '2026-09-01']);
  expect(await months('2026-10-31')).toEqual(['2026-08-01', '2026-09-01', '2026-10-01']);
  database.close();
});
