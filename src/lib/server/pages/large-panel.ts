import { lowerFirst } from '$lib/format/names';
import { choiceOf, hrefOfCode, hrefWith } from './choice';
import type { PageContext } from './context';
import { movedFinding } from './findings';
import { judgedSeries } from './judged';
import { notes, spansNote } from './judged-parts';
import { linesPanel, type LinesPanel } from './lines-panel';
import { multiplesChoice, multiplesMonths } from './multiples';
import { targetOf } from './targets';

/** One of the small charts, large: with its table and the ways out of it. */
export interface LargePanel extends LinesPanel {
  close: { label: string; href: string };
  filter: { label: string; href: string };
}

/** The large chart of the case type or organisation type that the address names as `item`. Throws BadParameter. */
export async function largePanel(page: PageContext): Promise<LargePanel> {
  const { say, params, lang } = page;
  const { by, measure, metric } = multiplesChoice(page);
  const filter = by === 'case_type' ? 'case' : 'type';
  const [first = '', ...others] =
    page.filters[filter].length > 0 ? page.filters[filter] : page.codes.list(by).map(({ code }) => code);
  const item = choiceOf(params, 'item', [first, ...others]);
  const narrowed = { ...page, filters: { ...page.filters, [filter]: [item] } };
  const [judged, target, spans] = await Promise.all([
    judgedSeries(narrowed, metric, multiplesMonths(page)),
    targetOf(narrowed, metric),
    spansNote(narrowed),
  ]);
  const name = page.codes.label(by, item);
  const { multiples } = say.trends;
  const made = await linesPanel(narrowed, {
    id: 'large',
    title: `${name}: ${lowerFirst(movedFinding(page, judged, 12), lang)}`,
    description: multiples.largeDescription(judged.months.length),
    caption: multiples.large(name, say.words[measure]),
    kind: 'count',
    banded: judged,
    target,
    hasDueDates: measure === 'overdue',
    lines: [{ name: say.words[measure], tone: measure === 'overdue' ? 'late' : 'volume', judged }],
    height: 300,
    note:
      notes([
        judged.variation.band ? say.variation.method : undefined,
        judged.variation.band ? spans : undefined,
      ]) ?? '',
  });
  const without = new URLSearchParams(params);
  without.delete('item');
  return {
    ...made,
    close: { label: multiples.close, href: `${hrefWith(params, 'item', null)}#multiples` },
    filter: {
      label: multiples.filter(lowerFirst(name, lang)),
      href: hrefOfCode({ ...page, params: without }, by, item),
    },
  };
}
