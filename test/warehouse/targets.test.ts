import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMemory, type Database } from '#warehouse/open.server.ts';
import { projectRoot, sqlFile } from '#warehouse/project.ts';
import { loadReference, SettingError } from '#warehouse/reference.ts';

const settings = mkdtempSync(join(tmpdir(), 'targets-test-'));
const header = 'metric,organization_type,duty_type,case_type,value,valid_from,valid_to,source\n';
let database: Database;

beforeAll(async () => {
  database = await openMemory();
  await database.run('create schema meta');
});

afterAll(() => {
  database.close();
  rmSync(settings, { recursive: true });
});

async function published(rows: string): Promise<Record<string, unknown>[]> {
  writeFileSync(join(settings, 'targets.csv'), header + rows);
  await loadReference(database, settings);
  return database.all(`select * replace (target_value::varchar as target_value, valid_from::varchar as valid_from,
    valid_to::varchar as valid_to) from (${sqlFile('models/meta/targets.sql')}) order by all`);
}

describe('targets', () => {
  it('are not shipped', () => {
    const text = readFileSync(join(projectRoot(), 'warehouse', 'rules', 'targets.csv'), 'utf8');
    expect(text).toBe(header);
  });

  it('come from the settings, with open ends and empty scopes', async () => {
    expect(
      await published('compliance_rate,,,,0.9,,2025-12-31,cũ\ncases_overdue,agency,,petition,3,,,mới\n'),
    ).toEqual([
      {
        metric_id: 'cases_overdue',
        organization_type: 'agency',
        duty_type: null,
        case_type: 'petition',
        target_value: '3.0000',
        valid_from: null,
        valid_to: null,
        source: 'mới',
      },
      {
        metric_id: 'compliance_rate',
        organization_type: null,
        duty_type: null,
        case_type: null,
        target_value: '0.9000',
        valid_from: null,
        valid_to: '2025-12-31',
        source: 'cũ',
      },
    ]);
  });

  it('of the sample can be taken, and say that they are samples', async () => {
    const sample = readFileSync(join(projectRoot(), 'etl', 'sample', 'settings', 'targets.csv'), 'utf8');
    expect(sample.startsWith(header)).toBe(true);
    const rows = await published(sample.slice(header.length));
    expect(rows).toHaveLength(4);
    expect(rows.every(({ source }) => String(source).includes('số liệu mẫu'))).toBe(true);
  });

  it('may lie above 1 where the rate may', async () => {
    expect(await published('clearance_rate,,,,1.05,,,\n')).toHaveLength(1);
  });

  it('in force one after the other, or for other scopes, do not overlap', async () => {
    const rows = [
      'compliance_rate,,,,0.9,,2025-12-31,',
      'compliance_rate,,,,0.95,2026-01-01,,',
      'compliance_rate,agency,,,0.95,,,',
      'compliance_rate,,annual_plan,,0.95,,,',
    ];
    expect(await published(`${rows.join('\n')}\n`)).toHaveLength(4);
  });

  it.each([
    ['compliance,,,,0.9,,,', 'metric lạ'],
    ['compliance_rate,bank,,,0.9,,,', 'mã lạ'],
    ['compliance_rate,,annual,,0.9,,,', 'mã lạ'],
    ['cases_overdue,,,gift,9,,,', 'mã lạ'],
    ['compliance_rate,,,petition,0.9,,,', 'mục tiêu chia theo chiều'],
    ['cases_overdue,,annual_plan,,9,,,', 'mục tiêu chia theo chiều'],
    ['compliance_rate,,,,95,,,', 'value ngoài khoảng'],
    ['cases_overdue,,,,-1,,,', 'value ngoài khoảng'],
    ['compliance_rate,,,,,,,', '1 dòng sai kiểu hoặc thiếu giá trị'],
    ['compliance_rate,,,,"0,95",,,', '1 dòng sai kiểu hoặc thiếu giá trị'],
    ['compliance_rate,,,,0.9,1/1/2026,,', '1 dòng sai kiểu hoặc thiếu giá trị'],
    ['compliance_rate,,,,0.9,2026-02-01,2026-01-01,', 'valid_from sau valid_to'],
    ['compliance_rate,,,,0.9,,2026-01-31,\ncompliance_rate,,,,0.95,2026-01-31,,', 'hai mục tiêu chồng nhau'],
    [
      'compliance_rate,agency,,,0.9,,,\ncompliance_rate,agency,,,0.95,2026-01-31,,',
      'hai mục tiêu chồng nhau',
    ],
  ])('that cannot be taken are refused: %s', async (row, message) => {
    const refused = expect(published(`${row}\n`)).rejects;
    await refused.toThrow(SettingError);
    await refused.toThrow(message);
  });
});
