import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { pathToFileURL } from 'node:url';
import { guardBody, limitConnections, ordinaryLimits } from './limits.mjs';
import { logOn } from './log.mjs';
import { observed } from './observed.mjs';
import { answerBusy, withinCapacity } from './overload.mjs';
import { LaunchError } from './report.mjs';
import { inRoot } from './root.mjs';
import { portError } from './settings.mjs';
import { readCredentials, watchCredentials } from './tls.mjs';
import { policyFor } from './worker-policy.mjs';

const minVersion = 'TLSv1.2';
const lingerMs = 200;
const drainMs = 8_000;
const tellEveryMs = 60_000;

/**
 * A server that listens. Its certificate is PEM, null without TLS.
 * @typedef {{ certificate: string | null, close(): Promise<void> }} Serving
 *
 * Answers a request, or calls `next` where it has no answer.
 * @typedef {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse, next: () => void) => void} Handler
 *
 * @typedef {import('node:http').Server | import('node:https').Server} Server
 */

/**
 * Serves the built pages from this process: no second process that could outlive it.
 * @param {import('./settings.mjs').Settings} settings
 * @returns {Promise<Serving>}
 * @throws {LaunchError} when the port or the certificate cannot be had
 */
export async function serve(settings) {
  Object.assign(process.env, {
    DATA_DIR: settings.dataDir,
    HOST: settings.host,
    PORT: String(settings.port),
    ORIGIN: settings.origin,
    LOG_LEVEL: settings.logLevel,
    // Snapshots are uploaded piece by piece; the pages themselves refuse large bodies everywhere else.
    BODY_SIZE_LIMIT: 'Infinity',
    NODE_ENV: process.env['NODE_ENV'] ?? 'production',
  });
  return serveWith(await loadPages(), settings);
}

/**
 * @returns {Promise<Handler>}
 * @throws {LaunchError} when the pages refuse to start with these settings
 */
async function loadPages() {
  try {
    return (await import(pathToFileURL(inRoot('build', 'handler.js')).href)).handler;
  } catch (error) {
    if (error instanceof Error && error.name === 'StartRefused' && 'exitCode' in error)
      throw new LaunchError(error.message, Number(error.exitCode));
    throw error;
  }
}

/**
 * The server around the pages: TLS, limits, headers, the note of each request.
 * @param {Handler} handler
 * @param {import('./settings.mjs').Settings} settings
 * @param {{ limits?: import('./limits.mjs').Limits, log?: import('./log.mjs').Log }} [options]
 * @returns {Promise<Serving>}
 */
export async function serveWith(handler, settings, options = {}) {
  const { host, port, origin, tls } = settings;
  const { limits = ordinaryLimits, log = logOn(process.stderr, settings.logLevel) } = options;
  const credentials = tls ? readCredentials(tls, { origin, now: new Date() }) : null;
  const server = credentials
    ? createHttpsServer({ ...limits.server, minVersion, cert: credentials.cert, key: credentials.key })
    : createHttpServer(limits.server);
  const drain = { isOn: false };
  const isSecure = origin.startsWith('https:');
  server.setTimeout(limits.silenceMs);
  // All readers behind a proxy come from one address.
  const { all, address } = limits.connections;
  const most = { all, address: isSecure && !tls ? all : address };
  const isTooMany = limitConnections(server, most, tellingOfRefusals(log));
  const answer = withinCapacity(answering(handler, { isSecure, drain, pace: limits.pace }), limits.requests);
  server.on(
    'request',
    observed((request, response) =>
      isTooMany(request.socket) ? answerBusy(request, response) : answer(request, response),
    ),
  );
  await listen(server, { host, port });
  const unwatch =
    tls && credentials && 'setSecureContext' in server
      ? follow(server, { tls, taken: credentials, origin, log })
      : undefined;
  return {
    certificate: credentials?.cert ?? null,
    close: () => {
      unwatch?.();
      return close(server, drain);
    },
  };
}

/**
 * Puts the headers on every answer, files of the build among them: those never reach the pages' own code.
 * @param {Handler} handler
 * @param {{ isSecure: boolean, drain: { isOn: boolean }, pace: import('./limits.mjs').Pace }} how
 * @returns {import('node:http').RequestListener}
 */
function answering(handler, { isSecure, drain, pace }) {
  /** @type {Record<string, string>} */
  const headers = JSON.parse(readFileSync(inRoot('src', 'lib', 'server', 'security-headers.json'), 'utf8'));
  const all = Object.entries({
    ...headers,
    ...(isSecure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  });
  return (request, response) => {
    for (const [name, value] of all) response.setHeader(name, value);
    response.setHeader('content-security-policy', policyFor(request.url ?? ''));
    if (drain.isOn) response.setHeader('connection', 'close');
    guardBody(request, response, pace);
    handler(request, response, () => response.writeHead(404).end());
  };
}

/** @param {import('./log.mjs').Log} log hears of them once a minute at most */
function tellingOfRefusals(log) {
  let [refused, toldAt] = [0, -tellEveryMs];
  return (/** @type {string} */ address) => {
    refused += 1;
    if (performance.now() - toldAt < tellEveryMs) return;
    log('warn', 'connections_refused', { address, refused });
    [refused, toldAt] = [0, performance.now()];
  };
}

/**
 * @param {Server} server
 * @param {{ host: string, port: number }} address
 */
async function listen(server, { host, port }) {
  await new Promise((done, failed) => {
    server.once('error', failed);
    server.listen({ host, port }, () => done(undefined));
  }).catch((error) => {
    throw portError(error, { host, port });
  });
}

/**
 * @param {import('node:https').Server} server
 * @param {{ tls: import('./tls.mjs').TlsFiles, taken: import('./tls.mjs').Credentials, origin: string, log: import('./log.mjs').Log }} what
 */
function follow(server, { tls, taken, origin, log }) {
  return watchCredentials(tls, {
    taken,
    read: () => readCredentials(tls, { origin, now: new Date() }),
    take({ cert, key, validTo }) {
      server.setSecureContext({ minVersion, cert, key });
      log('info', 'certificate_taken', { valid_to: validTo.toISOString() });
    },
    refuse(error) {
      log('error', 'certificate_refused', {
        message: error instanceof Error ? error.message : String(error),
      });
    },
  });
}

/**
 * Lets what was accepted be answered: for a moment requests on open connections are still taken, each the last of its
 * connection; then nothing new, and running answers have eight seconds to end. The pages then end what they have running.
 * @param {Server} server
 * @param {{ isOn: boolean }} drain
 * @returns {Promise<void>}
 */
async function close(server, drain) {
  drain.isOn = true;
  await new Promise((done) => setTimeout(done, lingerMs));
  await new Promise((done) => {
    server.close(() => done(undefined));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), drainMs).unref();
  });
  /** @type {Promise<void>[]} */
  const endings = [];
  /** @type {import('node:events').EventEmitter} */
  const hearers = process;
  hearers.emit('sveltekit:shutdown', 'SIGTERM', endings);
  await Promise.all(endings);
}
