import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  figuresOf,
  issueBriefing,
  issuedBriefings,
  issuedFile,
  keepText,
  revisedSince,
  textsOf,
} from '../../../../../src/lib/server/briefing/desk.ts';
import { briefingFiles } from '../../../../../src/lib/server/briefing/files.ts';
import { formats } from '../../../../../src/lib/server/briefing/manifest.ts';
import { verifyBriefing } from '../../../../../src/lib/server/briefing/verify.ts';
import { openState, type State } from '../../../../../src/lib/server/state/open.ts';
import { furnished, october, openWorld, republish, versionOf } from './world.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
let state: State;
const period = { month: '2026-10', span: 'month' } as const;
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
      const warehouse = world.open();
      expect(await verifyBriefing(kept, (id) => warehouse.named(id))).toMatchObject({ identical: true });
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

  it('tells which figures a later snapshot changed', async () => {
    const issued = await issueBriefing(state, await make(), by(8));
    expect(revisedSince(issued, figuresOf((await make()).facts))).toEqual([]);
    // One petition more was received in September: 3 of them, 14 cases of all kinds.
    const change = `update marts.agg_case_flow_by_type set opened_count = 3
      where case_type = 'petition' and month = date '2026-09-01'`;
    await republish(world.dataDir, `${furnished} ${change}`);
    const revised = revisedSince(issued, figuresOf((await make()).facts));
    expect(revised).toEqual(
      expect.arrayContaining([
        { id: 'cases_opened/petition/before', then: 2, now: 3 },
        { id: 'cases_opened/all/before', then: 13, now: 14 },
        { id: 'cases_opened/all/year', then: 18, now: 19 },
      ]),
    );
    expect(revised.every(({ id }) => id.startsWith('cases_opened/'))).toBe(true);
  });
});
