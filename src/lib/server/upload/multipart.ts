const largestHead = 8 * 1024;
const mostParts = 64;
const lineEnd = '\r\n';

/** A body that is no multipart form, or is cut off. */
export class BrokenForm extends Error {
  override readonly name = 'BrokenForm';
}

/** What a part says of itself: the name of its field, and of its file if it is one (empty: none was chosen). */
export interface PartHead {
  name: string;
  filename: string | null;
}

/** Where the bytes of one part go. */
export interface PartSink {
  write(bytes: Uint8Array): Promise<void> | void;
  end(): Promise<void> | void;
}

/**
 * Reads a multipart/form-data body piece by piece (RFC 7578), so that a file of any size passes through without lying
 * in memory: `open` says for each part where its bytes go. Throws BrokenForm.
 */
export async function readMultipart(
  body: AsyncIterable<Uint8Array>,
  contentType: string,
  open: (head: PartHead) => Promise<PartSink> | PartSink,
): Promise<void> {
  const boundary = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (!/^multipart\/form-data\b/i.test(contentType) || !mark) throw new BrokenForm('no boundary');
  const reader = new Pieces(body, Buffer.from(`${lineEnd}--${mark}`));
  await reader.skipToDelimiter();
  for (let count = 0; !(await reader.isLast()); count++) {
    if (count === mostParts) throw new BrokenForm('too many parts');
    const sink = await open(headOf(await reader.head()));
    await reader.copyToDelimiter(sink);
    await sink.end();
  }
}

function headOf(text: string): PartHead {
  const disposition = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(text)?.[1] ?? '';
  const value = (key: string) => {
    const found = new RegExp(`(?:^|[;\\s])${key}="([^"]*)"`, 'i').exec(disposition)?.[1];
    return found === undefined
      ? null
      : found.replaceAll('%22', '"').replaceAll('%0D', '').replaceAll('%0A', '');
  };
  const name = value('name');
  if (name === null) throw new BrokenForm('a part without a name');
  return { name, filename: value('filename') };
}

/** The body as one stretch of bytes that is read from its front. */
class Pieces {
  readonly #source: AsyncIterator<Uint8Array>;
  readonly #delimiter: Buffer;
  // The first delimiter stands at the very beginning, without the line end that belongs to all others.
  #bytes = Buffer.from(lineEnd);

  constructor(body: AsyncIterable<Uint8Array>, delimiter: Buffer) {
    this.#source = body[Symbol.asyncIterator]();
    this.#delimiter = delimiter;
  }

  async skipToDelimiter(): Promise<void> {
    await this.copyToDelimiter({ write: () => undefined, end: () => undefined });
  }

  /** Hands everything in front of the next delimiter on, and steps behind it. */
  async copyToDelimiter(sink: PartSink): Promise<void> {
    for (;;) {
      const at = this.#bytes.indexOf(this.#delimiter);
      const known = at >= 0 ? at : this.#bytes.length - this.#delimiter.length + 1;
      if (known > 0) {
        await sink.write(this.#bytes.subarray(0, known));
        this.#bytes = this.#bytes.subarray(known);
      }
      if (at >= 0) {
        this.#bytes = this.#bytes.subarray(this.#delimiter.length);
        return;
      }
      await this.#more();
    }
  }

  /** Whether the delimiter just passed is the last one. */
  async isLast(): Promise<boolean> {
    while (this.#bytes.length < 2) await this.#more();
    const sign = this.#bytes.subarray(0, 2).toString('latin1');
    if (sign === '--') return true;
    if (sign !== lineEnd) throw new BrokenForm('a delimiter runs on');
    return false;
  }

  async head(): Promise<string> {
    for (;;) {
      const end = this.#bytes.indexOf(lineEnd + lineEnd);
      if (end >= 0) {
        const text = this.#bytes.subarray(2, end).toString('utf8');
        this.#bytes = this.#bytes.subarray(end + 4);
        return text;
      }
      if (this.#bytes.length > largestHead) throw new BrokenForm('a head without an end');
      await this.#more();
    }
  }

  async #more(): Promise<void> {
    const { done, value } = await this.#source.next();
    if (done) throw new BrokenForm('cut off');
    this.#bytes = this.#bytes.length === 0 ? Buffer.from(value) : Buffer.concat([this.#bytes, value]);
  }
}
