import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { followingOf } from '#warehouse/follower.server.ts';
import { projectRoot } from '#warehouse/project.ts';
import { damagedFiles } from '#warehouse/whole.server.ts';
import { dataDir } from '../environment.ts';
import { addressIn } from '#warehouse/clickhouse/address.ts';
import { DamagedVersion, NoCaseRows } from '../errors.ts';
import { log } from '../operations/log.ts';
import { confinements, holdingCommand, type Confinement } from './confinement.ts';
import type { Published } from './crew.ts';
import { SqlDesk } from './desk.ts';
import { workerCommand } from './program.ts';
import { sqlSettings, type SqlSettings } from './settings.ts';

/** The desk of this server, with its limits. */
export interface SqlService {
  desk: SqlDesk;
  settings: SqlSettings;
  dataDir: string;
}

/** What a process needs besides DuckDB's own memory: JavaScript's heap, code, stacks. */
const besidesBytes = 1_000_000_000;
const file = 'analyst.duckdb';

let shared: SqlService | undefined;

/** The desk for the data folder of this process. Throws StartRefused. */
export function sqlService(): SqlService {
  const folder = dataDir();
  if (shared?.dataDir === folder) return shared;
  closeSql();
  shared = makeService(folder, sqlSettings());
  return shared;
}

/** Ends the workers of this process: while one lives, so does the process. */
export function closeSql(): void {
  shared?.desk.crew.close();
}

/** A desk of its own, for a data folder and limits; `program` is the command line of its workers. */
export function makeService(
  folder: string,
  settings: SqlSettings,
  {
    levels = confinements,
    program = ownProgram(),
  }: { levels?: readonly Confinement[]; program?: string[] } = {},
): SqlService {
  const place = {
    hidden: [join(folder, 'private'), join(folder, 'key')],
    dataBytes: Math.round(settings.memoryBytes + besidesBytes),
  };
  const desk = new SqlDesk(
    {
      levels,
      command: (level) => {
        const holding = holdingCommand(level, place);
        return holding && [...holding, ...program];
      },
      memory: settings.memory,
      threads: settings.threads,
      warn: (text) => log('warn', 'sql', { message: text }),
    },
    settings,
  );
  return { desk, settings, dataDir: folder };
}

function ownProgram(): string[] {
  const fromSource = !fileURLToPath(import.meta.url).startsWith(join(projectRoot(), 'build'));
  return workerCommand({ fromSource });
}

/** How tightly statements are held on this machine. Throws WorkerFailed, DamagedVersion. */
export async function sandboxLevel(service: SqlService, version: string): Promise<Confinement> {
  return service.desk.crew.findLevel(await publishedFile(service, version));
}

const whole = new Set<string>();

/** The analyst file of a version, once it has the hash of its publish. Throws DamagedVersion, NoCaseRows. */
export async function publishedFile({ dataDir: folder }: SqlService, version: string): Promise<Published> {
  const place = join(folder, 'published', version);
  if (!whole.has(place)) {
    if (!existsSync(join(place, file)) && (followingOf(folder) || addressIn(process.env)))
      throw new NoCaseRows();
    const [damaged] = await damagedFiles(place, 'manifest.json', [file]);
    if (damaged) throw new DamagedVersion(`${version}: ${damaged}`);
    whole.add(place);
  }
  return { version, path: join(place, file) };
}

/** After a worker had to be ended by force or ended by itself, the file is held against its hash again. */
export function doubt(version: string, { dataDir: folder }: SqlService): void {
  whole.delete(join(folder, 'published', version));
}
