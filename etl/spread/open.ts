import { resolve } from 'node:path';
import {
  accessIn,
  BadAddress,
  clickHouseAddress,
  isClickHouse,
  type ClickHouseAddress,
} from '#warehouse/clickhouse/address.ts';
import { UsageError } from '../errors.ts';
import { folderTarget, type Hearing } from './folder.ts';
import type { Target } from './target.ts';

/**
 * The target that a text names: a folder, or an address of a kind that is known here. Throws UsageError for any other
 * address.
 */
export async function openTarget(
  text: string,
  hearing: Hearing,
  options: { byHash: boolean },
): Promise<Target> {
  if (isClickHouse(text)) {
    const { clickHouseTarget } = await import('./clickhouse.ts');
    return clickHouseTarget(addressOf(text), hearing, options);
  }
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return folderTarget(resolve(text), hearing, options);
  throw new UsageError(
    `Không đẩy được đến "${scheme}://": cần một thư mục (trên máy này hoặc đã gắn vào), hoặc clickhouse://.`,
  );
}

/** The ClickHouse of an address, with the password of WAREHOUSE_PASSWORD_FILE. Throws UsageError for a wrong one. */
export function addressOf(text: string): ClickHouseAddress {
  try {
    return clickHouseAddress(text, accessIn(process.env));
  } catch (cause) {
    if (cause instanceof BadAddress) throw new UsageError(cause.message, { cause });
    throw cause;
  }
}
