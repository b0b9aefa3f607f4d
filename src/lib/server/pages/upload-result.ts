import { formatDate } from '$lib/format/dates';
import { formatCount } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import type { TableData } from '$lib/shape/table';
import type { Job, Upload } from '../upload/desk';
import type { Refused, Report } from '../upload/outcome';
import type { OwnedRow } from './reject-choice';
import { columnsOf, fileCell, rejectWords } from './reject-words';
import type { UploadContext } from './upload-page';

/** How a check or load ended, in words. */
export interface UploadResult {
  kind: 'passed' | 'known' | 'loaded' | 'refused' | 'busy' | 'fault';
  title: string;
  text: string;
  /** What a refusal says, label by label. */
  facts: { label: string; value: string }[];
  files: TableData | null;
  rejects: TableData | null;
  rows: TableData | null;
  rowsCsv: string | null;
  warnings: string[] | null;
}

const mostRows = 50;
const empty = { facts: [], files: null, rejects: null, rows: null, rowsCsv: null, warnings: null };

/** The result of an upload's last check or load; null while there is none. `rows`: its rejected rows with owners. */
export function uploadResult(
  context: UploadContext,
  upload: Upload,
  rows: readonly OwnedRow[],
): UploadResult | null {
  const { job } = upload;
  const outcome = job?.outcome;
  if (!job || !outcome) return null;
  const { upload: say } = context.say;
  const list = rowsOf(context, upload, rows);
  switch (outcome.kind) {
    case 'busy':
      return { ...empty, kind: 'busy', title: say.finding.busy, text: outcome.message[context.lang] };
    case 'fault':
      return {
        ...empty,
        kind: 'fault',
        title: job.isStopped ? say.finding.stopped : say.finding.fault,
        text: job.isStopped ? '' : outcome.message || say.died(outcome.at),
      };
    case 'refused':
      return {
        ...empty,
        ...list,
        kind: 'refused',
        title: say.reasons[outcome.refused.reason] ?? outcome.refused.reason,
        text: '',
        facts: factsOf(context, outcome.refused),
        rejects: rejectsTable(context, outcome.rejects),
        warnings:
          outcome.warnings.length > 0 ? outcome.warnings.map((warning) => warning[context.lang]) : null,
      };
    case 'report':
      return { ...empty, ...list, ...reportResult(context, { upload, job, report: outcome.report }) };
  }
}

function factsOf({ say, lang }: UploadContext, refused: Refused): UploadResult['facts'] {
  const { refusal, hint } = say.upload;
  const told = lang === 'en' && refused.en ? refused.en : refused;
  const line = refused.line === null ? null : formatCount(refused.line, lang);
  return (
    [
      [refusal.file, refused.file],
      [refusal.line, line],
      [refusal.found, inWords(say, told.found)],
      [refusal.expected, told.expected],
      [refusal.hint, hint(refused.reason, told.hint)],
    ] as const
  ).flatMap(([label, value]) => (value === null || value === '' ? [] : [{ label, value }]));
}

/** The reasons that a refusal counts rejected rows by, in words. */
function inWords(say: UploadContext['say'], found: string | null): string | null {
  const words = rejectWords(say);
  return (
    found?.replace(/\b([a-z]+(?:_[a-z]+)+): /g, (_, reason: string) => `${words.reason(reason)}: `) ?? null
  );
}

function reportResult(
  context: UploadContext,
  { upload, job, report }: { upload: Upload; job: Job; report: Report },
): Pick<UploadResult, 'kind' | 'title' | 'text' | 'files' | 'rejects' | 'warnings'> {
  const { say, lang } = context;
  const { upload: words } = say;
  const date = formatDate(upload.statement.asOf, lang);
  if (report.loaded.length === 0 && report.skipped.length > 0 && job.command === 'check') {
    return {
      kind: 'known',
      title: words.finding.known,
      text: words.knownText,
      files: null,
      rejects: null,
      warnings: null,
    };
  }
  const sum = (of: (file: Report['files'][number]) => number) =>
    counted(
      report.files.reduce((total, file) => total + of(file), 0),
      lang,
    );
  const isLoad = job.command === 'load';
  return {
    kind: isLoad ? 'loaded' : 'passed',
    title: isLoad ? words.finding.loaded(date, report.version ?? '') : words.finding.passed(date),
    text: words.summary(
      sum((file) => file.read),
      sum((file) => file.kept),
      sum((file) => file.rejected),
    ),
    files: filesTable(context, report),
    rejects: rejectsTable(context, report.rejects),
    warnings: report.warnings.map((warning) => warning[lang]),
  };
}

function filesTable({ say }: UploadContext, report: Report): TableData {
  const { columns } = say.data;
  const words = rejectWords(say);
  return {
    caption: say.upload.filesTable,
    columns: [
      { label: columns.file, kind: 'text' },
      { label: columns.format, kind: 'text' },
      { label: columns.encoding, kind: 'text' },
      { label: columns.read, kind: 'count' },
      { label: columns.kept, kind: 'count' },
      { label: columns.rejected, kind: 'count' },
      { label: columns.vanished, kind: 'count' },
      { label: columns.ignored, kind: 'text' },
      { label: say.upload.missingColumns, kind: 'text' },
    ],
    rows: report.files.map((file) => [
      words.register(file.file),
      file.format,
      file.encoding,
      file.read,
      file.kept,
      file.rejected,
      file.vanished,
      file.ignored.join(', ') || null,
      file.missing.map((name) => words.column(name)).join(', ') || null,
    ]),
  };
}

function rejectsTable({ say }: UploadContext, rejects: Report['rejects']): TableData | null {
  if (rejects.length === 0) return null;
  const words = rejectWords(say);
  const heads = say.rejects.columns;
  return {
    caption: say.upload.rejectsTable,
    columns: [
      { label: heads.file, kind: 'text' },
      { label: heads.reason, kind: 'text' },
      { label: heads.count, kind: 'count' },
      { label: heads.todo, kind: 'text' },
    ],
    rows: rejects.map(({ file, reason, count }) => [
      words.register((file.split('.')[0] ?? '').toLowerCase()),
      words.reason(reason),
      count,
      words.todo(reason),
    ]),
  };
}

function rowsOf(
  context: UploadContext,
  upload: Upload,
  rows: readonly OwnedRow[],
): Pick<UploadResult, 'rows' | 'rowsCsv'> {
  if (rows.length === 0) return { rows: null, rowsCsv: null };
  const { say, lang } = context;
  const columns = columnsOf(context);
  const chosen = [
    'line',
    'file',
    'column',
    'reason',
    'found',
    'expected',
    'organization',
    'committee',
  ] as const;
  const shown = rows.slice(0, mostRows);
  return {
    rows: {
      caption: say.upload.rowsTable(formatCount(shown.length, lang), formatCount(rows.length, lang)),
      columns: chosen.map((name) => columns[name].head),
      rows: shown.map((row) =>
        chosen.map((name) => (name === 'file' ? fileCell(columns.file.cell(row)) : columns[name].cell(row))),
      ),
    },
    rowsCsv: `/data/load/${upload.id}/rejects.csv${lang === 'vi' ? '' : `?lang=${lang}`}`,
  };
}
