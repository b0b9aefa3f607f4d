import type { RequestEvent } from '@sveltejs/kit';
import { langOf, type Lang } from '$lib/filters';
import { oneOf } from '$lib/filters/read';
import { adminWords } from '$lib/i18n/admin';
import { toCsv } from '$lib/shape/table';
import { handedOut } from '../access/handing-out.ts';
import { actions, isAction, verdicts } from '../audit/actions.ts';
import type { Head } from '../audit/anchor.ts';
import { AuditUnwritable } from '../audit/key.ts';
import { headOf } from '../audit/record.ts';
import { keepMonths } from '../audit/retention.ts';
import { checkFurther, checkWhole } from '../audit/lately.ts';
import type { AuditCheck } from '../audit/verify.ts';
import { faultText } from '../audit/words.ts';
import { formatMoment } from '../moments.ts';
import { answering } from '../pages/load';
import { csvFile } from '../pages/reject-download.ts';
import { homeOf, type State } from '../state/open.ts';
import { sharedState } from '../state/shared.ts';
import type { AuditRow } from '../state/tables.ts';
import { auditChoiceOf, chosenEntries, type AuditChoice } from './audit-choice.ts';

/** An entry in words. */
export interface EntryRow {
  seq: number;
  at: string;
  actor: string;
  action: string;
  object: string;
  verdict: string;
  isRefused: boolean;
  where: string;
  detail: { name: string; value: string }[];
  /** The text of a query. */
  sql: string | null;
}

/** A page of the audit, and whether all of it is whole. */
export interface AuditPage {
  lang: Lang;
  finding: string;
  isBroken: boolean;
  faults: string[];
  head: string | null;
  /** When all of it was held to its hashes; null: not yet since the server was started. */
  checked: string | null;
  retention: string;
  choice: AuditChoice;
  people: string[];
  actions: { name: string; label: string }[];
  entries: EntryRow[];
  older: string | null;
}

const pageSize = 50;
const mostInFile = 100_000;
/** So many are checked without being asked; more only by `check=all`. What comes later is checked at each view. */
const mostAtOnce = 5000;

/** The audit, newest first, by person, action and day. */
export async function auditLoad({ url }: RequestEvent): Promise<AuditPage> {
  return answering(url, async () => {
    const lang = langOf(url.searchParams);
    const choice = auditChoiceOf(url.searchParams);
    const state = await sharedState();
    const head = await headOf(state);
    const isAsked = oneOf(url.searchParams, 'check', { allowed: ['all', ''], fallback: '' }) === 'all';
    const rows = await chosenEntries(state, choice, pageSize + 1);
    return {
      ...(await stateOfChain(state, { head, isAsked, lang })),
      lang,
      choice,
      retention: adminWords(lang).audit.retention(keepMonths(homeOf(state))),
      people: await actorsOf(state),
      actions: Object.entries(actions).map(([name, label]) => ({ name, label: label[lang] })),
      entries: rows.slice(0, pageSize).map((row) => entryRow(row, lang)),
      older: rows.length > pageSize ? olderThan(url, rows[pageSize - 1]) : null,
    };
  });
}

async function stateOfChain(
  state: State,
  { head, isAsked, lang }: { head: Head | null; isAsked: boolean; lang: Lang },
): Promise<Pick<AuditPage, 'finding' | 'isBroken' | 'faults' | 'head' | 'checked'>> {
  const words = adminWords(lang).audit;
  const paper = head && words.head(head.seq, head.hash);
  const none = { faults: [], head: paper, checked: null };
  try {
    const mayAll = isAsked || (head?.seq ?? 0) <= mostAtOnce;
    const check =
      (isAsked ? null : await checkFurther(state)) ?? (mayAll ? await checkWhole(state, new Date()) : null);
    if (!check) return { ...none, finding: words.unchecked(head?.seq ?? 0), isBroken: false };
    const faults = check.faults.map((fault) => faultText(fault, lang));
    const checked = words.checked(formatMoment(check.wholeAt.toISOString(), lang));
    return { finding: findingOf(check, lang), isBroken: !check.passed, faults, head: paper, checked };
  } catch (cause) {
    if (!(cause instanceof AuditUnwritable)) throw cause;
    return { ...none, finding: words.unreadable, isBroken: true, faults: [cause.message] };
  }
}

function findingOf({ passed, entries, faults }: AuditCheck, lang: Lang): string {
  const words = adminWords(lang).audit;
  if (!passed) return words.broken(faults.length);
  return entries === 0 ? words.empty : words.whole(entries);
}

async function actorsOf(state: State): Promise<string[]> {
  const rows = await state
    .selectFrom('audit')
    .select('actor')
    .distinct()
    .orderBy('actor')
    .limit(500)
    .execute();
  return rows.map(({ actor }) => actor);
}

function olderThan(url: URL, last: AuditRow | undefined): string | null {
  if (!last) return null;
  const params = new URLSearchParams(url.search);
  params.set('before', String(last.seq));
  return `${url.pathname}?${params}`;
}

function entryRow(row: AuditRow, lang: Lang): EntryRow {
  const { sql, ...detail }: Record<string, unknown> = detailOf(row.detail);
  return {
    seq: row.seq,
    at: formatMoment(row.at, lang),
    actor: row.actor,
    action: isAction(row.action) ? actions[row.action][lang] : row.action,
    object: row.object ?? '',
    verdict: verdictText(row.verdict, lang),
    isRefused: row.verdict !== 'done',
    where: [row.address, row.session].filter(Boolean).join(' · '),
    detail: Object.entries(detail).map(([name, value]) => ({
      name,
      value: typeof value === 'string' ? value : JSON.stringify(value),
    })),
    sql: typeof sql === 'string' ? sql : null,
  };
}

/** A detail that somebody has changed may be no JSON any more: it is then shown as it stands. */
function detailOf(text: string): Record<string, unknown> {
  try {
    const detail: unknown = JSON.parse(text);
    return typeof detail === 'object' && detail !== null ? { ...detail } : { detail };
  } catch (cause) {
    if (cause instanceof SyntaxError) return { detail: text };
    throw cause;
  }
}

function verdictText(verdict: string, lang: Lang): string {
  return verdict === 'done' || verdict === 'refused' || verdict === 'failed'
    ? verdicts[verdict][lang]
    : verdict;
}

/** The chosen entries as CSV, 100,000 at most; itself written down. */
export async function auditDownload(event: RequestEvent): Promise<Response> {
  const response = await answering(event.url, async () => {
    const lang = langOf(event.url.searchParams);
    const words = adminWords(lang).audit;
    const entries = await chosenEntries(
      await sharedState(),
      auditChoiceOf(event.url.searchParams),
      mostInFile,
    );
    const columns = words.csvColumns.map((label) => ({ label, kind: 'text' as const }));
    const rows = entries.map((row) => [
      row.seq,
      row.at,
      row.actor,
      row.session,
      row.address,
      row.action,
      row.object,
      row.verdict,
      row.detail,
      row.hash,
    ]);
    const newest = entries[0]?.seq ?? 0;
    return csvFile(toCsv({ caption: words.title, columns, rows }), `audit-${newest}`);
  });
  return handedOut(event, 'audit_export', response);
}
