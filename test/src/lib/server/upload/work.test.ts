import { existsSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isChecked, newUploadId, UploadDesk, type Upload } from '$lib/server/upload/desk';
import { takeFile, takeForm } from '$lib/server/upload/form';
import { outcomeOf } from '$lib/server/upload/outcome';
import { phasesOf } from '$lib/server/upload/phases';
import type { RegisterName } from '$lib/server/upload/registers';
import { Workshop } from '$lib/server/upload/work';
import { bytesBelow, liveVersion, makePlace } from '../../../../etl/support.ts';
import { cases, casesLater, casesMostlyWrong, members, organizations, testRoom } from './tiny.ts';

const place = makePlace();
const memory = testRoom();
const desk = new UploadDesk({ room: memory.room });
const workshop = new Workshop(desk);
const known = process.env.DATA_DIR;

beforeAll(() => {
  process.env.DATA_DIR = place.dataDir;
});
afterAll(() => {
  if (known === undefined) delete process.env.DATA_DIR;
  else process.env.DATA_DIR = known;
  workshop.close();
  desk.close();
  memory.remove();
  place.remove();
});

async function upload(asOf: string, files: Partial<Record<RegisterName, string>>): Promise<Upload> {
  const made = desk.open(newUploadId());
  for (const [register, text] of Object.entries(files)) {
    const request = new Request('http://x/', { method: 'PUT', body: text });
    await takeFile(desk, made, { register: register as RegisterName, given: `${register}.csv`, request });
  }
  await fill(made, { as_of: asOf, source: 'thử' });
  return made;
}

async function fill(made: Upload, entries: Record<string, string>): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(entries)) form.set(name, value);
  await takeForm(desk, made, new Request('http://x/', { method: 'POST', body: form }));
}

/** Starts and waits for the end; gives the outcome. */
async function run(made: Upload, command: 'check' | 'load') {
  expect(workshop.start(made, command)).toBeNull();
  await expect.poll(() => made.job?.endedAt ?? null, { timeout: 50_000, interval: 50 }).not.toBeNull();
  const outcome = made.job?.outcome;
  if (!outcome) throw new Error('The job ended without an outcome.');
  return outcome;
}

const isPublished = () => existsSync(join(place.dataDir, 'published', 'current.json'));

describe('a snapshot from the page', () => {
  it('is checked before anything is stored, then loaded; its files leave the memory', async () => {
    const made = await upload('2026-10-31', { organizations, members, cases });
    expect(workshop.start(made, 'load')).toBe('unchecked');
    const checked = await run(made, 'check');
    expect(isPublished()).toBe(false);
    expect(
      [...bytesBelow(join(place.dataDir, '..')).keys()].filter((path) => path.endsWith('.duckdb')),
    ).toEqual([]);
    if (checked.kind !== 'report') throw new Error(JSON.stringify(checked));
    expect(checked.report.loaded).toEqual(['2026-10-31']);
    expect(checked.report.warnings[0]).toEqual({
      vi: expect.stringContaining('không có cột') as string,
      en: expect.stringContaining('no column') as string,
    });
    expect(checked.report.files.map(({ file, read, rejected }) => [file, read, rejected])).toEqual([
      ['cases', 3, 2],
      ['members', 3, 1],
      ['organizations', 5, 0],
    ]);
    expect(
      checked.report.rows.map(({ register, line, column, reason, organizationCode }) => [
        register,
        line,
        column,
        reason,
        organizationCode,
      ]),
    ).toEqual([
      ['cases', 3, 'case_type', 'unknown_code', 'A'],
      ['cases', 4, 'received_on', 'wrong_type', 'B'],
      ['members', 4, 'organization_code', 'unknown_organization', null],
    ]);
    expect(phasesOf(made.job ?? fail()).map(({ name, state }) => `${name} ${state}`)).toEqual([
      'read done',
      'compare done',
      'build done',
      'verify done',
    ]);
    expect(isChecked(made)).toBe(true);

    const loaded = await run(made, 'load');
    expect(loaded).toMatchObject({ kind: 'report', report: { version: '2026-10-31.001' } });
    expect(liveVersion(place.dataDir)).toBe('2026-10-31.001');
    expect(existsSync(made.folder)).toBe(false);
    expect(made.files.size).toBe(0);
  });

  it('of a day that is loaded asks for the exception, which replaces it', async () => {
    const made = await upload('2026-10-31', { organizations, members, cases: casesLater });
    expect(await run(made, 'check')).toMatchObject({
      kind: 'refused',
      refused: {
        reason: 'not_newer',
        expected: 'as_of sau 2026-10-31',
        en: { expected: 'as_of after 2026-10-31' },
      },
    });
    expect([...made.offered]).toEqual(['replace']);
    expect(workshop.start(made, 'load')).toBe('unchecked');
    await fill(made, { as_of: '2026-10-31', source: 'thử', replace: 'yes' });
    expect(await run(made, 'check')).toMatchObject({ kind: 'report', report: { loaded: ['2026-10-31'] } });
    expect(await run(made, 'load')).toMatchObject({ kind: 'report', report: { version: '2026-10-31.002' } });
  });

  it('with too many rejects is refused with the rows by name; the limit can be lifted', async () => {
    const made = await upload('2026-11-01', { organizations, members, cases: casesMostlyWrong });
    const outcome = await run(made, 'check');
    if (outcome.kind !== 'refused') throw new Error(JSON.stringify(outcome));
    expect(outcome.refused.reason).toBe('too_many_rejects');
    expect(outcome.rows.filter(({ register }) => register === 'cases').map(({ line }) => line)).toEqual(
      Array.from({ length: 12 }, (_, i) => i + 2),
    );
    expect(outcome.warnings).toContainEqual({
      vi: expect.stringContaining('cases.csv: không có cột'),
      en: expect.stringContaining('cases.csv: no column'),
    });
    expect([...made.offered]).toEqual(['max_rejects']);
    await fill(made, { as_of: '2026-11-01', source: '', max_rejects: '50' });
    expect(await run(made, 'check')).toMatchObject({ kind: 'report' });
    desk.remove(made);
  });

  it('is not started without its files, its date, or while another one runs', async () => {
    const made = await upload('', { organizations, members });
    expect(workshop.start(made, 'check')).toBe('no_files');
    const whole = await upload('', { organizations, members, cases });
    expect(workshop.start(whole, 'check')).toBe('problems');
    expect(whole.problems).toEqual([{ field: 'as_of', problem: 'missing_day' }]);
    await fill(whole, { as_of: '2026-11-01' });
    expect(workshop.start(whole, 'check')).toBeNull();
    expect(workshop.start(made, 'check')).toBe('other_running');
    await workshop.stop(whole);
    await expect.poll(() => whole.job?.endedAt ?? null).not.toBeNull();
    expect(whole.job).toMatchObject({ isStopped: true, outcome: { kind: 'fault' } });
    expect(isChecked(whole)).toBe(false);
    expect(readdirSync(whole.folder).sort()).toContain('snapshot.json');
  });
});

function fail(): never {
  throw new Error('There is no job.');
}

describe('what the command line says', () => {
  const folder = '/dev/shm/lang-kinh-0-1-2/0123456789abcdef0123456789abcdef';

  it('names files without the folder in memory', () => {
    const refused = {
      reason: 'missing_column',
      file: '0123456789abcdef0123456789abcdef/cases.csv',
      line: 1,
      found: null,
      expected: `cột trong ${folder}/cases.csv`,
      hint: 'Thêm cột.',
    };
    expect(outcomeOf({ exitCode: 1, stdout: JSON.stringify({ refused }), stderr: '' }, folder)).toMatchObject(
      {
        kind: 'refused',
        refused: { file: 'cases.csv', expected: 'cột trong cases.csv' },
      },
    );
  });

  it('is told when another load runs, and when the program fails', () => {
    const busy = { exitCode: 3, stdout: '{"busy":"tiến trình 12","busy_en":"process 12"}', stderr: '' };
    expect(outcomeOf(busy, folder)).toEqual({
      kind: 'busy',
      message: { vi: 'tiến trình 12', en: 'process 12' },
    });
    const dead = { exitCode: null, stdout: '', stderr: `xem 2026\nhỏng ở ${folder}/cases.csv\n` };
    expect(outcomeOf(dead, folder)).toEqual({ kind: 'fault', message: '', at: 'hỏng ở cases.csv' });
  });
});

describe('a check that cannot be started', () => {
  it('is a fault of this check alone: the next one runs', async () => {
    const made = await upload('2026-10-31', { organizations, members, cases });
    const busy = { kind: 'busy', message: { vi: 'bận', en: 'busy' } } as const;
    let isBroken = true;
    const command = () => {
      if (isBroken) throw new Error('spawn ENOMEM');
      return { done: Promise.resolve(busy), stop: () => undefined };
    };
    const shop = new Workshop(desk, { command });
    expect(shop.start(made, 'check')).toBeNull();
    await expect.poll(() => made.job?.outcome).toEqual({ kind: 'fault', message: '', at: '' });
    isBroken = false;
    expect(shop.start(made, 'check')).toBeNull();
    await expect.poll(() => made.job?.outcome).toEqual(busy);
  });
});

describe('a check for which memory is full', () => {
  it('is not begun, and can be begun again when there is room', async () => {
    const made = await upload('2026-10-31', { organizations, members, cases });
    const busy = { kind: 'busy', message: { vi: 'bận', en: 'busy' } } as const;
    const shop = new Workshop(desk, {
      command: () => ({ done: Promise.resolve(busy), stop: () => undefined }),
    });
    const statement = join(made.folder, 'snapshot.json');
    symlinkSync('/dev/full', statement);
    expect(shop.start(made, 'check')).toBe('no_room');
    expect(made).toMatchObject({ job: null, obstacle: 'no_room' });
    rmSync(statement);
    expect(shop.start(made, 'check')).toBeNull();
    await expect.poll(() => made.job?.outcome).toEqual(busy);
  });
});
