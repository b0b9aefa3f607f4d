import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { assertPrivate } from './private.mjs';
import { LaunchError } from './report.mjs';

const lookEveryMs = 2_000;

/**
 * A certificate with its chain and the key that belongs to it, as PEM.
 * @typedef {{ cert: string, key: string, validTo: Date }} Credentials
 * @typedef {{ certFile: string, keyFile: string }} TlsFiles
 */

/**
 * Reads a certificate and its key, and proves that browsers will accept them for this address.
 * @param {TlsFiles} files
 * @param {{ origin: string, now: Date }} context
 * @returns {Credentials}
 * @throws {LaunchError} in one line: unreadable, open to everybody, not (or no longer) valid, not a pair, of another name
 */
export function readCredentials({ certFile, keyFile }, { origin, now }) {
  const cert = readPem('TLS_CERT_FILE', certFile);
  const key = readPem('TLS_KEY_FILE', keyFile);
  assertPrivate('TLS_KEY_FILE', keyFile);
  const certificate = parsed('TLS_CERT_FILE', certFile, () => new X509Certificate(cert));
  const privateKey = parsed('TLS_KEY_FILE', keyFile, () => createPrivateKey(key));
  if (!certificate.checkPrivateKey(privateKey)) {
    throw new LaunchError(
      `TLS_KEY_FILE=${keyFile} không khớp · does not belong to the certificate of TLS_CERT_FILE=${certFile}.`,
    );
  }
  const [validFrom, validTo] = [new Date(certificate.validFrom), new Date(certificate.validTo)];
  if (now < validFrom || now > validTo) {
    throw new LaunchError(
      `TLS_CERT_FILE=${certFile} không còn hiệu lực · is not valid now: only from ${validFrom.toISOString()} to ${validTo.toISOString()}.`,
    );
  }
  assertNames(certificate, certFile, origin);
  return { cert, key, validTo };
}

/**
 * @param {string} setting
 * @param {string} path
 */
function readPem(setting, path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new LaunchError(`${setting}=${path} không đọc được · cannot be read: ${why}.`, 1, { cause: error });
  }
}

/**
 * @template T
 * @param {string} setting
 * @param {string} path
 * @param {() => T} parse
 * @returns {T}
 */
function parsed(setting, path, parse) {
  try {
    return parse();
  } catch (error) {
    throw new LaunchError(
      `${setting}=${path} không dùng được · is no PEM file that can be used (a key must be without passphrase).`,
      1,
      { cause: error },
    );
  }
}

/**
 * @param {X509Certificate} certificate
 * @param {string} certFile
 * @param {string} origin
 */
function assertNames(certificate, certFile, origin) {
  const name = new URL(origin).hostname.replace(/^\[|\]$/g, '');
  const isNamed = isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name);
  if (isNamed) return;
  throw new LaunchError(
    `TLS_CERT_FILE=${certFile} không dành cho · is not for ${name} of ORIGIN=${origin}: it names ${certificate.subjectAltName ?? 'nobody'}.`,
  );
}

/**
 * Takes in a new certificate when its files change or SIGHUP comes: new connections get it, running ones go on. A pair
 * that cannot be used is refused, and the one before stays.
 * @param {TlsFiles} files
 * @param {{ taken: Credentials, read: () => Credentials, take: (credentials: Credentials) => void, refuse: (error: unknown) => void }} reload
 *   `taken`: what is in use, so that a change is seen whenever it was made
 * @returns {() => void} stops watching
 */
export function watchCredentials(files, { taken, read, take, refuse }) {
  let seen = taken.cert + taken.key;
  const again = () => {
    seen = textOf(files);
    try {
      take(read());
    } catch (error) {
      refuse(error);
    }
  };
  const look = () => {
    if (textOf(files) !== seen) again();
  };
  process.on('SIGHUP', again);
  const looking = setInterval(look, lookEveryMs).unref();
  return () => {
    process.off('SIGHUP', again);
    clearInterval(looking);
  };
}

/**
 * What both files hold, or why one of them cannot be read.
 * @param {TlsFiles} files
 */
function textOf({ certFile, keyFile }) {
  try {
    return readFileSync(certFile, 'utf8') + readFileSync(keyFile, 'utf8');
  } catch (error) {
    return String(error);
  }
}
