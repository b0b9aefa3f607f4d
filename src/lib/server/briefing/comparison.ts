import { notAllowed } from '$lib/filters/bad-parameter';
import type { PageContext } from '../pages/context';
import { versionFor, versionNames } from '../reading.ts';
import type { IssuedBriefing } from '../state/tables.ts';
import { differenceLines, type DifferenceLine } from './difference-words.ts';
import { differencesBetween, reasonsBetween, toldIn, toldNow, type Versions } from './differences.ts';
import type { BriefingFiles } from './files.ts';
import { periodName } from './issued-lines.ts';

/** What two briefings tell otherwise, with the briefings to choose from. */
export interface Comparison {
  options: { id: string; name: string }[];
  then: string;
  /** Empty: the figures of today. */
  now: string;
  finding: string;
  lines: DifferenceLine[];
  more: string;
}

interface Chosen {
  all: readonly IssuedBriefing[];
  /** The newest issue of the period that is looked at. */
  own: IssuedBriefing | undefined;
  /** The period as it would be told now. */
  made: BriefingFiles;
  isWhole: boolean;
}

const mostLines = 40;

/** Published versions, in full: for those who see everything. */
export const allVersions: Versions = {
  get names() {
    return versionNames();
  },
  open: (version) => versionFor({ part: null, disclosure: 'full' }, version),
};

/**
 * The comparison that the URL asks for (`then`, `now`: names of issues; `now` left out: today), else of the newest issue
 * with today. Null while none was issued. Throws BadParameter for a name that is not in the list.
 */
export async function comparisonOf(page: PageContext, { all, own, made, isWhole }: Chosen) {
  const say = page.say.briefings;
  const before = chosen(all, page.params, 'then') ?? own ?? all[0];
  if (!before) return null;
  const after = chosen(all, page.params, 'now');
  const [then, now] = [toldIn(before), after ? toldIn(after) : toldNow(made)];
  const reasons = isWhole ? await reasonsBetween({ from: then.version, to: now.version }, allVersions) : null;
  const differences = differencesBetween(then, now);
  const shown = differences.slice(0, mostLines);
  const tongue = { lang: page.lang, say, codes: page.codes };
  return {
    options: all.map((issued) => ({ id: issued.id, name: optionName(page, issued) })),
    then: before.id,
    now: after?.id ?? '',
    finding: say.differing(differences.length),
    lines: differenceLines(shown, { then, now, reasons }, tongue),
    more: differences.length > mostLines ? say.more(differences.length - mostLines) : '',
  } satisfies Comparison;
}

function chosen(all: readonly IssuedBriefing[], params: URLSearchParams, name: 'then' | 'now') {
  const id = params.get(name) ?? '';
  if (id === '') return undefined;
  const found = all.find((issued) => issued.id === id);
  if (!found)
    throw notAllowed(
      name,
      id.slice(0, 40),
      all.map((issued) => issued.id),
    );
  return found;
}

function optionName({ lang, say }: PageContext, issued: IssuedBriefing): string {
  return say.briefings.optionName(
    periodName(issued, lang),
    issued.number,
    say.briefings.profiles[issued.disclosure],
  );
}
