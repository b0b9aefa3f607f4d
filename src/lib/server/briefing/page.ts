import { formatMoment } from '$lib/format/dates';
import { formatDecimal } from '$lib/format/numbers';
import { notAllowed } from '$lib/filters/bad-parameter';
import type { sentences } from '$lib/i18n/sentences';
import type { PageContext } from '../pages/context';
import { peopleWorld } from '../people/world.ts';
import type { IssuedBriefing } from '../state/tables.ts';
import { figuresOf, issuedBriefings, revisedSince, textsOf, type Revised } from './desk.ts';
import { promptIds, type BriefingTexts, type PromptId } from './document.ts';
import { briefingFiles, PartialBriefing, RestrictedBriefing } from './files.ts';
import { LetterheadMissing } from './letterhead.ts';
import { formats, type Format } from './manifest.ts';
import { nameOf, spans, type Span } from './period.ts';
import { previewOf, type PreviewBlock } from './preview.ts';

/** A briefing in the list of those issued. */
export interface IssuedLine {
  id: string;
  period: string;
  number: number;
  version: string;
  at: string;
  by: string;
  files: { format: Format; href: string }[];
}

/** The head of the sheet of paper. */
export interface SheetHead {
  superior: string;
  issuer: string[];
  symbol: string;
  place: string;
  abstract: string;
  signedFor: string;
  signatory: string;
  recipients: string[];
}

/** The page of briefings: one period as it would be printed, its texts, its files, and what was issued. */
export interface BriefingsPage {
  title: string;
  finding: string;
  lede: string;
  words: PageWords;
  month: string;
  span: Span;
  spans: { span: Span; name: string }[];
  months: string[];
  head: SheetHead | null;
  blocks: PreviewBlock[];
  prompts: { id: PromptId; name: string; text: string }[];
  files: { format: Format; href: string; name: string }[];
  issued: IssuedLine[];
  /** What differs from the last issue of this period; null where there is none. */
  changes: { title: string; rows: [string, string, string][]; more: string } | null;
  /** Why there is nothing to show; empty when there is. */
  refusal: string;
}

type Sentences = ReturnType<typeof sentences>['briefings'];
type PageWords = {
  [Key in keyof Sentences as Sentences[Key] extends string | readonly string[] ? Key : never]: Sentences[Key];
};

const mostChanges = 30;

/** The page for the month of its filters. Throws BadParameter for a span that does not end with that month. */
export async function briefingsPage(page: PageContext): Promise<BriefingsPage> {
  const say = page.say.briefings;
  const span = spanOf(page.params);
  const month = page.filters.month;
  const { state } = await peopleWorld();
  const [texts, all] = await Promise.all([textsOf(state, { month, span }), issuedBriefings(state)]);
  const own = all.find((issued) => issued.month === month && issued.span === span);
  const made = await orRefusal(() =>
    briefingFiles(page.version, { month, span, disclosure: 'full', texts, secrecy: null, isDraft: true }),
  );
  const name = nameOf({ span, to: month });
  const isMade = typeof made !== 'string';
  return {
    title: say.title,
    finding: isMade ? say.finding(name, own?.number ?? 0) : say.unavailable,
    lede: isMade ? say.lede(page.version.id) : made,
    words: wordsOf(say),
    month,
    span,
    spans: spans.map((each) => ({ span: each, name: say.spans[each] })),
    months: monthsBack(page),
    head: isMade ? headOf(made.document) : null,
    blocks: isMade ? previewOf(made.document, made.facts, { lang: page.lang, origin: say.origin }) : [],
    prompts: promptsOf(say, texts),
    files: isMade
      ? filesOf({ month, span }).map((file) => ({ ...file, name: own ? say.issued : say.draft }))
      : [],
    issued: isMade ? all.map((issued) => lineOf(page, issued)) : [],
    changes: isMade && own ? changesOf(page, own, revisedSince(own, figuresOf(made.facts))) : null,
    refusal: isMade ? '' : made,
  };
}

function spanOf(params: URLSearchParams): Span {
  const text = params.get('span') ?? 'month';
  const span = spans.find((known) => known === text);
  if (!span) throw notAllowed('span', text, spans);
  return span;
}

/** A briefing, or why this account or version has none. */
async function orRefusal<Made>(make: () => Promise<Made>): Promise<Made | string> {
  try {
    return await make();
  } catch (error) {
    const isKnown =
      error instanceof RestrictedBriefing ||
      error instanceof PartialBriefing ||
      error instanceof LetterheadMissing;
    if (isKnown) return error.message;
    throw error;
  }
}

function headOf({
  letterhead,
  abstract,
}: {
  letterhead: { text: Record<string, string>; recipients: readonly string[] };
  abstract: string;
}): SheetHead {
  const { text, recipients } = letterhead;
  return {
    superior: text['superior'] ?? '',
    issuer: (text['issuer'] ?? '').split('|'),
    symbol: text['symbol'] ?? '',
    place: text['place'] ?? '',
    abstract,
    signedFor: text['signed_for'] ?? '',
    signatory: text['signatory'] ?? '',
    recipients: [...recipients.map((name) => `- ${name},`), `- ${text['filing'] ?? ''}.`],
  };
}

function promptsOf(say: Sentences, texts: BriefingTexts) {
  return promptIds.map((id) => ({ id, name: say.prompts[id], text: texts[id] ?? '' }));
}

function filesOf({ month, span }: { month: string; span: string }, issue?: number) {
  const params = new URLSearchParams({
    ...(span === 'month' ? {} : { span }),
    ...(issue === undefined ? {} : { issue: String(issue) }),
  });
  const search = params.size > 0 ? `?${params}` : '';
  return formats.map((format) => ({ format, href: `/api/v1/briefings/${month}.${format}${search}` }));
}

function lineOf({ lang }: PageContext, issued: IssuedBriefing): IssuedLine {
  const span = spans.find((known) => known === issued.span) ?? 'month';
  return {
    id: issued.id,
    period: nameOf({ span, to: issued.month }),
    number: issued.number,
    version: issued.version,
    at: formatMoment(issued.issued_at, lang),
    by: issued.issued_by,
    files: filesOf(issued, issued.number),
  };
}

function changesOf({ say, lang }: PageContext, issued: IssuedBriefing, revised: readonly Revised[]) {
  const { briefings } = say;
  if (revised.length === 0) return { title: briefings.unchanged(issued.id), rows: [], more: '' };
  const text = (value: number | null) => formatDecimal(value, lang, Number.isInteger(value) ? 0 : 3);
  return {
    title: briefings.changes(issued.id),
    rows: revised
      .slice(0, mostChanges)
      .map(({ id, then, now }): [string, string, string] => [id, text(then), text(now)]),
    more: revised.length > mostChanges ? briefings.more(revised.length - mostChanges) : '',
  };
}

/** The months to choose from, the newest first. */
function monthsBack({ version }: PageContext): string[] {
  const months: string[] = [];
  let [year, month] = version.newestMonth.split('-').map(Number) as [number, number];
  for (let each = version.newestMonth; each >= version.firstMonth;) {
    months.push(each);
    [year, month] = month === 1 ? [year - 1, 12] : [year, month - 1];
    each = `${year}-${String(month).padStart(2, '0')}`;
  }
  return months;
}

function wordsOf(say: Sentences): PageWords {
  return Object.fromEntries(
    Object.entries(say).filter(([, value]) => typeof value === 'string' || Array.isArray(value)),
  ) as PageWords;
}
