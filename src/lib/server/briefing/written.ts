import type { State } from '../state/open.ts';
import type { Disclosure } from '../state/tables.ts';
import { BadParameter, notAllowed } from '../../filters/bad-parameter.ts';
import { promptIds, secrecyLevels, type BriefingTexts, type PromptId, type SecrecyMark } from './document.ts';
import type { Span } from './period.ts';
import { cleanText } from './texts.ts';

/** A briefing that is worked on: the last month of its period, how long that is, and who it is for. */
export interface DeskPeriod {
  month: string;
  span: Span;
  disclosure: Disclosure;
}

/** How a briefing is named in the audit: `2026-10.month`, `2026-10.month.restricted`. */
export function deskName({ month, span, disclosure }: DeskPeriod): string {
  return [month, span, ...(disclosure === 'full' ? [] : [disclosure])].join('.');
}

/** Who writes, and when. */
export interface Writing {
  by: string;
  now: Date;
}

/** What officers wrote for a briefing. */
export async function textsOf(state: State, period: DeskPeriod): Promise<BriefingTexts> {
  const rows = await state
    .selectFrom('briefing_texts')
    .select(['prompt', 'text'])
    .where((is) => is.and(placeOf(period)))
    .execute();
  const known = rows.flatMap(({ prompt, text }) => {
    const id = promptIds.find((each) => each === prompt);
    return id ? [[id, text] as const] : [];
  });
  return Object.fromEntries(known);
}

/** Keeps a text in place of the one before; an empty one takes it away. */
export async function keepText(
  state: State,
  period: DeskPeriod,
  { prompt, text }: { prompt: PromptId; text: string },
  { by, now }: Writing,
): Promise<void> {
  const kept = cleanText(text);
  const place = { ...placeOf(period), prompt };
  await state.transaction().execute(async (work) => {
    await work
      .deleteFrom('briefing_texts')
      .where((is) => is.and(place))
      .execute();
    if (kept === '') return;
    const row = { ...place, text: kept, changed_at: now.toISOString(), changed_by: by };
    await work.insertInto('briefing_texts').values(row).execute();
  });
}

/** The secrecy mark that an officer set; null while nobody did. */
export async function secrecyOf(state: State, period: DeskPeriod): Promise<SecrecyMark | null> {
  const row = await state
    .selectFrom('briefing_secrecy')
    .select(['level', 'basis'])
    .where((is) => is.and(placeOf(period)))
    .executeTakeFirst();
  return row ? secrecyIn(row) : null;
}

/** Keeps a secrecy mark in place of the one before; null takes it away. */
export async function keepSecrecy(
  state: State,
  period: DeskPeriod,
  mark: SecrecyMark | null,
  { by, now }: Writing,
): Promise<void> {
  const place = placeOf(period);
  await state.transaction().execute(async (work) => {
    await work
      .deleteFrom('briefing_secrecy')
      .where((is) => is.and(place))
      .execute();
    if (mark === null) return;
    const row = { ...place, ...mark, changed_at: now.toISOString(), changed_by: by };
    await work.insertInto('briefing_secrecy').values(row).execute();
  });
}

const longestBasis = 300;

/**
 * A secrecy mark as a person typed it; null for an empty level. Throws BadParameter for a level that there is not, and
 * for a mark without its basis: nobody may mark what is on no list.
 */
export function secrecyIn({ level, basis }: { level: string; basis: string }): SecrecyMark | null {
  if (level.trim() === '') return null;
  const known = secrecyLevels.find((each) => each === level.trim().normalize('NFC').toUpperCase());
  if (!known) throw notAllowed('secrecy', level.slice(0, 40), secrecyLevels);
  const told = cleanText(basis).replace(/\s+/g, ' ');
  if (told === '' || told.length > longestBasis)
    throw new BadParameter('secrecy_basis', {
      vi: `Độ mật phải có căn cứ (văn bản, điều khoản), không quá ${longestBasis} chữ.`,
      en: `A secrecy mark needs its basis (document, article), of at most ${longestBasis} letters.`,
    });
  return { level: known, basis: told };
}

function placeOf({ month, span, disclosure }: DeskPeriod): DeskPeriod {
  return { month, span, disclosure };
}
