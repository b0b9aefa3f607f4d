import { statSync } from 'node:fs';
import { LaunchError } from './report.mjs';

/** Secrets that somebody might put into the environment, where every child and every core dump inherits them. */
const secrets = [
  'PSEUDONYM_KEY',
  'TLS_KEY',
  'OIDC_CLIENT_SECRET',
  'BACKUP_PASSPHRASE',
  'STATE_URL',
  'WAREHOUSE_PASSWORD',
];

/**
 * @param {NodeJS.ProcessEnv} env
 * @throws {LaunchError} when a secret itself stands in the environment instead of the name of its file
 */
export function assertNoSecrets(env) {
  const found = secrets.find((name) => env[name]);
  if (!found) return;
  throw new LaunchError(
    `${found} bị từ chối · is refused in the environment: write it into a file that only this user can read and set ${found}_FILE.`,
    2,
  );
}

/**
 * @param {string} setting names the file for the reader
 * @param {string} path a file that may be missing
 * @throws {LaunchError} when everybody on this machine can read it
 */
export function assertPrivate(setting, path) {
  const found = modeOf(path);
  if (found === null || process.platform === 'win32' || (found & 0o007) === 0) return;
  const mode = (found & 0o777).toString(8);
  throw new LaunchError(
    `${setting}=${path} (mode ${mode}) ai cũng đọc được · can be read by everybody on this machine: chmod 600 ${path}`,
  );
}

/**
 * @param {string} path
 * @returns {number | null} null when it cannot be seen: whoever needs the file says so
 */
function modeOf(path) {
  try {
    return statSync(path).mode;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
