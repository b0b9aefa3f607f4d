import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { homeOf, type State } from '../state/open.ts';
import type { IssuedBriefing } from '../state/tables.ts';
import { promptIds, type BriefingTexts, type PromptId } from './document.ts';
import type { Facts } from './facts.ts';
import { fileName, type BriefingFiles } from './files.ts';
import { formats, type Format } from './manifest.ts';
import type { Span } from './period.ts';
import { cleanText } from './texts.ts';

/** A period of briefings: its last month, and how long it is. */
export interface DeskPeriod {
  month: string;
  span: Span;
}

/** Who writes, and when. */
export interface Writing {
  by: string;
  now: Date;
}

/** What officers wrote for a period. */
export async function textsOf(state: State, { month, span }: DeskPeriod): Promise<BriefingTexts> {
  const rows = await state
    .selectFrom('briefing_texts')
    .select(['prompt', 'text'])
    .where('month', '=', month)
    .where('span', '=', span)
    .execute();
  const known = rows.flatMap(({ prompt, text }) => {
    const id = promptIds.find((each) => each === prompt);
    return id ? [[id, text] as const] : [];
  });
  return Object.fromEntries(known);
}

/** Keeps a text in place of the one before; an empty one takes it away. */
export async function keepText(
  state: State,
  { month, span }: DeskPeriod,
  { prompt, text }: { prompt: PromptId; text: string },
  { by, now }: Writing,
): Promise<void> {
  const kept = cleanText(text);
  const place = { month, span, prompt };
  await state.transaction().execute(async (work) => {
    await work
      .deleteFrom('briefing_texts')
      .where('month', '=', month)
      .where('span', '=', span)
      .where('prompt', '=', prompt)
      .execute();
    if (kept === '') return;
    const row = { ...place, text: kept, changed_at: now.toISOString(), changed_by: by };
    await work.insertInto('briefing_texts').values(row).execute();
  });
}

/** The briefings that were issued, the newest first; of one period where it is named. */
export async function issuedBriefings(state: State, period?: DeskPeriod): Promise<IssuedBriefing[]> {
  let query = state
    .selectFrom('briefings_issued')
    .selectAll()
    .orderBy('issued_at', 'desc')
    .orderBy('id', 'desc');
  if (period) query = query.where('month', '=', period.month).where('span', '=', period.span);
  return query.execute();
}

function folderOf(state: State, id: string): string {
  return join(homeOf(state), 'briefings', id);
}

/**
 * Issues a briefing: its files, as they are now, are kept with what they were made from, and never change again. A second
 * issue of a period gets the next number. Throws when the files cannot be written; then nothing is issued.
 */
export function issueBriefing(state: State, made: BriefingFiles, writing: Writing): Promise<IssuedBriefing> {
  const issued = issuing.then(() => issueAlone(state, made, writing));
  issuing = issued.catch(() => undefined);
  return issued;
}

/** One after the other: two at once would take the same number. */
let issuing: Promise<unknown> = Promise.resolve();

async function issueAlone(state: State, made: BriefingFiles, { by, now }: Writing): Promise<IssuedBriefing> {
  const { month, span, version } = made.manifest;
  const [before] = await issuedBriefings(state, { month, span });
  const number = (before?.number ?? 0) + 1;
  const id = `${month}.${span}.${number}`;
  const row: IssuedBriefing = {
    id,
    month,
    span,
    number,
    version,
    issued_at: now.toISOString(),
    issued_by: by,
    manifest: JSON.stringify(made.manifest),
    figures: JSON.stringify(figuresOf(made.facts)),
    files: JSON.stringify(await archive(folderOf(state, id), made)),
  };
  await state.insertInto('briefings_issued').values(row).execute();
  return row;
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
  const { month, span, disclosure } = parsed<DeskPeriod & { disclosure: 'full' | 'restricted' }>(
    issued.manifest,
  );
  const path = join(folderOf(state, issued.id), fileName({ month, span, disclosure }, format));
  if (!existsSync(path)) return null;
  const bytes = readFileSync(path);
  return parsed<Record<string, string>>(issued.files)[format] === hashOfBytes(bytes) ? bytes : null;
}

/** A figure that is another one now than when a briefing was issued. */
export interface Revised {
  id: string;
  then: number | null;
  now: number | null;
}

/** Which figures of an issued briefing are others today, or in another briefing. */
export function revisedSince(
  issued: IssuedBriefing,
  figures: Readonly<Record<string, number | null>>,
): Revised[] {
  const then = parsed<Record<string, number | null>>(issued.figures);
  return Object.keys(then)
    .filter((id) => id in figures && then[id] !== figures[id])
    .map((id) => ({ id, then: then[id] ?? null, now: figures[id] ?? null }));
}

/** The figures of the sentences by name. */
export function figuresOf(facts: Facts): Record<string, number | null> {
  return Object.fromEntries(facts.all.map(({ id, value }) => [id, value]));
}

/** What this program itself wrote as JSON. */
function parsed<Shape>(json: string): Shape {
  return JSON.parse(json) as Shape;
}
