import { BadParameter } from '$lib/filters';
import type { Lang } from '$lib/i18n/lang';
import { sentences } from '$lib/i18n/sentences';
import type { RejectedRow } from '../reject-file';

/** Organisation of a rejected row with the upper committee above it. */
export interface Owner {
  name: string;
  committeeCode: string | null;
  committeeName: string | null;
}

/** A rejected row with who it is handed back to. */
export interface OwnedRow extends RejectedRow {
  owner: Owner | null;
}

export const rejectStates = ['open', 'mended', 'all'] as const;
export type RejectState = (typeof rejectStates)[number];

/** What part of the reject list is looked at; null: all. */
export interface RejectChoice {
  snapshot: string | null;
  file: string | null;
  reason: string | null;
  state: RejectState;
  /** Code of an upper committee; `none`: rows whose organisation is not known. */
  committee: string | null;
  page: number;
}

/** Rows on one page of the list. */
export const rowsPerPage = 50;
const every = 'all';
/** Choice of the rows whose organisation or committee is not known. */
export const nobody = 'none';

const registers = ['organizations', 'members', 'cases', 'duties', 'successions'] as const;

/** Names of the parameters that a choice is written with. */
export const rejectParameters = ['snapshot', 'file', 'reason', 'state', 'committee', 'rows'] as const;

/**
 * The choice of a URL: by default the rows of the newest snapshot that are still to be mended. Throws BadParameter for
 * a value that cannot be meant; a snapshot, reason or committee without rows is no error.
 */
export function rejectChoiceOf(params: URLSearchParams, newest: string): RejectChoice {
  const page = params.get('rows') ?? '1';
  if (!/^[1-9]\d{0,5}$/.test(page)) throw refused('rows', page, '1, 2, 3…');
  const state = params.get('state') || 'open';
  const known = rejectStates.find((each) => each === state);
  if (!known) throw refused('state', state, rejectStates.join(', '));
  const file = params.get('file') || every;
  if (file !== every && !registers.some((each) => each === file)) {
    throw refused('file', file, [every, ...registers].join(', '));
  }
  const snapshot = params.get('snapshot') || newest;
  if (snapshot !== every && !/^\d{4}-\d{2}-\d{2}$/.test(snapshot)) {
    throw refused('snapshot', snapshot, `${every}, YYYY-MM-DD`);
  }
  return {
    snapshot: orAll(snapshot),
    file: orAll(file),
    reason: orAll(params.get('reason') || every),
    state: known,
    committee: orAll(params.get('committee') || every),
    page: Number(page),
  };
}

function orAll(value: string): string | null {
  return value === every ? null : value;
}

function refused(name: string, found: string, allowed: string): BadParameter {
  const say = (lang: Lang) => sentences(lang).notAllowed(name, found.slice(0, 40), allowed);
  return new BadParameter(name, { vi: say('vi'), en: say('en') });
}

/** The rows of a choice, in their order; `but` leaves one of its conditions out, to count what else could be chosen. */
export function chosenRows<Kept extends OwnedRow>(
  rows: readonly Kept[],
  choice: RejectChoice,
  but: readonly (keyof RejectChoice)[] = [],
): Kept[] {
  const free = new Set(but);
  const fits = (name: keyof RejectChoice, value: string | null) =>
    free.has(name) || choice[name] === null || choice[name] === value;
  return rows.filter(
    (row) =>
      fits('snapshot', row.asOf) &&
      fits('file', row.register) &&
      fits('reason', row.reason) &&
      fits('committee', committeeOf(row)) &&
      (free.has('state') ||
        choice.state === 'all' ||
        (choice.state === 'mended') === (row.mendedIn !== null)),
  );
}

/** The committee that a row belongs to, or `none`. */
export function committeeOf(row: OwnedRow): string {
  return row.owner?.committeeCode ?? nobody;
}

/** The query string of a choice with some parts changed, beside the page's other parameters; the list starts anew. */
export function rejectSearch(params: URLSearchParams, change: Record<string, string | null>): string {
  const next = new URLSearchParams(params);
  next.delete('rows');
  for (const [name, value] of Object.entries(change)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  const text = next.toString();
  return text === '' ? '' : `?${text}`;
}
