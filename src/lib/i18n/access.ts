import type { Lang } from './lang';
import { access as en } from './sentences/en/access';
import { access as vi } from './sentences/vi/access';

/** The words about who is signed in and what they may open: apart, because every page brings them along. */
export function accessWords(lang: Lang): typeof vi {
  return lang === 'vi' ? vi : en;
}
