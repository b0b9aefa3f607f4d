import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { homeOf, type State } from '../state/open.ts';
import { recordEvent } from './record.ts';

/** Where the number of months is kept that entries stay in the table; no file: all stay. */
export function retentionPath(dataDir: string): string {
  return join(dataDir, 'settings', 'audit-retention.csv');
}

export const retentionHead = 'keep_months';

/** For how many months entries stay in the table; null: for ever. Throws when the file holds something else. */
export function keepMonths(dataDir: string): number | null {
  const path = retentionPath(dataDir);
  if (!existsSync(path)) return null;
  const [head, value = ''] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  if (head !== retentionHead || !/^([1-9]\d{0,3})?$/.test(value.trim()))
    throw new Error(
      `"${path}": cần dòng đầu "${retentionHead}", dòng sau là số tháng từ 1 đến 9999 hoặc để trống.`,
    );
  return value.trim() === '' ? null : Number(value);
}

/** Sets for how many months entries stay in the table; null: for ever. Written down first. Throws AuditUnwritable. */
export async function setKeepMonths(state: State, months: number | null, actor: string): Promise<void> {
  const path = retentionPath(homeOf(state));
  const detail = { [retentionHead]: months, before: keepMonths(homeOf(state)) };
  await recordEvent(state, { actor, action: 'setting', object: 'audit-retention', verdict: 'done', detail });
  mkdirSync(dirname(path), { recursive: true });
  const aside = `${path}.${process.pid}`;
  writeFileSync(aside, `${retentionHead}\n${months ?? ''}\n`);
  renameSync(aside, path);
}

/** The moment before which entries may leave the table, so many months ago. */
export function monthsBefore(now: Date, months: number): Date {
  const start = new Date(now);
  start.setMonth(start.getMonth() - months);
  return start;
}
