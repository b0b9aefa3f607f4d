import { LaunchError } from './report.mjs';
import { inRoot } from './root.mjs';
import { runNode } from './run.mjs';

/**
 * How one can sign in: open accounts, and whether there are demo accounts.
 * @typedef {{ accounts: number, demo: boolean }} Ways
 *
 * @param {import('./settings.mjs').Settings} settings
 * @returns {Promise<Ways>}
 * @throws {LaunchError} when the accounts cannot be read
 */
export async function signInWays({ dataDir, host, origin }) {
  const outcome = await runNode(['--import', 'tsx', inRoot('src', 'programs', 'sign-in-ways.ts')], {
    env: { DATA_DIR: dataDir, HOST: host, ORIGIN: origin },
  });
  // The last line: a warning of Node's own may stand before it.
  if (outcome.exitCode === 0) return JSON.parse(outcome.output.trimEnd().split('\n').at(-1) ?? '');
  process.stderr.write(outcome.output);
  throw new LaunchError('Không đọc được tài khoản · the accounts cannot be read: see the lines above.', 4);
}

/**
 * What to do to sign in, in one line.
 * @param {string} url
 * @param {Ways} ways
 */
export function signInText(url, { accounts, demo }) {
  const place = `Đăng nhập · sign in: ${url}/sign-in`;
  if (demo) return `${place} (dữ liệu mẫu: chọn một tài khoản mẫu · sample data: choose a demo account)`;
  if (accounts > 0) return `${place} (tài khoản do quản trị viên cấp · with the account that you were given)`;
  return `${place} (chưa có tài khoản · no accounts yet: npm run admin -- user add NAME --role admin)`;
}
