import { monthInWords } from '$lib/format/dates';
import type { Lang } from '$lib/i18n/lang';
import { formatMoment } from '../moments.ts';
import type { PageContext } from '../pages/context';
import type { IssuedBriefing } from '../state/tables.ts';
import { formats, type Format } from './manifest.ts';
import { nameOf, spans, type Span } from './period.ts';

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
    period: periodName(issued, lang),
    profile: say.briefings.profiles[issued.disclosure],
    number: issued.number,
    version: issued.version,
    at: formatMoment(issued.issued_at, lang),
    by: issued.issued_by,
    files: linksOf(issued, issued.number),
  };
}

/** The name of an issue's period: `tháng 10 năm 2026`, `October 2026`. */
export function periodName(
  { month, span: name }: Pick<IssuedBriefing, 'month' | 'span'>,
  lang: Lang,
): string {
  const span = spans.find((known) => known === name) ?? 'month';
  return lang === 'vi' ? nameOf({ span, to: month }) : englishName(span, month);
}

const ordinals = ['first', 'second', 'third', 'fourth'];

function englishName(span: Span, month: string): string {
  const year = month.slice(0, 4);
  const names: Record<Span, string> = {
    month: monthInWords(month, 'en'),
    quarter: `the ${ordinals[Number(month.slice(5)) / 3 - 1] ?? ''} quarter of ${year}`,
    half: `the first half of ${year}`,
    nine_months: `the first nine months of ${year}`,
    year,
  };
  return names[span];
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
