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

/** What a refusal says: file and line where known, the value found, what was expected, what to do. */
export interface Refusal {
  reason: RefusalReason;
  file: string | null;
  line: number | null;
  found: string | null;
  expected: string;
  hint: string;
}

/** The data or the request are refused; nothing has changed. Exit 1. */
export class RefusedError extends Error {
  readonly refusal: Refusal;

  constructor(
    refusal: Partial<Refusal> & Pick<Refusal, 'reason' | 'expected' | 'hint'>,
    options?: ErrorOptions,
  ) {
    const whole: Refusal = { file: null, line: null, found: null, ...refusal };
    super(refusalText(whole), options);
    this.name = 'RefusedError';
    this.refusal = whole;
  }
}

/** Another load is running. Exit 3. */
export class BusyError extends Error {
  override name = 'BusyError';
}

/** The arguments are wrong. Exit 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

function refusalText(refusal: Refusal): string {
  const place = [refusal.file, refusal.line ? `dòng ${refusal.line}` : null].filter(Boolean).join(', ');
  const found = refusal.found === null ? '' : ` Thấy: ${refusal.found}.`;
  return `Từ chối (${refusal.reason})${place ? ` ở ${place}` : ''}.${found} Cần: ${refusal.expected}. ${refusal.hint}`;
}
