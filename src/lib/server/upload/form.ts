import type { LoadChoices } from './command';
import { isRunning, type ExceptionName, type Upload, type UploadDesk } from './desk';
import { readMultipart, type PartHead, type PartSink } from './multipart';
import { FileRefused, largestFile, piecesOf, type Receiver } from './receive';
import { registerOf, type RegisterName } from './registers';
import { statementOf } from './statement';

const longestField = 32 * 1024;

/** A form is larger than any that the page has. */
export class FormTooLarge extends Error {
  override readonly name = 'FormTooLarge';
}

/**
 * Takes a sent form into an upload: its files go to memory piece by piece, its fields become statement and exceptions.
 * A file that cannot be taken is noted with its reason, the rest of the form holds. While a check or load runs only the
 * fields are given: nothing changes. Throws
 * BrokenForm, FormTooLarge, NoRoom.
 */
export async function takeForm(
  desk: UploadDesk,
  upload: Upload,
  request: Request,
): Promise<Map<string, string>> {
  const fields = new Map<string, string>();
  const begun: Receiver[] = [];
  const isFrozen = isRunning(upload);
  const open = (head: PartHead) => {
    const register = registerOf(/^file_(\w+)$/.exec(head.name)?.[1]);
    if (head.filename === null) return textSink(head.name, fields);
    if (!register || head.filename === '' || isFrozen) return nowhere;
    return fileSink(desk, upload, { register, given: head.filename, begun });
  };
  upload.receiving += 1;
  try {
    await readMultipart(piecesOf(request.body), request.headers.get('content-type') ?? '', open);
  } catch (cause) {
    await begun.at(-1)?.drop();
    throw cause;
  } finally {
    upload.receiving -= 1;
  }
  if (fields.has('as_of') && !isFrozen) takeFields(upload, fields);
  return fields;
}

function takeFields(upload: Upload, fields: ReadonlyMap<string, string>): void {
  const statement = statementOf(fields);
  const choices = choicesOf(fields, upload.offered);
  const isOther = JSON.stringify([statement, choices]) !== JSON.stringify([upload.statement, upload.choices]);
  if (isOther) upload.revision += 1;
  upload.statement = statement;
  upload.choices = choices;
}

/** The exceptions that were chosen; only those that a refusal has asked for can be. */
function choicesOf(fields: ReadonlyMap<string, string>, offered: ReadonlySet<ExceptionName>): LoadChoices {
  const percent = Number((fields.get('max_rejects') ?? '').trim().replace(',', '.') || Number.NaN);
  const isPercent = offered.has('max_rejects') && percent >= 0 && percent <= 100;
  return {
    replace: offered.has('replace') && fields.get('replace') === 'yes',
    acceptDrop: offered.has('accept_drop') && fields.get('accept_drop') === 'yes',
    maxRejects: isPercent ? percent : null,
  };
}

function textSink(name: string, fields: Map<string, string>): PartSink {
  const chunks: Buffer[] = [];
  let size = 0;
  return {
    write(bytes) {
      size += bytes.length;
      if (size > longestField) throw new FormTooLarge();
      chunks.push(Buffer.from(bytes));
    },
    end: () => void fields.set(name, Buffer.concat(chunks).toString('utf8')),
  };
}

const nowhere: PartSink = { write: () => undefined, end: () => undefined };

/** Where the bytes of a register's file go; after a refusal the rest of them goes nowhere, and the reason is noted. */
async function fileSink(
  desk: UploadDesk,
  upload: Upload,
  { register, given, begun }: { register: RegisterName; given: string; begun: Receiver[] },
): Promise<PartSink> {
  const receiver = await desk.receive(upload, register, given);
  if (receiver) begun.push(receiver);
  else {
    upload.refusedFiles.set(register, { reason: 'unknown_format', given, free: 0 });
    return nowhere;
  }
  let sink: PartSink = {
    write: (bytes) => receiver.write(bytes),
    end: async () => void (await receiver.end()),
  };
  const noting = async (work: () => Promise<void> | void) => {
    try {
      await work();
    } catch (cause) {
      if (!(cause instanceof FileRefused)) throw cause;
      upload.refusedFiles.set(register, { reason: cause.reason, given, free: cause.free });
      sink = nowhere;
    }
  };
  return {
    write: (bytes) => noting(() => sink.write(bytes)),
    end: () => noting(() => sink.end()),
  };
}

/**
 * Takes one file in from a request whose body is the file. Throws FileRefused (`cut_off` when the body ends early) and
 * NoRoom; nothing is kept then. False: the ending of its name is none that is read.
 */
export async function takeFile(
  desk: UploadDesk,
  upload: Upload,
  { register, given, request }: { register: RegisterName; given: string; request: Request },
): Promise<boolean> {
  const declared = request.headers.get('content-length');
  if (Number(declared) > largestFile) throw new FileRefused('too_large');
  // Counted from the first moment on: a check must not begin between this file's name and its bytes.
  upload.receiving += 1;
  let receiver: Receiver | null = null;
  let size = 0;
  try {
    receiver = await desk.receive(upload, register, given);
    if (!receiver) return false;
    for await (const bytes of piecesOf(request.body)) {
      size += bytes.length;
      await receiver.write(bytes);
    }
    if (declared !== null && Number(declared) !== size) throw new FileRefused('cut_off');
    await receiver.end();
    return true;
  } catch (cause) {
    if (cause instanceof FileRefused && cause.reason !== 'cut_off') throw cause;
    await receiver?.drop();
    throw cause instanceof FileRefused ? cause : new FileRefused('cut_off', { cause });
  } finally {
    upload.receiving -= 1;
  }
}
