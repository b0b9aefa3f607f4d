import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoadReport } from '#etl/steps/report.ts';
import { bytesBelow, linesOf, liveRejects, makePlace, withLive } from '../support.ts';

const place = makePlace('2026-07-01');
const bytes = (text: string) => Buffer.from(text, 'latin1');
const files = {
  'members.csv': 'member_code,organization_code,member_status\nKINTHE1,A,official\n',
  'cases.csv': 'case_code,organization_code,case_type,stage,received_on\nC1,A,petition,intake,2026-01-05\n',
};

/** The same two organisations, as five offices send them; the second has no level, which rejects it. */
const organizations: [string, Record<string, string | Buffer>][] = [
  [
    '2026-01-31',
    {
      'organizations.csv': 'Mã tổ chức;Cấp tổ chức;Tên tổ chức\nA;Chi bộ cơ sở;"Đảng ủy; Hòa Bình"\nB;;Hai\n',
    },
  ],
  [
    '2026-02-28',
    {
      'organizations.csv': bytes(
        'M· tæ chøc,CÊp tæ chøc,Tªn tæ chøc\nA,Chi bé c¬ së,"§¶ng ñy; Hßa B×nh"\nB,,Hai\n',
      ),
    },
  ],
  [
    '2026-03-31',
    {
      'organizations.csv': bytes(
        'Maõ toå chöùc,Caáp toå chöùc,Teân toå chöùc\r\nA,Chi boä cô sôû,Ñaûng uûy; Hoøa Bình\r\nB,,Hai\r\n',
      ),
    },
  ],
  [
    '2026-04-30',
    {
      'organizations.csv': bytes(
        'Ma\xde t\xf4\xd2 ch\xfd\xecc,C\xe2\xecp t\xf4\xd2 ch\xfd\xecc,T\xean t\xf4\xd2 ch\xfd\xecc\n' +
          'A,Chi b\xf4\xf2 c\xf5 s\xf5\xd2,\xd0a\xd2ng u\xd2y; Ho\xcca Bi\xccnh\nB,,Hai\n',
      ),
    },
  ],
  [
    '2026-05-31',
    {
      'organizations.csv': Buffer.from(
        '\ufeffDanh sách\r\nMã tổ chức\tCấp tổ chức\tTên tổ chức\r\n\r\nA\tChi bộ cơ sở\tĐảng ủy; Hòa Bình\r\nB\t\tHai\r\n',
        'utf16le',
      ),
      // A member's code where its status should be, in a row that a stray quote makes malformed.
      'members.csv': `${files['members.csv']}A,"official"x,KINTHE2\r`,
    },
  ],
];
let report: LoadReport;

beforeAll(async () => {
  const folders = organizations.map(([asOf, changed]) => place.snapshot(asOf, { ...files, ...changed }));
  report = await place.load(folders, { maxRejects: 100 });
});

afterAll(() => place.remove());

describe('files of five offices in five encodings', () => {
  it('say the same', async () => {
    const shown = await withLive(place.dataDir, 'warehouse', (database) =>
      linesOf(
        database,
        `select organization_code, organization_name, organization_level, valid_from, valid_to
         from marts.dim_organization`,
      ),
    );
    // One row: name and level never changed.
    expect(shown).toEqual(['A Đảng ủy; Hòa Bình grassroots_cell 2026-01-31 -']);
  });

  it('are told apart in the report, with the evidence', () => {
    const shown = report.files.filter(({ file }) => file === 'organizations');
    expect(shown.map(({ encoding, rows_read, rows_kept }) => [encoding, rows_read, rows_kept])).toEqual([
      ['utf-8', 2, 1],
      ['tcvn3', 2, 1],
      ['vni', 2, 1],
      ['windows-1258', 2, 1],
      ['utf-16le', 2, 1],
    ]);
    // Mã tổ chức, Cấp tổ chức, Tên tổ chức; bộ cơ sở, Đảng ủy Hòa Bình.
    for (const label of ['TCVN3 (ABC)', 'VNI-Windows', 'Windows-1258'])
      expect(report.warnings.join('\n')).toContain(`${label}: 16 trên 16 tiếng có dấu đọc được`);
  });

  it('have their rejects by the line of the file', () => {
    const shown = liveRejects(place.dataDir).map(
      ({ as_of, file, line, reason }) => `${as_of} ${file} ${line} ${reason}`,
    );
    expect(shown.sort()).toEqual([
      '2026-01-31 organizations.csv 3 missing_value',
      '2026-02-28 organizations.csv 3 missing_value',
      '2026-03-31 organizations.csv 3 missing_value',
      '2026-04-30 organizations.csv 3 missing_value',
      '2026-05-31 members.csv 3 malformed_row',
      '2026-05-31 organizations.csv 5 missing_value',
    ]);
  });

  it('leave no member code behind', () => {
    const holding = [...bytesBelow(place.dataDir)].filter(([, content]) => content.includes('KINTHE'));
    expect(holding.map(([path]) => path)).toEqual([]);
  });
});
