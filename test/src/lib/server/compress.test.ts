import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compressed } from '$lib/server/compress';

const long = 'Hồ sơ đang xử lý. '.repeat(200);
const page = (text = long, type = 'text/html; charset=utf-8') =>
  new Response(text, { headers: { 'content-type': type, etag: '"1"' } });
const asking = (encodings: string, method = 'GET') =>
  new Request('http://127.0.0.1/', { method, headers: { 'accept-encoding': encodings } });
const bytes = async (response: Response) => Buffer.from(await response.arrayBuffer());

describe('compressing an answer', () => {
  it('prefers Brotli and keeps the other headers', async () => {
    const response = await compressed(asking('gzip, deflate, br'), page());
    expect(response.headers.get('content-encoding')).toBe('br');
    expect(response.headers.get('etag')).toBe('"1"');
    expect(response.headers.get('vary')).toBe('accept-encoding');
    expect(brotliDecompressSync(await bytes(response)).toString()).toBe(long);
  });

  it('gives gzip where Brotli is not accepted', async () => {
    const response = await compressed(asking('gzip;q=1.0'), page());
    expect(gunzipSync(await bytes(response)).toString()).toBe(long);
  });

  it('gives each text its own bytes, in the encoding that is asked for, also when it comes again', async () => {
    const texts = [`[${'1,'.repeat(900)}1]`, `[${'1,'.repeat(900)}2]`];
    for (const text of [...texts, ...texts]) {
      const json = () => page(text, 'application/json');
      const [brotli, gzip] = [
        await compressed(asking('br'), json()),
        await compressed(asking('gzip'), json()),
      ];
      expect(brotliDecompressSync(await bytes(brotli)).toString()).toBe(text);
      expect(gunzipSync(await bytes(gzip)).toString()).toBe(text);
    }
  });

  it('leaves short, foreign and packed answers as they are', async () => {
    expect((await compressed(asking('br'), page('ngắn'))).headers.has('content-encoding')).toBe(false);
    expect((await compressed(asking(''), page())).headers.has('content-encoding')).toBe(false);
    expect((await compressed(asking('br'), page(long, 'image/png'))).headers.has('content-encoding')).toBe(
      false,
    );
    expect(await (await compressed(asking(''), page())).text()).toBe(long);
  });

  it('sends no body where none was asked for', async () => {
    const response = await compressed(asking('br', 'HEAD'), new Response(null, { status: 304 }));
    expect(response.status).toBe(304);
    expect(await response.text()).toBe('');
  });
});
