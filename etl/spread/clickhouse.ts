import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { ClickHouseAddress } from '#warehouse/clickhouse/address.ts';
import { Catalogue } from '#warehouse/clickhouse/catalogue.ts';
import {
  openClickHouse,
  troubleOf,
  type ClickHouse,
  type Trouble,
} from '#warehouse/clickhouse/open.server.ts';
import type { Layout } from '#warehouse/clickhouse/tables.ts';
import type { Words } from '#warehouse/metrics.ts';
import { BusyError, RefusedError } from '../errors.ts';
import { warehouseFile } from '../steps/draft.ts';
import { livingPid, ownMark } from '../steps/process.ts';
import { loadTables, tablesAreWhole, type TableLoad } from './clickhouse-load.ts';
import type { Hearing } from './folder.ts';
import type { SourceVersion, Standing, Target } from './target.ts';

/** Name of the list of rejected rows in a version's folder. */
const rejectsFile = 'rejects.json';

/**
 * A ClickHouse as a place to publish to: one database with the list of versions, and one for each version. Case rows never
 * go there. `byHash` counts the checksums of a version that is there anew.
 */
export function clickHouseTarget(
  address: ClickHouseAddress,
  { progress, note }: Hearing,
  { byHash }: { byHash: boolean },
): Target {
  const clickHouse = openClickHouse(address, { writes: true });
  const catalogue = new Catalogue(clickHouse, address);
  const place = placeOf(address);
  const told = <T>(work: () => Promise<T>) => telling(place, work);
  const prepared = once(() => catalogue.prepare());
  const listed = async () => {
    await prepared();
    return catalogue.versions();
  };
  return {
    place,
    hold: (work) =>
      told(async () => {
        await prepared();
        await take(catalogue, note);
        try {
          return await work();
        } finally {
          await catalogue.release();
        }
      }),
    ages: () => told(listed),
    current: () => told(async () => (await listed()).find(({ isCurrent }) => isCurrent)?.version ?? null),
    standing: (source) =>
      told(async (): Promise<Standing> => {
        const manifest = await catalogue.text(source.version, 'manifest');
        if (manifest === undefined) return 'absent';
        if (manifest !== source.bytes.toString('utf8')) return 'other';
        return byHash && !(await tablesAreWhole(clickHouse, loadOf(source, address))) ? 'damaged' : 'whole';
      }),
    put: (source) => told(() => put({ clickHouse, catalogue, layout: address, progress }, source)),
    vouch: (version, signature) =>
      told(async () => {
        if (signature === null || signature === (await catalogue.signature(version))) return;
        await catalogue.sign(version, signature);
      }),
    // Who may point there is what the server itself decides.
    pointer: () => Promise.resolve(undefined),
    point: (version) => told(() => catalogue.point(version)),
    remove: (version) => told(() => catalogue.remove(version)),
    tidy: () =>
      told(async () => {
        for (const database of await catalogue.leftovers()) await catalogue.drop(database);
      }),
    close: () => clickHouse.close(),
  };
}

/** A ClickHouse as people name it: without user and password. */
export function placeOf({ url, database }: ClickHouseAddress): string {
  return `${url.replace(/^http/, 'clickhouse')}/${database}`;
}

function loadOf({ version, folder }: SourceVersion, layout: Layout): TableLoad {
  return { version, path: join(folder, warehouseFile), layout };
}

interface Way {
  clickHouse: ClickHouse;
  catalogue: Catalogue;
  layout: Layout;
  progress(text: string): void;
}

async function put({ clickHouse, catalogue, layout, progress }: Way, source: SourceVersion): Promise<void> {
  await catalogue.remove(source.version);
  const onTable = (done: number, of: number) =>
    progress(`${source.version}: ${Math.floor((100 * done) / of)} %`);
  await loadTables(clickHouse, loadOf(source, layout), onTable);
  const rejects = readFileSync(join(source.folder, rejectsFile), 'utf8');
  const texts = { manifest: source.bytes.toString('utf8'), rejects };
  await catalogue.add(source.version, source.manifest.published_at, texts);
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => (done ??= work());
}

/** Takes the lock of the database; that of a process of this machine which is dead goes. Throws BusyError. */
async function take(catalogue: Catalogue, note: (text: string) => void): Promise<void> {
  const own = `${hostname()} ${ownMark()}`;
  const holder = await catalogue.hold(own);
  if (holder === null) return;
  const [host, mark = ''] = holder.split(' ');
  if (host === hostname() && livingPid(mark) === null) {
    note('Bỏ khóa của một lần đẩy đã chết.');
    await catalogue.release();
    if ((await catalogue.hold(own)) === null) return;
  }
  const pid = mark.split('-')[0] ?? '';
  throw new BusyError({
    vi:
      `Một lần đẩy khác đang ghi vào đây (máy ${host ?? ''}, tiến trình ${pid}). Đợi xong rồi chạy lại; ` +
      'nếu chắc chắn lần đẩy đó đã chết, xóa bảng push_lock trong cơ sở dữ liệu này.',
    en:
      `Another push is writing here (machine ${host ?? ''}, process ${pid}). Wait for its end, then run this again; ` +
      'if that push is certainly dead, drop the table push_lock of this database.',
  });
}

const found: Readonly<Record<Trouble, Words>> = {
  unreachable: {
    vi: 'không kết nối được, hoặc mất kết nối giữa chừng',
    en: 'no connection, or one that was lost on the way',
  },
  sign_in: {
    vi: 'máy chủ không chấp nhận tài khoản hoặc mật khẩu',
    en: 'the server refuses the user or the password',
  },
  slow: {
    vi: 'máy chủ không trả lời kịp, hoặc hết bộ nhớ',
    en: 'the server does not answer in time, or is out of memory',
  },
  gone: {
    vi: 'bảng hoặc cơ sở dữ liệu bị xóa giữa chừng',
    en: 'a table or database that was dropped on the way',
  },
};

/** What is the matter with the server becomes a refusal: readers there are where they were. Throws RefusedError not_writable. */
export async function telling<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const trouble = troubleOf(cause);
    if (trouble === null) throw cause;
    throw new RefusedError(
      {
        reason: 'not_writable',
        file: place,
        found: found[trouble],
        expected: { vi: 'một máy chủ ClickHouse ghi được', en: 'a ClickHouse server that can be written' },
        hint: {
          vi: 'Bản đang dùng ở đó không đổi. Kiểm tra máy chủ, tài khoản và WAREHOUSE_PASSWORD_FILE rồi chạy lại cùng lệnh.',
          en: 'The live version there is unchanged. Look at the server, the user and WAREHOUSE_PASSWORD_FILE, then run the same command again.',
        },
      },
      { cause },
    );
  }
}
