import type { Origin } from '../../protocol.ts';

/** What a file says of itself: the version that it came from, the statement with what was bound, and when it was asked. */
export function describing({ version, asOf, sql, params, at }: Origin): Map<string, string> {
  return new Map([
    ['source', 'Lăng Kính'],
    ['version', version],
    ['as_of', asOf],
    ['asked_at', at],
    ['sql', sql],
    ...(params.length > 0 ? [['params', JSON.stringify(Object.fromEntries(params))] as const] : []),
  ]);
}
