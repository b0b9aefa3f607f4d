import type { Words } from '#warehouse/metrics.ts';

/** Exit codes of every command. */
export const exitCode = { done: 0, refused: 1, usage: 2, busy: 3, fault: 4 } as const;

/** Why a snapshot is refused: the contract's words. */
export type RefusalReason =
  | 'missing_file'
  | 'unreadable_file'
  | 'unknown_encoding'
  | 'ambiguous_file'
  | 'missing_column'
  | 'unknown_contract'
  | 'bad_as_of'
  | 'control_total'
  | 'too_many_rejects'
  | 'row_count_drop'
  | 'not_newer'
  | 'bad_setting'
  | 'failed_check'
  | 'nothing_published'
  | 'nothing_to_undo'
  | 'unknown_version'
  | 'bad_query'
  | 'other_publisher'
  | 'follower'
  | 'not_a_follower'
  | 'same_place'
  | 'not_writable'
  | 'not_signed'
  | 'put_back';

/** A text for people in both languages, or one that is the same in each. */
export type Told = string | Words;

/** A text in one of the languages. */
export function toldIn(told: Told, language: keyof Words): string {
  return typeof told === 'string' ? told : told[language];
}

interface Sayings<T> {
  found: T | null;
  expected: T;
  hint: T;
}

/** What a refusal says: file and line where known, the value found, what was expected, what to do; in Vietnamese. */
export interface Refusal extends Sayings<string> {
  reason: RefusalReason;
  file: string | null;
  line: number | null;
}

interface Refused extends Sayings<Told> {
  /** What was noted of the files on the way. */
  warnings: readonly Words[];
  reason: RefusalReason;
  file: string | null;
  line: number | null;
}

/** The data or the request are refused; nothing has changed. Exit 1. */
export class RefusedError extends Error {
  readonly refusal: Refusal;
  /** What the refusal says in English. */
  readonly english: Sayings<string>;
  /** What was noted of the files before, which may tell why. */
  readonly warnings: readonly Words[];

  constructor(
    refused: Partial<Refused> & Pick<Refused, 'reason' | 'expected' | 'hint'>,
    options?: ErrorOptions,
  ) {
    const { reason, file = null, line = null, warnings = [], ...sayings } = refused;
    const whole: Refusal = { reason, file, line, ...sayingsIn(sayings, 'vi') };
    super(refusalText(whole), options);
    this.name = 'RefusedError';
    this.refusal = whole;
    this.english = sayingsIn(sayings, 'en');
    this.warnings = warnings;
  }
}

/** Another load is running. Exit 3. */
export class BusyError extends Error {
  override name = 'BusyError';

  constructor(
    readonly told: Told,
    options?: ErrorOptions,
  ) {
    super(toldIn(told, 'vi'), options);
  }
}

/** The arguments are wrong. Exit 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

function sayingsIn(
  { found = null, expected, hint }: Partial<Sayings<Told>> & Omit<Sayings<Told>, 'found'>,
  language: keyof Words,
): Sayings<string> {
  return {
    found: found === null ? null : toldIn(found, language),
    expected: toldIn(expected, language),
    hint: toldIn(hint, language),
  };
}

function refusalText(refusal: Refusal): string {
  const place = [refusal.file, refusal.line ? `dòng ${refusal.line}` : null].filter(Boolean).join(', ');
  const found = refusal.found === null ? '' : ` Thấy: ${refusal.found}.`;
  return `Từ chối (${refusal.reason})${place ? ` ở ${place}` : ''}.${found} Cần: ${refusal.expected}. ${refusal.hint}`;
}
