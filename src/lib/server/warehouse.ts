import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { addressIn } from '#warehouse/clickhouse/address.ts';
import { ClickHouseReader } from './clickhouse/reader.ts';
import { dataDir, publisherIn } from './environment.ts';
import { DamagedVersion, NoPublishedVersion, UnknownVersion } from './errors.ts';
import { log } from './operations/log.ts';
import { Parts } from './part/parts.ts';
import type { Health, Reader } from './reader.ts';
import { ResultCache } from './result-cache.ts';
import { openVersion, type LiveVersion, type OpenedVersion } from './version.ts';

export { DamagedVersion, NoPublishedVersion, UnknownPart, UnknownVersion } from './errors.ts';
export type { LiveVersion, Manifest, MonthRange } from './version.ts';

export interface WarehouseWorld {
  dataDir: string;
  /** The key by which versions must be signed; absent: nothing is asked. */
  publisher?: KeyObject | null;
  /** Milliseconds, for the pause before a version that failed to open is tried again. */
  now: () => number;
  warn: (message: string) => void;
}

interface Slot {
  id: string;
  opened: Promise<OpenedVersion>;
  /** Its file has turned out damaged while it was read. */
  isDamaged: boolean;
}

/** A change to another version that is under way. */
interface Move {
  id: string | undefined;
  done: Promise<LiveVersion>;
}

const maxCachedCells = 500_000;
const liveConnections = 4;
const keptNamedVersions = 3;
const retryAfterMs = 5000;
const versionName = /^\d{4}-\d{2}-\d{2}\.\d{3,6}$/;

/**
 * Reader of the published versions of one data folder. Follows `published/current.json`: read at every call
 * (one small file), so that a publish is seen by the next request. A version is switched to only if its files are what
 * was published; otherwise the version before stays in use, or at the start the newest older one that is whole.
 */
export class Warehouse implements Reader {
  readonly #world: WarehouseWorld;
  readonly #published: string;
  readonly #cache = new ResultCache(maxCachedCells);
  readonly #named = new Map<string, Slot>();
  readonly #parts: Parts;
  #live: Slot | undefined;
  #moving: Move | undefined;
  #failed: { id: string; at: number } | undefined;
  #problem: string | undefined;

  constructor(world: WarehouseWorld) {
    this.#world = world;
    this.#published = join(world.dataDir, 'published');
    this.#parts = new Parts(join(world.dataDir, 'private', 'parts'), this.#cache);
  }

  /** Names of all published versions, oldest first. */
  versions(): string[] {
    if (!existsSync(this.#published)) return [];
    return readdirSync(this.#published)
      .filter((name) => versionName.test(name) && existsSync(join(this.#published, name, 'manifest.json')))
      .sort();
  }

  /** The version that is published now. Throws NoPublishedVersion or DamagedVersion. */
  async live(): Promise<LiveVersion> {
    const id = currentId(this.#published);
    if (id === undefined && !this.#live && this.versions().length === 0) throw nothing(this.#published);
    const live = this.#live?.isDamaged ? undefined : this.#live;
    if (id === undefined) this.#problem = 'current.json thiếu hoặc không đọc được';
    else this.#wellOn(id);
    if (live && (id === undefined || live.id === id || this.#isResting(id)))
      return (await live.opened).version;
    return this.#move(id);
  }

  /** What is served, and what is wrong. Throws NoPublishedVersion, or DamagedVersion when nothing can be served. */
  async health(): Promise<Health> {
    const version = await this.live();
    const problem = this.#problem;
    return { version, problems: problem ? [`${problem}; đang dùng bản ${version.id}.`] : [] };
  }

  /** A published version by its name. Throws UnknownVersion or DamagedVersion. */
  async named(id: string): Promise<LiveVersion> {
    if (this.#live?.id === id) return (await this.#live.opened).version;
    const known = this.versions();
    if (!known.includes(id)) throw new UnknownVersion(id, known);
    if (this.#named.get(id)?.isDamaged) this.#named.delete(id);
    try {
      return (await this.#keepNamed(id).opened).version;
    } catch (error) {
      this.#named.delete(id);
      throw error;
    }
  }

  /**
   * Of a version that this reader gave, the part that concerns an organisation and all below it, which knows nothing
   * else. Throws UnknownPart.
   */
  partOf(version: LiveVersion, organization: string): Promise<LiveVersion> {
    const path = join(this.#published, version.id, 'warehouse.duckdb');
    return this.#parts.of({ version, fileFor: () => Promise.resolve(path) }, organization);
  }

  #open(id: string, connections: number): Slot {
    const onDamage = () => (slot.isDamaged = true);
    const folder = join(this.#published, id);
    const publisher = this.#world.publisher ?? null;
    const opened = openVersion(folder, { id, connections, cache: this.#cache, publisher, onDamage });
    const slot: Slot = { id, opened, isDamaged: false };
    return slot;
  }

  /** Goes to another version; everybody who asks meanwhile waits for the same opening. `id` undefined: to the newest. */
  #move(id: string | undefined): Promise<LiveVersion> {
    if (this.#moving && this.#moving.id === id) return this.#moving.done;
    const moving: Move = { id, done: this.#firstWhole(id, () => this.#moving === moving) };
    this.#moving = moving;
    const end = () => {
      if (this.#moving === moving) this.#moving = undefined;
    };
    moving.done.then(end, end);
    return moving.done;
  }

  /** Opens `id`, or what is served instead when it is damaged. Throws DamagedVersion when nothing is whole. */
  async #firstWhole(id: string | undefined, isWanted: () => boolean): Promise<LiveVersion> {
    let damage: unknown = new DamagedVersion('current.json');
    if (id !== undefined) {
      try {
        const version = await this.#adopt(this.#open(id, liveConnections), isWanted);
        this.#wellOn(id);
        return version;
      } catch (error) {
        damage = error;
        const isNew = this.#failed?.id !== id;
        this.#failed = { id, at: this.#world.now() };
        this.#problem = `Bản ${id} thiếu tệp hoặc không khớp mã băm`;
        if (this.#live && !this.#live.isDamaged) {
          const told = `Version ${id} cannot be opened; ${this.#live.id} stays in use. ${String(error)} ${causeOf(error)}`;
          if (isNew) this.#world.warn(told);
          return (await this.#live.opened).version;
        }
      }
    }
    return this.#newestWhole(id, { isWanted, damage });
  }

  /** Nothing is wrong any more once the version that current.json names is served. */
  #wellOn(id: string): void {
    if (this.#live?.id !== id || this.#live.isDamaged) return;
    this.#problem = undefined;
    this.#failed = undefined;
  }

  /** The newest whole version, older than `id` if that is known. */
  async #newestWhole(
    id: string | undefined,
    { isWanted, damage }: { isWanted: () => boolean; damage: unknown },
  ): Promise<LiveVersion> {
    const older = this.versions().filter((each) => id === undefined || each < id);
    for (const each of older.reverse()) {
      try {
        const version = await this.#adopt(this.#open(each, liveConnections), isWanted);
        this.#world.warn(`Version ${each} is served instead. ${String(damage)} ${causeOf(damage)}`);
        return version;
      } catch (error) {
        if (!(error instanceof DamagedVersion)) throw error;
      }
    }
    throw damage;
  }

  async #adopt(slot: Slot, isWanted: () => boolean): Promise<LiveVersion> {
    const opened = await slot.opened;
    if (isWanted()) {
      const before = this.#live;
      this.#live = slot;
      if (before) {
        this.#parts.retire(before.id);
        await retire(before);
      }
    } else opened.retire();
    return opened.version;
  }

  #isResting(id: string): boolean {
    return this.#failed?.id === id && this.#world.now() - this.#failed.at < retryAfterMs;
  }

  #keepNamed(id: string): Slot {
    const slot = this.#named.get(id) ?? this.#open(id, 1);
    this.#named.delete(id);
    this.#named.set(id, slot);
    for (const [oldest, old] of this.#named) {
      if (this.#named.size <= keptNamedVersions) break;
      this.#named.delete(oldest);
      void retire(old);
    }
    return slot;
  }
}

async function retire(slot: Slot): Promise<void> {
  const [result] = await Promise.allSettled([slot.opened]);
  if (result?.status === 'fulfilled') result.value.retire();
}

/** The version that current.json names; undefined when there is none, or it makes no sense. */
function currentId(published: string): string | undefined {
  try {
    const current: unknown = JSON.parse(readFileSync(join(published, 'current.json'), 'utf8'));
    const id = current !== null && typeof current === 'object' && 'version' in current && current.version;
    return typeof id === 'string' && versionName.test(id) ? id : undefined;
  } catch (cause) {
    if (cause instanceof SyntaxError || (cause instanceof Error && 'code' in cause)) return undefined;
    throw cause;
  }
}

/** Without versions: nothing has been published, or what was is gone but for a current.json. */
function nothing(published: string): Error {
  return existsSync(join(published, 'current.json'))
    ? new DamagedVersion('current.json')
    : new NoPublishedVersion();
}

/** What lies behind a damaged version: which file it is. */
function causeOf(error: unknown): string {
  return error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
}

/**
 * What gives versions to read: the ClickHouse of WAREHOUSE_URL, or without that the files of a data folder. Throws
 * BadAddress.
 */
export function openReader(world: WarehouseWorld, environment: NodeJS.ProcessEnv = process.env): Reader {
  const address = addressIn(environment);
  return address ? new ClickHouseReader({ ...world, address }) : new Warehouse(world);
}

let shared: { key: string; reader: Reader } | undefined;

function sharedReader(): Reader {
  const folder = dataDir();
  const key = JSON.stringify([folder, process.env.WAREHOUSE_URL]);
  if (shared?.key !== key) {
    const warn = (message: string) => log('warn', 'warehouse', { message });
    const publisher = publisherIn(process.env);
    shared = { key, reader: openReader({ dataDir: folder, publisher, now: Date.now, warn }) };
  }
  return shared.reader;
}

/**
 * The version that is published now. Call it once a request and pass it on, so that all figures of a page come
 * from one version. Throws NoPublishedVersion while there is none, DamagedVersion when it cannot be read.
 */
export function liveVersion(): Promise<LiveVersion> {
  return sharedReader().live();
}

/** A published version by its name, `<as_of>.<nnn>`. Throws UnknownVersion or DamagedVersion. */
export function namedVersion(id: string): Promise<LiveVersion> {
  return sharedReader().named(id);
}

/** The part of a version that concerns an organisation and all below it. Throws UnknownPart. */
export function partOfVersion(version: LiveVersion, organization: string): Promise<LiveVersion> {
  return sharedReader().partOf(version, organization);
}

/** Names of all versions that are kept, oldest first. */
export function keptVersions(): string[] {
  return sharedReader().versions();
}

/** The version that is served now, and what is wrong when it is not the one that was published last. Throws like liveVersion. */
export function publishedHealth(): Promise<Health> {
  return sharedReader().health();
}
