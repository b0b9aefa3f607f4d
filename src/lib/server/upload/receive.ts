import { open, rename, rm } from 'node:fs/promises';
import { beginsAs, type FileFormat } from './registers';

const margin = 16 * 1024 * 1024;

/** The most that one file may hold: 2 GB. */
export const largestFile = 2_000_000_000;

export type FileRefusal = 'too_large' | 'no_room' | 'empty' | 'other_content' | 'cut_off';

/** A file that was not taken in; nothing of it is kept. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
  readonly reason: FileRefusal;
  readonly free: number;

  constructor(reason: FileRefusal, options: { free?: number; cause?: unknown } = {}) {
    super(`File refused: ${reason}`, { cause: options.cause });
    this.reason = reason;
    this.free = options.free ?? 0;
  }
}

export interface Reception {
  /** Name while it is not whole. */
  aside: string;
  path: string;
  format: FileFormat;
  /** Bytes that are free where the file goes. */
  free: () => number;
  limit?: number;
}

/**
 * A file being taken in: bytes go to `aside` (mode 0600), which becomes `path` at the end. Throws
 * FileRefused at the first byte that cannot be taken; `drop` takes away what came so far.
 */
export async function receiveFile({ aside, path, format, free, limit = largestFile }: Reception) {
  const file = await open(aside, 'w', 0o600);
  let size = 0;
  let head = Buffer.alloc(0);
  let isOpen = true;
  const close = async () => {
    if (isOpen) await file.close();
    isOpen = false;
  };
  const drop = async () => {
    await close();
    await rm(aside, { force: true });
  };
  const refuse = async (reason: FileRefusal, cause?: unknown): Promise<never> => {
    await drop();
    throw new FileRefused(reason, { free: Math.max(0, free() - margin), cause });
  };
  return {
    /** Takes away what came, unless it is whole already. */
    drop,
    async write(bytes: Uint8Array): Promise<void> {
      if (head.length < 4) {
        head = Buffer.concat([head, bytes.subarray(0, 4 - head.length)]);
        if (head.length === 4 && !beginsAs(head, format)) await refuse('other_content');
      }
      size += bytes.length;
      if (size > limit) await refuse('too_large');
      if (free() - margin < bytes.length) await refuse('no_room');
      try {
        await file.appendFile(bytes);
      } catch (cause) {
        await refuse('no_room', cause);
      }
    },
    /** Gives the size in bytes. */
    async end(): Promise<number> {
      if (size === 0) await refuse('empty');
      if (head.length < 4 && format !== 'csv') await refuse('other_content');
      await close();
      await rename(aside, path);
      return size;
    },
  };
}

export type Receiver = Awaited<ReturnType<typeof receiveFile>>;

/** The bytes of a request's body, piece by piece; none when there is no body. */
export async function* piecesOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}
