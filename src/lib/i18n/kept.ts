import type { Lang } from './lang';
import { kept as en } from './sentences/en/kept';
import { kept as vi } from './sentences/vi/kept';

export type KeptWords = typeof vi;

/** The words about what analysts keep: history, saved queries, their board. */
export function keptWords(lang: Lang): KeptWords {
  return lang === 'vi' ? vi : en;
}
