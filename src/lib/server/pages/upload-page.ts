import { houseDay } from '#warehouse/house-time.ts';
import { formatDate } from '$lib/format/dates';
import { formatCount, formatDecimal } from '$lib/format/numbers';
import type { Lang } from '$lib/i18n/lang';
import { sentences, type Sentences } from '$lib/i18n/sentences';
import {
  isChecked,
  isRunning,
  type ExceptionName,
  type FileProblem,
  type Job,
  type Upload,
} from '../upload/desk';
import { type NoRoom } from '../upload/room';
import { phasesOf } from '../upload/phases';
import { registerNames, requiredRegisters, type RegisterName } from '../upload/registers';
import { emptyStatement } from '../upload/statement';
import type { LiveVersion } from '../warehouse.ts';
import type { OwnedRow } from './reject-choice';
import { rejectWords } from './reject-words';
import { withOwners } from './rejects';
import { uploadResult, type UploadResult } from './upload-result';

/** What the words of the page need. */
export interface UploadContext {
  say: Sentences;
  lang: Lang;
}

export interface RegisterField {
  name: RegisterName;
  label: string;
  isRequired: boolean;
  file: { given: string; size: string } | null;
  problem: string | null;
  total: string;
  totalProblem: string | null;
}

export interface ExceptionField {
  name: ExceptionName;
  label: string;
  meaning: string;
  isChosen: boolean;
  /** Per cent, for the share of rejected rows. */
  value: string | null;
}

/** The page on which a snapshot is put together, checked and loaded. */
export interface UploadPage {
  id: string;
  title: string;
  finding: string;
  lede: string;
  /** Why nothing can be loaded here at all. */
  closed: string | null;
  again: { text: string; href: string } | null;
  registers: RegisterField[];
  fields: { asOf: string; source: string; notDelivered: string; today: string };
  problems: Record<string, string>;
  obstacle: string | null;
  exceptions: ExceptionField[];
  job: {
    isRunning: boolean;
    elapsed: string;
    phases: { label: string; state: string; now: boolean; done: boolean }[];
  } | null;
  result: UploadResult | null;
  /** The button that loads what was checked; null while there is nothing to load. */
  loadLabel: string | null;
  /** The files are gone: the snapshot is loaded. */
  isLoaded: boolean;
}

/** Everything that the page shows of an upload, or of a new one with that name. */
export async function uploadPage(
  context: UploadContext,
  {
    id,
    upload,
    version,
    now,
  }: { id: string; upload: Upload | undefined; version: LiveVersion | null; now: Date },
): Promise<UploadPage> {
  const { say, lang } = context;
  const statement = upload?.statement ?? emptyStatement();
  const job = upload?.job ?? null;
  const rows = upload ? await ownedRows(version, upload) : [];
  const result = upload ? uploadResult(context, upload, rows) : null;
  return {
    id,
    title: say.upload.title,
    finding: findingOf(context, upload, result),
    lede: say.upload.lede,
    closed: null,
    again: null,
    registers: registerNames.map((name) => registerField(context, name, upload)),
    fields: { ...statement, today: houseDay(now) },
    problems: Object.fromEntries(
      (upload?.problems ?? []).map(({ field, problem }) => [field, say.upload.problems[problem]]),
    ),
    obstacle: upload?.obstacle ? say.upload.obstacles[upload.obstacle] : null,
    exceptions: upload ? exceptionFields(context, upload) : [],
    job: job ? jobOf(context, job, now) : null,
    result,
    loadLabel: upload && isChecked(upload) ? say.upload.load(formatDate(statement.asOf, lang)) : null,
    isLoaded: result?.kind === 'loaded',
  };
}

/** The page where nothing can be loaded, with the reason. */
export async function closedUploadPage(context: UploadContext, closed: string): Promise<UploadPage> {
  const page = await uploadPage(context, { id: '', upload: undefined, version: null, now: new Date() });
  return { ...page, closed };
}

/** Why there is no room in memory. */
export function noRoomText(context: UploadContext, cause: NoRoom): string {
  const { small, ...fixed } = context.say.upload.noRoom;
  return cause.reason === 'small' ? small(sizeText(cause.free, context)) : fixed[cause.reason];
}

/** The words of a language, for pages that need no published version. */
export function uploadContext(lang: Lang): UploadContext {
  return { say: sentences(lang), lang };
}

/** The rejected rows that an upload's last check or load told, with their organisations as the live version knows them. */
export async function ownedRows(version: LiveVersion | null, upload: Upload): Promise<OwnedRow[]> {
  const outcome = upload.job?.outcome;
  const rows =
    outcome?.kind === 'report' ? outcome.report.rows : outcome?.kind === 'refused' ? outcome.rows : [];
  if (!version) return rows.map((row) => ({ ...row, owner: null }));
  return withOwners(version, rows);
}

function findingOf(
  { say, lang }: UploadContext,
  upload: Upload | undefined,
  result: UploadResult | null,
): string {
  const { finding } = say.upload;
  const date = formatDate(upload?.statement.asOf ?? null, lang);
  if (upload?.job && isRunning(upload))
    return upload.job.command === 'check' ? finding.checking : finding.loading(date);
  if (!upload || !result) return finding.start;
  if (result.kind === 'refused') return finding.refused;
  if (result.kind === 'passed' && !isChecked(upload)) return finding.start;
  return result.title;
}

function registerField(
  context: UploadContext,
  name: RegisterName,
  upload: Upload | undefined,
): RegisterField {
  const { say } = context;
  const file = upload?.files.get(name);
  const problem = upload?.refusedFiles.get(name);
  const totalProblem = upload?.problems.find(({ field }) => field === `total_${name}`)?.problem;
  return {
    name,
    label: rejectWords(say).register(name),
    isRequired: requiredRegisters.includes(name),
    file: file ? { given: file.given, size: sizeText(file.size, context) } : null,
    problem: problem ? fileProblemText(problem, context) : null,
    total: upload?.statement.totals[name] ?? '',
    totalProblem: totalProblem ? say.upload.problems[totalProblem] : null,
  };
}

/** Why a file was not taken in, in words. */
export function fileProblemText({ reason, given, free }: FileProblem, context: UploadContext): string {
  const { unknownFormat, refusedFile } = context.say.upload;
  if (reason === 'unknown_format') return unknownFormat(given.slice(-80));
  if (reason === 'no_room') return refusedFile.no_room(sizeText(free, context));
  return refusedFile[reason];
}

function exceptionFields({ say, lang }: UploadContext, upload: Upload): ExceptionField[] {
  const { choices } = upload;
  const chosen = {
    replace: choices.replace,
    accept_drop: choices.acceptDrop,
    max_rejects: choices.maxRejects !== null,
  };
  return (['replace', 'accept_drop', 'max_rejects'] as const)
    .filter((name) => upload.offered.has(name))
    .map((name) => ({
      name,
      label: say.upload[name],
      meaning: say.upload[`${name}Meaning`],
      isChosen: chosen[name],
      value:
        name !== 'max_rejects'
          ? null
          : choices.maxRejects === null
            ? ''
            : formatDecimal(choices.maxRejects, lang, Number.isInteger(choices.maxRejects) ? 0 : 1),
    }));
}

function jobOf({ say, lang }: UploadContext, job: Job, now: Date): UploadPage['job'] {
  const seconds = ((job.endedAt ?? now).getTime() - job.startedAt.getTime()) / 1000;
  return {
    isRunning: job.endedAt === null,
    elapsed: say.upload.elapsed(formatDecimal(seconds, lang, 1)),
    phases: phasesOf(job).map(({ name, state }) => ({
      label: say.upload.phases[name],
      state: say.upload.phaseStates[state],
      now: state === 'now',
      done: state === 'done',
    })),
  };
}

function sizeText(bytes: number, { say, lang }: UploadContext): string {
  if (bytes < 1024) return say.upload.bytes(formatCount(bytes, lang), 'B');
  const units = ['kB', 'MB', 'GB'];
  const power = Math.min(units.length, Math.floor(Math.log(bytes) / Math.log(1024)));
  const value = bytes / 1024 ** power;
  return say.upload.bytes(formatDecimal(value, lang, value < 10 ? 1 : 0), units[power - 1] ?? '');
}
