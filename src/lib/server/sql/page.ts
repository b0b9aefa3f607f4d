import { error, fail, type RequestEvent } from '@sveltejs/kit';
import { langOf } from '$lib/filters';
import type { Lang } from '$lib/i18n';
import { json } from '../http.ts';
import { keptText, type KeptText } from '../kept/opened.ts';
import { pickersOf, type Pickers } from '../kept/pickers.ts';
import { answering } from '../pages/load';
import { sightOf, versionFor } from '../reading.ts';
import { catalogueOf, type CatalogueTable } from './catalogue.ts';
import { sqlRefusal } from './permission.ts';
import { metricExpressions, type MetricExpression } from './metric-expressions.ts';
import { askPlainly } from './plain.ts';
import type { SqlFunction } from './protocol.ts';
import { questionsIn, type Question } from './questions.ts';
import { publishedFile, sqlService } from './service.ts';

/** What the workbench shows before anything was asked. */
export interface SqlPage {
  lang: Lang;
  version: string;
  asOf: string;
  /** The statement in the editor. */
  sql: string;
  /** Its parameters, what is chosen for them, and how its answer is drawn, where it is a kept one. */
  kept: KeptText | null;
  /** What may be picked for parameters. */
  pickers: Pickers;
  /** The name of the ready question that it is; null: none. */
  question: string | null;
  questions: Question[];
  tables: CatalogueTable[];
  metrics: MetricExpression[];
  limits: { seconds: number; rows: number; memory: string };
}

/** The workbench: 403 with the reason for who may not query, 400 for an unknown question, 503 as everywhere. */
export async function sqlLoad(event: RequestEvent): Promise<SqlPage> {
  const { locals, url } = event;
  const lang = await answering(url, async () => langOf(url.searchParams));
  const refusal = locals.viewer && sqlRefusal(locals.viewer, lang);
  if (refusal !== null) error(403, refusal);
  const questions = questionsIn(lang);
  const name = url.searchParams.get('question');
  const chosen = questions.find((each) => each.name === name);
  if (name !== null && !chosen)
    error(400, lang === 'vi' ? 'Không có câu hỏi này.' : 'There is no such question.');
  const service = sqlService();
  const version = await answering(url, () => versionFor(sightOf(locals.viewer)));
  const { id, asOf } = version;
  const kept = await keptText(event);
  const { timeLimitMs, rowLimit, memory } = service.settings;
  return {
    lang,
    version: id,
    asOf,
    kept,
    pickers: await pickersOf(version, lang),
    sql: kept?.sql ?? chosen?.sql ?? questions.find((each) => each.name === 'backlog-by-stage')?.sql ?? '',
    question: chosen?.name ?? null,
    questions,
    tables: await answering(url, () => catalogueOf(service, id, lang)),
    metrics: metricExpressions(lang),
    limits: { seconds: timeLimitMs / 1000, rows: rowLimit, memory },
  };
}

/** The functions of the engine, for those who may query; the same as long as this server runs. */
export async function sqlFunctions({ locals, url }: RequestEvent): Promise<Response> {
  const { viewer } = locals;
  const lang = langOf(url.searchParams);
  const refusal = viewer && sqlRefusal(viewer, lang);
  if (!viewer || refusal !== null) return json({ error: { message: refusal } }, 403);
  const service = sqlService();
  functions ??= publishedFile(service, (await versionFor(sightOf(viewer))).id).then((published) =>
    service.desk.functions({ owner: viewer.name, published }),
  );
  functions.catch(() => (functions = undefined));
  return json({ functions: await functions }, 200);
}

let functions: Promise<SqlFunction[]> | undefined;

/** Runs the statement of a form, for readers without scripts, the same way as the API does. */
export const sqlActions = {
  default: async (event: RequestEvent) => {
    const text = (await event.request.formData()).get('sql');
    const sql = typeof text === 'string' ? text.replaceAll('\r\n', '\n') : '';
    const { status, answer } = await askPlainly(event, { sql });
    return status === 200 ? { sql, answer } : fail(status, { sql, answer });
  },
};
