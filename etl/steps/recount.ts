import { buildModels } from '#warehouse/build.ts';
import type { Words } from '#warehouse/metrics.ts';
import type { Database } from '#warehouse/open.server.ts';
import { loadReference } from '#warehouse/reference.ts';
import { withConnections } from '#warehouse/side-by-side.ts';
import { contractVersion } from '../contract.ts';
import { BusyError } from '../errors.ts';
import { places, type Surroundings } from '../surroundings.ts';
import { sameCounting } from './changes/same-counting.ts';
import { contentHashes } from './content-hash.ts';
import { openStore } from './open-store.ts';
import { isSmall, suitThreads } from './pace.ts';
import { hashedOf } from './published-file.ts';
import { allowSpilling, endSpilling } from './spill.ts';
import { viewBase, viewStore } from './store.ts';
import type { StoreState } from './store-seal.ts';
import type { Manifest } from './version-folders.ts';

/** What came of counting a version's tables once more. */
export interface Recount {
  /** False also where it was asked for and could not be done. */
  passed: boolean;
  /** The tables that were counted, each held to the hash in the manifest; none where none was. */
  tables: { table: string; passed: boolean }[];
  /** What was counted and what was not, and why. */
  told: string;
  told_en: string;
}

export interface Recounting {
  /** Undefined: where the store is small, which takes a second or two. */
  asked: boolean | undefined;
  store: StoreState;
}

/**
 * Counts all marts of a version from all rows of the store, none of them carried on from an older version, and holds
 * them to what was published. Nothing is counted where the store is not behind the version, or would be counted by other
 * rules now.
 */
export async function recount(
  manifest: Manifest,
  { asked, store: state }: Recounting,
  surroundings: Surroundings,
): Promise<Recount> {
  const { store } = places(surroundings.dataDir);
  const none = notAsked(asked, isSmall(store)) ?? withoutStore(manifest, state);
  if (none) return leftOut(none, asked);
  try {
    const database = await openStore(store, { readOnly: true });
    try {
      return await recountFrom(database, { manifest, asked }, surroundings);
    } finally {
      database.close();
      endSpilling(surroundings);
    }
  } catch (error) {
    if (error instanceof BusyError) return leftOut(beingWritten, asked);
    throw error;
  }
}

async function recountFrom(
  database: Database,
  { manifest, asked }: { manifest: Manifest; asked: boolean | undefined },
  surroundings: Surroundings,
): Promise<Recount> {
  const behind = await rowsBehind(database, manifest);
  if (!behind) return leftOut(otherSnapshots, asked);
  await suitThreads(database, isSmall(places(surroundings.dataDir).store));
  await loadReference(database, surroundings.settings);
  const { rules, models } = (await sameCounting(database))(manifest);
  if (!rules) return leftOut(otherRules, asked);
  if (!models || manifest.contract !== contractVersion) return leftOut(otherProgram, asked);
  await viewBase(database, behind.cutoff);
  await viewStore(database, false);
  await allowSpilling(database, surroundings);
  const onModel = (table: string) => surroundings.progress(`đếm lại ${table}`);
  await withConnections(database, 1, (others) => buildModels(database, { onModel, others }));
  const tables = (await contentHashes(database, hashedOf('marts'))).map(({ table, hash }) => ({
    table,
    passed: manifest.content_hashes[table] === hash,
  }));
  const passed = tables.every((each) => each.passed);
  return { passed, tables, told: counted(tables.length).vi, told_en: counted(tables.length).en };
}

/**
 * Whether the version's snapshots are the first ones of the store's, and the first that the store has beyond them
 * (null: none): readers may have been moved back.
 */
async function rowsBehind(
  database: Database,
  { snapshots }: Manifest,
): Promise<{ cutoff: string | null } | null> {
  const rows = await database.all('select as_of, sha256 from disk.snapshots order by as_of');
  const isBehind = snapshots.every(
    ({ as_of: asOf, sha256 }, index) => rows[index]?.as_of === asOf && rows[index]?.sha256 === sha256,
  );
  return isBehind ? { cutoff: textOrNull(rows[snapshots.length]?.as_of) } : null;
}

const textOrNull = (value: unknown) => (typeof value === 'string' ? value : null);

function leftOut({ vi, en }: Words, asked: boolean | undefined): Recount {
  return {
    passed: asked !== true,
    tables: [],
    told: `Chưa đếm lại số liệu từ kho: ${vi}.`,
    told_en: `Figures were not counted again from the store: ${en}.`,
  };
}

const counted = (count: number): Words => ({
  vi: `Đã đếm lại ${count} bảng số liệu từ mọi dòng của kho. Không đếm lại: các bảng nói về số liệu (meta), bản hạn chế (xem --disclosure).`,
  en: `${count} tables of figures were counted again from all rows of the store. Not counted again: tables that tell of the data (meta), the restricted profile (see --disclosure).`,
});

function notAsked(asked: boolean | undefined, small: boolean): Words | null {
  if (asked === true || (asked === undefined && small)) return null;
  return {
    vi: 'thêm --recount để đếm lại (kho lớn thì lâu như một lần nạp)',
    en: 'add --recount to do it (with a large store it takes as long as a load)',
  };
}

const beingWritten: Words = {
  vi: 'kho đang được ghi, hoặc lần ghi cuối bị cắt ngang; lần nạp sau sẽ đọc lại cả kho',
  en: 'the store is being written, or its last writer was cut off; the next load reads all of it',
};

function withoutStore({ provinces }: Manifest, state: StoreState): Words | null {
  if (provinces)
    return {
      vi: 'bản này gộp từ các bản của nhiều tỉnh, hãy đếm lại ở từng tỉnh',
      en: 'this version combines those of many provinces, count again at each of them',
    };
  if (state === 'missing') return { vi: 'ở đây không có kho', en: 'there is no store here' };
  if (state === 'unsealed') return beingWritten;
  return state === 'damaged' ? { vi: 'kho đã hỏng', en: 'the store is damaged' } : null;
}

const otherSnapshots: Words = {
  vi: 'kho không còn đúng các kỳ của bản này (có kỳ đã được nạp lại hoặc lấy ra)',
  en: 'the store has other snapshots than this version (one was replaced or taken out since)',
};

const otherRules: Words = {
  vi: 'thời hạn hoặc lịch đã khác lúc công bố; lần nạp sau đếm lại tất cả',
  en: 'time limits or calendar are not those of the publish; the next load counts all again',
};

const otherProgram: Words = {
  vi: 'bản này do một phiên bản khác của chương trình đếm; lần nạp sau đếm lại tất cả',
  en: 'this version was counted by another version of the program; the next load counts all again',
};
