import { createHash, createHmac } from 'node:crypto';
import type { AuditRow } from '../state/tables.ts';
import type { ActionName, Verdict } from './actions.ts';

/** What a detail may hold. Never passwords, tokens, result rows, member or case codes. */
export type Detail =
  string | number | boolean | null | readonly Detail[] | { readonly [key: string]: Detail };

/** Something that happened. */
export interface AuditEvent {
  /** The name of an account, or `os:` and the name of the machine's user on the command line. */
  actor: string;
  /** Label of the session or token. */
  session?: string | null;
  address?: string | null;
  action: ActionName;
  /** What it was done to: a person, version, page, file name. */
  object?: string | null;
  verdict: Verdict;
  /** Whatever else is to be known. `sql` is kept whole up to the limit of a query; its SHA-256 is added. */
  detail?: { readonly [key: string]: Detail };
}

/** What the first entry of all is bound to. */
export const genesis = '0'.repeat(64);

const mostCharacters = { actor: 200, session: 100, address: 100, object: 500, text: 2000, sql: 20_000 };
const mostParts = 200;
const deepest = 6;

/**
 * An event as the columns of its row: texts bounded, and whatever could act on a terminal, a log or a reader's eye
 * (control, formatting and unpaired characters) written as \uXXXX; the detail is JSON with its keys in order.
 */
export function columnsOf(event: AuditEvent): Omit<AuditRow, 'seq' | 'at' | 'previous_hash' | 'hash'> {
  const optional = (text: string | null | undefined, most: number) =>
    text === null || text === undefined ? null : harmless(bounded(text, most));
  return {
    actor: harmless(bounded(event.actor, mostCharacters.actor)),
    session: optional(event.session, mostCharacters.session),
    address: optional(event.address, mostCharacters.address),
    action: event.action,
    object: optional(event.object, mostCharacters.object),
    verdict: event.verdict,
    detail: canonical(withQueryHash(event.detail ?? {})),
  };
}

function withQueryHash(detail: NonNullable<AuditEvent['detail']>): NonNullable<AuditEvent['detail']> {
  const { sql } = detail;
  if (typeof sql !== 'string') return detail;
  return { ...detail, sql_sha256: createHash('sha256').update(sql, 'utf8').digest('hex') };
}

/** JSON that is the same text for the same content: keys in order, no blanks, nothing but printable characters. */
export function canonical(value: Detail, name = '', depth = 0): string {
  if (typeof value === 'string') {
    const most = name === 'sql' ? mostCharacters.sql : mostCharacters.text;
    return harmless(JSON.stringify(bounded(value, most)));
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (depth === deepest) return '"…"';
  if (isList(value)) {
    return `[${value
      .slice(0, mostParts)
      .map((part) => canonical(part, '', depth + 1))
      .join(',')}]`;
  }
  const keys = Object.keys(value).sort().slice(0, mostParts);
  const pairs = keys.map(
    (key) => `${harmless(JSON.stringify(key))}:${canonical(value[key] ?? null, key, depth + 1)}`,
  );
  return `{${pairs.join(',')}}`;
}

function isList(value: readonly Detail[] | { readonly [key: string]: Detail }): value is readonly Detail[] {
  return Array.isArray(value);
}

/** Cut by whole characters, with a mark that says so. */
function bounded(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most);
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

function harmless(text: string): string {
  return text.replace(/\p{C}/gu, (found) =>
    Array.from(
      { length: found.length },
      (_, i) => `\\u${found.charCodeAt(i).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}

/** The hash that binds an entry to the one before it: HMAC-SHA-256 of all its columns but itself. */
export function hashOf(key: Buffer, row: Omit<AuditRow, 'hash'>): string {
  const columns = [
    row.seq,
    row.at,
    row.actor,
    row.session,
    row.address,
    row.action,
    row.object,
    row.verdict,
    row.detail,
  ];
  return createHmac('sha256', key)
    .update(`audit|v1\n${row.previous_hash}\n${JSON.stringify(columns)}`, 'utf8')
    .digest('hex');
}
