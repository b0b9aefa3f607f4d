import { en } from './en';
import type { Lang } from './lang';
import { vi, type Messages } from './vi';

export { languages, type Lang } from './lang';
export type { Messages } from './vi';

const all: Record<Lang, Messages> = { vi, en };

/** The words of the frame in a language. */
export function messages(lang: Lang): Messages {
  return all[lang];
}
