import { expect, test } from 'vitest';
import { csv, makePlace } from './support.ts';
test('time', async () => {
  const place = makePlace();
  const folder = place.snapshot('2026-10-31', {
    'organizations.csv': csv('organization_code organization_name organization_level\nA x grassroots_cell'),
    'members.csv': csv('member_code organization_code member_status\nM1 A official'),
    'cases.csv': csv('case_code organization_code case_type stage received_on\nC1 A petition intake 2026-10-01'),
  });
  for (let i = 0; i < 3; i++) {
    const start = Date.now();
    console.error(JSON.stringify(await place.load([folder], {replace: true, checkOnly: i === 0})).slice(0, 300), Date.now() - start);
  }
  const f2 = place.snapshot('2026-11-01', {
    'organizations.csv': csv('organization_code organization_name organization_level\nA x grassroots_cell'),
    'members.csv': csv('member_code organization_code member_status\nM1 A official'),
    'cases.csv': csv('case_code organization_code case_type stage received_on\nC1 A petition intake 2026-10-01'),
  });
  const start = Date.now();
  await place.load([f2]);
  console.error(Date.now() - start);
  place.remove();
  expect(1).toBe(1);
});
