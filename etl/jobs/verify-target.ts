import type { KeyObject } from 'node:crypto';
import { Catalogue, databaseOf } from '#warehouse/clickhouse/catalogue.ts';
import { openClickHouse, quoted, type ClickHouse } from '#warehouse/clickhouse/open.server.ts';
import { columnsIn, sumStatement, tableName, type Table } from '#warehouse/clickhouse/tables.ts';
import type { Row } from '#warehouse/open.server.ts';
import { isSignature } from '#warehouse/signature.server.ts';
import { RefusedError } from '../errors.ts';
import { placeOf, telling } from '../spread/clickhouse.ts';
import { addressOf } from '../spread/open.ts';
import { keysOf } from '../spread/source.ts';
import { hashedColumns, hashOf } from '../steps/content-hash.ts';
import type { Manifest } from '../steps/version-folders.ts';
import type { Surroundings } from '../surroundings.ts';

/** What a ClickHouse holds of the version that its readers follow. */
export interface TargetVerification {
  target: string;
  version: string;
  passed: boolean;
  /** Whether the publisher has signed it; null: no PUBLISHER_KEY_FILE, nothing is asked. */
  signed: boolean | null;
  /** Each table that the version tells of, by its content where that has a hash, else by the number of its rows. */
  tables: { table: string; rows: number; held_to: 'content' | 'rows'; passed: boolean }[];
}

/** Tables that stay with the publisher: case rows are in its analyst's file alone. */
const keptBack = new Set(['marts.fct_cases']);

/**
 * Reads all that a ClickHouse holds of the version that readers follow there, and holds it to what the publisher says (and
 * signed) of it; needs no file of the version, and no right but to read. Throws RefusedError: nothing_published,
 * not_writable where the server does not answer, bad_setting; UsageError for what is no address of a ClickHouse.
 */
export async function verifyTarget(text: string, surroundings: Surroundings): Promise<TargetVerification> {
  const address = addressOf(text);
  const { publisher } = keysOf({ ...surroundings, pushKeyFile: undefined });
  const clickHouse = openClickHouse(address);
  try {
    return await telling(placeOf(address), async () => {
      const catalogue = new Catalogue(clickHouse, address);
      const version = (await catalogue.versions()).find(({ isCurrent }) => isCurrent)?.version;
      const bytes = version && (await catalogue.text(version, 'manifest'));
      if (!version || !bytes) throw nothingThere(placeOf(address));
      const manifest = JSON.parse(bytes) as Manifest;
      const house = { clickHouse, database: databaseOf(address.database, version) };
      const signed = publisher && isSigned(await catalogue.signature(version), bytes, publisher);
      const tables = await tablesHeld(house, manifest, surroundings);
      const passed = signed !== false && tables.every((each) => each.passed);
      return { target: placeOf(address), version, passed, signed, tables };
    });
  } finally {
    await clickHouse.close();
  }
}

/** What was found, in lines for people. */
export function targetText({ target, version, passed, signed, tables }: TargetVerification): string {
  const content = tables.filter(({ held_to: to }) => to === 'content').length;
  const bad = tables.filter((each) => !each.passed);
  const lines = [
    ...(signed === false ? [`Bản ${version} không có chữ ký khớp với PUBLISHER_KEY_FILE.`] : []),
    ...bad.map(({ table, rows, held_to: to }) =>
      to === 'content'
        ? `bảng ${table} (${rows} dòng) không khớp mã băm`
        : `bảng ${table} có ${rows} dòng, không như đã công bố`,
    ),
  ];
  if (!passed) return [...lines, 'Đẩy lại từ nơi công bố với --verify.'].join('\n');
  const signature = signed ? 'chữ ký khớp, ' : '';
  return `${target}: bản ${version}, ${signature}${content} bảng khớp mã băm, ${tables.length - content} bảng đủ số dòng.`;
}

function nothingThere(place: string): RefusedError {
  return new RefusedError({
    reason: 'nothing_published',
    file: place,
    expected: { vi: 'một bản đã đẩy đến đó', en: 'a version that was pushed there' },
    hint: {
      vi: 'Đẩy từ nơi công bố: "npm run etl -- push".',
      en: 'Push from where versions are published: "npm run etl -- push".',
    },
  });
}

function isSigned(signature: string | undefined, manifest: string, publisher: KeyObject): boolean {
  return signature !== undefined && isSignature(signature, Buffer.from(manifest), publisher);
}

interface House {
  clickHouse: ClickHouse;
  database: string;
}

async function tablesHeld(
  house: House,
  { row_counts: counts, content_hashes: hashes }: Manifest,
  { progress }: Surroundings,
): Promise<TargetVerification['tables']> {
  const known = new Map(
    (await columnsIn(house.clickHouse, house.database)).map((table) => [table.name, table]),
  );
  const wanted = Object.entries(counts).filter(([name]) => !keptBack.has(name));
  const held: TargetVerification['tables'] = [];
  for (const [name, count] of wanted) {
    progress(`${Math.floor((100 * held.length) / wanted.length)} % (${name})`);
    const expected = { count, hash: hashes[name] };
    held.push(await tableHeld(house, known.get(name) ?? { name, columns: [] }, expected));
  }
  return held;
}

async function tableHeld(
  house: House,
  { name, columns: all }: Table,
  { count, hash }: { count: number; hash: string | undefined },
): Promise<TargetVerification['tables'][number]> {
  const held_to = hash === undefined ? 'rows' : 'content';
  if (all.length === 0) return { table: name, rows: 0, held_to, passed: false };
  const columns = hashedColumns(all);
  const summed = await summedRows(house, { name, columns });
  const names = columns.map((column) => column.name);
  const isSame = hash === undefined || hashOf(names, summed) === hash;
  const rows = Number(summed?.row_count);
  return { table: name, rows, held_to, passed: rows === count && isSame };
}

/** Count and checksum of a table; of one with months month by month, as a reader's questions may not last long. */
async function summedRows({ clickHouse, database }: House, table: Table): Promise<Row | undefined> {
  if (!isByMonth(table)) {
    const [row] = await clickHouse.all({ sql: sumStatement(table, database), params: {} });
    return row;
  }
  let [count, sum] = [0, 0n];
  const months = `select distinct month from ${quoted(database)}.${quoted(tableName(table.name))}`;
  const sql = sumStatement(table, database, { byMonth: true });
  for (const { month } of await clickHouse.all({ sql: months, params: {} })) {
    const [row] = await clickHouse.all({ sql, params: { month: String(month) } });
    count += Number(row?.row_count);
    sum += BigInt(String(row?.row_sum ?? 0));
  }
  return { row_count: count, row_sum: count === 0 ? null : String(sum) };
}

function isByMonth({ name, columns }: Table): boolean {
  return name.startsWith('marts.') && columns.some((column) => column.name === 'month');
}
