import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { homeOf, type State } from '../state/open.ts';
import type { AuditRow } from '../state/tables.ts';
import type { Head } from './anchor.ts';
import { auditKeyPath } from './key.ts';
import { headOf, recordEvent } from './record.ts';
import { verifyAudit } from './verify.ts';

/** What was carried out of the table. */
export interface Archive {
  file: string;
  entries: number;
  through: number;
  closing_hash: string;
  sha256: string;
}

/** The audit is not as it was written, so that no part of it may be taken out of the table. */
export class AuditBroken extends Error {
  override readonly name = 'AuditBroken';
}

const pageSize = 2000;

/** Where archived parts lie until somebody carries them away. */
export function archiveFolder(dataDir: string): string {
  return join(dataDir, 'private', 'audit-archive');
}

/**
 * Carries the entries older than a moment out of the table: into a file first (a line of JSON each, then the hash that
 * closes it), then an entry that tells of it, then out. Null when there is none so old. Throws AuditBroken when the
 * audit is not whole, AuditUnwritable.
 */
export async function archiveBefore(state: State, moment: Date, actor: string): Promise<Archive | null> {
  const last = await lastBefore(state, moment);
  if (!last) return null;
  const { passed } = await verifyAudit(state);
  if (!passed) throw new AuditBroken('Nhật ký không còn nguyên vẹn: chạy "audit verify" trước khi lưu trữ.');
  const archive = await writeArchive(state, last);
  const { through, entries, closing_hash, file, sha256 } = archive;
  const detail = { through, entries, closing_hash, file, sha256 };
  await recordEvent(state, { actor, action: 'audit_archive', object: file, verdict: 'done', detail });
  await state.deleteFrom('audit').where('seq', '<=', through).execute();
  return archive;
}

async function lastBefore(state: State, moment: Date): Promise<Head | null> {
  const firstKept = await state
    .selectFrom('audit')
    .select(({ fn }) => fn.min<number | null>('seq').as('seq'))
    .where('at', '>=', moment.toISOString())
    .executeTakeFirst();
  const seq = firstKept?.seq ?? null;
  const all = state.selectFrom('audit').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1);
  const found = await (seq === null ? all : all.where('seq', '<', seq)).executeTakeFirst();
  return found ?? null;
}

/**
 * Begins the chain anew with a new key, where the old one is lost: all entries go to an archive that nobody can check
 * any more, and the first entry of the new chain says so. Throws AuditBroken while the key is there.
 */
export async function restartAudit(state: State, actor: string): Promise<Archive> {
  const dataDir = homeOf(state);
  if (existsSync(auditKeyPath(dataDir)))
    throw new AuditBroken('Khóa của nhật ký vẫn còn: không cần bắt đầu chuỗi mới.');
  const head = await headOf(state);
  if (!head) throw new AuditBroken('Nhật ký chưa có mục nào: khóa sẽ được làm ở mục đầu tiên.');
  const archive = await writeArchive(state, head);
  const { through, entries, closing_hash, file, sha256 } = archive;
  const detail = { through, entries, closing_hash, file, sha256 };
  const event = { actor, action: 'audit_restart', object: file, verdict: 'done', detail } as const;
  await recordEvent(state, event, { isNewChain: true });
  await state.deleteFrom('audit').where('seq', '<=', through).execute();
  return archive;
}

/** Whole and on the disk under its name, or not there. */
async function writeArchive(state: State, { seq: through, hash }: Head): Promise<Archive> {
  const folder = archiveFolder(homeOf(state));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const aside = join(folder, `.new-${process.pid}`);
  rmSync(aside, { force: true });
  const target = openSync(aside, 'wx', 0o600);
  const digest = createHash('sha256');
  const put = (value: object) => {
    const line = `${JSON.stringify(value)}\n`;
    digest.update(line);
    writeSync(target, line);
  };
  let first = through;
  let entries = 0;
  try {
    for (let after = -1; after < through;) {
      const rows = await page(state, { after, through });
      first = Math.min(first, rows[0]?.seq ?? first);
      entries += rows.length;
      for (const row of rows) put(row);
      after = rows.at(-1)?.seq ?? through;
    }
    put({ closing: { seq: through, hash } });
    fsyncSync(target);
  } finally {
    closeSync(target);
  }
  const file = `audit-${first}-${through}.ndjson`;
  chmodSync(aside, 0o400);
  renameSync(aside, join(folder, file));
  const place = openSync(folder, 'r');
  fsyncSync(place);
  closeSync(place);
  return { file, entries, through, closing_hash: hash, sha256: digest.digest('hex') };
}

function page(state: State, { after, through }: { after: number; through: number }): Promise<AuditRow[]> {
  return state
    .selectFrom('audit')
    .selectAll()
    .where('seq', '>', after)
    .where('seq', '<=', through)
    .orderBy('seq')
    .limit(pageSize)
    .execute();
}
