import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyDisclosure } from '#etl/jobs/verify-disclosure.ts';
import { openMemory } from '#warehouse/open.server.ts';
import { makePlace } from './support.ts';

const place = makePlace('2026-03-31');

/** Each month so many cases of a type received by the agency and by the enterprise, none closed. */
const received = {
  admission_check: [41, 23],
  record_check: [29, 11],
  petition: [7, 0],
  verification: [2, 1],
};

function cases(): string {
  const rows = ['case_code,organization_code,case_type,stage,received_on,closed_on,closing'];
  for (const month of ['01', '02', '03'])
    for (const [type, counts] of Object.entries(received))
      for (const [at, count] of counts.entries())
        for (let n = 0; n < count; n++)
          rows.push(`${type}-${month}-${at}-${n},${at === 0 ? 'A' : 'B'},${type},intake,2026-${month}-08,,`);
  return `${rows.join('\n')}\n`;
}

beforeAll(async () => {
  const folder = place.snapshot('2026-03-31', {
    'organizations.csv': `organization_code,organization_name,organization_level,organization_type,parent_code,established_on,ended_on
P,Tỉnh ủy,province_committee,,,,
A,Chi bộ Sở Một,grassroots_cell,agency,P,,
B,Chi bộ Công ty Hai,grassroots_cell,private_enterprise,P,,
`,
    'members.csv': 'member_code,organization_code,member_status\nT1,A,official\nT2,B,official\n',
    'cases.csv': cases(),
  });
  await place.load([folder]);
});

afterAll(() => place.remove());

it('finds no hidden cell of a published version that can be worked out', async () => {
  const { passed, families } = await verifyDisclosure(place.surroundings);
  expect(families.map(({ family, exposed, wrong }) => ({ family, exposed, wrong }))).toEqual(
    ['cases', 'members', 'duties'].map((family) => ({ family, exposed: [], wrong: [] })),
  );
  expect(families[0]?.hidden).toBeGreaterThan(50);
  expect(passed).toBe(true);
});

it('finds what follows from start, opened and end, and a small count that is shown', async () => {
  const { version } = await verifyDisclosure(place.surroundings);
  const database = await openMemory();
  const file = join(place.dataDir, 'published', version, 'warehouse.duckdb');
  await database.run(`attach '${file}' as version`);
  const set = (column: string, figure: number, type: string) =>
    database.run(
      `update version.restricted.cases set ${column} = ${figure} where table_name = 'month_by_case_type' and period = date '2026-02-01' and case_type = '${type}'`,
    );
  await set('opened_count', 40, 'record_check');
  await set('opened_count', 64, 'admission_check');
  await set('opened_count', 3, 'verification');
  await database.run('detach version');
  database.close();
  const { passed, families } = await verifyDisclosure(place.surroundings);
  expect(families[0]?.wrong).toEqual(['opened_count month_by_case_type 2026-02-01  verification']);
  expect(families[0]?.exposed).toContain('closed_count month_by_case_type 2026-02-01  record_check');
  expect(passed).toBe(false);
});
