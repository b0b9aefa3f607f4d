import { basename } from 'node:path';
import { rejectedRow, type RejectedRow } from '../reject-file';

/** One file of a check or a load. */
export interface FileCount {
  file: string;
  format: string;
  encoding: string;
  read: number;
  kept: number;
  rejected: number;
  vanished: number;
  ignored: string[];
  missing: string[];
}

/** A sentence of the loader, in both languages. */
export interface Told {
  vi: string;
  en: string;
}

/** What a check or a load told of a snapshot that it takes. */
export interface Report {
  loaded: string[];
  skipped: string[];
  version: string | null;
  files: FileCount[];
  rejects: { file: string; reason: string; count: number }[];
  rows: RejectedRow[];
  warnings: Told[];
}

interface Sayings {
  found: string | null;
  expected: string;
  hint: string;
}

/** Why a snapshot was refused, in the loader's words; `en`: null where it has Vietnamese ones only. */
export interface Refused extends Sayings {
  reason: string;
  file: string | null;
  line: number | null;
  en: Sayings | null;
}

/** How a run of the command line ended. */
export type Outcome =
  | { kind: 'report'; report: Report }
  | ({ kind: 'refused'; refused: Refused } & Pick<Report, 'rejects' | 'rows' | 'warnings'>)
  | { kind: 'busy'; message: Told }
  /** `message` is empty when it was ended from outside; `at` is the last that it told. */
  | { kind: 'fault'; message: string; at: string };

type Fields = Record<string, unknown>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The outcome in what the command printed (`--json`) and its exit code; `folder` is kept out of every message. */
export function outcomeOf(
  { exitCode, stdout, stderr }: { exitCode: number | null; stdout: string; stderr: string },
  folder: string,
): Outcome {
  const answer = parsed(stdout);
  if (answer && exitCode === 0) return { kind: 'report', report: reportOf(answer) };
  if (answer && 'refused' in answer) {
    const refused = refusedOf(answer, folder);
    return { kind: 'refused', refused, rejects: [], rows: [], warnings: warningsOf(answer) };
  }
  if (answer && 'busy' in answer) {
    const vi = String(answer.busy);
    return { kind: 'busy', message: { vi, en: textOf(answer.busy_en) ?? vi } };
  }
  const last = stderr.trim().split('\n').at(-1) ?? '';
  const told = textOf(answer?.fault) ?? textOf(answer?.usage) ?? '';
  const clean = (text: string) => without(text, folder).slice(0, 300);
  return { kind: 'fault', message: clean(told), at: clean(last) };
}

function parsed(stdout: string): Fields | null {
  try {
    return fieldsOf(JSON.parse(stdout));
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}

/** Where uploads lie is nothing for readers: their folder's name is left out. */
function without(text: string, folder: string): string {
  return text
    .replaceAll(`${folder}/`, '')
    .replaceAll(`${basename(folder)}/`, '')
    .replaceAll(folder, '');
}

function refusedOf({ refused: words, refused_en: english }: Fields, folder: string): Refused {
  const refused = fieldsOf(words);
  const clean = (value: unknown) => {
    const text = textOf(value);
    return text === null ? null : without(text, folder);
  };
  const sayings = (fields: Fields) => ({
    found: clean(fields.found),
    expected: clean(fields.expected) ?? '',
    hint: clean(fields.hint) ?? '',
  });
  return {
    reason: textOf(refused.reason) ?? '',
    file: clean(refused.file),
    line: typeof refused.line === 'number' ? refused.line : null,
    ...sayings(refused),
    en: english ? sayings(fieldsOf(english)) : null,
  };
}

function reportOf(answer: Fields): Report {
  return {
    loaded: listOf(answer.loaded).map(String),
    skipped: listOf(answer.skipped).map(String),
    version: textOf(answer.version),
    files: listOf(answer.files)
      .map(fieldsOf)
      .map((file) => ({
        file: String(file.file),
        format: String(file.format),
        encoding: String(file.encoding),
        read: Number(file.rows_read),
        kept: Number(file.rows_kept),
        rejected: Number(file.rows_rejected),
        vanished: Number(file.vanished),
        ignored: listOf(file.ignored_columns).map(String),
        missing: listOf(file.missing_columns).map(String),
      })),
    rejects: listOf(answer.rejects)
      .map(fieldsOf)
      .map((group) => ({
        file: String(group.file),
        reason: String(group.reason),
        count: Number(group.count),
      })),
    rows: listOf(answer.reject_rows).map(rejectedRow),
    warnings: warningsOf(answer),
  };
}

function warningsOf(answer: Fields): Told[] {
  const english = listOf(answer.warnings_en);
  return listOf(answer.warnings).map((vi, index) => ({ vi: String(vi), en: String(english[index] ?? vi) }));
}
