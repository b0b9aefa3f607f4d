import { setTimeout } from 'node:timers/promises';
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { BadParameter } from '$lib/filters';
import { formatDate } from '$lib/format/dates';
import type { Lang } from '$lib/i18n';
import { keptWords } from '$lib/i18n/kept';
import { textOf } from '../access/form.ts';
import { notedFirst } from '../access/handing-out.ts';
import { answering } from '../pages/load';
import { errorFacts, log } from '../operations/log.ts';
import { sightOf, versionFor } from '../reading.ts';
import type { LiveVersion } from '../version.ts';
import { answerOf } from './answers.ts';
import { annexPins, boardOf, unpin, type Pin } from './pins.ts';
import { shownAnswer, type ShownAnswer } from './query-page.ts';
import { keptVisit, pathIn, type KeptVisit } from './visit.ts';

/** A pinned query with its answer. */
export interface BoardPanel {
  pin: string;
  id: string;
  title: string;
  description: string;
  /** What is chosen: `$month: 2026-10`. */
  chosen: string[];
  answer: ShownAnswer;
}

/** One's own board. */
export interface BoardPage {
  lang: Lang;
  version: string;
  asOf: string;
  panels: BoardPanel[];
  annex: { pin: string; id: string; title: string; owner: string; isOwn: boolean }[];
}

/** So long the page waits for its panels; those that come later stand there the next time. */
const patienceMs = 8000;
/** So many panels ask at once: a person has as many statements running. */
const atOnce = 2;

/** One's own board: every panel with its answer on the version that is live, or with its own trouble. */
export async function boardLoad(event: RequestEvent): Promise<BoardPage> {
  const visit = await keptVisit(event);
  const { viewer, lang, world } = visit;
  const [pins, inAnnex] = [await boardOf(world, viewer.name), await annexPins(world)];
  const version = await answering(event.url, () => versionFor(sightOf(viewer)));
  return {
    lang,
    version: version.id,
    asOf: formatDate(version.asOf, lang),
    panels: await panelsOf(event, visit, { version, pins }),
    annex: inAnnex.map(({ id: pin, query: { id, title, owner } }) => ({
      ...{ pin, id, title, owner },
      isOwn: owner === viewer.name,
    })),
  };
}

async function panelsOf(
  event: RequestEvent,
  { lang }: KeptVisit,
  { version, pins }: { version: LiveVersion; pins: readonly Pin[] },
): Promise<BoardPanel[]> {
  const late = setTimeout(patienceMs, undefined, { ref: false });
  const answers: Promise<ShownAnswer>[] = [];
  for (const [i, pin] of pins.entries()) {
    const turn = answers[i - atOnce] ?? Promise.resolve();
    answers.push(turn.then(() => panelAnswer(event, version, pin)));
  }
  const { busy } = keptWords(lang).query;
  return Promise.all(
    pins.map(async ({ id: pin, query: { id, title, description }, choices }, i) => ({
      ...{ pin, id, title, description },
      chosen: Object.entries(choices).flatMap(([name, value]) =>
        value === '' ? [] : [`$${name}: ${value}`],
      ),
      answer: (await Promise.race([answers[i], late])) ?? { problem: { message: busy, hint: '' } },
    })),
  );
}

/** The answer of one panel. Whatever goes wrong harms this panel only. */
async function panelAnswer(event: RequestEvent, version: LiveVersion, pin: Pin): Promise<ShownAnswer> {
  const lang = event.url.searchParams.get('lang') === 'en' ? 'en' : 'vi';
  try {
    return await shownAnswer(await answerOf(event, version, pin), pin.query, lang);
  } catch (cause) {
    if (cause instanceof BadParameter) return { problem: { message: cause.in(lang), hint: '' } };
    log('error', 'panel', { message: 'pinned query', ...errorFacts(cause) });
    return { problem: { message: keptWords(lang).query.failed, hint: '' } };
  }
}

/** Taking a pin of one's own away. */
export const boardActions = {
  unpin: async (event: RequestEvent) => {
    const { viewer, lang, world } = await keptVisit(event);
    const pin = textOf(await event.request.formData(), 'pin');
    await notedFirst(event, {
      action: 'query_pin',
      object: pin,
      verdict: 'done',
      detail: { unpinned: true },
    });
    if (!(await unpin(world, pin, viewer.name))) error(404, keptWords(lang).query.unknown);
    redirect(303, pathIn(event, '/sql/board'));
  },
};
