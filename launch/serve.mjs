import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { inRoot } from './root.mjs';
import { portError } from './settings.mjs';

const drainMs = 3_000;

/**
 * A server that listens.
 * @typedef {{ url: string, close(): Promise<void> }} Serving
 */

/**
 * Serves the built pages from this process: no second process that could outlive it.
 * @param {import('./settings.mjs').Settings} settings
 * @returns {Promise<Serving>}
 * @throws {import('./report.mjs').LaunchError} when the port cannot be had
 */
export async function serve({ dataDir, host, port, origin }) {
  Object.assign(process.env, {
    DATA_DIR: dataDir,
    HOST: host,
    PORT: String(port),
    ORIGIN: origin,
    // Snapshots are uploaded piece by piece; the pages themselves refuse large bodies everywhere else.
    BODY_SIZE_LIMIT: 'Infinity',
    NODE_ENV: process.env['NODE_ENV'] ?? 'production',
  });
  const { handler } = await import(pathToFileURL(inRoot('build', 'handler.js')).href);
  const server = createServer(handler);
  await new Promise((done, failed) => {
    server.once('error', failed);
    server.listen({ host, port }, () => done(undefined));
  }).catch((error) => {
    throw portError(error, { host, port });
  });
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`, close: () => close(server) };
}

/**
 * Lets running answers end, for three seconds at most.
 * @param {import('node:http').Server} server
 * @returns {Promise<void>}
 */
function close(server) {
  return new Promise((done) => {
    server.close(() => done());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), drainMs).unref();
  });
}
