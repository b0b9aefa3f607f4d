/**
 * What one client may take of the server.
 * @typedef {object} Limits
 * @property {import('node:http').ServerOptions} server Node's own
 * @property {number} silenceMs milliseconds without a byte in either direction
 * @property {{ all: number, address: number }} connections at one time, in all and from one address
 * @property {number} requests that are handled at one time
 * @property {Pace} pace
 *
 * @typedef {object} Pace how slowly a body may come
 * @property {number} formMs a form is here whole within this time
 * @property {number} everyMs an upload may take as long as it likes, but in each such time
 * @property {number} bytes this much of it comes
 */

/** @type {Limits} */
export const ordinaryLimits = {
  server: {
    headersTimeout: 10_000,
    // Files of up to 2 GB come through: the pace below holds instead.
    requestTimeout: 0,
    keepAliveTimeout: 15_000,
    connectionsCheckingInterval: 2_000,
    maxHeaderSize: 16 * 1024,
  },
  silenceMs: 120_000,
  connections: { all: 1_000, address: 256 },
  requests: 256,
  pace: { formMs: 20_000, everyMs: 10_000, bytes: 100_000 },
};

const isUpload = (/** @type {string} */ path) => path === '/data/load' || path.startsWith('/data/load/');

/**
 * Marks connections beyond the most that one address may hold: their first request is answered, that it should come again,
 * and nothing more. Ends those beyond twice as many, and beyond the most of all together.
 * @param {import('node:net').Server} server
 * @param {Limits['connections']} most
 * @param {(address: string) => void} refused
 * @returns {(socket: import('node:net').Socket) => boolean} whether a connection is one too many
 */
export function limitConnections(server, most, refused) {
  /** @type {Map<string, number>} */
  const open = new Map();
  /** @type {Set<string>} */
  const surplus = new Set();
  server.maxConnections = most.all;
  server.on('drop', (data) => refused(data?.remoteAddress ?? ''));
  server.on('connection', (/** @type {import('node:net').Socket} */ socket) => {
    const address = socket.remoteAddress ?? '';
    const count = (open.get(address) ?? 0) + 1;
    open.set(address, count);
    const name = nameOf(socket);
    socket.once('close', () => {
      surplus.delete(name);
      const left = (open.get(address) ?? 1) - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
    if (count <= most.address) return;
    refused(address);
    if (count > 2 * most.address) socket.destroy();
    else surplus.add(name);
  });
  return (socket) => surplus.has(nameOf(socket));
}

/**
 * The same for a connection and for what is spoken through its TLS.
 * @param {import('node:net').Socket} socket
 */
function nameOf({ remoteAddress, remotePort }) {
  return `${remoteAddress} ${remotePort}`;
}

/**
 * Ends a request whose body comes too slowly: with 408 where an answer can still be given.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {Pace} pace
 */
export function guardBody(request, response, pace) {
  const { headers, socket, url = '' } = request;
  if (!(Number(headers['content-length'] ?? 0) > 0 || 'transfer-encoding' in headers)) return;
  const mayTakeTime = isUpload(url.split('?')[0] ?? '');
  let before = socket.bytesRead;
  const check = () => {
    if (request.complete) return stop();
    const came = socket.bytesRead - before;
    before = socket.bytesRead;
    // What lies here unread waits for us, not for the sender.
    if (mayTakeTime && (came >= pace.bytes || request.readableLength > 0)) return undefined;
    return giveUp(request, response);
  };
  const watch = setInterval(check, mayTakeTime ? pace.everyMs : pace.formMs);
  const stop = () => clearInterval(watch);
  watch.unref();
  request.once('close', stop);
  response.once('close', stop);
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
function giveUp(request, response) {
  if (response.headersSent) return void request.destroy();
  response.writeHead(408, { connection: 'close', 'content-type': 'text/plain; charset=utf-8' });
  response.end('Nội dung gửi lên quá chậm. · What was sent came too slowly.\n', () => request.destroy());
}
