import type { Row } from '../open.server.ts';
import { isThere, quoted, type ClickHouse } from './open.server.ts';
import { onCluster, type Layout } from './tables.ts';

/** A version that is whole, as the list of versions knows it. */
export interface ListedVersion {
  version: string;
  /** When it was published where it comes from; null when nobody can tell. */
  publishedAt: string | null;
  /** Whether readers follow it. */
  isCurrent: boolean;
}

/** What is kept of a version beside its tables: the texts of two files. */
export interface VersionTexts {
  manifest: string;
  rejects: string;
}

/** A comment as ClickHouse writes it, without what could end it. */
function commentOf(text: string): string {
  return `'${text.replaceAll(/[^\w. -]/g, '')}'`;
}

/** The database of a version, beside the one with the list: `lang_kinh_2026_10_31_001`. */
export function databaseOf(database: string, version: string): string {
  return `${database}_${version.replaceAll(/[-.]/g, '_')}`;
}

/**
 * The list of versions in a database. A version is in it once all its tables are loaded and checked; readers follow the
 * one that was named last. Each change is one row that is added or taken away: there is no half of one to be seen.
 */
export class Catalogue {
  readonly #clickHouse: ClickHouse;
  readonly #layout: Layout;

  constructor(clickHouse: ClickHouse, { database, cluster }: Layout) {
    this.#clickHouse = clickHouse;
    this.#layout = { database, cluster };
  }

  /** Makes the database and its empty lists, unless they are there. */
  async prepare(): Promise<void> {
    const { database, cluster } = this.#layout;
    const where = onCluster(this.#layout);
    const engine =
      cluster === null
        ? 'MergeTree'
        : `ReplicatedMergeTree('/clickhouse/tables/{uuid}/all', '{shard}-{replica}')`;
    await this.#clickHouse.run(`create database if not exists ${quoted(database)}${where}`);
    await this.#clickHouse.run(
      `create table if not exists ${this.#table('versions')}${where} (version String, published_at Nullable(String),
manifest String, rejects String)\nengine = ${engine} order by version`,
    );
    await this.#clickHouse.run(
      `create table if not exists ${this.#table('pointers')}${where} (pointed_at DateTime64(6, 'UTC') default now64(6),
version String)\nengine = ${engine} order by pointed_at`,
    );
    await this.#clickHouse.run(
      `create table if not exists ${this.#table('signatures')}${where} (signed_at DateTime64(6, 'UTC') default now64(6),
version String, signature String)\nengine = ${engine} order by (version, signed_at)`,
    );
  }

  /** The versions that are whole, oldest first. */
  async versions(): Promise<ListedVersion[]> {
    const rows = await this.#ask(
      `select version, published_at,
version = (select argMax(version, pointed_at) from ${this.#table('pointers')}) as is_current
from ${this.#table('versions')} order by version`,
    );
    return rows.map((row) => ({
      version: String(row.version),
      publishedAt: row.published_at === null ? null : String(row.published_at),
      isCurrent: row.is_current === true,
    }));
  }

  /** One of the texts of a version; undefined when the list has no such version. */
  async text(version: string, name: keyof VersionTexts): Promise<string | undefined> {
    const [row] = await this.#ask(
      `select ${name} as text from ${this.#table('versions')} where version = {version:String}`,
      { version },
    );
    return row && String(row.text);
  }

  /** Lists a version whose tables are whole. */
  async add(version: string, publishedAt: string | null, { manifest, rejects }: VersionTexts): Promise<void> {
    await this.#clickHouse.insertRows({ database: this.#layout.database, name: 'versions' }, [
      { version, published_at: publishedAt, manifest, rejects },
    ]);
  }

  /** Keeps the publisher's signature of a version's manifest. */
  async sign(version: string, signature: string): Promise<void> {
    const table = { database: this.#layout.database, name: 'signatures' };
    await this.#clickHouse.insertRows(table, [{ version, signature }]);
  }

  /** The signature of a version's manifest that was kept last; undefined: none. Throws what the ClickHouse throws. */
  async signature(version: string): Promise<string | undefined> {
    const [row] = await this.#ask(
      `select signature from ${this.#table('signatures')} where version = {version:String} order by signed_at desc limit 1`,
      { version },
    );
    return row && String(row.signature);
  }

  /** Makes readers follow a version. */
  async point(version: string): Promise<void> {
    await this.#clickHouse.insertRows({ database: this.#layout.database, name: 'pointers' }, [{ version }]);
  }

  /** Takes a version away: first from the list, then its tables. */
  async remove(version: string): Promise<void> {
    await this.#clickHouse.run(
      `alter table ${this.#table('versions')}${onCluster(this.#layout)} delete where version = {version:String} settings mutations_sync = 2`,
      { version },
    );
    await this.drop(databaseOf(this.#layout.database, version));
  }

  /** Takes the lock of those who write here; gives its holder when somebody has it already, else null. */
  async hold(holder: string): Promise<string | null> {
    try {
      await this.#clickHouse.run(
        `create table ${this.#table('push_lock')} (held UInt8) engine = Memory comment ${commentOf(holder)}`,
      );
      return null;
    } catch (error) {
      if (!isThere(error)) throw error;
      const [row] = await this.#ask(
        `select comment from system.tables where database = {database:String} and name = 'push_lock'`,
        { database: this.#layout.database },
      );
      return String(row?.comment ?? '');
    }
  }

  /** Gives the lock back. */
  async release(): Promise<void> {
    await this.#clickHouse.run(`drop table if exists ${this.#table('push_lock')} sync`);
  }

  /** Databases of versions that are not in the list: what a push that was cut off has left. */
  async leftovers(): Promise<string[]> {
    const listed = new Set(
      (await this.versions()).map(({ version }) => databaseOf(this.#layout.database, version)),
    );
    const rows = await this.#ask(
      'select name from system.databases where match(name, {pattern:String}) order by name',
      { pattern: `^${this.#layout.database}(_\\d+){4}$` },
    );
    return rows.map(({ name }) => String(name)).filter((name) => !listed.has(name));
  }

  /** Takes a database with all its tables away, if it is there. */
  async drop(database: string): Promise<void> {
    await this.#clickHouse.run(`drop database if exists ${quoted(database)}${onCluster(this.#layout)} sync`);
  }

  #table(name: string): string {
    return `${quoted(this.#layout.database)}.${name}`;
  }

  #ask(sql: string, params: Record<string, string> = {}): Promise<Row[]> {
    return this.#clickHouse.all({ sql, params });
  }
}
