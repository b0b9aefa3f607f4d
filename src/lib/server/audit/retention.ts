import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

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
