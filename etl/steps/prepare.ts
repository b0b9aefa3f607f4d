import { join } from 'node:path';
import type { Database } from '#warehouse/open.server.ts';
import { buildModels } from '#warehouse/build.ts';
import { checkNames, type CheckResult, runChecks } from '#warehouse/checks.ts';
import { settled, withConnections } from '#warehouse/side-by-side.ts';
import { publishedMetrics } from '#warehouse/metrics.ts';
import { sqlFile } from '#warehouse/project.ts';
import { RefusedError } from '../errors.ts';
import type { Surroundings } from '../surroundings.ts';
import { carryOn } from './carry.ts';
import { describeChanges } from './changes.ts';
import { contentHashes, type TableHash } from './content-hash.ts';
import { discloseRestricted, readPast, restrictedReads } from './disclose.ts';
import { analystFile, analystName, attachNew, type Draft, draftName } from './draft.ts';
import { hashedOf, writeAnalyst } from './published-file.ts';

/** Small statements that run at the same time: more than the usual machine's cores only cost memory. */
const cores = 2;

/** Tables of the schema meta that come from a SQL file each. */
const metaTables = [
  'snapshots',
  'loads',
  'rejects_summary',
  'warnings',
  'not_delivered',
  'codes',
  'successions',
  'time_limits',
  'targets',
  'letterhead',
  'calendar',
  'documents',
  'rules',
  'reconciliation',
] as const;

/** What stands in the file of a draft and in memory, ready to be published. */
export interface PreparedVersion {
  checks: CheckResult[];
  /** Of the marts; none without a draft. */
  hashes: TableHash[];
  /** When all cases were counted; null: now. */
  countedAt: string | null;
}

/** How a version is built. */
export interface Preparing {
  /** The file to build it in; null: in memory. */
  draft: Draft | null;
  /** Whether what did not change may be taken from an older version (see carry.ts), which pays where there are many cases. */
  carries: boolean;
}

/**
 * Builds the marts from the `store` views and the meta tables in memory, and runs every check.
 * Throws RefusedError failed_check when a check finds offending rows: nothing is published then.
 */
export async function prepareVersion(
  database: Database,
  { draft, carries }: Preparing,
  surroundings: Surroundings,
): Promise<PreparedVersion> {
  return withConnections(database, cores + 2, async (connections) => {
    const [writing = database, hashing = database, deciding = database, ...others] = connections;
    const past = readPast(deciding, surroundings);
    const waiting = waitFor(restrictedReads);
    const onModel = (table: string) => {
      surroundings.progress(`dựng ${table}`);
      waiting.made(table);
    };
    const build = async () => {
      const file = draft ? draftName : undefined;
      // A file can be attached once only: whoever else looks into that of the past waits until it has been read.
      const carried = carries ? await past.then(() => carryOn(database, surroundings)) : null;
      try {
        await buildModels(database, { onModel, others, file, instead: carried?.instead });
      } finally {
        await carried?.end();
      }
      await past;
      const [, hashes, checks] = await settled([
        draft ? writeAnalystMarts(writing, draft) : Promise.resolve(),
        draft ? contentHashes(hashing, hashedOf('marts')) : Promise.resolve([]),
        describeAndCheck(database, others, surroundings),
      ]);
      return { checks, hashes, countedAt: carried?.countedAt ?? null };
    };
    // What is hidden is decided by programs of this thread, which leaves the database to the others.
    const restrict = async () => {
      const known = await past;
      if (await waiting.all) await discloseRestricted(deciding, known, surroundings);
    };
    const [prepared] = await settled([build().finally(waiting.end), restrict()]);
    await keepChecks(database, prepared.checks);
    return prepared;
  });
}

/** Tells when all of some tables are made: true; false when the building has ended without them. */
function waitFor(tables: readonly string[]) {
  const missing = new Set(tables);
  let tell: (areMade: boolean) => void = () => undefined;
  const all = new Promise<boolean>((resolve) => (tell = resolve));
  return {
    all,
    made: (table: string) => {
      missing.delete(table);
      if (missing.size === 0) tell(true);
    },
    end: () => {
      tell(false);
    },
  };
}

/** Makes the analyst's file with its marts. */
async function writeAnalystMarts(database: Database, { folder, isSmall }: Draft): Promise<void> {
  await attachNew(database, { path: join(folder, analystFile), name: analystName, isSmall });
  await writeAnalyst(database, 'marts');
}

async function describeAndCheck(
  database: Database,
  others: readonly Database[],
  surroundings: Surroundings,
): Promise<CheckResult[]> {
  await database.run('create schema if not exists meta');
  for (const name of metaTables) {
    if (name === 'reconciliation') {
      await database.run(
        `create or replace table int_computed_figures as ${sqlFile('figures/computed.sql')}`,
      );
    }
    await database.run(`create or replace table meta.${name} as ${sqlFile(`models/meta/${name}.sql`)}`);
  }
  await writeMetrics(database);
  return changesAndChecks(database, others, surroundings);
}

/** Writes down checks that all hold. Throws RefusedError failed_check when one does not: nothing is published then. */
export async function keepChecks(database: Database, results: readonly CheckResult[]): Promise<void> {
  const broken = results.find((result) => result.offendingRows > 0);
  if (broken) {
    throw new RefusedError({
      reason: 'failed_check',
      file: `warehouse/checks/${broken.name}.sql`,
      found: { vi: `${broken.offendingRows} dòng vi phạm`, en: `${broken.offendingRows} offending rows` },
      expected: broken.claim.replace(/\.$/, ''),
      hint: {
        vi: 'Không có gì được công bố. Đây là lỗi của số liệu hoặc của chương trình: gửi tên kiểm tra cho người phát triển. Nếu "verify --recount" thấy bảng sai, chạy "rebuild" rồi nạp lại.',
        en: 'Nothing was published. It is a fault of the data or of the program: send the name of the check to the developers. Where "verify --recount" finds a wrong table, run "rebuild" and load again.',
      },
    });
  }
  await writeChecks(database, results);
}

/** Tells what changed, and runs the checks: meanwhile those that need nothing of it. */
async function changesAndChecks(
  database: Database,
  others: readonly Database[],
  surroundings: Surroundings,
): Promise<CheckResult[]> {
  const names = checkNames();
  const early = names.filter((name) => !name.startsWith('meta_changes__'));
  const [first, ...more] = others;
  const [, checked] = await settled([
    describeChanges(database, surroundings),
    first ? runChecks(first, early, more) : Promise.resolve([]),
  ]);
  surroundings.progress('kiểm tra');
  const known = new Set(checked.map(({ name }) => name));
  const rest = names.filter((name) => !known.has(name));
  const results = [...checked, ...(await runChecks(database, rest, others))];
  return results.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Makes the catalogue of metrics as a table. */
export async function writeMetrics(database: Database): Promise<void> {
  const rows = publishedMetrics().map((metric) => ({
    metric_id: metric.id,
    label_vi: metric.labels.vi,
    label_en: metric.labels.en,
    unit: metric.unit,
    kind: metric.kind,
    formula_vi: metric.formula.vi,
    formula_en: metric.formula.en,
    numerator: metric.numerator.expression,
    denominator: metric.denominator?.expression ?? null,
    dimensions: metric.dimensions.join(', '),
    tables: metric.tables.join(', '),
    rule_vi: metric.rule.vi,
  }));
  const fields = Object.keys(rows[0] ?? {}).map((name) => `"${name}": "VARCHAR"`);
  await database.run(
    `create or replace table meta.metrics as select unnest(from_json($1, '[{${fields.join(', ')}}]'), recursive := true)`,
    [JSON.stringify(rows)],
  );
}

async function writeChecks(database: Database, results: readonly CheckResult[]): Promise<void> {
  await database.run(
    `create or replace table meta.checks as
     select check_name, claim, claim_en, split_part(check_name, '__', 1) as table_name, offending_rows, offending_rows = 0 as passed
     from (select unnest(from_json($1, '[{"check_name": "VARCHAR", "claim": "VARCHAR", "claim_en": "VARCHAR", "offending_rows": "BIGINT"}]'), recursive := true))`,
    [
      JSON.stringify(
        results.map(({ name, claim, claimEn, offendingRows }) => ({
          check_name: name,
          claim,
          claim_en: claimEn,
          offending_rows: offendingRows,
        })),
      ),
    ],
  );
}
