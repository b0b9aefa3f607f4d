import { formatMoment } from '$lib/format/dates';
import type { PageContext } from '../pages/context';
import type { IssuedBriefing } from '../state/tables.ts';
import { formats, type Format } from './manifest.ts';
import { nameOf, spans } from './period.ts';

/** A file to download. */
export interface FileLink {
  format: Format;
  href: string;
}

/** A briefing in the list of those issued. */
export interface IssuedLine {
  id: string;
  period: string;
  profile: string;
  number: number;
  version: string;
  at: string;
  by: string;
  files: FileLink[];
}

/** A line of the list of those issued. */
export function issuedLine({ lang, say }: PageContext, issued: IssuedBriefing): IssuedLine {
  return {
    id: issued.id,
    period: periodName(issued),
    profile: say.briefings.profiles[issued.disclosure],
    number: issued.number,
    version: issued.version,
    at: formatMoment(issued.issued_at, lang),
    by: issued.issued_by,
    files: linksOf(issued, issued.number),
  };
}

/** The name of an issue's period: `tháng 10 năm 2026`. */
export function periodName({ month, span }: Pick<IssuedBriefing, 'month' | 'span'>): string {
  return nameOf({ span: spans.find((known) => known === span) ?? 'month', to: month });
}

/** The files of a briefing: of one issue where its number is given, else the newest issue or a draft. */
export function linksOf(
  { month, span, disclosure }: Pick<IssuedBriefing, 'month' | 'span' | 'disclosure'>,
  issue?: number,
): FileLink[] {
  const params = new URLSearchParams({
    ...(span === 'month' ? {} : { span }),
    ...(disclosure === 'full' ? {} : { disclosure }),
    ...(issue === undefined ? {} : { issue: String(issue) }),
  });
  const search = params.size > 0 ? `?${params}` : '';
  return formats.map((format) => ({ format, href: `/api/v1/briefings/${month}.${format}${search}` }));
}
