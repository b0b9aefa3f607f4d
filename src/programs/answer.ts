import { CommanderError, type Command } from 'commander';
import { unwritable } from '#etl/unwritable.ts';

/** Exit codes of the programs here: the same as those of `etl`. */
export const exitCode = { done: 0, refused: 1, usage: 2, busy: 3, fault: 4 } as const;

/** The request is refused; nothing has changed. Exit 1. */
export class Refused extends Error {
  override readonly name: string = 'Refused';
}

/** Something else is at work that must end first. Exit 3. */
export class Busy extends Error {
  override readonly name = 'Busy';
}

/** Writes the answer of a command: one JSON value with --json, else text for people. */
export function answer(command: Command, value: unknown, text: string): void {
  const { json } = command.optsWithGlobals<{ json?: boolean }>();
  process.stdout.write(`${json ? JSON.stringify(value) : text}\n`);
}

const briefingRefusals = [
  'BadParameter',
  'BadAddress',
  'DamagedVersion',
  'EngineUnavailable',
  'LetterheadMissing',
  'MonthUnknown',
  'NoPublishedVersion',
  'NotABriefing',
  'NotDisclosed',
  'UnknownVersion',
];

const peopleRefusals = ['PeopleRefused', 'BadName'];

/** Errors that a program knows as refusals beside its own, by their names. */
const refusals = new Set([
  'Refused',
  'RefusedError',
  'AuditUnwritable',
  'AuditBroken',
  'BadStateUrl',
  'MoveRefused',
  ...peopleRefusals,
  ...briefingRefusals,
]);

/** Tells an error on stderr, on stdout as JSON too where that was asked; gives the exit code. */
export function tell(error: unknown, { json }: { json: boolean }): number {
  const say = (kind: string, text: string, code: number) => {
    if (json) process.stdout.write(`${JSON.stringify({ [kind]: text })}\n`);
    process.stderr.write(`${text}\n`);
    return code;
  };
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCode.done;
    if (json) process.stdout.write(`${JSON.stringify({ usage: error.message })}\n`);
    return exitCode.usage;
  }
  if (!(error instanceof Error)) return say('fault', 'Lỗi không rõ.', exitCode.fault);
  if (error.name === 'Busy' || error.name === 'BusyError') return say('busy', error.message, exitCode.busy);
  if (error instanceof Refused || refusals.has(error.name))
    return say('refused', error.message, exitCode.refused);
  const place = unwritable(error);
  if (place) {
    const where = place.file === null ? '' : ` "${place.file}"`;
    return say(
      'refused',
      `Không ghi được${where}: ${place.found.vi}. Không có gì thay đổi.`,
      exitCode.refused,
    );
  }
  const fault = process.env['LANG_KINH_DEBUG']
    ? (error.stack ?? error.message)
    : error.message.split('\n')[0];
  return say('fault', `Lỗi của chương trình hoặc của máy: ${fault ?? ''}`, exitCode.fault);
}
