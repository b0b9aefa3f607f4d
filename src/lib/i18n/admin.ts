import type { Lang } from './lang';
import { admin as en } from './sentences/en/admin';
import { admin as vi } from './sentences/vi/admin';

export type AdminWords = typeof vi;

/** The words of the administrator's pages. */
export function adminWords(lang: Lang): AdminWords {
  return lang === 'vi' ? vi : en;
}
