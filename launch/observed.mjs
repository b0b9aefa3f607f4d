import { randomUUID } from 'node:crypto';
import { channel } from 'node:diagnostics_channel';
import { hearEnd } from './pipelined.mjs';

/** Where the pages find the note of a request, to say which route it is and who asks (src/lib/server/operations). */
const noteKey = Symbol.for('lang-kinh:request');
const requests = channel('lang-kinh:request');

/**
 * Handles requests, and tells of each when it is over: for the log and the counts that the pages keep.
 * @param {import('node:http').RequestListener} handle
 * @returns {import('node:http').RequestListener}
 */
export function observed(handle) {
  return (request, response) => {
    // Gone before it could be looked at: nobody waits, and where it came from is lost. Node keeps an address that was asked for.
    if (request.socket.remoteAddress === undefined) return void request.socket.destroy();
    hearEnd(request, response);
    const began = performance.now();
    const before = request.socket.bytesWritten;
    const note = { id: randomUUID() };
    Object.defineProperty(request, noteKey, { value: note });
    response.setHeader('x-request-id', note.id);
    response.once('close', () => {
      requests.publish({
        note,
        method: request.method,
        status: response.statusCode,
        ms: performance.now() - began,
        bytes: request.socket.bytesWritten - before,
        isWhole: response.writableFinished,
      });
    });
    handle(request, response);
  };
}
