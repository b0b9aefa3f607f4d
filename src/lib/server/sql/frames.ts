const headBytes = 5;
const mostBytes = 64 * 1024 * 1024;

/** A piece of a connection between server and worker: a message, or bytes of a result. */
export type Frame = { message: unknown } | { bytes: Buffer };

/** A message as it goes over the line: kind, length, JSON. */
export function messageFrame(message: unknown): Buffer {
  return framed(0, Buffer.from(JSON.stringify(message), 'utf8'));
}

/** Bytes of a result as they go over the line. */
export function bytesFrame(bytes: Uint8Array): Buffer {
  return framed(1, bytes);
}

function framed(kind: 0 | 1, body: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(headBytes + body.byteLength);
  frame.writeUInt8(kind, 0);
  frame.writeUInt32BE(body.byteLength, 1);
  frame.set(body, headBytes);
  return frame;
}

/** Puts the pieces of a connection together again. Throws on what no worker of ours writes. */
export class FrameReader {
  #pieces: Buffer[] = [];
  #length = 0;

  /** Takes what has come, and gives the frames that are whole now. */
  take(piece: Buffer): Frame[] {
    this.#pieces.push(piece);
    this.#length += piece.byteLength;
    const frames: Frame[] = [];
    for (let frame = this.#next(); frame; frame = this.#next()) frames.push(frame);
    return frames;
  }

  #next(): Frame | undefined {
    if (this.#length < headBytes) return undefined;
    const head = this.#first(headBytes);
    const [kind, length] = [head.readUInt8(0), head.readUInt32BE(1)];
    if (kind > 1 || length > mostBytes) throw new RangeError('A worker wrote what is no frame.');
    if (this.#length < headBytes + length) return undefined;
    const body = this.#first(headBytes + length).subarray(headBytes, headBytes + length);
    this.#drop(headBytes + length);
    if (kind === 1) return { bytes: body };
    const message: unknown = JSON.parse(body.toString('utf8'));
    return { message };
  }

  /** The first pieces as one, at least so many bytes. */
  #first(length: number): Buffer {
    const [first] = this.#pieces;
    if (first && first.byteLength >= length) return first;
    this.#pieces = [Buffer.concat(this.#pieces)];
    return this.#pieces[0] ?? Buffer.alloc(0);
  }

  #drop(length: number): void {
    const first = this.#pieces[0] ?? Buffer.alloc(0);
    this.#pieces[0] = first.subarray(length);
    this.#length -= length;
  }
}
