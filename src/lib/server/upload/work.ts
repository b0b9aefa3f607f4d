import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { houseDay } from '#warehouse/house-time.ts';
import { errorFacts, log } from '../operations/log.ts';
import { argumentsOf, runCommand, type Actor, type LoadChoices, type Run } from './command';
import { isChecked, type Job, type Upload, type UploadDesk } from './desk';
import type { Outcome, Refused } from './outcome';
import { requiredRegisters } from './registers';
import { problemsOf, snapshotJson } from './statement';

/** What keeps a check or load from being started. */
export type Obstacle = 'no_files' | 'problems' | 'receiving' | 'other_running' | 'unchecked' | 'no_room';

const mostSteps = 500;
const allRejects = 100;

/** Runs checks and loads of uploads, one at a time in this server. */
export class Workshop {
  readonly #desk: UploadDesk;
  readonly #now: () => Date;
  readonly #command: typeof runCommand;
  #running: { upload: Upload; run: Run } | undefined;

  constructor(desk: UploadDesk, { now = () => new Date(), command = runCommand } = {}) {
    this.#desk = desk;
    this.#now = now;
    this.#command = command;
  }

  /** The check or load that runs in this server now. */
  get current(): Job | null {
    return this.#running?.upload.job ?? null;
  }

  /**
   * Starts a check of an upload, or the load of one that was checked as it stands, for `actor`. Gives what keeps it from that, or
   * null when it runs: `upload.job` tells how far it is.
   */
  start(upload: Upload, command: Job['command'], actor: Actor | null = null): Obstacle | null {
    upload.obstacle = this.#obstacle(upload, command) ?? (command === 'check' ? stated(upload) : null);
    if (upload.obstacle) return upload.obstacle;
    const started = { command, startedAt: this.#now(), endedAt: null };
    const job: Job = { ...started, steps: [], isStopped: false, outcome: null };
    upload.job = job;
    this.#finish(upload, job, actor).catch((cause: unknown) => log('error', 'upload', errorFacts(cause)));
    return null;
  }

  /** Ends what runs, if it is this upload's. */
  async stop(upload: Upload): Promise<void> {
    if (this.#running?.upload !== upload) return;
    const { run } = this.#running;
    if (upload.job) upload.job.isStopped = true;
    run.stop();
    await run.done;
  }

  /** Ends what runs, for the end of the server. */
  close(): void {
    this.#running?.run.stop();
  }

  #obstacle(upload: Upload, command: Job['command']): Obstacle | null {
    if (this.#running) return 'other_running';
    if (upload.receiving > 0) return 'receiving';
    if (requiredRegisters.some((name) => !upload.files.has(name))) return 'no_files';
    upload.problems = problemsOf(upload.statement, houseDay(this.#now()));
    if (upload.problems.length > 0) return 'problems';
    return command === 'load' && !isChecked(upload) ? 'unchecked' : null;
  }

  async #finish(upload: Upload, job: Job, actor: Actor | null): Promise<void> {
    const { revision } = upload;
    const outcome = await this.#outcome(upload, job, actor).catch(faultOf);
    this.#running = undefined;
    upload.touchedAt = this.#now().getTime();
    job.endedAt = this.#now();
    job.outcome = outcome;
    offer(upload, outcome);
    if (outcome.kind !== 'report') return;
    if (job.command === 'load') this.#desk.empty(upload);
    else if (outcome.report.loaded.length > 0) upload.checkedRevision = revision;
  }

  async #outcome(upload: Upload, job: Job, actor: Actor | null): Promise<Outcome> {
    const outcome = await this.#once(upload, job, { choices: upload.choices, actor });
    if (outcome.kind !== 'refused' || outcome.refused.reason !== 'too_many_rejects') return outcome;
    // The refusal counts the rejected rows; a second look, with no limit on them, names them.
    const seen = await this.#once(
      upload,
      { ...job, command: 'check' },
      { choices: { ...upload.choices, maxRejects: allRejects }, actor },
    );
    return seen.kind === 'report'
      ? { ...outcome, rows: seen.report.rows, rejects: seen.report.rejects }
      : outcome;
  }

  #once(
    upload: Upload,
    job: Job,
    { choices, actor }: { choices: LoadChoices; actor: Actor | null },
  ): Promise<Outcome> {
    const { folder } = upload;
    const run = this.#command(argumentsOf(job.command, folder, choices), { folder, actor }, (text) => {
      if (job.steps.length < mostSteps) job.steps.push(text);
    });
    this.#running = { upload, run };
    return run.done;
  }
}

/** Puts what the steward says of the snapshot beside its files; tells when memory is too full for it. */
function stated(upload: Upload): Obstacle | null {
  upload.checkedRevision = null;
  try {
    writeFileSync(join(upload.folder, 'snapshot.json'), snapshotJson(upload.statement), { mode: 0o600 });
    return null;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC') return 'no_room';
    throw cause;
  }
}

/** The outcome of what could not even be started. */
function faultOf(cause: unknown): Outcome {
  log('error', 'upload', errorFacts(cause));
  return { kind: 'fault', message: '', at: '' };
}

/** Shows the exception that a refusal asks for; others stay hidden. */
function offer(upload: Upload, outcome: Outcome): void {
  if (outcome.kind !== 'refused') return;
  const { refused } = outcome;
  if (refused.reason === 'too_many_rejects') upload.offered.add('max_rejects');
  if (refused.reason === 'row_count_drop') upload.offered.add('accept_drop');
  if (isSameDay(refused)) upload.offered.add('replace');
}

/** Whether a snapshot was refused because the newest one has the very same day: only that one can be replaced. */
function isSameDay({ reason, found, expected }: Refused): boolean {
  return reason === 'not_newer' && found !== null && expected.includes(found);
}
