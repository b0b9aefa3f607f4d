import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { isHttpError, type RequestEvent } from '@sveltejs/kit';
import { langOf } from '../../filters/index.ts';
import { notedFirst } from '../access/handing-out.ts';
import { json, knowsTag, respond } from '../http.ts';
import { sightOf, versionFor } from '../reading.ts';
import { sqlRefusal } from './permission.ts';
import { publishedFile, sqlService } from './service.ts';
import type { Manifest } from '../version.ts';

/** Bytes of a file, both ends included. */
export interface ByteRange {
  first: number;
  last: number;
}

/**
 * `GET /api/v1/analyst.duckdb`: the analyst file of the live version as it was published, whole or a range of it, for those
 * who may query. Its name has the version and the beginning of its SHA-256, which is its ETag. Written down before it
 * leaves. 403 with the reason, 304, 416, 503 without a version or an audit.
 */
export function sendAnalystFile(event: RequestEvent): Promise<Response> {
  return respond(async () => {
    const { locals, request, url } = event;
    const lang = langOf(url.searchParams);
    const refusal = locals.viewer ? sqlRefusal(locals.viewer, lang) : '';
    if (refusal !== null) return problem(403, refusal);
    const version = await versionFor(sightOf(locals.viewer));
    const { path } = await publishedFile(sqlService(), version.id);
    const sha256 = hashIn(version.manifest, basename(path));
    const name = `lang-kinh_${version.id}_${sha256.slice(0, 12)}.duckdb`;
    const etag = `"${sha256}"`;
    const headers = {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store, no-transform',
      'accept-ranges': 'bytes',
      etag,
      'x-data-version': version.id,
      'x-data-as-of': version.asOf,
    };
    if (knowsTag(request, etag)) return new Response(null, { status: 304, headers });
    return sendBytes(event, path, { name, etag, headers, version: version.id });
  });
}

interface Sending {
  name: string;
  etag: string;
  headers: Record<string, string>;
  version: string;
}

async function sendBytes(event: RequestEvent, path: string, sending: Sending): Promise<Response> {
  const { request } = event;
  const { name, etag, headers, version } = sending;
  // The open file stays whole while it is sent, even when its version is taken away meanwhile.
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const condition = request.headers.get('if-range');
    const asked = condition === null || condition === etag ? request.headers.get('range') : null;
    const range = rangeOf(asked, size);
    if (range === 'beyond') {
      await file.close();
      return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` } });
    }
    const { first, last } = range ?? { first: 0, last: size - 1 };
    const told = {
      ...headers,
      'content-length': String(last - first + 1),
      ...(range && { 'content-range': `bytes ${first}-${last}/${size}` }),
    };
    const status = range ? 206 : 200;
    if (request.method === 'HEAD') {
      await file.close();
      return new Response(null, { status, headers: told });
    }
    const detail = { version, first, last, size };
    await notedFirst(event, { action: 'export', object: name, verdict: 'done', detail });
    return new Response(webStream(file.createReadStream({ start: first, end: last })), {
      status,
      headers: told,
    });
  } catch (cause) {
    await file.close();
    if (!isHttpError(cause, 503)) throw cause;
    return problem(503, cause.body.message);
  }
}

function problem(status: number, message: string): Response {
  return json({ error: { parameter: null, message, allowed: [] } }, status, { 'cache-control': 'no-store' });
}

function webStream(stream: Readable): ReadableStream<Uint8Array> {
  const web: NodeStream = Readable.toWeb(stream);
  return web as ReadableStream<Uint8Array>;
}

/** The one range that a header asks for; null for the whole: none, several, or none that can be read. */
export function rangeOf(header: string | null, size: number): ByteRange | 'beyond' | null {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (from === '' && to === '') return null;
  if (from === '')
    return Number(to) === 0 ? 'beyond' : { first: Math.max(0, size - Number(to)), last: size - 1 };
  const first = Number(from);
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== '' && Number(to) < first) return null;
  return first >= size ? 'beyond' : { first, last };
}

function hashIn({ files }: Manifest, name: string): string {
  const hash = typeof files === 'object' && files !== null && !Array.isArray(files) ? files[name] : null;
  if (typeof hash !== 'string') throw new Error(`The manifest has no hash of ${name}.`);
  return hash;
}
