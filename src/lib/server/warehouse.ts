import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { dataDir } from './environment.ts';
import { DamagedVersion, NoPublishedVersion, UnknownVersion } from './errors.ts';
import { ResultCache } from './result-cache.ts';
import { openVersion, type LiveVersion, type OpenedVersion } from './version.ts';

export { DamagedVersion, NoPublishedVersion, UnknownVersion } from './errors.ts';
export type { LiveVersion, Manifest, MonthRange } from './version.ts';

export interface WarehouseWorld {
  dataDir: string;
  /** Milliseconds, for the pause before a version that failed to open is tried again. */
  now: () => number;
  warn: (message: string) => void;
}

interface Slot {
  id: string;
  opened: Promise<OpenedVersion>;
}

const maxCachedCells = 500_000;
const liveConnections = 4;
const keptNamedVersions = 3;
const retryAfterMs = 5000;
const versionName = /^\d{4}-\d{2}-\d{2}\.\d{3,6}$/;

/**
 * Reader of the published versions of one data folder. Follows `published/current.json`: read at every call
 * (one small file), so that a publish is seen by the next request. The version before stays in use when the new
 * one cannot be opened, and is closed when it is idle.
 */
export class Warehouse {
  readonly #world: WarehouseWorld;
  readonly #published: string;
  readonly #cache = new ResultCache(maxCachedCells);
  readonly #named = new Map<string, Slot>();
  #live: Slot | undefined;
  #next: Slot | undefined;
  #failed: { id: string; at: number } | undefined;

  constructor(world: WarehouseWorld) {
    this.#world = world;
    this.#published = join(world.dataDir, 'published');
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
    const id = currentId(this.#published) ?? this.#live?.id;
    if (id === undefined) throw new DamagedVersion('current.json');
    if (this.#live && (this.#live.id === id || this.#isResting(id))) return (await this.#live.opened).version;
    return this.#advance(id);
  }

  /** A published version by its name. Throws UnknownVersion or DamagedVersion. */
  async named(id: string): Promise<LiveVersion> {
    if (this.#live?.id === id) return (await this.#live.opened).version;
    const known = this.versions();
    if (!known.includes(id)) throw new UnknownVersion(id, known);
    try {
      return (await this.#keepNamed(id).opened).version;
    } catch (error) {
      this.#named.delete(id);
      throw error;
    }
  }

  #open(id: string, connections: number): Slot {
    const folder = join(this.#published, id);
    return { id, opened: openVersion(folder, { id, connections, cache: this.#cache }) };
  }

  /** Opens the version that has been published since; everybody who asks meanwhile waits for the same opening. */
  async #advance(id: string): Promise<LiveVersion> {
    if (this.#next?.id !== id) this.#next = this.#open(id, liveConnections);
    const slot = this.#next;
    try {
      return await this.#adopt(slot);
    } catch (error) {
      if (this.#next === slot) this.#next = undefined;
      this.#failed = { id, at: this.#world.now() };
      if (!this.#live) throw error;
      this.#world.warn(`Version ${id} cannot be opened; ${this.#live.id} stays in use. ${String(error)}`);
      return (await this.#live.opened).version;
    }
  }

  async #adopt(slot: Slot): Promise<LiveVersion> {
    const opened = await slot.opened;
    if (this.#next === slot) {
      const before = this.#live;
      this.#live = slot;
      this.#next = undefined;
      this.#failed = undefined;
      if (before) await retire(before);
    } else if (this.#live !== slot) {
      opened.retire();
    }
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

/** The version that current.json names; undefined when the file is there but makes no sense. */
function currentId(published: string): string | undefined {
  try {
    const current: unknown = JSON.parse(readFileSync(join(published, 'current.json'), 'utf8'));
    const id = current !== null && typeof current === 'object' && 'version' in current && current.version;
    return typeof id === 'string' && versionName.test(id) ? id : undefined;
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')) {
      throw new NoPublishedVersion({ cause });
    }
    throw new DamagedVersion('current.json', { cause });
  }
}

let shared: { dataDir: string; warehouse: Warehouse } | undefined;

function sharedWarehouse(): Warehouse {
  const folder = dataDir();
  if (shared?.dataDir !== folder) {
    const warehouse = new Warehouse({ dataDir: folder, now: Date.now, warn: (text) => console.warn(text) });
    shared = { dataDir: folder, warehouse };
  }
  return shared.warehouse;
}

/**
 * The version that is published now. Call it once a request and pass it on, so that all figures of a page come
 * from one version. Throws NoPublishedVersion while there is none, DamagedVersion when it cannot be read.
 */
export function liveVersion(): Promise<LiveVersion> {
  return sharedWarehouse().live();
}

/** A published version by its name, `<as_of>.<nnn>`. Throws UnknownVersion or DamagedVersion. */
export function namedVersion(id: string): Promise<LiveVersion> {
  return sharedWarehouse().named(id);
}
