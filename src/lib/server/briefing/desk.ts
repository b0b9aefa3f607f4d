import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { homeOf, type State } from '../state/open.ts';
import type { IssuedBriefing } from '../state/tables.ts';
import type { Facts } from './facts.ts';
import { fileName, type BriefingFiles } from './files.ts';
import { formats, type BriefingManifest, type Format } from './manifest.ts';
import { deskName, type DeskPeriod, type Writing } from './written.ts';

/** The briefings that were issued, the newest first; of one profile or period where it is named. */
export async function issuedBriefings(
  state: State,
  { month, span, disclosure }: Partial<DeskPeriod> = {},
): Promise<IssuedBriefing[]> {
  let query = state
    .selectFrom('briefings_issued')
    .selectAll()
    .where('number', '>', 0)
    .where('files', '<>', unfinished)
    .orderBy('issued_at', 'desc')
    .orderBy('id', 'desc');
  if (month !== undefined) query = query.where('month', '=', month);
  if (span !== undefined) query = query.where('span', '=', span);
  if (disclosure !== undefined) query = query.where('disclosure', '=', disclosure);
  return query.execute();
}

/** The draft that the schedule made of a month, in full; null while there is none. */
export async function draftOf(state: State, month: string): Promise<IssuedBriefing | null> {
  const row = await state
    .selectFrom('briefings_issued')
    .selectAll()
    .where('id', '=', idOf({ month, span: 'month', disclosure: 'full' }, 0))
    .where('files', '<>', unfinished)
    .executeTakeFirst();
  return row ?? null;
}

/** The newest month's draft of the schedule; null while there is none. */
export async function newestDraft(state: State): Promise<IssuedBriefing | null> {
  const row = await state
    .selectFrom('briefings_issued')
    .selectAll()
    .where('number', '=', 0)
    .where('files', '<>', unfinished)
    .orderBy('month', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

function folderOf(state: State, id: string): string {
  return join(homeOf(state), 'briefings', id);
}

/**
 * Issues a briefing: its files, as they are now, are kept with what they were made from, and never change again. A second
 * issue of a period gets the next number. Throws when the files cannot be written; then nothing is issued.
 */
export async function issueBriefing(
  state: State,
  made: BriefingFiles,
  writing: Writing,
): Promise<IssuedBriefing> {
  const { month, span, disclosure } = made.manifest;
  for (let tries = mostTries; tries > 0; tries--) {
    const { last } = await state
      .selectFrom('briefings_issued')
      .select(({ fn }) => fn.max('number').as('last'))
      .where((is) => is.and({ month, span, disclosure }))
      .executeTakeFirstOrThrow();
    const row = rowOf(made, writing, (last ?? 0) + 1);
    if (await claim(state, row)) return finish(state, row, made);
  }
  throw new Error(`${mostTries} numbers in a row were taken by others who issue ${month} now.`);
}

/**
 * Keeps the draft of the schedule for a period. Null when there is one already, or another process is making it now.
 */
export async function keepDraft(
  state: State,
  make: () => Promise<BriefingFiles>,
  period: DeskPeriod & { version: string },
  writing: Writing,
): Promise<IssuedBriefing | null> {
  const place = { ...period, manifest: '{}', figures: '{}', files: unfinished };
  const row = { ...place, id: idOf(period, 0), number: 0, ...writtenBy(writing) };
  if (!(await claim(state, row))) return null;
  try {
    const made = await make();
    return await finish(state, rowOf(made, writing, 0), made);
  } catch (error) {
    await release(state, row.id);
    throw error;
  }
}

const mostTries = 5;
/** What stands for the files of a briefing while they are being made: it is in no list yet. */
const unfinished = '{}';
/** Making all files takes seconds: whoever began longer ago has gone. */
const goneAfterMs = 15 * 60_000;

function rowOf(made: BriefingFiles, writing: Writing, number: number): IssuedBriefing {
  const { month, span, disclosure, version } = made.manifest;
  const id = idOf({ month, span, disclosure }, number);
  const [manifest, figures] = [made.manifest, figuresOf(made.facts)].map((each) => JSON.stringify(each));
  const written = { manifest: manifest ?? '', figures: figures ?? '', files: unfinished };
  return { id, month, span, disclosure, number, version, ...writtenBy(writing), ...written };
}

function writtenBy({ by, now }: Writing): { issued_at: string; issued_by: string } {
  return { issued_at: now.toISOString(), issued_by: by };
}

/** Takes the number of a briefing before its files are made, so that no other process writes the same ones. */
async function claim(state: State, row: IssuedBriefing): Promise<boolean> {
  const gone = new Date(Date.parse(row.issued_at) - goneAfterMs).toISOString();
  await state
    .deleteFrom('briefings_issued')
    .where('id', '=', row.id)
    .where('files', '=', unfinished)
    .where('issued_at', '<', gone)
    .execute();
  const taken = await state
    .insertInto('briefings_issued')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(taken.numInsertedOrUpdatedRows ?? 0) === 1;
}

async function finish(state: State, row: IssuedBriefing, made: BriefingFiles): Promise<IssuedBriefing> {
  try {
    const files = JSON.stringify(await archive(folderOf(state, row.id), made));
    const done = { ...row, files };
    await state.updateTable('briefings_issued').set(done).where('id', '=', row.id).execute();
    return done;
  } catch (error) {
    await release(state, row.id);
    throw error;
  }
}

async function release(state: State, id: string): Promise<void> {
  await state.deleteFrom('briefings_issued').where('id', '=', id).where('files', '=', unfinished).execute();
}

/** The name of an issue: `2026-10.month.1`, `2026-10.month.restricted.1`. */
function idOf(period: DeskPeriod, number: number): string {
  return `${deskName(period)}.${number}`;
}

/** Writes the files beside their manifest, all or none, and gives the hash of each. */
async function archive(folder: string, made: BriefingFiles): Promise<Record<string, string>> {
  const building = `${folder}.part`;
  rmSync(building, { recursive: true, force: true });
  mkdirSync(building, { recursive: true, mode: 0o700 });
  const hashes: Record<string, string> = {};
  for (const format of formats) {
    const bytes = await made.file(format);
    hashes[format] = hashOfBytes(bytes);
    writeFileSync(join(building, fileName(made.manifest, format)), bytes, { mode: 0o400 });
  }
  writeFileSync(
    join(building, 'manifest.json'),
    JSON.stringify({ ...made.manifest, files: hashes }, null, 2),
  );
  // What is left of an issue that was cut short stands in no list: it gives way.
  rmSync(folder, { recursive: true, force: true });
  renameSync(building, folder);
  return hashes;
}

function hashOfBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The file of an issued briefing, held to its hash; null when it is gone or was changed. */
export function issuedFile(state: State, issued: IssuedBriefing, format: Format): Uint8Array | null {
  const path = join(folderOf(state, issued.id), fileName(manifestOf(issued), format));
  if (!existsSync(path)) return null;
  const bytes = readFileSync(path);
  return parsed<Record<string, string>>(issued.files)[format] === hashOfBytes(bytes) ? bytes : null;
}

/** What an issued briefing was made from. */
export function manifestOf(issued: IssuedBriefing): Omit<BriefingManifest, 'format'> {
  return parsed(issued.manifest);
}

/** The figures of an issued briefing by name. */
export function figuresIn(issued: IssuedBriefing): Record<string, number | null> {
  return parsed(issued.figures);
}

/** The figures of the sentences by name. */
export function figuresOf(facts: Facts): Record<string, number | null> {
  return Object.fromEntries(facts.all.map(({ id, value }) => [id, value]));
}

/** What this program itself wrote as JSON. */
function parsed<Shape>(json: string): Shape {
  return JSON.parse(json) as Shape;
}
