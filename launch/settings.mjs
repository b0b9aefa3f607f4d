import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { LaunchError } from './report.mjs';
import { root } from './root.mjs';

/**
 * Where to serve, and from what.
 * @typedef {{ dataDir: string, host: string, port: number, origin: string }} Settings
 */

/**
 * The settings of `npm start`. A relative DATA_DIR counts from the repository, for etl and pages alike.
 * @param {Record<string, string | undefined>} env
 * @returns {Settings}
 * @throws {LaunchError} naming the setting, what was found and what is allowed
 */
export function readSettings(env) {
  const host = readHost(env['HOST'] || '127.0.0.1');
  const port = readPort(env['PORT'] || '3000');
  return {
    dataDir: resolve(root, env['DATA_DIR'] || 'data'),
    host,
    port,
    origin: readOrigin(env['ORIGIN'] || `http://${host.includes(':') ? `[${host}]` : host}:${port}`),
  };
}

/** @param {string} host */
function readHost(host) {
  const isLoopback = host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
  if (isLoopback) return host;
  throw new LaunchError(
    `HOST=${host} bị từ chối · is refused: beyond loopback the pages would be open to everybody, because there are no accounts yet; use HOST=127.0.0.1.`,
  );
}

/** @param {string} text */
function readPort(text) {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new LaunchError(
    `PORT=${text} không hợp lệ · is not a port: a whole number from 1 to 65535 is expected.`,
    2,
  );
}

/** @param {string} text */
function readOrigin(text) {
  if (URL.canParse(text)) {
    const url = new URL(text);
    if (/^https?:$/.test(url.protocol) && url.origin === text.replace(/\/$/, '')) return url.origin;
  }
  throw new LaunchError(
    `ORIGIN=${text} không hợp lệ · is not an origin: scheme, host and port are expected, such as http://127.0.0.1:3000.`,
    2,
  );
}

/**
 * Makes the data folder if it is missing and proves that files can be written there.
 * @param {string} dataDir
 * @throws {LaunchError}
 */
export function assertWritable(dataDir) {
  const probe = join(dataDir, `.write-probe.${process.pid}`);
  try {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new LaunchError(`DATA_DIR=${dataDir} không ghi được · cannot be written: ${why}.`, 1, {
      cause: error,
    });
  }
}

/**
 * @param {Settings} settings
 * @throws {LaunchError} when somebody else listens there
 */
export async function assertPortFree({ host, port }) {
  const server = createServer();
  try {
    await new Promise((done, failed) => {
      server.once('error', failed);
      server.listen({ host, port, exclusive: true }, () => done(undefined));
    });
  } catch (error) {
    throw portError(error, { host, port });
  } finally {
    server.close();
  }
}

/**
 * What a failure to listen means for the reader.
 * @param {unknown} error
 * @param {{ host: string, port: number }} address
 */
export function portError(error, { host, port }) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const why =
    code === 'EADDRINUSE'
      ? `Cổng ${port} đang bận · port ${port} on ${host} is taken`
      : `Không mở được cổng ${port} · cannot listen on ${host}:${port} (${String(code ?? error)})`;
  return new LaunchError(
    `${why}; chọn cổng khác · choose another: PORT=${port === 65_535 ? 3000 : port + 1} npm start`,
    1,
    {
      cause: error,
    },
  );
}
