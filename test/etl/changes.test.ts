import { chmodSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rollback } from '#etl/jobs/rollback.ts';
import { undo } from '#etl/jobs/versions.ts';
import { files } from './changes-world.ts';
import { lines, linesOf, liveManifest, livePath, makePlace, type Place, withLive } from './support.ts';

/** K4 came in on 8 January, due on the 30th, closed on the 29th; nobody told before. */
const lateCase = { cases: { K4: 'K4 G1 petition closed 2026-01-08 2026-01-30 2026-01-29 concluded . .' } };
/** G2 had merged into G1 on 15 January. Its duty D2 of the 20th falls away; K3 is with G1 since. */
const merger = {
  organizations: { G2: 'G2 Hai grassroots_cell other U 2026-01-14' },
  successions: { S: 'G2 G1 merged_into 2026-01-15' },
  members: { M2: 'M2 G1 official' },
  cases: { K3: 'K3 G1 petition intake 2026-01-12 . . . . .' },
};
/** Five working days: K3, received on Monday the 12th, was due on Monday the 19th. */
const limit = 'case_type,workdays\npetition,5\n';

let place: Place;
/** Where January is loaded as it stands. */
const january = makePlace('2026-04-02');

beforeAll(() => january.load([january.snapshot('2026-01-31', files())]));
afterAll(() => january.remove());

beforeEach(() => {
  place = makePlace('2026-04-02');
});

afterEach(() => place.remove());

const withJanuary = () => cpSync(january.dataDir, place.dataDir, { recursive: true });

const accept = { acceptDrop: true };
const load = (asOf: string, changed = {}, options = {}) =>
  place.load([place.snapshot(asOf, files(changed))], { ...accept, ...options });

/** Changes of a month: metric, cause, change, value before and after. */
async function changesOf(month: string, comparedWith = 'version_before'): Promise<string[]> {
  return withLive(place.dataDir, 'warehouse', (database) =>
    linesOf(
      database,
      `select metric_id, cause, change, value_before, value_after from meta.changes
       where month = date '${month}-01' and compared_with = '${comparedWith}'
       order by metric_id, list_position(['rules', 'reorganisation', 'late_arrivals', 'corrections'], cause)`,
    ),
  );
}

describe('what changed of a month that was told before', () => {
  it('is nothing in the first version, nor when the next snapshot says the same', async () => {
    withJanuary();
    expect(await changesOf('2026-01')).toEqual([]);
    await load('2026-02-28');
    expect(await changesOf('2026-01')).toEqual([]);
  });

  it('is a late arrival when the older version did not have the row', async () => {
    withJanuary();
    await load('2026-02-28', lateCase);
    const changed = lines(`
      cases_closed   late_arrivals 1 1 2
      cases_opened   late_arrivals 1 3 4
      cases_opened_per_100_members late_arrivals 50 150 200     # two members
      clearance_rate late_arrivals 0.166666667 0.333333333 0.5  # 1 of 3, 2 of 4
      on_time_rate   late_arrivals 0.333333333 0 0.333333333    # 0 of 2, 1 of 3`);
    expect(await changesOf('2026-01')).toEqual(changed);
    expect(await changesOf('2026-01', 'month_before')).toEqual(changed);
  });

  it('is a correction when a row that it had stands otherwise now, or is gone', async () => {
    withJanuary();
    await load('2026-02-28', {
      cases: { K2: 'K2 G1 petition closed 2026-01-06 2026-01-15 2026-01-14 concluded . .' },
      duties: { D2: 'D2 G2 annual_plan 2026-01-20 2026-02-03' },
    });
    expect(await changesOf('2026-01')).toEqual(
      lines(`
      duties_overdue corrections -1 1 0     # D2 is late now: on time 1 of 2 as before
      on_time_rate   corrections 0.5 0 0.5  # K2 of K2 and K1`),
    );
    // K1 is gone in March: pending until then, so that nothing of January changes.
    await load('2026-03-31', { cases: { K1: '' } });
    expect(await changesOf('2026-01')).toEqual(
      lines(`
      duties_overdue corrections 1 0 1
      on_time_rate   corrections -0.5 0.5 0`),
    );
    expect(await changesOf('2026-02')).toEqual([]);
  });

  it('is reorganisation when an organisation began or ended on another day than was known', async () => {
    withJanuary();
    await load('2026-02-28', merger);
    expect(await changesOf('2026-01')).toEqual(
      lines(`
      compliance_rate reorganisation 0.5 0.5 1
      duties_due      reorganisation -1 2 1
      duties_overdue  reorganisation -1 1 0
      organizations   reorganisation -1 4 3`),
    );
  });

  it('is a matter of rules when time limits are others, also without new data', async () => {
    const folder = place.snapshot('2026-01-31', files());
    await place.load([folder]);
    place.setting('time-limits.csv', limit);
    await place.load([folder]);
    expect(await changesOf('2026-01')).toEqual(
      lines(`
      cases_overdue rules 1 1 2
      overdue_share rules 0.5 0.5 1`),
    );
    expect(await changesOf('2026-01', 'month_before')).toEqual([]);
  });

  it('adds up when everything happens at once', async () => {
    withJanuary();
    place.setting('time-limits.csv', limit);
    await load('2026-02-28', {
      ...merger,
      cases: {
        ...merger.cases,
        ...lateCase.cases,
        K1: 'K1 G1 petition closed 2026-01-05 2026-01-20 2026-01-20 concluded . .',
      },
      duties: { D1: 'D1 G1 annual_plan 2026-01-10 2026-01-11', D3: 'D3 G1 annual_plan 2026-01-25 .' },
    });
    expect(await changesOf('2026-01')).toEqual(
      lines(`
      cases_closed    late_arrivals 1 1 3
      cases_closed    corrections 1 1 3
      cases_opened    late_arrivals 1 3 4
      cases_opened_per_100_members late_arrivals 50 150 200
      cases_overdue   rules 1 1 1
      cases_overdue   corrections -1 1 1
      cases_pending   corrections -1 2 1
      clearance_rate  late_arrivals 0.166666667 0.333333333 0.75  # 1/3, 2/4
      clearance_rate  corrections 0.25 0.333333333 0.75           # 3/4
      compliance_rate reorganisation 0.5 0.5 0                    # D1 alone: 1/1
      compliance_rate late_arrivals -0.5 0.5 0                    # D1 of D1 and D3
      compliance_rate corrections -0.5 0.5 0                      # D1 is late
      duties_due      reorganisation -1 2 2
      duties_due      late_arrivals 1 2 2
      duties_overdue  reorganisation -1 1 1
      duties_overdue  late_arrivals 1 1 1
      on_time_rate    late_arrivals 0.25 0 0.5                    # K4 of K2, K4 closed, K1, K3 overdue
      on_time_rate    corrections 0.25 0 0.5                      # K4, K1 of K2, K4, K1 closed, K3 overdue
      organizations   reorganisation -1 4 3
      overdue_share   rules 0.5 0.5 1`),
    );
    const sums = await withLive(place.dataDir, 'warehouse', (database) =>
      linesOf(
        database,
        `select count(*), count(*) filter (total = value_after - value_before) from (
           select sum(change) as total, value_before, value_after from meta.changes
           group by metric_id, month, compared_with, value_before, value_after)`,
      ),
    );
    expect(sums).toEqual(['24 24']);
  });

  it('is a correction when a duty fell due on the older snapshot’s own day and was left undone', async () => {
    const duties = { D3: 'D3 G1 annual_plan 2026-01-31 .' };
    await load('2026-01-31', { duties });
    await load('2026-02-28', { duties });
    expect(await changesOf('2026-01')).toEqual(
      lines(`
      compliance_rate corrections -0.166666667 0.5 0.333333333  # D1 of D1, D2, then of D1, D2, D3
      duties_overdue  corrections 1 1 2`),
    );
  });

  it('is told of whole months only: what a month lacked when its snapshot was taken is no change', async () => {
    await load('2026-01-20');
    await load('2026-01-31', lateCase);
    expect(await changesOf('2026-01')).toEqual([]);
  });
});

describe('the version that is compared with', () => {
  it('is the live one, and the newest one of an earlier month', async () => {
    withJanuary();
    await load('2026-02-28');
    // The correction of February knows K4 and one more member; January's version shows no February.
    await load('2026-02-28', { ...lateCase, members: { M3: 'M3 G1 official' } }, { replace: true });
    const versions = await withLive(place.dataDir, 'warehouse', (database) =>
      linesOf(
        database,
        `select distinct compared_with, compared_version, compared_as_of from meta.changes order by all`,
      ),
    );
    expect(versions).toEqual([
      'month_before 2026-01-31.001 2026-01-31',
      'version_before 2026-02-28.001 2026-02-28',
    ]);
    expect(await changesOf('2026-02')).toEqual(['members late_arrivals 1 2 3']);
    expect(await changesOf('2026-02', 'month_before')).toEqual([]);
    expect(await changesOf('2026-01')).toEqual(await changesOf('2026-01', 'month_before'));
    expect(await changesOf('2026-01')).toHaveLength(5);
  });

  it('may know more: what an undo takes back was corrected', async () => {
    withJanuary();
    await load('2026-02-28', { ...merger, cases: { ...merger.cases, ...lateCase.cases } });
    await undo(place.surroundings);
    expect(await changesOf('2026-01')).toEqual(
      lines(`
      cases_closed    corrections -1 2 1
      cases_opened    corrections -1 4 3
      cases_opened_per_100_members corrections -50 200 150
      clearance_rate  corrections -0.166666667 0.5 0.333333333
      compliance_rate reorganisation -0.5 1 0.5
      duties_due      reorganisation 1 1 2
      duties_overdue  reorganisation 1 0 1
      on_time_rate    corrections -0.333333333 0.333333333 0
      organizations   reorganisation 1 3 4`),
    );
    expect(await changesOf('2026-01', 'month_before')).toEqual([]);
  });

  it('may be one that readers were moved back to', async () => {
    withJanuary();
    await load('2026-02-28', lateCase);
    await rollback('2026-01-31.001', place.surroundings);
    await load('2026-03-31', lateCase);
    expect(await changesOf('2026-01')).toHaveLength(5);
    expect(await changesOf('2026-01', 'month_before')).toEqual([]);
  });

  it('calls everything a correction when the rows behind it are gone', async () => {
    withJanuary();
    await load('2026-02-28');
    await load('2026-02-28', lateCase, { replace: true });
    await rollback('2026-02-28.001', place.surroundings);
    await load('2026-03-31', { ...lateCase, ...merger, cases: { ...merger.cases, ...lateCase.cases } });
    const causes = await withLive(place.dataDir, 'warehouse', (database) =>
      linesOf(
        database,
        `select compared_version, string_agg(distinct cause, ' ' order by cause), count(distinct metric_id) from meta.changes
         where month = '2026-01-01' group by compared_version, compared_with order by all`,
      ),
    );
    // Closed, opened, opened per 100 members, clearance, on time; duties due and overdue, compliance, organisations.
    expect(causes).toEqual(['2026-02-28.001 corrections 9', '2026-02-28.002 reorganisation 4']);
    expect(place.told.some((text) => text.includes('2026-02-28.001 không còn'))).toBe(true);
  });

  it('is left out, with a note, when its file is damaged', async () => {
    withJanuary();
    const path = livePath(place.dataDir, 'warehouse.duckdb');
    const bytes = readFileSync(path);
    bytes.fill(7, bytes.length / 2, bytes.length / 2 + 64);
    chmodSync(path, 0o600);
    writeFileSync(path, bytes);
    await load('2026-02-28', lateCase);
    expect(await changesOf('2026-01')).toEqual([]);
    expect(
      place.told.filter((text) => text.includes('không so sánh được với bản 2026-01-31.001')),
    ).toHaveLength(1);
  });

  it('does not count in the content hash', async () => {
    withJanuary();
    await load('2026-02-28', lateCase);
    const alone = makePlace('2026-04-02');
    await alone.load([alone.snapshot('2026-01-31', files()), alone.snapshot('2026-02-28', files(lateCase))]);
    expect(liveManifest(alone.dataDir).content_hash).toBe(liveManifest(place.dataDir).content_hash);
    alone.remove();
  });
});
