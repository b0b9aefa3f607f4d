import type { Origin } from './protocol.ts';

/** What the files of an answer are called, without their ending: `lang-kinh_2026-10-31.001_20261102T080000`. */
export function fileStem({ version, at }: Pick<Origin, 'version' | 'at'>): string {
  return `lang-kinh_${version}_${at.slice(0, 19).replace(/[-:]/g, '')}`;
}
