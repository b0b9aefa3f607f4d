import { get } from 'node:http';
import { get as getSecurely } from 'node:https';
import { text } from 'node:stream/consumers';
import { LaunchError } from './report.mjs';

/** Where this machine reaches an address that means all of its addresses. */
const ownAddress = new Map([
  ['0.0.0.0', '127.0.0.1'],
  ['::', '::1'],
]);

/**
 * What the server says of itself: its status and the text of /healthz.
 * @param {{ host: string, port: number }} address
 * @param {string | null} certificate the one certificate to expect, as PEM; null: without TLS
 * @returns {Promise<{ status: number, body: string }>}
 */
async function askHealth({ host, port }, certificate) {
  const where = { host: ownAddress.get(host) ?? host, port, path: '/healthz', agent: false };
  // The certificate is our own, whoever has signed it and whatever name it is for.
  const pinned = {
    ca: certificate ?? '',
    allowPartialTrustChain: true,
    checkServerIdentity: () => undefined,
  };
  /** @type {import('node:http').IncomingMessage} */
  const response = await new Promise((done, failed) => {
    const request = certificate ? getSecurely({ ...where, ...pinned }, done) : get(where, done);
    request.once('error', failed);
  });
  return { status: response.statusCode ?? 0, body: await text(response) };
}

/**
 * Waits until the server answers, and says where and with which data.
 * @param {import('./settings.mjs').Settings} settings
 * @param {import('./serve.mjs').Serving} serving
 */
export async function welcome(settings, serving) {
  const { status, body } = await askHealth(settings, serving.certificate);
  if (status === 503) {
    return `Lăng Kính: ${settings.origin} (chưa có dữ liệu · no data yet: npm run etl -- load DIR)\n`;
  }
  if (status !== 200) {
    throw new LaunchError(`Máy chủ trả lời lỗi · the server answers ${status} to /healthz: ${body}`, 4);
  }
  const { version, as_of: asOf } = JSON.parse(body);
  return `Lăng Kính: ${settings.origin} (dữ liệu đến · data as of ${asOf}, ${version}; Ctrl-C để dừng · to stop)\n`;
}
