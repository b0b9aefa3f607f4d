import { sqlFile } from '#warehouse/project.ts';
import type { Lang } from '$lib/i18n/lang';
import type { LiveVersion } from '../warehouse.ts';

export type CodeList =
  | 'organization_level'
  | 'organization_type'
  | 'case_type'
  | 'stage'
  | 'age_band'
  | 'duty_type'
  | 'member_status'
  | 'closing'
  | 'succession_event';

export interface Labelled {
  code: string;
  label: string;
}

/** The names of all codes in one language. */
export interface CodeBook {
  /** The codes of a list, in the order in which readers see them. */
  list(list: CodeList): Labelled[];
  /** The name of a code; an unknown code is its own name. */
  label(list: CodeList, code: string): string;
}

const codesSql = sqlFile('queries/page-codes.sql');

/** The code lists of a version, with their names in a language. */
export async function codeBook(version: LiveVersion, lang: Lang): Promise<CodeBook> {
  const lists = new Map<string, Labelled[]>();
  for (const row of await version.all(codesSql)) {
    const list = lists.get(String(row.code_list)) ?? [];
    list.push({ code: String(row.code), label: String(lang === 'vi' ? row.label_vi : row.label_en) });
    lists.set(String(row.code_list), list);
  }
  return {
    list: (name) => lists.get(name) ?? [],
    label: (name, code) => lists.get(name)?.find((item) => item.code === code)?.label ?? code,
  };
}
