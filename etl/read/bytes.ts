import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const chunkSize = 4 * 1024 * 1024;
const blockSize = 64 * 1024;

/** The bytes of a file, a few megabytes (or `size`) at a time. The buffer is used again: do not keep it. */
export function* chunksOf(path: string, size = chunkSize): Generator<Buffer> {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(Math.min(size, Math.max(1, fstatSync(file).size)));
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer))
      yield buffer.subarray(0, read);
  } finally {
    closeSync(file);
  }
}

/** The first bytes of a file, at most `size`. */
export function headOf(path: string, size: number): Buffer {
  return sliceOf(path, 0, size);
}

/** Bytes of a file from `start` on, at most `size`. */
export function sliceOf(path: string, start: number, size: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(size);
    return buffer.subarray(0, readSync(file, buffer, 0, size, start));
  } finally {
    closeSync(file);
  }
}

/** Blocks of a file, evenly apart, the first at its beginning; the whole of a small file in one. */
export function blocksOf(path: string, most: number): Buffer[] {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const whole = size <= most * blockSize;
    const length = whole ? size : blockSize;
    return Array.from({ length: whole ? 1 : most }, (_, at) => {
      const block = Buffer.alloc(length);
      return block.subarray(0, readSync(file, block, 0, length, Math.floor((at * (size - length)) / most)));
    });
  } finally {
    closeSync(file);
  }
}

/** The last bytes of a file, at most `size`. */
export function tailOf(path: string, size: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const length = fstatSync(file).size;
    const buffer = Buffer.alloc(Math.min(size, length));
    return buffer.subarray(0, readSync(file, buffer, 0, buffer.length, length - buffer.length));
  } finally {
    closeSync(file);
  }
}

/** SHA-256 over names and bytes of files, in the order given. */
export function contentHash(files: readonly { name: string; path: string }[]): string {
  const hash = createHash('sha256');
  for (const { name, path } of files) {
    hash.update(name);
    for (const chunk of chunksOf(path)) hash.update(chunk);
  }
  return hash.digest('hex');
}

/** SHA-256 of one file, in hexadecimal. */
export function fileHash(path: string): string {
  const hash = createHash('sha256');
  for (const chunk of chunksOf(path)) hash.update(chunk);
  return hash.digest('hex');
}

/** Tells whether chunks that come one after another are UTF-8 together, also where a letter is cut in two. */
export class Utf8Check {
  private rest: Buffer = Buffer.alloc(0);
  private valid = true;

  add(chunk: Buffer): void {
    const whole = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    const cut = lastWholeLetter(whole);
    if (!isUtf8(whole.subarray(0, cut))) this.valid = false;
    this.rest = Buffer.from(whole.subarray(cut));
  }

  end(): boolean {
    return this.valid && isUtf8(this.rest);
  }
}

function lastWholeLetter(buffer: Buffer): number {
  for (let back = 1; back <= Math.min(4, buffer.length); back++) {
    const byte = buffer[buffer.length - back] ?? 0;
    if (byte < 0x80) return buffer.length;
    if (byte >= 0xc0) return buffer.length - back;
  }
  return buffer.length;
}
