import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Cell, type Parameters, type Row } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import { isSignedBy } from '#warehouse/signature.server.ts';
import { damagedFiles, readIndex } from '#warehouse/whole.server.ts';
import { DamagedVersion } from './errors.ts';
import type { Disclosure } from './state/tables.ts';
import { countCached, countQuery } from './operations/counts.ts';
import { Pool } from './pool.ts';
import type { ResultCache } from './result-cache.ts';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** What a version says about itself (manifest.json): at least its name. */
export type Manifest = { version: string } & Record<string, Json>;

/** The months that a version covers, `YYYY-MM`, inclusive. */
export interface MonthRange {
  first: string;
  last: string;
}

/** One published version: immutable, so that everything read through one of these fits together. */
export interface LiveVersion {
  id: string;
  /** Date of the newest snapshot, `YYYY-MM-DD`. */
  asOf: string;
  firstMonth: string;
  newestMonth: string;
  /** Members and organisations are known from this month on. */
  firstSnapshotMonth: string;
  /** Months with case figures or duties: duties may be due before the first case and after the newest month. */
  dutyMonths: MonthRange;
  manifest: Manifest;
  /** The organisation at the top when this is only the part of the version below it; null: all of it. */
  part: string | null;
  /** `restricted`: figures about persons only from the fixed tables whose small cells are hidden. */
  disclosure: Disclosure;
  /** Rows of a read-only question; equal questions are answered from memory. Rows are shared: never change them. */
  all(sql: string, params?: Parameters): Promise<Row[]>;
  /** The list of rejected rows as it was published, to be held against its hash in the manifest. */
  rejects(): Promise<Buffer>;
}

/** What answers the questions to one version: the file of it, or a database that has its tables. */
export interface Engine {
  ask(sql: string, params?: Parameters): Promise<Row[]>;
  rejects(): Promise<Buffer>;
}

export interface OpenedVersion {
  version: LiveVersion;
  /** Closes what is idle now and the rest when it is done; the version goes on answering who still holds it. */
  retire(): void;
}

export interface Opening {
  id: string;
  connections: number;
  cache: ResultCache;
  /** By whom it must be signed; null: nobody. */
  publisher: KeyObject | null;
  /** Hears of a file that turns out damaged while it is read. */
  onDamage?: () => void;
}

/** Files that answers are made from, with the index that has their hashes. */
const servedFiles = ['warehouse.duckdb', 'rejects.json'];
const index = 'manifest.json';

/**
 * Opens the version in a folder of `published/`, once every file that is served has the hash of its publish.
 * Throws DamagedVersion when one is missing, altered, not signed or cannot be read; the cause names it.
 */
export async function openVersion(
  folder: string,
  { id, connections, cache, publisher, onDamage }: Opening,
): Promise<OpenedVersion> {
  const { manifest, pool } = await readWhole(id, async () => {
    const [damaged] = await damagedFiles(folder, index, servedFiles);
    if (damaged) throw new Error(`${damaged} is missing or not what was published.`);
    if (publisher && !isSignedBy(folder, index, publisher))
      throw new Error(`${index} is not signed by the publisher.`);
    const manifest = parseManifest(id, readIndex(folder, index));
    return { manifest, pool: await Pool.start(join(folder, 'warehouse.duckdb'), connections) };
  });
  const ask = async (sql: string, params?: Parameters) => {
    try {
      return await pool.use((database) => database.all(sql, params));
    } catch (cause) {
      if (!isDamage(cause)) throw cause;
      onDamage?.();
      throw new DamagedVersion(id, { cause });
    }
  };
  const engine: Engine = { ask, rejects: () => readFile(join(folder, 'rejects.json')) };
  const version = await readWhole(id, () => versionOver(engine, { manifest, cache }));
  return { version, retire: () => pool.retire() };
}

/** A version as pages and API read it, whatever engine answers. Throws what the engine throws. */
export async function versionOver(
  engine: Engine,
  { manifest, cache }: { manifest: Manifest; cache: ResultCache },
): Promise<LiveVersion> {
  const id = manifest.version;
  const ask = async (sql: string, params?: Parameters) => {
    const began = performance.now();
    try {
      return await engine.ask(sql, params);
    } finally {
      countQuery((performance.now() - began) / 1000);
    }
  };
  const all = (sql: string, params?: Parameters) => {
    let isHit = true;
    const rows = cache.rows(`${id}\n${JSON.stringify(params ?? null)}\n${sql}`, () => {
      isHit = false;
      return ask(sql, params);
    });
    countCached(isHit);
    return rows;
  };
  const rejects = () => engine.rejects();
  return { id, manifest, part: null, disclosure: 'full', all, rejects, ...(await factsOf(engine)) };
}

async function readWhole<T>(id: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw new DamagedVersion(id, { cause });
  }
}

function isDamage(error: unknown): boolean {
  return error instanceof Error && /^IO Error|corrupt|checksum|has been invalidated/i.test(error.message);
}

async function factsOf(engine: Engine) {
  const [row] = await engine.ask(sqlFile('queries/version-facts.sql'));
  const text = (name: string) => textOf(row?.[name], name);
  const [firstMonth, newestMonth] = [text('first_month'), text('newest_month')];
  const duties = { first: row?.first_duty_month ?? firstMonth, last: row?.last_duty_month ?? newestMonth };
  return {
    asOf: text('as_of'),
    firstMonth,
    newestMonth,
    firstSnapshotMonth: text('first_snapshot_month'),
    dutyMonths: {
      first: [firstMonth, textOf(duties.first, 'first_duty_month')].sort()[0] ?? firstMonth,
      last: [newestMonth, textOf(duties.last, 'last_duty_month')].sort()[1] ?? newestMonth,
    },
  };
}

function textOf(cell: Cell | undefined, name: string): string {
  if (typeof cell !== 'string') throw new Error(`The warehouse has no ${name}.`);
  return cell;
}

/** What a manifest says of the version of that name. Throws when it belongs to another one. */
export function parseManifest(id: string, manifest: Record<string, unknown> | null): Manifest {
  if (manifest?.version !== id) throw new Error(`manifest.json belongs to ${String(manifest?.version)}.`);
  return { ...(manifest as Record<string, Json>), version: id };
}
