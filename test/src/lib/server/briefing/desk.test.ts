import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  draftOf,
  issueBriefing,
  issuedBriefings,
  issuedFile,
  keepDraft,
} from '../../../../../src/lib/server/briefing/desk.ts';
import {
  keepSecrecy,
  keepText,
  secrecyIn,
  secrecyOf,
  textsOf,
} from '../../../../../src/lib/server/briefing/written.ts';
import { briefingFiles } from '../../../../../src/lib/server/briefing/files.ts';
import { formats } from '../../../../../src/lib/server/briefing/manifest.ts';
import { openState, type State } from '../../../../../src/lib/server/state/open.ts';
import { october, openWorld, versionOf } from './world.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
let state: State;
const period = { month: '2026-10', span: 'month', disclosure: 'full' } as const;
const restricted = { ...period, disclosure: 'restricted' } as const;
const by = (hour: number) => ({ by: 'thuy', now: new Date(Date.UTC(2026, 10, 2, hour)) });

beforeEach(async () => {
  world = await openWorld();
  state = await openState(world.dataDir);
});
afterEach(async () => {
  await state.destroy();
  world.close();
});

describe('what an officer writes', () => {
  it('is kept for its period alone, the newest in place of the one before', async () => {
    await keepText(state, period, { prompt: 'strengths', text: 'Một.' }, by(1));
    await keepText(state, period, { prompt: 'strengths', text: '  Hai.\r\nBa. ' }, by(2));
    await keepText(state, { ...period, month: '2026-09' }, { prompt: 'strengths', text: 'Khác.' }, by(3));
    expect(await textsOf(state, period)).toEqual({ strengths: 'Hai.\nBa.' });
  });

  it('stays in the profile that it was written for', async () => {
    await keepText(state, period, { prompt: 'tasks', text: 'Còn 02 hồ sơ.' }, by(1));
    await keepSecrecy(state, period, { level: 'MẬT', basis: 'Quyết định mẫu' }, by(1));
    expect(await textsOf(state, restricted)).toEqual({});
    expect(await secrecyOf(state, restricted)).toBeNull();
  });

  it('goes when it is emptied', async () => {
    await keepText(state, period, { prompt: 'tasks', text: 'Một.' }, by(1));
    await keepText(state, period, { prompt: 'tasks', text: ' \n ' }, by(2));
    expect(await textsOf(state, period)).toEqual({});
  });
});

describe('an issued briefing', () => {
  const make = async (texts = {}) => briefingFiles(await versionOf(world), { ...october, texts });

  it('keeps every file as it was, with what it was made from', async () => {
    const made = await make({ strengths: 'Tốt.' });
    const issued = await issueBriefing(state, made, by(8));
    expect(issued).toMatchObject({
      id: '2026-10.month.1',
      number: 1,
      version: '2026-10-31.001',
      issued_by: 'thuy',
    });
    for (const format of formats) {
      const kept = issuedFile(state, issued, format) ?? new Uint8Array();
      expect(Buffer.compare(Buffer.from(kept), Buffer.from(await made.file(format)))).toBe(0);
    }
    const folder = join(world.dataDir, 'briefings', issued.id);
    expect(readdirSync(folder)).toHaveLength(formats.length + 1);
    expect(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))).toMatchObject({
      month: '2026-10',
    });
    expect(existsSync(`${folder}.part`)).toBe(false);
  });

  it('is followed by the next number, and stays', async () => {
    const first = await issueBriefing(state, await make(), by(8));
    const second = await issueBriefing(state, await make({ tasks: 'Việc.' }), by(9));
    expect(second.number).toBe(2);
    expect((await issuedBriefings(state, period)).map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(issuedFile(state, first, 'docx')).not.toBeNull();
    expect(await issuedBriefings(state, { ...period, month: '2026-09' })).toEqual([]);
  });

  it('takes a number of its own when two people issue at once', async () => {
    const both = [await make({ tasks: 'Một.' }), await make({ tasks: 'Hai.' })];
    const issued = await Promise.all(both.map((made) => issueBriefing(state, made, by(8))));
    expect(issued.map(({ number }) => number)).toEqual([1, 2]);
    expect(issued.map((each) => issuedFile(state, each, 'docx') !== null)).toEqual([true, true]);
  });

  it('is not handed out when its file was changed', async () => {
    const issued = await issueBriefing(state, await make(), by(8));
    const path = join(world.dataDir, 'briefings', issued.id, 'bao-cao-2026-10.pdf');
    chmodSync(path, 0o600);
    writeFileSync(path, 'other');
    expect(issuedFile(state, issued, 'pdf')).toBeNull();
    expect(issuedFile(state, issued, 'docx')).not.toBeNull();
  });

  it('of the restricted profile has numbers of its own', async () => {
    const first = await issueBriefing(state, await make(), by(8));
    const other = await issueBriefing(state, await make(), by(9));
    const made = await make();
    const manifest = { ...made.manifest, disclosure: 'restricted' as const };
    const limited = await issueBriefing(state, { ...made, manifest }, by(10));
    expect([first.id, other.id, limited.id]).toEqual([
      '2026-10.month.1',
      '2026-10.month.2',
      '2026-10.month.restricted.1',
    ]);
    expect(await issuedBriefings(state, { disclosure: 'restricted' })).toEqual([limited]);
  });

  it('leaves no trace when its files cannot be made', async () => {
    const made = await make();
    const broken = { ...made, file: () => Promise.reject(new Error('no room')) };
    await expect(issueBriefing(state, broken, by(8))).rejects.toThrow('no room');
    expect(await issuedBriefings(state)).toEqual([]);
    expect((await issueBriefing(state, made, by(9))).number).toBe(1);
  });
});

describe('the draft of the schedule', () => {
  const place = { ...period, version: '2026-10-31.001' };
  const make = async () => briefingFiles(await versionOf(world), { ...october, isDraft: true });

  it('is made once, however many processes try', async () => {
    const other = await openState(world.dataDir);
    const all = await Promise.all([
      keepDraft(state, make, place, by(8)),
      keepDraft(other, make, place, by(8)),
    ]);
    expect(all.filter((draft) => draft !== null)).toHaveLength(1);
    expect(await keepDraft(other, make, place, by(9))).toBeNull();
    const draft = await draftOf(state, '2026-10');
    expect(draft).toMatchObject({ id: '2026-10.month.0', version: '2026-10-31.001' });
    expect(draft && issuedFile(state, draft, 'docx')).not.toBeNull();
    await other.destroy();
  });

  it('stands in no list of issues and takes no number from them', async () => {
    await keepDraft(state, make, place, by(8));
    expect(await issuedBriefings(state)).toEqual([]);
    expect((await issueBriefing(state, await make(), by(9))).number).toBe(1);
  });

  it('is made by the next one when it failed, or when whoever began is gone', async () => {
    await expect(keepDraft(state, () => Promise.reject(new Error('no')), place, by(8))).rejects.toThrow('no');
    const never = keepDraft(state, () => new Promise(() => undefined), place, by(8));
    expect(await keepDraft(state, make, place, by(8))).toBeNull();
    expect(await draftOf(state, '2026-10')).toBeNull();
    expect(await keepDraft(state, make, place, by(9))).not.toBeNull();
    void never;
  });
});

describe('a secrecy mark', () => {
  it('is kept with its basis, changed and taken away', async () => {
    await keepSecrecy(state, period, secrecyIn({ level: 'mật', basis: ' Điều 3,\n QĐ mẫu ' }), by(1));
    expect(await secrecyOf(state, period)).toEqual({ level: 'MẬT', basis: 'Điều 3, QĐ mẫu' });
    await keepSecrecy(state, period, secrecyIn({ level: '', basis: 'gì đó' }), by(2));
    expect(await secrecyOf(state, period)).toBeNull();
  });

  it.each([
    ['a level that there is not', { level: 'HỎA TỐC', basis: 'x' }],
    ['no basis', { level: 'MẬT', basis: ' ' }],
  ])('is refused with %s', (_, typed) => {
    expect(() => secrecyIn(typed)).toThrow(expect.objectContaining({ name: 'BadParameter' }));
  });
});
