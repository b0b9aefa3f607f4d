import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Database, openMemory } from '#warehouse/open.server.ts';
import { BusyError, RefusedError } from '../errors.ts';
import { quoted } from '../sql.ts';
import { unwritable } from '../unwritable.ts';
import { healAccepted, keptFolders } from './accepted.ts';
import { refuseFullDisk } from './disk-space.ts';
import { sweepLeftovers } from './process.ts';
import { breakSeal, storeState } from './store-seal.ts';
import { runFile } from './store.ts';

/**
 * Opens a database in memory with the store of `path` attached as `disk` (made when there is none, or kept in memory
 * when it is only read). For writing, which needs the load lock, the store is held against its seal first, and accepted
 * rows that a crash left unwritten are written; `close` seals it again.
 * Throws BusyError while another process writes it; RefusedError unreadable_file when it is damaged or gone,
 * not_writable when the disk refuses.
 */
export async function openStore(path: string, { readOnly }: { readOnly: boolean }): Promise<Database> {
  const state = await storeState(path, { byHash: !readOnly });
  const isGone = !existsSync(path) && (state === 'damaged' || keptFolders(dirname(path)).length > 0);
  if (isGone) throw damaged(path, 'không có tệp');
  if (state === 'damaged') throw damaged(path, 'tệp không còn như khi đóng lần cuối');
  if (readOnly) return openToRead(path);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  sweepLeftovers(dirname(path));
  refuseFullDisk(path);
  return openToWrite(path, state === 'unsealed');
}

/** A new empty store, attached as `disk`. */
export async function createStore(path: string): Promise<Database> {
  const database = await openMemory({ preserve_insertion_order: 'true' });
  try {
    await attach(database, path, '');
    await makeTables(database);
  } catch (cause) {
    database.close();
    throw refusal(path, cause);
  }
  return database;
}

async function openToRead(path: string): Promise<Database> {
  const database = await openMemory({ preserve_insertion_order: 'true' });
  try {
    if (existsSync(path)) await attach(database, path, ' (read_only)');
    else {
      await attach(database, ':memory:', '');
      await makeTables(database);
    }
  } catch (cause) {
    database.close();
    throw refusal(path, cause);
  }
  return database;
}

/** The seal is broken only once the store is ours: another process that has it open seals it itself. */
async function openToWrite(path: string, mustScan: boolean): Promise<Database> {
  const database = await openMemory({ preserve_insertion_order: 'true' });
  let seal: (() => void) | null = null;
  const close = () => {
    database.close();
    seal?.();
  };
  try {
    await attach(database, path, '');
    if (mustScan) await scan(database);
    seal = breakSeal(path);
    await makeTables(database);
  } catch (cause) {
    close();
    throw refusal(path, cause);
  }
  try {
    await healAccepted(database, dirname(path));
  } catch (error) {
    close();
    throw error;
  }
  return { ...database, close };
}

async function attach(database: Database, path: string, mode: string): Promise<void> {
  await database.run(`attach '${path.replaceAll("'", "''")}' as disk${mode}`);
}

async function makeTables(database: Database): Promise<void> {
  await runFile(database, 'steps/store.sql', (sql) => sql.replaceAll('store.', 'disk.'));
}

/** Reads every block of every table: DuckDB holds each against its checksum. */
async function scan(database: Database): Promise<void> {
  const tables = await database.all(
    `select schema_name, table_name from duckdb_tables() where database_name = 'disk'`,
  );
  for (const { schema_name: schema, table_name: table } of tables) {
    const name = [schema, table].map((part) => quoted(String(part))).join('.');
    await database.all(`select bit_xor(hash(source)) as whole from disk.${name} as source`);
  }
}

function refusal(path: string, cause: unknown): Error {
  const message = cause instanceof Error ? cause.message : '';
  if (cause instanceof RefusedError) return cause;
  if (/could not set lock/i.test(message)) {
    return new BusyError('Một lần nạp khác đang ghi kho số liệu. Đợi xong rồi chạy lại.', { cause });
  }
  const place = unwritable(cause);
  if (!place) {
    const isOther = /storage version|newer version|older version/i.test(message);
    return damaged(path, isOther ? 'phiên bản lưu trữ khác của DuckDB' : 'DuckDB không đọc được', cause);
  }
  return new RefusedError(
    {
      reason: 'not_writable',
      file: place.file ?? path,
      found: place.found,
      expected: 'thư mục ghi được, còn chỗ',
      hint: 'Chưa có gì thay đổi. Giải phóng chỗ hoặc sửa quyền của thư mục, rồi chạy lại cùng lệnh.',
    },
    { cause },
  );
}

function damaged(path: string, found: string, cause?: unknown): RefusedError {
  const canRebuild = keptFolders(dirname(path)).length > 0;
  return new RefusedError(
    {
      reason: 'unreadable_file',
      file: path,
      found,
      expected: 'kho số liệu nguyên vẹn',
      hint: canRebuild
        ? 'Bản đang dùng không đổi. Chạy "npm run etl -- rebuild" để dựng lại kho từ các kỳ đã nhận.'
        : 'Khôi phục từ bản sao lưu. Để bắt đầu lại từ đầu, xóa cả thư mục private rồi nạp lại mọi kỳ.',
    },
    { cause },
  );
}
