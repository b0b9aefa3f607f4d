import { readFileSync } from 'node:fs';
import { isLoopback } from '../loopback.ts';

/** Where a ClickHouse stands and who reads or writes there. */
export interface ClickHouseAddress {
  /** Address of its HTTP interface, without user and password. */
  url: string;
  user: string;
  password: string;
  /** The database with the list of versions; each version has one of its own, whose name starts with it. */
  database: string;
  /** Name of the cluster on whose servers the tables stand; null: on one server. */
  cluster: string | null;
}

/** An address of a ClickHouse that cannot be used. The message says what to write instead. */
export class BadAddress extends Error {
  override readonly name = 'BadAddress';
}

const example = 'clickhouses://user@host:8443/lang_kinh';
const clearSetting = 'WAREHOUSE_WITHOUT_TLS';

/** How a ClickHouse is signed in to. */
export interface Access {
  /** File with the password. */
  passwordFile?: string | undefined;
  /** Password and figures may cross the network unencrypted. */
  isClearAllowed?: boolean;
}

/**
 * The ClickHouse of an address `clickhouses://[user@]host[:port]/database[?cluster=name]`; `clickhouse://` goes without TLS,
 * which only this machine itself may do unless it is allowed. The password stands in a file, never in the address: addresses
 * are seen in lists of processes and in logs. Throws BadAddress.
 */
export function clickHouseAddress(
  text: string,
  { passwordFile, isClearAllowed = false }: Access = {},
): ClickHouseAddress {
  const address = URL.canParse(text) ? new URL(text) : null;
  if (!address?.hostname || !isClickHouse(text))
    throw new BadAddress(`Địa chỉ ClickHouse không hợp lệ; hãy viết như ${example}.`);
  if (address.password !== '')
    throw new BadAddress(
      'Không ghi mật khẩu trong địa chỉ ClickHouse: ghi vào một tệp và đặt WAREHOUSE_PASSWORD_FILE là đường dẫn của tệp đó.',
    );
  const database = address.pathname.replace(/^\//, '') || 'lang_kinh';
  if (!/^[a-z][a-z0-9_]{0,40}$/.test(database))
    throw new BadAddress(
      `Tên cơ sở dữ liệu ClickHouse phải gồm chữ thường không dấu, chữ số và "_"; hãy viết như ${example}.`,
    );
  const isSecure = address.protocol === 'clickhouses:';
  if (!isSecure && !isClearAllowed && !isLoopback(address.hostname))
    throw new BadAddress(
      `clickhouse:// gửi mật khẩu và số liệu không mã hóa đến máy ${address.hostname}: hãy viết clickhouses:// (TLS), hoặc đặt ${clearSetting}=yes nếu đường truyền đã được bảo vệ.`,
    );
  const port = address.port || (isSecure ? '8443' : '8123');
  return {
    url: `${isSecure ? 'https' : 'http'}://${address.hostname}:${port}`,
    user: decodeURIComponent(address.username) || 'default',
    password: passwordFile ? readPassword(passwordFile) : '',
    database,
    cluster: address.searchParams.get('cluster') || null,
  };
}

/**
 * The ClickHouse that WAREHOUSE_URL names, signed in to as accessIn says; null: versions are read from files. Throws BadAddress.
 */
export function addressIn(environment: NodeJS.ProcessEnv): ClickHouseAddress | null {
  const text = environment.WAREHOUSE_URL?.trim() ?? '';
  return text === '' ? null : clickHouseAddress(text, accessIn(environment));
}

/** What WAREHOUSE_PASSWORD_FILE and WAREHOUSE_WITHOUT_TLS say. Throws BadAddress for a value that means nothing. */
export function accessIn(environment: NodeJS.ProcessEnv): Access {
  const clear = environment[clearSetting]?.trim() ?? '';
  if (clear !== '' && clear !== 'yes')
    throw new BadAddress(`${clearSetting} chỉ nhận giá trị "yes" (tìm thấy "${clear}").`);
  return {
    passwordFile: environment.WAREHOUSE_PASSWORD_FILE?.trim() || undefined,
    isClearAllowed: clear === 'yes',
  };
}

/** Whether a target or WAREHOUSE_URL means a ClickHouse. */
export function isClickHouse(text: string): boolean {
  return /^clickhouses?:\/\//.test(text);
}

function readPassword(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (cause) {
    throw new BadAddress(`Không đọc được tệp mật khẩu ClickHouse "${path}".`, { cause });
  }
}
