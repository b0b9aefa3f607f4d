import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isLoopback } from '#warehouse/loopback.ts';
import { projectRoot } from '#warehouse/project.ts';

/** STATE_URL_FILE is set, but leads to no address that can be used. Its message never tells the address. */
export class BadStateUrl extends Error {
  override readonly name = 'BadStateUrl';

  constructor(file: string, expected: string, options?: ErrorOptions) {
    super(`STATE_URL_FILE=${file}: ${expected}.`, options);
  }
}

/**
 * The address of the PostgreSQL database that holds the state, from the file that STATE_URL_FILE names; null: the state
 * is in the data folder. Throws BadStateUrl.
 */
export function stateUrl(environment: NodeJS.ProcessEnv = process.env): string | null {
  const named = environment.STATE_URL_FILE?.trim();
  if (!named) return null;
  const file = resolve(projectRoot(), named);
  const text = readAddress(file);
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text))
    throw new BadStateUrl(file, 'cần một dòng dạng postgres://NGƯỜI_DÙNG:MẬT_KHẨU@MÁY:5432/CƠ_SỞ_DỮ_LIỆU');
  const { hostname, searchParams } = new URL(text);
  if (!isThisMachine(searchParams.get('host') ?? hostname) && searchParams.get('sslmode') !== 'verify-full')
    throw new BadStateUrl(
      file,
      'máy chủ PostgreSQL ở máy khác thì địa chỉ phải có ?sslmode=verify-full (và &sslrootcert=TỆP nếu chứng thư do nội bộ cấp)',
    );
  return text;
}

function readAddress(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new BadStateUrl(file, 'không đọc được tệp', { cause });
  }
}

/** Loopback, or the folder of a socket. */
function isThisMachine(host: string): boolean {
  return host.startsWith('/') || isLoopback(host);
}
