import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openMemory, type Database } from '#warehouse/open.server.ts';
import { writePart } from '#warehouse/parts.ts';
import { ownProvince } from '../coverage.ts';
import { UnknownPart } from '../errors.ts';
import { Pool } from '../pool.ts';
import type { ResultCache } from '../result-cache.ts';
import type { LiveVersion } from '../version.ts';

/** A published version, of which parts are made. */
export interface Origin {
  version: LiveVersion;
  /** Gives a file with its tables, and all of their rows that the part of an organisation needs; it may be made at `aside`. */
  fileFor(organization: string, aside: string): Promise<string>;
}

interface Slot {
  origin: Origin;
  organization: string;
  file: string;
  pool: Promise<Pool>;
  version: LiveVersion;
  isRetired: boolean;
}

/** So many parts stay open; beyond that the one that was not asked for the longest goes. */
const keptParts = 24;
const connections = 2;
/** One part is built at a time: what building takes is bounded whatever the number of readers. */
const building = { memory_limit: '1GB', threads: '2' };
const reading = { memory_limit: '512MB' };

/**
 * Files that hold only what concerns one organisation and all below it, one a version and organisation, made when
 * first asked for. They stand in a folder of their own as long as they are in use.
 */
export class Parts {
  readonly #folder: string;
  readonly #cache: ResultCache;
  readonly #slots = new Map<string, Slot>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(folder: string, cache: ResultCache) {
    this.#folder = folder;
    this.#cache = cache;
  }

  /**
   * The part of a version below an organisation, which knows nothing else, the same object as long as it stays open.
   * Months and dates are those of the version. Throws UnknownPart for an organisation that the version does not know.
   */
  async of(origin: Origin, organization: string): Promise<LiveVersion> {
    const key = JSON.stringify([origin.version.id, organization]);
    const slot = this.#slot(key, origin, organization);
    await slot.pool;
    return slot.version;
  }

  #versionOf(key: string, origin: Origin, organization: string): LiveVersion {
    const { version } = origin;
    return {
      ...version,
      manifest: { version: version.id, ...ownProvince(version, organization) },
      part: organization,
      all: (sql, params) =>
        this.#cache.rows(`${key}\n${JSON.stringify(params ?? null)}\n${sql}`, () =>
          this.#use(
            () => this.#slot(key, origin, organization),
            (database) => database.all(sql, params),
          ),
        ),
    };
  }

  /** Lets go of the parts of a version; who still holds one gets it built anew. */
  retire(version: string): void {
    for (const [key, slot] of this.#slots) if (slot.origin.version.id === version) this.#drop(key, slot);
  }

  /** Works on a part's connection; a part that was let go meanwhile is built anew. */
  async #use<T>(find: () => Slot, work: (database: Database) => Promise<T>): Promise<T> {
    for (;;) {
      const slot = find();
      const pool = await slot.pool;
      if (!slot.isRetired) return pool.use(work);
    }
  }

  #slot(key: string, origin: Origin, organization: string): Slot {
    const found = this.#slots.get(key);
    const slot = found ?? this.#open(key, origin, organization);
    this.#slots.delete(key);
    this.#slots.set(key, slot);
    for (const [oldest, old] of this.#slots) {
      if (this.#slots.size <= keptParts) break;
      this.#drop(oldest, old);
    }
    return slot;
  }

  #open(key: string, origin: Origin, organization: string): Slot {
    prepare(this.#folder);
    const file = join(this.#folder, `${process.pid}-${randomUUID()}.duckdb`);
    const pool = this.#inTurn(() => build({ origin, organization, file }));
    const version = this.#versionOf(key, origin, organization);
    const slot: Slot = { origin, organization, file, pool, version, isRetired: false };
    pool.catch(() => {
      if (this.#slots.get(key) === slot) this.#drop(key, slot);
    });
    return slot;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work, work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  #drop(key: string, slot: Slot): void {
    this.#slots.delete(key);
    slot.isRetired = true;
    slot.pool
      .then((pool) => pool.retire())
      .catch(() => undefined)
      .finally(() => rmSync(slot.file, { force: true }));
  }
}

interface Plan {
  origin: Origin;
  organization: string;
  file: string;
}

async function build({ origin, organization, file }: Plan): Promise<Pool> {
  const aside = `${file}.whole`;
  try {
    const published = await origin.fileFor(organization, aside);
    const database = await openMemory(building);
    const known = writePart(database, organization, { published, part: file });
    const isKnown = await known.finally(() => database.close());
    if (!isKnown) throw new UnknownPart(organization, origin.version.id);
  } finally {
    rmSync(aside, { force: true });
  }
  return Pool.start(file, connections, reading);
}

const prepared = new Set<string>();

/** Makes the folder, and takes away what servers that are gone left in it. */
function prepare(folder: string): void {
  if (prepared.has(folder)) return;
  prepared.add(folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(folder)) {
    const owner = Number.parseInt(name, 10);
    if (owner === process.pid || !isRunning(owner)) rmSync(join(folder, name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}
