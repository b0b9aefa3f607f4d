import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import type { ClickHouseAddress } from '#warehouse/clickhouse/address.ts';
import { Catalogue, databaseOf, type ListedVersion } from '#warehouse/clickhouse/catalogue.ts';
import { toClickHouse } from '#warehouse/clickhouse/dialect.ts';
import { extractPart, type PartInHouse } from '#warehouse/clickhouse/extract.ts';
import { openClickHouse, troubleOf, type ClickHouse } from '#warehouse/clickhouse/open.server.ts';
import { openMemory } from '#warehouse/open.server.ts';
import { DamagedVersion, EngineUnavailable, NoPublishedVersion, UnknownVersion } from '../errors.ts';
import { Parts } from '../part/parts.ts';
import type { Health, Reader } from '../reader.ts';
import { ResultCache } from '../result-cache.ts';
import { parseManifest, versionOver, type LiveVersion, type Manifest } from '../version.ts';
import { isVouchedFor, miscounted } from './vouched.ts';

const maxCachedCells = 500_000;
/** One part is copied at a time. */
const extracting = { memory_limit: '1GB', threads: '2' };
const keptVersions = 4;
/** So long the list of versions is taken to be as it was: a publish is seen after a second. */
const listHoldsMs = 1000;
/** So long a version that could not be opened is left alone, where another one is served. */
const retryAfterMs = 5000;

export interface ClickHouseWorld {
  address: ClickHouseAddress;
  /** Where parts are made, below it. */
  dataDir: string;
  /** The key by which versions must be signed; absent: nothing is asked. */
  publisher?: KeyObject | null;
  /** Milliseconds. */
  now: () => number;
  warn: (message: string) => void;
}

interface List {
  versions: readonly ListedVersion[];
  at: number;
}

/**
 * Reader of the versions that were pushed to a ClickHouse. Follows the version that was pointed to last; while the server
 * does not say which one that is, the one before stays in use, whose kept answers are still good.
 */
export class ClickHouseReader implements Reader {
  readonly #world: ClickHouseWorld;
  readonly #clickHouse: ClickHouse;
  readonly #catalogue: Catalogue;
  readonly #cache = new ResultCache(maxCachedCells);
  readonly #parts: Parts;
  readonly #opened = new Map<string, Promise<LiveVersion>>();
  #list: List = { versions: [], at: -Infinity };
  #asking: Promise<void> | undefined;
  #served: string | undefined;
  #failed: { id: string; at: number } | undefined;
  #problem: string | undefined;

  constructor(world: ClickHouseWorld) {
    this.#world = world;
    this.#clickHouse = openClickHouse(world.address);
    this.#catalogue = new Catalogue(this.#clickHouse, world.address);
    this.#parts = new Parts(join(world.dataDir, 'private', 'parts'), this.#cache);
  }

  versions(): string[] {
    return this.#list.versions.map(({ version }) => version);
  }

  async live(): Promise<LiveVersion> {
    try {
      await this.#refresh();
    } catch (error) {
      if (!(error instanceof EngineUnavailable) || this.#served === undefined) throw error;
      this.#tell(error.message);
      return this.#open(this.#served);
    }
    const id = this.#list.versions.find(({ isCurrent }) => isCurrent)?.version ?? this.versions().at(-1);
    if (id === undefined) throw new NoPublishedVersion();
    const before = this.#served === id ? undefined : this.#served;
    if (before !== undefined && this.#isResting(id)) return this.#open(before);
    try {
      const version = await this.#open(id);
      if (before !== undefined) this.#parts.retire(before);
      this.#served = id;
      this.#problem = undefined;
      return version;
    } catch (error) {
      if (!(error instanceof DamagedVersion) || before === undefined) throw error;
      this.#failed = { id, at: this.#world.now() };
      this.#tell(error.message);
      return this.#open(before);
    }
  }

  #isResting(id: string): boolean {
    return this.#failed?.id === id && this.#world.now() - this.#failed.at < retryAfterMs;
  }

  async named(id: string): Promise<LiveVersion> {
    if (!this.versions().includes(id)) await this.#refresh();
    if (!this.versions().includes(id)) throw new UnknownVersion(id, this.versions());
    return this.#open(id);
  }

  /** The part is copied out of the ClickHouse once, and cut by the same statements as one of a file. */
  partOf(version: LiveVersion, organization: string): Promise<LiveVersion> {
    const database = databaseOf(this.#world.address.database, version.id);
    const fileFor = (code: string, path: string) =>
      this.#answer(version.id, () => this.#extract({ database, organization: code }, path));
    return this.#parts.of({ version, fileFor }, organization);
  }

  async health(): Promise<Health> {
    const version = await this.live();
    return { version, problems: this.#problem === undefined ? [] : [this.#problem] };
  }

  /** Lets the connections go. */
  close(): Promise<void> {
    return this.#clickHouse.close();
  }

  /** Asks for the list of versions unless it is young; everybody who asks meanwhile waits for the same answer. */
  #refresh(): Promise<void> {
    if (this.#world.now() - this.#list.at < listHoldsMs) return Promise.resolve();
    this.#asking ??= this.#readList().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  async #readList(): Promise<void> {
    try {
      const versions = await this.#catalogue.versions();
      this.#list = { versions, at: this.#world.now() };
    } catch (cause) {
      const trouble = troubleOf(cause);
      if (trouble === 'gone') this.#list = { versions: [], at: this.#world.now() };
      else throw trouble === null ? cause : new EngineUnavailable(trouble, { cause });
    }
  }

  #open(id: string): Promise<LiveVersion> {
    const version = this.#opened.get(id) ?? this.#start(id);
    this.#opened.delete(id);
    this.#opened.set(id, version);
    for (const oldest of this.#opened.keys()) {
      if (this.#opened.size <= keptVersions) break;
      this.#opened.delete(oldest);
    }
    return version;
  }

  #start(id: string): Promise<LiveVersion> {
    const version = this.#read(id);
    version.catch(() => {
      if (this.#opened.get(id) === version) this.#opened.delete(id);
    });
    return version;
  }

  async #read(id: string): Promise<LiveVersion> {
    const text = await this.#answer(id, () => this.#catalogue.text(id, 'manifest'));
    if (text === undefined) throw new DamagedVersion(id);
    const database = databaseOf(this.#world.address.database, id);
    const manifest = parseManifest(id, JSON.parse(text) as Record<string, unknown>);
    await this.#vouch(manifest, text);
    return versionOver(
      {
        ask: (sql, params) =>
          this.#answer(id, () => this.#clickHouse.all(toClickHouse(sql, params ?? {}, database))),
        rejects: async () =>
          Buffer.from((await this.#answer(id, () => this.#catalogue.text(id, 'rejects'))) ?? ''),
      },
      { manifest, cache: this.#cache },
    );
  }

  /** Where a publisher is known, its signature and the counts that it signed must be there. Throws DamagedVersion. */
  async #vouch(manifest: Manifest, text: string): Promise<void> {
    const { publisher } = this.#world;
    if (!publisher) return;
    const { version: id } = manifest;
    const signed = { version: id, manifest: text };
    if (!(await this.#answer(id, () => isVouchedFor(this.#catalogue, signed, publisher))))
      throw new DamagedVersion(id, { cause: new Error('It is not signed by the publisher.') });
    const database = databaseOf(this.#world.address.database, id);
    const [table] = await this.#answer(id, () => miscounted(this.#clickHouse, database, manifest));
    if (table !== undefined)
      throw new DamagedVersion(id, { cause: new Error(`${table} has not the rows that were published.`) });
  }

  /** What some question to a version gives. Throws EngineUnavailable; DamagedVersion when its tables are gone. */
  async #answer<T>(id: string, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (cause) {
      const trouble = troubleOf(cause);
      if (trouble === null) throw cause;
      if (trouble !== 'gone') throw new EngineUnavailable(trouble, { cause });
      this.#opened.delete(id);
      throw new DamagedVersion(id, { cause });
    }
  }

  async #extract(part: PartInHouse, path: string): Promise<string> {
    const database = await openMemory(extracting);
    try {
      await extractPart(this.#clickHouse, part, { database, path });
    } finally {
      database.close();
    }
    return path;
  }

  #tell(problem: string): void {
    if (this.#problem === problem) return;
    this.#problem = problem;
    this.#world.warn(
      `What was published last cannot be read; ${this.#served ?? 'none'} stays in use. ${problem}`,
    );
  }
}
