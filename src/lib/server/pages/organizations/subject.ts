import { error } from '@sveltejs/kit';
import { sqlFile } from '#warehouse/project.ts';
import type { Parameter } from '#warehouse/open.server.ts';
import { addMonths } from '$lib/format/dates';
import { choiceOf } from '../choice';
import type { PageContext, Period } from '../context';

export const scopes = ['all', 'own'] as const;
/** Whether an organisation is looked at with all below it, or by itself. */
export type Scope = (typeof scopes)[number];

/** The organisation of a page, as of the page's month. */
export interface Subject {
  code: string;
  name: string;
  /** Its newest name, where it is another one. */
  newestName: string | null;
  level: string;
  type: string | null;
  establishedOn: string | null;
  endedOn: string | null;
  /** Whether the month ended before it was founded, or after it had ended. */
  existence: 'before' | 'during' | 'after';
  /** What it is part of today, when it no longer stands for itself. */
  current: { code: string; name: string } | null;
  below: number;
  scope: Scope;
}

const profileSql = sqlFile('queries/page-organization-profile.sql');

/** The organisation with a code. Answers 404, in the reader's words, for one that was never reported. */
export async function subjectOf(page: PageContext, code: string): Promise<Subject> {
  const scope = choiceOf(page.params, 'scope', scopes);
  const [row] = await page.version.all(profileSql, {
    organization: code,
    basis: page.filters.basis,
    month: `${page.filters.month}-01`,
  });
  if (!row) error(404, page.say.organizations.unknown(code.slice(0, 60)));
  const textOf = (name: string) => (row[name] === null ? null : String(row[name]));
  const [name, newest] = [String(row.organization_name), String(row.newest_name)];
  const [currentCode, currentName] = [textOf('current_code'), textOf('current_name')];
  return {
    code,
    name,
    newestName: newest === name ? null : newest,
    level: String(row.organization_level),
    type: textOf('organization_type'),
    establishedOn: textOf('established_date'),
    endedOn: textOf('ended_date'),
    existence: row.is_before === true ? 'before' : row.is_after === true ? 'after' : 'during',
    current:
      currentCode === null || currentCode === code || currentName === null
        ? null
        : { code: currentCode, name: currentName },
    below: Number(row.below_count),
    scope,
  };
}

/** Whether an organisation existed at some time within a month. */
export function existedIn({ establishedOn, endedOn }: Subject, month: string): boolean {
  return (
    (establishedOn === null || establishedOn.slice(0, 7) <= month) &&
    (endedOn === null || endedOn.slice(0, 7) >= month)
  );
}

/** What every question about an organisation binds; the case filter only where `cases`. */
export function scopeParams(
  page: PageContext,
  { code, scope }: Subject,
  { cases }: { cases: boolean },
): Record<string, Parameter> {
  return {
    organization: code,
    scope,
    basis: page.filters.basis,
    organization_type: page.filters.type,
    ...(cases ? { case_type: page.filters.case } : {}),
  };
}

/** The `count` months that end with the page's month, whether there are data or not. */
export function monthsBack(page: PageContext, count: number): Period {
  return { from: addMonths(page.filters.month, 1 - count), to: page.filters.month };
}
