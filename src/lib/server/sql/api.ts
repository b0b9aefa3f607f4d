import { langOf } from '../../filters/index.ts';
import type { Lang } from '../../i18n/lang.ts';
import type { Viewer } from '../access/viewer.ts';
import { AuditUnwritable, recordEvent } from '../audit/record.ts';
import { failure, json, respond } from '../http.ts';
import { keepAnswered } from '../kept/answered.ts';
import { errorFacts, log } from '../operations/log.ts';
import type { State } from '../state/open.ts';
import type { LiveVersion } from '../version.ts';
import { SqlFailed, type Answer, type Outcome, type Trouble } from './answer.ts';
import { fileStem } from './file-name.ts';
import type { Format, Task } from './protocol.ts';
import { formatOf, mediaTypes, NotAcceptable, parseSqlRequest, type SqlRequest } from './request.ts';
import { sqlRefusal } from './permission.ts';
import { doubt, publishedFile, type SqlService } from './service.ts';
import { TooBusy } from './turns.ts';
import { busyWords, troubleWords } from './words.ts';
import { WorkerFailed } from './worker-process.ts';

/** What the route knows of a request. */
export interface SqlCall {
  request: Request;
  url: URL;
  viewer: Viewer | null;
  address: string | null;
  /** Aborted when the reader is gone. */
  gone: AbortSignal;
  /** The saved query that the statement is of: nobody wrote it just now, so it is in no history. */
  saved?: string;
  /** A page of the server draws the answer. */
  isForPage?: boolean;
}

/** What the route works with. */
export interface SqlWorld {
  service: SqlService;
  state(): Promise<State>;
  version(): Promise<LiveVersion>;
  now(): Date;
}

/**
 * `POST /api/v1/sql`: a statement's answer in the format that Accept names. 401, 403 and 400 as everywhere; 406 for another
 * format; 415 for a body that is not JSON; 422 for a statement that is refused or fails, with DuckDB's message and
 * position; 429 when too many wait; 503 without a version, a worker or an audit to write to.
 */
export function answerSql(call: SqlCall, world: SqlWorld): Promise<Response> {
  return respond(async () => {
    const lang = langOf(call.url.searchParams);
    const { viewer } = call;
    if (!viewer) return problem(401, { parameter: null, message: signIn[lang] });
    const refusal = sqlRefusal(viewer, lang);
    if (refusal !== null) return problem(403, { parameter: null, message: refusal });
    if (!isJson(call.request)) {
      return problem(415, {
        parameter: 'content-type',
        message: jsonOnly[lang],
        allowed: ['application/json'],
      });
    }
    try {
      const format = formatOf(call.request.headers.get('accept'));
      return await answered(parseSqlRequest(await bodyOf(call.request)), {
        call,
        viewer,
        world,
        lang,
        format,
      });
    } catch (error) {
      return troubled(error, lang, world.service);
    }
  });
}

interface Circumstances {
  call: SqlCall;
  viewer: Viewer;
  world: SqlWorld;
  lang: Lang;
  format: Format;
}

/** Written down before it runs, and again with how it ended: what cannot be written down is not run. */
async function answered(wanted: SqlRequest, around: Circumstances): Promise<Response> {
  const { call, viewer, world, lang, format } = around;
  const { service } = world;
  const [version, state] = [await world.version(), await world.state()];
  const published = await publishedFile(service, version.id);
  const asked = world.now();
  const seq = await noteAsked(state, around, { wanted, version: version.id });
  const told = { ...around, wanted, version: version.id, settings: service.settings };
  const end = async (outcome: Outcome) => {
    await noteEnd(state, around, { seq, outcome, version: version.id });
    if (call.saved === undefined) await keepAnswered({ state, now: world.now }, told, outcome);
  };
  const task = {
    ...taskOf(wanted, { format, version, settings: service.settings, lang, at: asked.toISOString() }),
    isForPage: call.isForPage === true,
  };
  try {
    const answer = await service.desk.ask(task, {
      owner: viewer.name,
      published,
      timeLimitMs: service.settings.timeLimitMs,
      signal: call.gone,
      lastWords: (trouble) => (format === 'ndjson' ? lastLine(trouble, around) : null),
    });
    void answer.ended.then(end).catch((error: unknown) => log('error', 'audit', errorFacts(error)));
    return new Response(answer.body, { headers: headersOf(answer, task) });
  } catch (error) {
    if (error instanceof SqlFailed) await end({ trouble: error.trouble, elapsedMs: error.elapsedMs });
    else await end({ trouble: { kind: 'given_up' }, elapsedMs: 0 });
    // Who left before it was their turn hears of it as those whose statement ran: it is no fault of the server.
    throw error === call.gone.reason ? new SqlFailed({ kind: 'given_up' }, 0) : error;
  }
}

function taskOf(
  { sql, args, limit, plan, bom, note }: SqlRequest,
  made: { format: Format; version: LiveVersion; settings: SqlService['settings']; lang: Lang; at: string },
): Omit<Task, 'isForPage'> {
  const { format, version, settings, lang, at } = made;
  const most = format === 'xlsx' ? Math.min(settings.rowLimit, rowsOfSheet) : settings.rowLimit;
  return {
    sql,
    args,
    format,
    mostRows: Math.min(limit ?? most, most),
    mostBytes: format === 'csv' || format === 'zip' ? settings.csvByteLimit : settings.byteLimit,
    plan,
    bom,
    note,
    origin: { version: version.id, asOf: version.asOf, sql, params: args, at, lang },
  };
}

/** Excel's limit, without the line of names. */
const rowsOfSheet = 1_048_575;
const signIn = { vi: 'Cần đăng nhập hoặc gửi mã truy cập.', en: 'Sign in, or send a token.' };
const jsonOnly = { vi: 'Thân yêu cầu phải là JSON.', en: 'The body must be JSON.' };
const notJson = {
  vi: 'Thân yêu cầu không phải là JSON đọc được.',
  en: 'The body is not JSON that can be read.',
};

/** The body is no JSON. */
class NotJson extends Error {
  override readonly name = 'NotJson';
}

function isJson({ headers }: Request): boolean {
  return headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() === 'application/json';
}

async function bodyOf(request: Request): Promise<unknown> {
  try {
    return (await request.json()) as unknown;
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof TypeError) throw new NotJson('No JSON.', { cause });
    throw cause;
  }
}

function headersOf({ summary }: Answer, { format, note, origin }: Task): Record<string, string> {
  const type = mediaTypes[format];
  const isText = format === 'json' || format === 'csv' || format === 'ndjson';
  return {
    'content-type': isText ? `${type}; charset=utf-8` : type,
    'cache-control': 'no-store, no-transform',
    'x-data-version': origin.version,
    'x-data-as-of': origin.asOf,
    ...(summary && {
      'x-row-count': String(summary.rows),
      'x-truncated': summary.truncatedBy ?? 'no',
      'x-elapsed-ms': String(summary.elapsedMs),
    }),
    ...(format === 'ndjson' || (format === 'json' && !note)
      ? {}
      : { 'content-disposition': `attachment; filename="${fileStem(origin)}.${format}"` }),
  };
}

interface Problem {
  parameter: string | null;
  message: string;
  allowed?: readonly string[];
  [more: string]: unknown;
}

function problem(status: number, error: Problem, headers: Record<string, string> = {}): Response {
  return json({ error: { allowed: [], ...error } }, status, { 'cache-control': 'no-store', ...headers });
}

function troubled(error: unknown, lang: Lang, { settings }: SqlService): Response {
  if (error instanceof SqlFailed) {
    const status = error.trouble.kind === 'arguments' ? 400 : 422;
    return problem(status, { ...troubleOf(error.trouble, lang, settings), elapsed_ms: error.elapsedMs });
  }
  if (error instanceof TooBusy)
    return problem(429, { parameter: null, message: busyWords(error, lang) }, { 'retry-after': '2' });
  if (error instanceof NotJson) return problem(400, { parameter: 'body', message: notJson[lang] });
  if (error instanceof NotAcceptable) {
    return problem(406, { parameter: 'accept', message: otherFormat[lang], allowed: error.allowed });
  }
  if (error instanceof AuditUnwritable || error instanceof WorkerFailed) {
    log('error', 'sql', errorFacts(error));
    const message = (error instanceof WorkerFailed ? noWorker : noAudit)[lang];
    return problem(503, { parameter: null, message }, { 'retry-after': '10' });
  }
  const { status, body } = failure(error);
  if (status === 500) throw error;
  return problem(status, { ...body.error });
}

const otherFormat = { vi: 'Không có định dạng nào trong số này.', en: 'None of these formats is there.' };
const noWorker = {
  vi: 'Không khởi động được tiến trình chạy SQL. Hãy báo quản trị viên.',
  en: 'The process that runs SQL cannot be started. Tell the administrator.',
};
const noAudit = {
  vi: 'Không ghi được nhật ký kiểm toán, nên câu SQL không được chạy. Hãy báo quản trị viên.',
  en: 'The audit cannot be written, so the statement was not run. Tell the administrator.',
};

/** What is told of a statement without an answer, in JSON. */
export function troubleOf(
  trouble: Trouble,
  lang: Lang,
  limits: { timeLimitMs: number; memory: string },
): Problem {
  const { message, hint } = troubleWords(trouble, lang, limits);
  const position = 'position' in trouble ? trouble.position : null;
  return {
    parameter: trouble.kind === 'arguments' ? 'params' : 'sql',
    message,
    allowed: [],
    code: trouble.kind === 'refused' ? trouble.code : trouble.kind,
    ...(trouble.kind === 'engine' && { type: trouble.type }),
    ...(position !== null && { position }),
    ...(hint !== null && { hint }),
  };
}

function lastLine(trouble: Trouble, { lang, world }: Circumstances): Uint8Array {
  const error = troubleOf(trouble, lang, world.service.settings);
  return new TextEncoder().encode(`${JSON.stringify({ error })}\n`);
}

async function noteAsked(
  state: State,
  { viewer, call, format }: Circumstances,
  { wanted, version }: { wanted: SqlRequest; version: string },
): Promise<number> {
  const { seq } = await recordEvent(state, {
    actor: viewer.name,
    session: viewer.label,
    address: call.address,
    action: 'query',
    object: version,
    verdict: 'done',
    detail: {
      step: 'asked',
      sql: wanted.sql,
      format,
      plan: wanted.plan,
      parameter_count: wanted.args.length,
      ...(call.saved !== undefined && { saved: call.saved }),
    },
  });
  return seq;
}

async function noteEnd(
  state: State,
  { viewer, call, world }: Circumstances,
  { seq, outcome, version }: { seq: number; outcome: Outcome; version: string },
): Promise<void> {
  const trouble = 'trouble' in outcome ? outcome.trouble : null;
  if (trouble?.kind === 'crash' || trouble?.kind === 'time') doubt(version, world.service);
  await recordEvent(state, {
    actor: viewer.name,
    session: viewer.label,
    address: call.address,
    action: 'query',
    object: version,
    verdict: trouble === null ? 'done' : trouble.kind === 'refused' ? 'refused' : 'failed',
    detail: {
      step: 'answered',
      asked_in: seq,
      rows: 'summary' in outcome ? outcome.summary.rows : null,
      truncated_by: 'summary' in outcome ? outcome.summary.truncatedBy : null,
      ms: 'summary' in outcome ? outcome.summary.elapsedMs : outcome.elapsedMs,
      reason: trouble === null ? null : trouble.kind === 'refused' ? trouble.code : trouble.kind,
    },
  });
}
