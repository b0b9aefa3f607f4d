import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Database, openMemory } from '#warehouse/open.server.ts';
import { BusyError, RefusedError, type Told } from '../errors.ts';
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
  if (isGone) throw damaged(path, { vi: 'không có tệp', en: 'no file' });
  if (state === 'damaged')
    throw damaged(path, {
      vi: 'tệp không còn như khi đóng lần cuối',
      en: 'the file is not what it was when it was last closed',
    });
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
    return new BusyError(
      {
        vi: 'Một lần nạp khác đang ghi kho số liệu. Đợi xong rồi chạy lại.',
        en: 'Another load is writing the store. Wait for its end, then run again.',
      },
      { cause },
    );
  }
  const place = unwritable(cause);
  if (!place) {
    const isOther = /storage version|newer version|older version/i.test(message);
    return damaged(
      path,
      isOther
        ? { vi: 'phiên bản lưu trữ khác của DuckDB', en: 'another storage version of DuckDB' }
        : { vi: 'DuckDB không đọc được', en: 'DuckDB cannot read it' },
      cause,
    );
  }
  return new RefusedError(
    {
      reason: 'not_writable',
      file: place.file ?? path,
      found: place.found,
      expected: { vi: 'thư mục ghi được, còn chỗ', en: 'a folder that can be written, with room left' },
      hint: {
        vi: 'Chưa có gì thay đổi. Giải phóng chỗ hoặc sửa quyền của thư mục, rồi chạy lại cùng lệnh.',
        en: 'Nothing has changed. Make room or mend the rights of the folder, then run the same command again.',
      },
    },
    { cause },
  );
}

function damaged(path: string, found: Told, cause?: unknown): RefusedError {
  const canRebuild = keptFolders(dirname(path)).length > 0;
  return new RefusedError(
    {
      reason: 'unreadable_file',
      file: path,
      found,
      expected: { vi: 'kho số liệu nguyên vẹn', en: 'a whole store' },
      hint: canRebuild
        ? {
            vi: 'Bản đang dùng không đổi. Chạy "npm run etl -- rebuild" để dựng lại kho từ các kỳ đã nhận.',
            en: 'The live version is unchanged. Run "npm run etl -- rebuild" to make the store again from the accepted snapshots.',
          }
        : {
            vi: 'Khôi phục từ bản sao lưu. Để bắt đầu lại từ đầu, xóa cả thư mục private rồi nạp lại mọi kỳ.',
            en: 'Restore it from a backup. To begin anew, delete the folder private and load all snapshots again.',
          },
    },
    { cause },
  );
}
