import type { Lang } from './lang';
import { people as en } from './sentences/en/people';
import { people as vi } from './sentences/vi/people';

export type PeopleWords = typeof vi;

/** The words about accounts and access: what the pages say by themselves, in the browser too. */
export function peopleWords(lang: Lang): PeopleWords {
  return lang === 'vi' ? vi : en;
}
