import { describe, expect, it } from 'vitest';
import { BrokenForm, readMultipart } from '$lib/server/upload/multipart';

const type = 'multipart/form-data; boundary=----x7';

/** A body cut into pieces of a size, so that delimiters fall apart in every way. */
async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function body(...parts: [head: string, bytes: Buffer | string][]): Buffer {
  const texts = parts.flatMap(([head, bytes]) => [
    Buffer.from(`------x7\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
    Buffer.from(bytes),
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...texts, Buffer.from('------x7--\r\n')]);
}

async function read(
  bytes: Buffer,
  size: number,
  contentType = type,
): Promise<[string, string | null, Buffer][]> {
  const found: [string, string | null, Buffer][] = [];
  await readMultipart(pieces(bytes, size), contentType, ({ name, filename }) => {
    const chunks: Buffer[] = [];
    return {
      write: (chunk) => void chunks.push(Buffer.from(chunk)),
      end: () => void found.push([name, filename, Buffer.concat(chunks)]),
    };
  });
  return found;
}

const odd = Buffer.concat([
  Buffer.from('a,b\r\n------x\r\n--'),
  Buffer.from([0, 255, 13, 10]),
  Buffer.from('\r\n------x'),
]);
const form = body(
  ['name="as_of"', '2026-10-31'],
  ['name="file_cases"; filename="hồ sơ \u201c10\u201d.csv"', odd],
  ['name="file_duties"; filename=""', ''],
);

describe('a multipart form', () => {
  it.each([1, 2, 3, 7, 16, 61, 4096])('is read the same in pieces of %i bytes', async (size) => {
    expect(await read(form, size)).toEqual([
      ['as_of', null, Buffer.from('2026-10-31')],
      ['file_cases', 'hồ sơ \u201c10\u201d.csv', odd],
      ['file_duties', '', Buffer.alloc(0)],
    ]);
  });

  it.each([
    ['cut off inside a file', form.subarray(0, 200), type],
    ['cut off behind the last delimiter', form.subarray(0, form.length - 4), type],
    ['without a boundary', form, 'multipart/form-data'],
    ['of another kind', form, 'application/x-www-form-urlencoded'],
    ['with a part that has no name', body(['filename="x"', 'y']), type],
    [
      'with more parts than any form has',
      body(...Array.from({ length: 70 }, () => ['name="a"', '1'] as [string, string])),
      type,
    ],
  ])('is refused when %s', async (_, bytes, contentType) => {
    await expect(read(bytes, 50, contentType)).rejects.toBeInstanceOf(BrokenForm);
  });
});
