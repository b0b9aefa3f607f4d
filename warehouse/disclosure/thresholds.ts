import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Words } from '../metrics.ts';
import type { Database } from '../open.server.ts';
import { projectRoot } from '../project.ts';

/** From how many on a count is shown: the general one, and those of single codes. */
export interface Thresholds {
  general: number;
  byCaseType: ReadonlyMap<string, number>;
  byDutyType: ReadonlyMap<string, number>;
}

/** Where thresholds stand: those in force, and those of a published version. */
export type ThresholdTable = 'reference.disclosure' | 'restricted.thresholds';

/** Why the thresholds of an installation cannot be taken. */
export class ThresholdFault extends Error {
  override readonly name = 'ThresholdFault';
  constructor(readonly words: Words) {
    super(words.vi);
  }
}

const read = `select nullif(trim(dimension), '') as dimension, nullif(trim(code), '') as code, try_cast(trim(k) as integer) as k
  from read_csv($1, header = true, all_varchar = true, delim = ',', quote = '"')`;

/**
 * Makes `reference.disclosure` (dimension, code, k): the shipped thresholds, each raised where `disclosure.csv` of the
 * settings says more. Throws ThresholdFault for a row that is lower than a shipped one, or names what is not known.
 */
export async function loadThresholds(database: Database, settings: string | null): Promise<void> {
  const shipped = join(projectRoot(), 'warehouse', 'disclosure', 'thresholds.csv');
  await database.run(`create or replace table reference.disclosure as ${read}`, [shipped]);
  const path = settings ? join(settings, 'disclosure.csv') : null;
  if (!path || !existsSync(path)) return;
  await database.run(`create or replace temp table setting_thresholds as ${read}`, [path]);
  const [wrong] = await database.all(`
    select count(*) filter (setting.k is null or setting.k < general.k or setting.k < coalesce(own.k, 0)) as low_count,
      count(*) filter (coalesce(
        (setting.dimension is null) <> (setting.code is null) or setting.dimension not in ('case_type', 'duty_type')
        or setting.code not in (select code from reference.codes where code_list = setting.dimension), false)) as unknown_count
    from (select dimension, code, k from setting_thresholds) as setting
    cross join (select k from reference.disclosure where dimension is null) as general(k)
    left join reference.disclosure as own on own.dimension is not distinct from setting.dimension and own.code is not distinct from setting.code`);
  if (Number(wrong?.low_count) > 0)
    throw new ThresholdFault({
      vi: 'ngưỡng k thấp hơn ngưỡng có sẵn hoặc không phải số',
      en: 'a threshold k below the shipped one, or no number',
    });
  if (Number(wrong?.unknown_count) > 0)
    throw new ThresholdFault({ vi: 'dimension hoặc code lạ', en: 'an unknown dimension or code' });
  await database.run(`create or replace table reference.disclosure as
    select dimension, code, max(k) as k from (from reference.disclosure union all from setting_thresholds) group by all`);
  await database.run('drop table setting_thresholds');
}

/** The thresholds of a table with the columns dimension, code, k. */
export async function readThresholds(database: Database, table: ThresholdTable): Promise<Thresholds> {
  const rows = await database.all(`select dimension, code, k from ${table}`);
  const of = (dimension: string) =>
    new Map(
      rows.filter((row) => row.dimension === dimension).map((row) => [String(row.code), Number(row.k)]),
    );
  const general = rows.find((row) => row.dimension === null);
  return { general: Number(general?.k), byCaseType: of('case_type'), byDutyType: of('duty_type') };
}

/** The duties that are about persons, by their codes. */
export function personDuties(): readonly string[] {
  const path = join(projectRoot(), 'warehouse', 'disclosure', 'person-duties.csv');
  return readFileSync(path, 'utf8').trim().split('\n').slice(1);
}
