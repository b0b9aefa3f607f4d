import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { assertNoSecrets, assertPrivate } from './private.mjs';
import { LaunchError } from './report.mjs';
import { root } from './root.mjs';

/** @typedef {'info' | 'warn' | 'error'} LogLevel */

/**
 * Where to serve, and from what.
 * @typedef {object} Settings
 * @property {string} dataDir
 * @property {string} host
 * @property {number} port
 * @property {string} origin the address that readers use
 * @property {{ certFile: string, keyFile: string } | null} tls null: without TLS of our own
 * @property {boolean} isBeyondLoopback other machines can reach the port
 * @property {LogLevel} logLevel
 */

/** @type {LogLevel[]} */
const logLevels = ['info', 'warn', 'error'];

/**
 * The settings of `npm start`. A relative DATA_DIR counts from the repository, for etl and pages alike.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Settings}
 * @throws {LaunchError} in one line, naming the setting, what was found and what is allowed
 */
export function readSettings(env) {
  assertNoSecrets(env);
  const host = readHost(env['HOST'] || '127.0.0.1');
  const port = readNumber(env, 'PORT', { fallback: 3000, least: 1, most: 65_535 });
  readNumber(env, 'STALE_AFTER_DAYS', { fallback: 45, least: 1, most: 3_660 });
  readSwitch(env, 'BRIEFING_DRAFTS');
  const tls = readTlsFiles(env);
  const address = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const origin = readOrigin(env['ORIGIN'] || `${tls ? 'https' : 'http'}://${address}`);
  const isBeyondLoopback = !isLoopback(host);
  const settings = { dataDir: resolve(root, env['DATA_DIR'] || 'data'), host, port, origin, tls };
  assertPrivate('PSEUDONYM_KEY_FILE', keyFileOf(env, settings.dataDir));
  const stateUrlFile = env['STATE_URL_FILE'];
  if (stateUrlFile) assertPrivate('STATE_URL_FILE', resolve(root, stateUrlFile));
  assertOriginFits({ origin, tls, host, isBeyondLoopback, isSaid: Boolean(env['ORIGIN']) });
  return { ...settings, isBeyondLoopback, logLevel: readLogLevel(env) };
}

/** @param {string} host */
export function isLoopback(host) {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} dataDir
 */
function keyFileOf(env, dataDir) {
  const said = env['PSEUDONYM_KEY_FILE'];
  return said ? resolve(said) : join(dataDir, 'key', 'pseudonym.key');
}

/** @param {string} host */
function readHost(host) {
  if (isIP(host) !== 0 || host === 'localhost') return host;
  throw new LaunchError(
    `HOST=${host} không hợp lệ · is not an address: an IP address or localhost is expected, such as 127.0.0.1 or 0.0.0.0.`,
    2,
  );
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} name
 * @param {{ fallback: number, least: number, most: number }} range
 */
function readNumber(env, name, { fallback, least, most }) {
  const text = env[name] || String(fallback);
  const number = Number(text);
  if (/^\d{1,5}$/.test(text) && number >= least && number <= most) return number;
  throw new LaunchError(
    `${name}=${text} không hợp lệ · is refused: a whole number from ${least} to ${most} is expected.`,
    2,
  );
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} name
 */
function readSwitch(env, name) {
  const text = env[name] || 'on';
  if (text === 'on' || text === 'off') return;
  throw new LaunchError(`${name}=${text} không hợp lệ · is refused: on or off is expected.`, 2);
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {LogLevel}
 */
function readLogLevel(env) {
  const text = env['LOG_LEVEL'] || 'info';
  const level = logLevels.find((each) => each === text);
  if (level) return level;
  throw new LaunchError(
    `LOG_LEVEL=${text} không hợp lệ · is refused: one of ${logLevels.join(', ')} is expected.`,
    2,
  );
}

/** @param {NodeJS.ProcessEnv} env */
function readTlsFiles(env) {
  const [certFile, keyFile] = [env['TLS_CERT_FILE'], env['TLS_KEY_FILE']];
  if (certFile && keyFile) return { certFile: resolve(root, certFile), keyFile: resolve(root, keyFile) };
  if (!certFile && !keyFile) return null;
  const [there, missing] = certFile ? ['TLS_CERT_FILE', 'TLS_KEY_FILE'] : ['TLS_KEY_FILE', 'TLS_CERT_FILE'];
  throw new LaunchError(`${there} cần ${missing} · is set without ${missing}: TLS needs both files.`, 2);
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
 * Passwords and cookies must not cross a network in the clear, and readers must be told the address that they use.
 * @param {{ origin: string, tls: Settings['tls'], host: string, isBeyondLoopback: boolean, isSaid: boolean }} found
 */
function assertOriginFits({ origin, tls, host, isBeyondLoopback, isSaid }) {
  const isSecure = origin.startsWith('https:');
  if (tls && !isSecure) {
    throw new LaunchError(
      `ORIGIN=${origin} không khớp TLS · does not fit TLS_CERT_FILE: an https address is expected.`,
      2,
    );
  }
  if (!isBeyondLoopback || (isSecure && isSaid)) return;
  throw new LaunchError(
    `HOST=${host} bị từ chối · is refused: beyond loopback an https ORIGIN is needed (the name that readers use, with TLS_CERT_FILE and TLS_KEY_FILE or a proxy with TLS in front); or use HOST=127.0.0.1.`,
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
