import { findMetric } from '#warehouse/metrics.ts';
import { metricRows } from '../../../src/lib/server/metrics.ts';
import { Warehouse } from '../../../src/lib/server/warehouse.ts';
import { type Difference } from './compare.ts';
import { type Expectation } from './check.ts';
import { answer, metricIds, type Question } from './metrics.ts';
import { type Random, seededRandom } from './random.ts';
import { codes } from './registers.ts';
import { type Cell, type Row } from './tally.ts';

/** Asks the server `count` random questions about what is published in `dataDir`, and works them out too. */
export async function metricDifferences(
  dataDir: string,
  expected: Expectation,
  { seed, count }: { seed: number; count: number },
): Promise<Difference[]> {
  const warehouse = new Warehouse({ dataDir, now: Date.now, warn: () => undefined });
  const version = await warehouse.live();
  const random = seededRandom(seed);
  const found: Difference[] = [];
  for (let i = 0; i < count; i += 1) {
    const question = askSomething(random, expected, metricIds[i % metricIds.length] ?? '');
    const metric = findMetric(question.metric);
    if (!metric) return [{ table: 'catalogue', key: question.metric, expected: 'a metric', got: 'none' }];
    const by = metric.dimensions.filter((name) => question.by.includes(name));
    const filters = Object.fromEntries(
      Object.entries(question.filters).filter(([name]) =>
        metric.dimensions.some((dimension) => dimension === name),
      ),
    );
    const asked = { ...question, by, filters };
    const got = await metricRows(version, {
      metric: metric.id,
      by,
      from: asked.from.slice(0, 7),
      to: asked.to.slice(0, 7),
      basis: asked.basis,
      filters: Object.fromEntries(Object.entries(filters).map(([name, values]) => [name, [...values]])),
    });
    found.push(...answerDifferences(asked, answer(expected.facts, expected.tables, asked), got.map(toRow)));
  }
  return found;
}

function toRow(row: object): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]: [string, unknown]) => [
      name,
      value === null || typeof value === 'number' ? value : String(value),
    ]),
  );
}

const splits = [
  [],
  ['month'],
  ['organization_type'],
  ['month', 'organization_type'],
  ['organization_level', 'organization_type'],
  ['organization'],
  ['month', 'organization'],
  ['parent'],
  ['case_type'],
  ['duty_type'],
  ['stage', 'age_band'],
  ['month', 'case_type'],
  ['organization_type', 'case_type'],
];
const sinceSnapshots = ['members', 'organizations', 'cases_opened_per_100_members'];

function askSomething(random: Random, { facts }: Expectation, metric: string): Question {
  const months = sinceSnapshots.includes(metric) ? facts.snapshotMonths : facts.months;
  const last = random.chance(0.5) ? months.length - 1 : random.int(0, months.length - 1);
  const first = random.chance(0.3) ? last : random.int(0, last);
  const filters: Record<string, string[]> = {};
  if (random.chance(0.35)) filters.organization = some(random, facts.organizations.codes, 1);
  if (random.chance(0.2)) filters.organization_type = some(random, codes.types, 3);
  if (random.chance(0.2)) filters.organization_level = some(random, codes.levels, 2);
  if (random.chance(0.1)) filters.parent = some(random, facts.organizations.codes, 2);
  if (random.chance(0.2)) filters.case_type = some(random, codes.caseTypes.slice(8, 11), 2);
  if (random.chance(0.1)) filters.stage = some(random, codes.stages, 4);
  if (random.chance(0.2)) filters.duty_type = some(random, codes.dutyTypes.slice(0, 6), 3);
  return {
    metric,
    by: random.pick(splits),
    from: months[first] ?? facts.newestMonth,
    to: months[last] ?? facts.newestMonth,
    basis: random.chance(0.5) ? 'as_reported' : 'current',
    filters,
  };
}

function some(random: Random, list: readonly string[], most: number): string[] {
  return random.shuffle(list).slice(0, random.int(1, most));
}

/** Differences of two answers; a row that is missing on one side counts as nothing. */
function answerDifferences(question: Question, expected: readonly Row[], got: readonly Row[]): Difference[] {
  const key = (row: Row) => question.by.map((name) => String(row[name] ?? null)).join(' ');
  const wanted = new Map(expected.map((row) => [key(row), row]));
  const found = new Map(got.map((row) => [key(row), row]));
  return [...new Set([...wanted.keys(), ...found.keys()])].flatMap((one) => {
    const isDays = question.metric.startsWith('days_');
    const [want, have] = [text(wanted.get(one), isDays), text(found.get(one), isDays)];
    if (want === have) return [];
    return [{ table: 'metric', key: `${JSON.stringify(question)} ${one}`, expected: want, got: have }];
  });
}

function text(row: Row | undefined, isDays: boolean): string {
  const value = row?.value ?? null;
  if (value === null || (value === 0 && isNothing(row?.denominator) && !isDays)) return 'nothing';
  const number = (cell: Cell | undefined) => (typeof cell === 'number' ? cell.toFixed(9) : 'null');
  const counts = row?.numerator === null ? '' : ` = ${number(row?.numerator)} / ${number(row?.denominator)}`;
  return `${number(value)}${counts}`;
}

function isNothing(cell: Cell | undefined): boolean {
  return cell === null || cell === undefined || cell === 0;
}
