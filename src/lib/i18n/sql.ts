import type { Lang } from './lang';
import { sql as en } from './sentences/en/sql';
import { sql as vi } from './sentences/vi/sql';

export type SqlWords = typeof vi;

/** The words of the workbench, which the page says in the browser too. */
export function sqlWords(lang: Lang): SqlWords {
  return lang === 'vi' ? vi : en;
}
