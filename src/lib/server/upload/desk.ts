import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoadChoices } from './command';
import type { Outcome } from './outcome';
import type { Obstacle } from './work';
import { receiveFile, type FileRefusal, type Receiver } from './receive';
import { fileFormats, formatOf, type FileFormat, type RegisterName } from './registers';
import { makeRoom, type Room } from './room';
import { emptyStatement, type FieldProblem, type StatementFields } from './statement';

/** A file that lies in memory, ready for a check. */
export interface ReceivedFile {
  /** The name that it had at the steward's. */
  given: string;
  format: FileFormat;
  size: number;
}

/** A check or load of an upload, running or ended. */
export interface Job {
  command: 'check' | 'load';
  startedAt: Date;
  endedAt: Date | null;
  steps: string[];
  /** The steward has ended it. */
  isStopped: boolean;
  outcome: Outcome | null;
}

/** Why a file was not taken in, with the name that it had and the bytes that were free. */
export interface FileProblem {
  reason: FileRefusal | 'unknown_format';
  given: string;
  free: number;
}

/** An exception from a limit, which a refusal asks for. */
export type ExceptionName = 'replace' | 'accept_drop' | 'max_rejects';

/** One snapshot that a steward is putting together. */
export interface Upload {
  id: string;
  folder: string;
  touchedAt: number;
  files: Map<RegisterName, ReceivedFile>;
  /** Files that are coming in or going now. */
  receiving: number;
  /** Why a file that was sent with the form was not taken. */
  refusedFiles: Map<RegisterName, FileProblem>;
  statement: StatementFields;
  problems: FieldProblem[];
  /** What kept the last check or load from being started. */
  obstacle: Obstacle | null;
  choices: LoadChoices;
  /** Exceptions that refusals have asked for: only these are shown. */
  offered: Set<ExceptionName>;
  job: Job | null;
  /** Counts every change of files, statement and exceptions. */
  revision: number;
  /** The revision that the last good check took; null: none yet. */
  checkedRevision: number | null;
}

/** Whether the last check took an upload's files, statement and exceptions as they are now. */
export function isChecked(upload: Upload): boolean {
  return upload.checkedRevision === upload.revision;
}

/** Whether a check or load of an upload runs: nothing of it may change meanwhile. */
export function isRunning(upload: Upload): boolean {
  return upload.job?.endedAt === null;
}

/** No more snapshots may be put together at the same time. */
export class DeskFull extends Error {
  override readonly name = 'DeskFull';
}

const mostUploads = 8;
const keptMs = 30 * 60 * 1000;
const idForm = /^[0-9a-f]{32}$/;

/** A new, unguessable name of an upload. */
export function newUploadId(): string {
  return randomBytes(16).toString('hex');
}

/** Keeps the uploads of this server, each in a folder of its own in memory, for half an hour after its last touch. */
export class UploadDesk {
  readonly #uploads = new Map<string, Upload>();
  readonly #makeRoom: () => Room;
  readonly #now: () => Date;
  #room: Room | undefined;

  constructor({ room = makeRoom, now = () => new Date() }: { room?: () => Room; now?: () => Date } = {}) {
    this.#makeRoom = room;
    this.#now = now;
  }

  /** The upload of that name, if it is there; it is kept for another half hour. */
  find(id: string | null): Upload | undefined {
    this.expire();
    const found = id === null ? undefined : this.#uploads.get(id);
    if (found) found.touchedAt = this.#now().getTime();
    return found;
  }

  /** The upload of that name, made if it is new. Throws NoRoom, DeskFull; RangeError for what is no name. */
  open(id: string): Upload {
    const known = this.find(id);
    if (known) return known;
    if (!idForm.test(id)) throw new RangeError('That is no name of an upload.');
    if (this.#uploads.size >= mostUploads) throw new DeskFull();
    const folder = join(this.#theRoom().folder, id);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const upload: Upload = {
      id,
      folder,
      touchedAt: this.#now().getTime(),
      files: new Map(),
      receiving: 0,
      refusedFiles: new Map(),
      statement: emptyStatement(),
      problems: [],
      obstacle: null,
      choices: { replace: false, acceptDrop: false, maxRejects: null },
      offered: new Set(),
      job: null,
      revision: 0,
      checkedRevision: null,
    };
    this.#uploads.set(id, upload);
    return upload;
  }

  /** Bytes that are free for files. Throws NoRoom. */
  free(): number {
    return this.#theRoom().free();
  }

  /**
   * Takes a file in for a register; when it is whole it replaces the one before. Null when its name's ending is none
   * that is read. The steward's own name of it is for the page only. Throws FileRefused.
   */
  async receive(upload: Upload, register: RegisterName, given: string): Promise<Receiver | null> {
    const format = formatOf(given);
    if (!format) return null;
    mkdirSync(upload.folder, { recursive: true, mode: 0o700 });
    const receiver = await receiveFile({
      aside: join(upload.folder, `.${randomBytes(8).toString('hex')}.part`),
      path: join(upload.folder, `${register}.${format}`),
      format,
      free: () => this.free(),
    });
    return {
      ...receiver,
      end: async () => {
        const size = await receiver.end();
        await this.#keep(upload, register, { given: given.slice(-120), format, size });
        return size;
      },
    };
  }

  /** Takes the file of a register away again; meanwhile nothing can be started, as while a file comes in. */
  async drop(upload: Upload, register: RegisterName): Promise<void> {
    upload.receiving += 1;
    try {
      upload.files.delete(register);
      upload.revision += 1;
      await removeOthers(upload.folder, register, null);
    } finally {
      upload.receiving -= 1;
    }
  }

  /** Takes an upload away with all its files. */
  remove(upload: Upload): void {
    this.#uploads.delete(upload.id);
    rmSync(upload.folder, { recursive: true, force: true });
  }

  /** Takes the files away and keeps what was found out about them. */
  empty(upload: Upload): void {
    rmSync(upload.folder, { recursive: true, force: true });
    upload.files.clear();
    upload.revision += 1;
  }

  /** Takes away what nobody has touched for half an hour. */
  expire(): void {
    const before = this.#now().getTime() - keptMs;
    for (const upload of this.#uploads.values()) {
      const isBusy = upload.receiving > 0 || isRunning(upload);
      if (upload.touchedAt < before && !isBusy) this.remove(upload);
    }
  }

  /** Takes everything away, for the end of the server. */
  close(): void {
    this.#uploads.clear();
    this.#room?.remove();
    this.#room = undefined;
  }

  #theRoom(): Room {
    this.#room ??= this.#makeRoom();
    return this.#room;
  }

  async #keep(upload: Upload, register: RegisterName, file: ReceivedFile): Promise<void> {
    await removeOthers(upload.folder, register, file.format);
    upload.files.set(register, file);
    upload.refusedFiles.delete(register);
    upload.revision += 1;
    // A file may have been on its way for longer than an upload is kept.
    upload.touchedAt = this.#now().getTime();
  }
}

/** A register has one file: those of other formats go. */
async function removeOthers(folder: string, register: RegisterName, but: FileFormat | null): Promise<void> {
  for (const format of fileFormats) {
    if (format !== but) await rm(join(folder, `${register}.${format}`), { force: true });
  }
}
