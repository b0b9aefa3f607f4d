import { isRecord } from '#warehouse/json.ts';
import type { Argument } from '#warehouse/open.server.ts';
import { BadParameter, notAllowed } from '../../filters/bad-parameter.ts';
import { formats, type Format } from './protocol.ts';

/** What is asked of the SQL route. */
export interface SqlRequest {
  sql: string;
  args: [string, Argument][];
  /** Rows at most; null: as many as the settings allow. */
  limit: number | null;
  plan: 'none' | 'expected' | 'measured';
  /** Begins CSV with a byte order mark. */
  bom: boolean;
  /** The statement in CSV (a first line, with the version) and JSON. */
  note: boolean;
}

const keys = ['sql', 'params', 'limit', 'plan', 'bom', 'note'];
const plans = ['none', 'expected', 'measured'] as const;
const mostArguments = 200;
const longestText = 10_000;
const mostItems = 5000;

/** Media types and the formats that they ask for. */
export const mediaTypes: Record<Format, string> = {
  json: 'application/json',
  csv: 'text/csv',
  zip: 'application/zip',
  ndjson: 'application/x-ndjson',
  arrow: 'application/vnd.apache.arrow.stream',
  parquet: 'application/vnd.apache.parquet',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** None of the media types that a reader accepts is one that results are written in. Answered as 406. */
export class NotAcceptable extends Error {
  override readonly name = 'NotAcceptable';
  readonly allowed: readonly string[] = Object.values(mediaTypes);
}

/** The body as a request. Throws BadParameter for what it is not. */
export function parseSqlRequest(body: unknown): SqlRequest {
  if (!isRecord(body))
    throw new BadParameter('body', 'Thân yêu cầu phải là một đối tượng JSON có "sql".', keys);
  const unknown = Object.keys(body).find((key) => !keys.includes(key));
  if (unknown !== undefined) throw notAllowed('body', unknown, keys);
  const { sql, params, limit, plan = 'none', bom = false, note = false } = body;
  if (typeof sql !== 'string')
    throw new BadParameter('sql', 'Tham số "sql" phải là văn bản: một câu SELECT.');
  if (typeof bom !== 'boolean') throw notAllowed('bom', brief(bom), ['true', 'false']);
  if (typeof note !== 'boolean') throw notAllowed('note', brief(note), ['true', 'false']);
  const known = plans.find((each) => each === plan);
  if (known === undefined) throw notAllowed('plan', brief(plan), plans);
  return { sql, args: parseArguments(params), limit: parseLimit(limit), plan: known, bom, note };
}

/** The format that a reader likes best by their Accept header; JSON where they take anything. Throws NotAcceptable. */
export function formatOf(accept: string | null): Format {
  const wishes = (accept ?? '')
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== '')
    .map((part) => {
      const [type = '', ...settings] = part.split(';').map((piece) => piece.trim());
      const quality = settings
        .map((each) => /^q=([\d.]+)$/.exec(each)?.[1])
        .find((each) => each !== undefined);
      return { type, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  if (wishes.length === 0) return 'json';
  for (const { type } of wishes) {
    if (type === '*/*' || type === 'application/*') return 'json';
    const format = formats.find((each) => mediaTypes[each] === type || (type === 'text/*' && each === 'csv'));
    if (format) return format;
  }
  throw new NotAcceptable();
}

function parseLimit(limit: unknown): number | null {
  if (limit === undefined || limit === null) return null;
  if (typeof limit === 'number' && Number.isSafeInteger(limit) && limit >= 0) return limit;
  throw new BadParameter(
    'limit',
    `Tham số "limit" phải là một số nguyên từ 0, không phải "${brief(limit)}".`,
  );
}

function parseArguments(params: unknown): [string, Argument][] {
  if (params === undefined || params === null) return [];
  const pairs: [string, unknown][] = Array.isArray(params)
    ? params.map((value, i): [string, unknown] => [String(i + 1), value])
    : isRecord(params)
      ? Object.entries(params).map(([name, value]): [string, unknown] => [name.replace(/^\$/, ''), value])
      : wrong('cần một mảng (cho $1, $2, …) hoặc một đối tượng (cho $ten)');
  if (pairs.length > mostArguments) return wrong(`nhiều nhất ${mostArguments} giá trị`);
  return pairs.map(([name, value]): [string, Argument] => [name, argumentOf(name, value)]);
}

function argumentOf(name: string, value: unknown): Argument {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (isText(value)) return value;
  if (Array.isArray(value) && value.length <= mostItems) {
    const items: unknown[] = value;
    if (items.every(isText)) return items;
    if (items.every((item) => typeof item === 'number' && Number.isFinite(item))) return items as number[];
  }
  return wrong(
    `"${name.slice(0, 60)}" phải là văn bản (nhiều nhất ${longestText} ký tự), số, true, false, null, hoặc mảng văn bản hay mảng số`,
  );
}

function wrong(expected: string): never {
  throw new BadParameter('params', `Tham số "params" không dùng được: ${expected}.`);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestText;
}

function brief(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 60);
}
