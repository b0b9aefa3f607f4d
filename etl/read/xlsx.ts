import type { Register } from '../contract.ts';
import { RefusedError } from '../errors.ts';
import type { TextTable } from './text-table.ts';

/** Reads a workbook. */
export async function examineXlsx(path: string, shown: string, of: Register): Promise<TextTable> {
  return Promise.reject(
    new RefusedError({ reason: 'unreadable_file', file: shown, expected: `${path} ${of.name}`, hint: '' }),
  );
}
