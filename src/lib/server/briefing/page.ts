import { pinnedNow } from '../kept/annex.ts';
import { formatMoment } from '../moments.ts';
import { sqlService } from '../sql/service.ts';
import { notAllowed } from '$lib/filters/bad-parameter';
import type { Lang } from '$lib/i18n/lang';
import type { sentences } from '$lib/i18n/sentences';
import type { Viewer } from '../access/viewer.ts';
import { NotListed } from '../errors.ts';
import type { PageContext } from '../pages/context';
import { peopleWorld } from '../people/world.ts';
import type { State } from '../state/open.ts';
import type { Disclosure } from '../state/tables.ts';
import { comparisonOf, type Comparison } from './comparison.ts';
import { draftOf, issuedBriefings } from './desk.ts';
import {
  promptIds,
  secrecyLevels,
  type BriefingDocument,
  type BriefingTexts,
  type PromptId,
  type SecrecyMark,
} from './document.ts';
import { briefingFiles, PartialBriefing } from './files.ts';
import { issuedLine, linksOf, periodName, type FileLink, type IssuedLine } from './issued-lines.ts';
import { LetterheadMissing } from './letterhead.ts';
import { spans, type Span } from './period.ts';
import { previewOf, type PreviewBlock } from './preview.ts';
import { secrecyOf, textsOf, type DeskPeriod } from './written.ts';

/** The head of the sheet of paper. */
export interface SheetHead {
  /** What stands in boxes below the number: the secrecy mark, and that it is a draft. */
  marks: string[];
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
  disclosure: Disclosure;
  /** The profiles that the viewer may choose from. */
  profiles: { disclosure: Disclosure; name: string }[];
  head: SheetHead | null;
  blocks: PreviewBlock[];
  annex: PreviewBlock[];
  prompts: { id: PromptId; name: string; text: string }[];
  secrecy: { levels: readonly string[]; mark: SecrecyMark | null };
  files: FileLink[];
  /** Whether the files are those of an issue. */
  isIssued: boolean;
  /** The draft that the schedule made of the month; null without one. */
  scheduled: { told: string; files: FileLink[] } | null;
  issued: IssuedLine[];
  /** What two briefings tell otherwise; null while none was issued. */
  comparison: Comparison | null;
  /** Why there is nothing to show; empty when there is. */
  refusal: string;
}

type Sentences = ReturnType<typeof sentences>['briefings'];
type PageWords = {
  [Key in keyof Sentences as Sentences[Key] extends string | readonly string[] ? Key : never]: Sentences[Key];
};

/**
 * The page for the month of its filters, in the profile of its version. Throws BadParameter for a span that does not end
 * with that month, and for briefings to compare that were not issued.
 */
export async function briefingsPage(page: PageContext, viewer: Viewer | null): Promise<BriefingsPage> {
  const say = page.say.briefings;
  const period: DeskPeriod = {
    month: page.filters.month,
    span: spanOf(page.params),
    disclosure: page.version.disclosure,
  };
  const { month, span, disclosure } = period;
  const { state } = await peopleWorld();
  const [texts, secrecy] = await Promise.all([textsOf(state, period), secrecyOf(state, period)]);
  const pinned = await pinnedNow(state, page.version, sqlService);
  const made = await orRefusal(page.lang, () =>
    briefingFiles(page.version, { month, span, texts, secrecy, isDraft: true, pinned }),
  );
  const isWhole = viewer?.disclosure === 'full' && viewer.organization === null;
  const choice = {
    title: say.title,
    words: wordsOf(say),
    ...{ month, span, disclosure },
    spans: spans.map((each) => ({ span: each, name: say.spans[each] })),
    months: monthsBack(page),
    profiles: (['full', 'restricted'] as const)
      .filter((each) => isWhole || each === viewer?.disclosure)
      .map((each) => ({ disclosure: each, name: say.profiles[each] })),
    prompts: promptsOf(say, texts),
    secrecy: { levels: secrecyLevels, mark: secrecy },
  };
  if (typeof made === 'string')
    return { ...choice, ...nothingIssued, finding: say.unavailable, lede: made, refusal: made };
  const all = await issuedBriefings(state, isWhole ? {} : { disclosure });
  const own = all.find(
    (each) => each.month === month && each.span === span && each.disclosure === disclosure,
  );
  return {
    ...choice,
    finding: say.finding(periodName(period, page.lang), own?.number ?? 0),
    lede: say.lede(page.version.id),
    head: headOf(made.document),
    blocks: previewOf(made.document.body, made.facts, { lang: page.lang, origin: say.origin }),
    annex: previewOf(made.document.annex, made.facts, { lang: page.lang, origin: say.origin }),
    files: linksOf(period),
    isIssued: own !== undefined,
    scheduled: isWhole && span === 'month' ? await scheduledOf(page, state) : null,
    issued: all.map((issued) => issuedLine(page, issued)),
    comparison: await comparisonOf(page, { all, own, made, isWhole }),
    refusal: '',
  };
}

const nothingIssued = {
  head: null,
  blocks: [],
  annex: [],
  files: [],
  isIssued: false,
  scheduled: null,
  issued: [],
  comparison: null,
} satisfies Partial<BriefingsPage>;

async function scheduledOf({ filters, lang, say }: PageContext, state: State) {
  const draft = await draftOf(state, filters.month);
  if (!draft) return null;
  const told = say.briefings.scheduled(formatMoment(draft.issued_at, lang), draft.version);
  return { told, files: linksOf({ month: draft.month, span: 'month', disclosure: 'full' }, 0) };
}

function spanOf(params: URLSearchParams): Span {
  const text = params.get('span') ?? 'month';
  const span = spans.find((known) => known === text);
  if (!span) throw notAllowed('span', text, spans);
  return span;
}

/** A briefing, or why this account or version has none. */
async function orRefusal<Made>(lang: Lang, make: () => Promise<Made>): Promise<Made | string> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof PartialBriefing || error instanceof LetterheadMissing) return error.reason[lang];
    if (error instanceof NotListed) return lang === 'vi' ? error.message : error.reason[lang];
    throw error;
  }
}

function headOf({ letterhead, abstract, secrecy }: BriefingDocument): SheetHead {
  const { text, recipients } = letterhead;
  return {
    marks: secrecy ? [secrecy.level] : [],
    superior: text.superior,
    issuer: text.issuer.split('|'),
    symbol: text.symbol,
    place: text.place,
    abstract,
    signedFor: text.signed_for,
    signatory: text.signatory,
    recipients: [...recipients.map((name) => `- ${name},`), `- ${text.filing}.`],
  };
}

function promptsOf(say: Sentences, texts: BriefingTexts) {
  return promptIds.map((id) => ({ id, name: say.prompts[id], text: texts[id] ?? '' }));
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
