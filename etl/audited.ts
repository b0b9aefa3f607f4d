import { basename } from 'node:path';
import { BusyError, RefusedError } from './errors.ts';
import { refusedError } from './tell.ts';
import { unwritable } from './unwritable.ts';
import type { Surroundings } from './surroundings.ts';

/** A job that changes what readers see, here or elsewhere, or tries to. */
export type JobName = 'load' | 'undo' | 'rollback' | 'rebuild' | 'push' | 'pull' | 'federate';

type Plain = string | number | boolean | null | readonly string[];

/** What is told of a job to whoever keeps the audit: `job` when it begins, then its name with how it ended. */
export interface JobEvent {
  action: 'job' | JobName;
  object: string | null;
  verdict: 'done' | 'refused' | 'failed';
  detail: Record<string, Plain>;
}

/** Writes an event down; throws when that cannot be done. */
export type Recording = (event: JobEvent) => Promise<void>;

/** A job, with what is known of it before it begins and what is to be told of its result. */
export interface Job<T> {
  name: JobName;
  asked: Record<string, Plain>;
  work(): Promise<T>;
  told(result: T): { object: string | null; detail: Record<string, Plain> };
}

/**
 * Does a job between two entries of the audit. The first is written before anything else: a job that cannot be written
 * down is refused, and one that is killed leaves its beginning without an end.
 */
export async function audited<T>(
  record: Recording,
  { name, asked, work, told }: Job<T>,
  surroundings: Surroundings,
): Promise<T> {
  await begin(record, { action: 'job', object: name, verdict: 'done', detail: asked });
  const end = async (event: Omit<JobEvent, 'action'>) => {
    try {
      await record({ action: name, ...event });
    } catch (cause) {
      surroundings.note(
        `Nhật ký kiểm toán có lúc bắt đầu của việc này nhưng không ghi được lúc kết thúc: ${reasonOf(cause)}`,
      );
    }
  };
  try {
    const result = await work();
    await end({ verdict: 'done', ...told(result) });
    return result;
  } catch (error) {
    await end({ object: null, ...failure(error, surroundings) });
    throw error;
  }
}

async function begin(record: Recording, event: JobEvent): Promise<void> {
  try {
    await record(event);
  } catch (cause) {
    // A full disk or a folder that may only be read is told as it is everywhere else.
    if (unwritable(cause)) throw cause;
    throw new RefusedError(
      {
        reason: 'not_writable',
        found: {
          vi: `nhật ký kiểm toán không ghi được: ${reasonOf(cause)}`,
          en: 'the audit cannot be written, or its key is missing',
        },
        expected: {
          vi: 'ghi được nhật ký kiểm toán trước khi bắt đầu',
          en: 'an audit that can be written before anything begins',
        },
        hint: {
          vi: 'Chưa có gì thay đổi. Sửa chỗ ghi hoặc khôi phục khóa của nhật ký rồi chạy lại.',
          en: 'Nothing has changed. Mend the place or restore the key of the audit, then run again.',
        },
      },
      { cause },
    );
  }
}

/** A refusal by its reason and place, never by what was found there; a fault by its kind. */
function failure(error: unknown, { dataDir }: Surroundings): Pick<JobEvent, 'verdict' | 'detail'> {
  if (error instanceof BusyError) return { verdict: 'refused', detail: { reason: 'busy' } };
  const refusal = refusedError(error, dataDir)?.refusal;
  if (refusal) {
    const { reason, file, line } = refusal;
    return { verdict: 'refused', detail: { reason, file: file === null ? null : basename(file), line } };
  }
  return { verdict: 'failed', detail: { fault: error instanceof Error ? error.name : 'unknown' } };
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'không rõ';
  const deeper = cause.cause instanceof Error ? ` (${cause.cause.message})` : '';
  return `${cause.message}${deeper}`.slice(0, 400);
}
