import type { Row } from '#warehouse/open.server.ts';
import { periodStatement, type SourceQuestion } from './metric-sql.ts';
import type { LiveVersion } from './version.ts';

/** Questions that differ in nothing but their measures, asked of one version at one moment. */
interface Batch {
  questions: [SourceQuestion, ...SourceQuestion[]];
  rows: Promise<Row[]>;
}

const open = new WeakMap<LiveVersion, Map<string, Batch>>();

/**
 * The rows of `periodStatement`. Questions asked at the same moment (a page asks dozens) that differ in their measures
 * alone are answered by one statement: planning a statement takes DuckDB longer than reading a roll-up.
 */
export async function periodRows(version: LiveVersion, question: SourceQuestion): Promise<Row[]> {
  const batch = join(version, question);
  const rows = await batch.rows;
  if (batch.questions.length === 1) return rows;
  // The limit is that of each question: together they may have more rows.
  if (rows.length >= question.limit) return ask(version, question);
  return rows.filter((row) => question.measures.some(({ column }) => row[column] !== 0));
}

function join(version: LiveVersion, question: SourceQuestion): Batch {
  const batches = open.get(version) ?? new Map<string, Batch>();
  open.set(version, batches);
  const key = keyOf(question);
  const found = batches.get(key);
  if (found) {
    found.questions.push(question);
    return found;
  }
  const questions: Batch['questions'] = [question];
  const rows = new Promise<void>((go) => setImmediate(go)).then(() => {
    batches.delete(key);
    return ask(version, together(questions));
  });
  const batch = { questions, rows };
  batches.set(key, batch);
  return batch;
}

/** Equal for questions that one statement can answer: all but the measures is the same. */
function keyOf({ measures: _, ...rest }: SourceQuestion): string {
  return JSON.stringify(rest);
}

function together([first, ...others]: [SourceQuestion, ...SourceQuestion[]]): SourceQuestion {
  const measures = new Map(
    [first, ...others].flatMap((question) => question.measures.map((measure) => [measure.column, measure])),
  );
  return { ...first, measures: [...measures.values()].sort((a, b) => (a.column < b.column ? -1 : 1)) };
}

function ask(version: LiveVersion, question: SourceQuestion): Promise<Row[]> {
  const { sql, params } = periodStatement(question);
  return version.all(sql, params);
}
