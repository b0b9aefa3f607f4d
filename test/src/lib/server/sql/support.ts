import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Viewer } from '../../../../../src/lib/server/access/viewer.ts';
import { answerSql, type SqlWorld } from '../../../../../src/lib/server/sql/api.ts';
import { buildWorker } from '../../../../../src/lib/server/sql/build-worker.js';
import type { Confinement } from '../../../../../src/lib/server/sql/confinement.ts';
import { programCommand } from '../../../../../src/lib/server/sql/program.ts';
import { makeService } from '../../../../../src/lib/server/sql/service.ts';
import { sqlSettings, type SqlSettings } from '../../../../../src/lib/server/sql/settings.ts';
import { openState, type State } from '../../../../../src/lib/server/state/open.ts';
import { Warehouse } from '../../../../../src/lib/server/warehouse.ts';
import { openMemory } from '#warehouse/open.server.ts';
import { projectRoot } from '#warehouse/project.ts';
import { sha256Of, sidecarOf, sidecarText } from '#warehouse/whole.server.ts';
import { newDataDir, publish, removeDataDir } from '../support.ts';

/** Ten cases, so that every figure can be counted by eye: three of A are pending, one of them overdue. */
const cases = `
create schema marts; create schema meta;
create table marts.fct_cases as
select case_key, organization_code, case_type, received_date::date as received_date, closed_date::date as closed_date,
  closed_date is null as is_pending, age_workdays
from (values
  (1, 'A', 'travel_abroad', '2026-08-03', null, 64), (2, 'A', 'travel_abroad', '2026-09-01', '2026-09-30', 20),
  (3, 'A', 'petition', '2026-09-10', null, 36), (4, 'A', 'petition', '2026-10-01', null, 22),
  (5, 'B', 'admission_check', '2026-07-01', '2026-10-15', 75), (6, 'B', 'admission_check', '2026-10-20', null, 9),
  (7, 'C', 'verification', '2026-05-04', '2026-08-21', 78), (8, 'C', 'verification', '2026-10-30', null, 1),
  (9, 'D', 'record_check', '2026-01-05', '2026-02-02', 20), (10, 'D', 'record_check', '2026-10-05', null, 20)
) as rows(case_key, organization_code, case_type, received_date, closed_date, age_workdays);
create table marts.dim_organization as select * from (values
  ('A', 'Chi bộ Sở Nội vụ'), ('B', 'Chi bộ Sở Tài chính'), ('C', '=1+1'), ('D', 'Đảng ủy phường')
) as rows(organization_code, organization_name);
create table meta.snapshots as select date '2026-10-31' as as_of, 'mẫu' as source;`;

/** An analyst who may see everything. */
export const analyst: Viewer = {
  name: 'phân tích',
  role: 'analyst',
  organization: null,
  disclosure: 'full',
  label: 's1',
  by: 'token',
};

export interface SqlTestWorld {
  dataDir: string;
  world: SqlWorld;
  state: State;
  /** The analyst file of the version that is live. */
  file: string;
  post(body: unknown, more?: Ask): Promise<Response>;
  close(): Promise<void>;
}

export interface Ask {
  accept?: string;
  viewer?: Viewer | null;
  gone?: AbortSignal;
  type?: string;
  lang?: 'en';
  isForPage?: boolean;
}

/** Publishes a version with the ten cases as its analyst file. */
export async function publishCases(dataDir: string, id: string, change = 'select 1'): Promise<string> {
  await publish(dataDir, id);
  const folder = join(dataDir, 'published', id);
  const file = join(folder, 'analyst.duckdb');
  const database = await openMemory();
  await database.run(`attach '${file}' as made`);
  await database.run('use made');
  await database.run(cases);
  await database.run(change);
  await database.run('use memory');
  await database.run('detach made');
  database.close();
  chmodSync(file, 0o440);
  const names = ['rejects.json', 'warehouse.duckdb', 'analyst.duckdb'];
  const hashes = await Promise.all(names.map(async (name) => [name, await sha256Of(join(folder, name))]));
  const manifest = Buffer.from(JSON.stringify({ version: id, files: Object.fromEntries(hashes) }));
  writeFileSync(join(folder, 'manifest.json'), manifest);
  writeFileSync(join(folder, sidecarOf('manifest.json')), sidecarText('manifest.json', manifest));
  return file;
}

let built: Promise<string> | undefined;

/** The worker as the build makes it, once for all tests of a file. */
function builtWorker(): Promise<string> {
  const folder = join(projectRoot(), '.svelte-kit', `sql-worker-${process.pid}`);
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  built ??= buildWorker(folder).then(() => join(folder, 'sql-worker.js'));
  return built;
}

/** A data folder with one version, and the route over it. */
export async function sqlWorld(
  settings: Partial<SqlSettings> = {},
  levels?: readonly Confinement[],
): Promise<SqlTestWorld> {
  const dataDir = newDataDir();
  chmodSync(dataDir, 0o755);
  mkdirSync(join(dataDir, 'key'), { mode: 0o700 });
  const file = await publishCases(dataDir, '2026-10-31.001');
  const state = await openState(dataDir);
  const warehouse = new Warehouse({ dataDir, now: Date.now, warn: () => undefined });
  const program = programCommand(await builtWorker());
  const service = makeService(
    dataDir,
    { ...sqlSettings({}), ...settings },
    { program, ...(levels && { levels }) },
  );
  const world: SqlWorld = {
    service,
    state: () => Promise.resolve(state),
    version: () => warehouse.live(),
    now: () => new Date('2026-11-02T08:00:00Z'),
  };
  const post = (body: unknown, more: Ask = {}) => answerSql(callOf(body, more), world);
  const close = async () => {
    service.desk.crew.close();
    await state.destroy();
    removeDataDir(dataDir);
  };
  return { dataDir, world, state, file, post, close };
}

function callOf(body: unknown, { accept, viewer = analyst, gone, type, lang, isForPage }: Ask) {
  const url = new URL(`http://127.0.0.1/api/v1/sql${lang ? `?lang=${lang}` : ''}`);
  const request = new Request(url, {
    method: 'POST',
    headers: { 'content-type': type ?? 'application/json', ...(accept && { accept }) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return {
    request,
    url,
    viewer,
    address: null,
    gone: gone ?? new AbortController().signal,
    ...(isForPage && { isForPage }),
  };
}
