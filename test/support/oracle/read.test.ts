import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSnapshots } from './read.ts';

function folder(files: Record<string, string>): string {
  const path = mkdtempSync(join(tmpdir(), 'oracle-read-'));
  const empty = { 'members.csv': 'member_code,organization_code,member_status\n' };
  const head = { 'snapshot.json': '{"contract":1,"as_of":"2026-03-31","source":"test"}' };
  for (const [name, text] of Object.entries({ ...head, ...empty, ...files }))
    writeFileSync(join(path, name), text);
  return path;
}

const caseHeader = 'case_code,organization_code,case_type,stage,received_on,concluded_on,closed_on,closing';
const organizations = 'organization_code,organization_name,organization_level,parent_code\n';

test('gives each faulty row its first reason, and rejects every copy of a code', () => {
  const path = folder({
    'organizations.csv': `${organizations}A,a,grassroots_cell,\n`,
    'cases.csv': [
      caseHeader,
      '1,A,petition,intake,2026-01-05,,',
      ',A,petition,nowhere,2026-01-05,,,',
      '3,A,petition,nowhere,2026-02-30,,,',
      '4,A,petition,nowhere,2026-01-05,,,',
      '5,A,petition,intake,01/04/2026,,,',
      '6,A,petition,closed,05/01/2026,,04/01/2026,concluded',
      '7,A,petition,closed,2026-01-05,,,',
      '8,A,petition,intake,2026-01-05,,,',
      '8,A,petition,nowhere,2026-01-05,,,',
      '9,Z,petition,intake,2026-01-05,,,',
      '10,A,petition,closed,5.1.2026,-,6.1.2026,withdrawn',
    ].join('\n'),
  });
  const [read] = readSnapshots([path]);
  expect(read?.rejects.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
    '2 malformed_row',
    '3 missing_value',
    '4 wrong_type',
    '5 unknown_code',
    '6 date_out_of_range',
    '7 dates_contradict',
    '8 closing_mismatch',
    '9 duplicate_code',
    '10 unknown_code',
    '11 unknown_organization',
  ]);
  expect(read?.cases.map((row) => row.case_code)).toEqual(['10']);
});

test('rejects what hangs below a rejected organisation or a circle', () => {
  const rows = ['A,a,grassroots_cell,', 'B,b,nothing,A', 'C,c,grassroots_cell,B', 'D,d,grassroots_cell,C'];
  const circle = ['E,e,grassroots_cell,F', 'F,f,grassroots_cell,E', 'G,g,grassroots_cell,F'];
  const path = folder({
    'organizations.csv': `${organizations}${[...rows, ...circle].join('\n')}\n`,
    'cases.csv': caseHeader,
  });
  const [read] = readSnapshots([path]);
  expect(read?.organizations.map((row) => row.organization_code)).toEqual(['A']);
  expect(read?.rejects.map((reject) => reject.reason)).toEqual([
    'unknown_code',
    ...Array.from({ length: 5 }, () => 'unknown_organization'),
  ]);
});
