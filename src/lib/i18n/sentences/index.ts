import { formatCount } from '$lib/format/numbers';
import type { Lang } from '../lang';
import type { Counted } from './counted';
import { en } from './en';
import { vi } from './vi';

export type { Counted } from './counted';
export type { Moved } from './judging';

/** The shape that the sentences of every language have. */
export type Sentences = typeof vi;

const all: Record<Lang, Sentences> = { vi, en };

/** The sentences of a language. For the server: they are too many for a browser's first script. */
export function sentences(lang: Lang): Sentences {
  return all[lang];
}

/** A count as sentences take it. */
export function counted(n: number, lang: Lang): Counted {
  return { n, text: formatCount(n, lang) };
}
