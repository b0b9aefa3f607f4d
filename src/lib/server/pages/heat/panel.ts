import { formatDate, formatMonth, monthRange } from '$lib/format/dates';
import { formatCount } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import type { HeatmapData } from '$lib/shape/heatmap';
import { dateOf } from '../day';
import { hrefWith } from '../choice';
import type { PageContext } from '../context';
import { metricsShown, sourceLine, type PanelFrame } from '../panel';
import { isListed, type HeatChoice } from './choice';
import { existenceIn } from './existence';
import { heatFigures, metricOfMeasure, periodOf } from './figures';
import { headingOf, stockOf } from './finding';
import { controlsOf, linksOf, type HeatControls } from './links';
import { listingOf, listOrganizations, perPage, type HeatList } from './list';
import { noteOf } from './notes';
import { fixedScale } from './scale';
import { columnsOfHeat, rowsOf, type Side } from './sides';
import { heatmapOf, tableOf, type Drawing } from './table';

/** The heatmap of any two dimensions, with its controls. */
export interface CrossPanel {
  frame: PanelFrame;
  heatmap: HeatmapData;
  controls: HeatControls;
  /** Whether cells hold percentages over counts. */
  stacked: boolean;
  /** Whether columns are many and narrow. */
  dense: boolean;
  pager: Pager | null;
  /** The rows and columns, for the detail of a chosen cell. */
  sides: { rows: Side[]; columns: Side[] };
}

export interface Pager {
  label: string;
  text: string;
  previous: string | null;
  next: string | null;
  words: [string, string];
}

/** The backlog by the two dimensions of the address. Throws BadParameter for a page that the list does not have. */
export async function crossPanel(page: PageContext, choice: HeatChoice): Promise<CrossPanel> {
  const { rows, columns, measure } = choice;
  const period = periodOf(page, choice);
  const [list, exists, bounds] = await Promise.all([
    isListed(rows) ? listOrganizations(page, listingOf(choice, rows, period)) : null,
    existenceIn(page, period),
    fixedScale(page, { rows, columns, measure }),
  ]);
  const figures = await heatFigures(page, choice, list);
  const siding = { choice, period, figures, list };
  const drawing: Drawing = {
    ...siding,
    caption: captionOf(page, choice),
    rows: rowsOf(page, siding),
    columns: columnsOfHeat(page, siding),
    exists,
    bounds,
  };
  return {
    frame: {
      page: 'backlog',
      id: 'cross',
      title: headingOf(page, drawing),
      description: descriptionOf(page, drawing),
      source: sourceLine(page),
      metrics: metricsShown(page, metricOfMeasure[measure]),
      note: await noteOf(page, drawing),
      table: tableOf(page, drawing),
      drawn: false,
    },
    heatmap: {
      ...heatmapOf(page, drawing),
      links: linksOf(page, choice),
      earlier: columns === 'month' ? earlierOf(page, choice) : null,
    },
    controls: controlsOf(page, choice),
    stacked: measure === 'share',
    dense: columns === 'month',
    pager: list && pagerOf(page, choice, list),
    sides: { rows: drawing.rows, columns: drawing.columns },
  };
}

/** What a heatmap holds, by which two dimensions. */
function captionOf({ say }: PageContext, { rows, columns, measure }: HeatChoice): string {
  const { what, dimensions, table } = say.heat;
  return table(what[measure], dimensions[rows], dimensions[columns]);
}

function descriptionOf(page: PageContext, { choice, caption, list }: Drawing): string {
  const { heat } = page.say;
  const overTime = choice.rows === 'month' || choice.columns === 'month';
  const when = overTime ? heat.atEnd : heat.on(formatDate(dateOf(page), page.lang));
  const hasAge = choice.rows === 'age_band' || choice.columns === 'age_band';
  return [heat.description(caption, when), hasAge ? heat.inWorkdays : '', shownOf(page, choice, list)]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function shownOf({ say, lang }: PageContext, choice: HeatChoice, list: HeatList | null): string {
  const { rows, at } = choice;
  if (!list || !isListed(rows)) return '';
  const all = say.heat.listed[rows](counted(list.count, lang), say.backlog.of[stockOf(choice)]);
  if (list.count <= perPage) return list.count === 0 ? '' : say.heat.shownAll(all, list.count);
  const first = (at - 1) * perPage + 1;
  return say.heat.shown(formatCount(first, lang), formatCount(first + list.rows.length - 1, lang), all);
}

/** The way to all months, where there are more than are shown. */
function earlierOf(page: PageContext, { months }: HeatChoice): HeatmapData['earlier'] {
  const { firstMonth } = page.version;
  const all = monthRange(firstMonth, page.filters.month).length;
  if (months >= all) return null;
  const label = page.say.heat.earlier(formatCount(all, page.lang), formatMonth(firstMonth, page.lang));
  return { href: hrefWith(page.params, 'back', String(Math.min(all, 240))), label };
}

function pagerOf(page: PageContext, { at }: HeatChoice, { count }: HeatList): Pager | null {
  const { say, lang, params } = page;
  const last = Math.max(1, Math.ceil(count / perPage));
  if (last === 1) return null;
  const link = (to: number) => `${hrefWith(params, 'page', to === 1 ? null : String(to))}#cross`;
  return {
    label: say.backlog.pages,
    text: say.backlog.more(formatCount(at, lang), formatCount(last, lang)),
    previous: at > 1 ? link(at - 1) : null,
    next: at < last ? link(at + 1) : null,
    words: [say.backlog.previous, say.backlog.next],
  };
}
