import type { Lang } from '$lib/i18n/lang';

/** A name inside a sentence: without its capital, unless it starts with an abbreviation (`DN`, `HĐND`). */
export function lowerFirst(name: string, lang: Lang): string {
  const second = name.charAt(1);
  if (second !== second.toLocaleLowerCase(lang)) return name;
  return name.charAt(0).toLocaleLowerCase(lang) + name.slice(1);
}

/** A name at the start of a sentence: with a capital. */
export function upperFirst(name: string, lang: Lang): string {
  return name.charAt(0).toLocaleUpperCase(lang) + name.slice(1);
}

/** The name of a party organisation where there is little room: `Đảng bộ Sở Y tế` -> `ĐB Sở Y tế`. */
export function shortName(name: string): string {
  return name
    .replace(/^Đảng bộ (?=\S)/u, 'ĐB ')
    .replace(/^Chi bộ (?=\S)/u, 'CB ')
    .replace(/\bCông ty\b/u, 'Cty');
}
