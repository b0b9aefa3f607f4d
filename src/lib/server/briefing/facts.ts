import { metricOf } from '#warehouse/metrics.ts';
import { monthsOf, type MetricCell } from '../metric-cell.ts';
import { metricRows, type MetricRequest, type MetricRow } from '../metrics.ts';
import type { LiveVersion } from '../version.ts';
import { restrictedAnswer } from './restricted-rows.ts';

/** One figure of a briefing: the question to the catalogue that it answers, and the version that answered. */
export interface Fact extends MetricCell {
  id: string;
  request: MetricRequest;
  version: string;
}

/** The rows of one question, for tables and charts. */
export interface FactRows {
  id: string;
  request: MetricRequest;
  version: string;
  rows: readonly MetricRow[];
}

/** A question with the name under which sentences and tables know its answer. */
export interface Question {
  id: string;
  request: MetricRequest;
}

/** The figures of a briefing by name. */
export interface Facts {
  /** Throws for a name that nobody asked for. */
  one(id: string): Fact;
  rows(id: string): FactRows;
  all: readonly Fact[];
  tables: readonly FactRows[];
  /** Whether restricted readers have neither this figure nor figures that add up to it: nothing is told of it. */
  isUnlisted(id: string): boolean;
}

const notGiven: MetricCell = { value: null, numerator: null, denominator: null, reason: 'not_applicable' };

/**
 * Asks every question of one version: those without dimensions become facts, the others rows. A sum over a period that
 * begins before the metric has figures is no sum of that period, and is not given.
 */
export async function collectFacts(version: LiveVersion, questions: readonly Question[]): Promise<Facts> {
  const answers = await Promise.all(questions.map((question) => answer(version, question)));
  const unlisted = new Set(answers.flatMap(({ id, isListed }) => (isListed ? [] : [id])));
  const facts = new Map<string, Fact>();
  const tables = new Map<string, FactRows>();
  for (const { id, request, rows } of answers) {
    const from = { id, request, version: version.id };
    if (request.by.length > 0) tables.set(id, { ...from, rows });
    else facts.set(id, { ...from, ...cellOf(rows[0]) });
  }
  return {
    one: (id) => found(facts, id),
    rows: (id) => found(tables, id),
    all: [...facts.values()],
    tables: [...tables.values()],
    isUnlisted: (id) => unlisted.has(id),
  };
}

async function answer(version: LiveVersion, { id, request }: Question) {
  if (!isCovered(version, request)) return { id, request, rows: [], isListed: true };
  const rows =
    version.disclosure === 'restricted'
      ? await restrictedAnswer(version, request)
      : await metricRows(version, request);
  return { id, request, rows: rows ?? [], isListed: rows !== null };
}

function isCovered(version: LiveVersion, { metric, from, to, by }: MetricRequest): boolean {
  if (by.includes('month')) return true;
  const { kind } = metricOf(metric);
  const known = monthsOf(metricOf(metric), version);
  return kind === 'stock' ? to >= known.first : from >= known.first;
}

function cellOf(row: MetricRow | undefined): MetricCell {
  if (!row) return notGiven;
  const { value, numerator, denominator, reason } = row;
  return { value, numerator, denominator, reason };
}

function found<Item>(items: ReadonlyMap<string, Item>, id: string): Item {
  const item = items.get(id);
  if (!item) throw new Error(`The briefing asks for no figure named ${id}.`);
  return item;
}
