import type { Origin } from '../../protocol.ts';

/** What a file says of itself: the version that it came from, the statement, and when it was asked. */
export function describing({ version, asOf, sql, at }: Origin): Map<string, string> {
  return new Map([
    ['source', 'Lăng Kính'],
    ['version', version],
    ['as_of', asOf],
    ['asked_at', at],
    ['sql', sql],
  ]);
}
