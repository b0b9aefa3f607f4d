import { BadParameter } from '$lib/filters';
import { addMonths, formatDate, formatMonth, monthInWords } from '$lib/format/dates';
import { formatCount } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import { endedGroup, newGroup, type FlowLink } from '$lib/shape/flow-layout';
import { choiceOf, hrefWith } from '../choice';
import { dateOf } from '../age-panel';
import type { PageContext } from '../context';
import type { Choice } from '../multiples';
import { sourceLine, type PanelFrame } from '../panel';
import { flowDrawing, linkKey, type FlowDrawing } from './draw-flow';
import { linksBetween, namesOf, wavesIn, type Wave } from './flow-data';
import { eventsBetween, eventsTable, waveDetail, type ReorganizationEvent, type WaveDetail } from './events';

/** Where the grassroots organisations stood before and after each wave of reorganisations. */
export interface FlowPanel {
  frame: PanelFrame;
  flow?: FlowDrawing | undefined;
  /** The same as SVG for the page; empty when there is none. */
  svg: string;
  /** What is read aloud of the whole drawing. */
  summary: string;
  span: { label: string; choices: Choice[] };
  detail: WaveDetail | null;
}

const spans = ['window', 'all'] as const;
const drawnWidth = 1284;

/** The flow over the page's window, or over all months up to the page's; always as it was reported. */
export async function flowPanel(page: PageContext): Promise<FlowPanel> {
  const span = choiceOf(page.params, 'span', spans);
  const period = periodOf(page, span);
  const waves = await wavesIn(page, period);
  const dates = datesOf(page, waves);
  const links = waves.length === 0 ? [] : await linksBetween(page, dates);
  const first = dates[0] ?? `${period.from}-01`;
  const [events, names] = await Promise.all([
    eventsBetween(page, first, dates.at(-1) ?? dateOf(page)),
    namesOf(page, links),
  ]);
  const chosen = chosenOf(page, dates, names);
  const flow = links.length === 0 ? undefined : drawingOf(page, { waves, dates, links, names, chosen });
  return {
    frame: frameOf(page, { flow, waves, links, events, months: monthsBetween(period) }),
    ...(flow ? { flow } : {}),
    svg: flow ? svgOf(flow) : '',
    summary: page.say.organizations.flowSummary(waves.length),
    span: spanOf(page, span),
    detail: chosen && (await waveDetail(page, chosen)),
  };
}

function svgOf(flow: FlowDrawing): string {
  const { svg, width, height } = flowDrawing(flow, drawnWidth, true);
  return `<svg viewBox="0 0 ${width} ${Math.ceil(height)}" width="${width}" height="${Math.ceil(height)}">${svg}</svg>`;
}

function periodOf(page: PageContext, span: (typeof spans)[number]): { from: string; to: string } {
  const { month, months } = page.filters;
  const from = span === 'all' ? page.version.firstMonth : addMonths(month, 1 - months);
  return { from, to: month };
}

function monthsBetween({ from, to }: { from: string; to: string }): number {
  return (
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5)) - Number(from.slice(5)) + 1
  );
}

/** The days that the columns stand at: before the first wave, after each, and the end of the page's month. */
function datesOf(page: PageContext, waves: readonly Wave[]): string[] {
  const [first] = waves;
  if (!first) return [];
  const ends = [addMonths(first.month, -1), ...waves.map((wave) => wave.month)].map((month) =>
    lastDay(month),
  );
  const end = dateOf(page);
  return [...ends.filter((date) => date < end), end];
}

function lastDay(month: string): string {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0))
    .toISOString()
    .slice(0, 10);
}

/** What the address looks at: a wave by the month of the column after it, and of it those that went to one group. */
export interface ChosenWave {
  step: number;
  from: string;
  to: string;
  group: string | null;
  groupName: string;
}

function chosenOf(
  page: PageContext,
  dates: readonly string[],
  names: Record<string, string>,
): ChosenWave | null {
  const month = page.params.get('wave');
  if (month === null || dates.length === 0) return null;
  const step = dates.findIndex((date, index) => index > 0 && date.startsWith(month)) - 1;
  const [from, to] = [dates[step], dates[step + 1]];
  if (step < 0 || from === undefined || to === undefined) {
    const allowed = dates.slice(1).map((date) => date.slice(0, 7));
    throw new BadParameter(
      'wave',
      page.say.notAllowed('wave', month.slice(0, 20), allowed.join(', ')),
      allowed,
    );
  }
  const group = page.params.get('to');
  return { step, from, to, group, groupName: group === null ? '' : (names[group] ?? group) };
}

interface Drawn {
  waves: readonly Wave[];
  dates: readonly string[];
  links: FlowLink[];
  names: Record<string, string>;
  chosen: ChosenWave | null;
}

function drawingOf(page: PageContext, { waves, dates, links, names, chosen }: Drawn): FlowDrawing {
  const { say, lang, params } = page;
  const words = say.organizations;
  const bare = new URLSearchParams(hrefWith(params, 'to', null));
  const movedIn = (step: number) =>
    links.filter((link) => link.step === step && link.moved).reduce((sum, link) => sum + link.fromCount, 0);
  const steps = dates.slice(1).map((date, step) => ({ month: date.slice(0, 7), step }));
  const text = (count: number) => formatCount(count, lang);
  return {
    links,
    names,
    chosen: chosen && { step: chosen.step, to: chosen.group },
    columns: dates.map((date, column) => ({
      title: formatDate(date, lang),
      note: words.grassroots(counted(totalAt(links, column), lang)),
    })),
    waves: steps.map(({ month, step }) => {
      const isWave = waves.some((wave) => wave.month === month);
      const label = words.wave(isWave ? formatMonth(month, lang) : '', counted(movedIn(step), lang));
      return { label, href: movedIn(step) === 0 ? '' : hrefWith(bare, 'wave', month) };
    }),
    spoken: Object.fromEntries(
      links.map((link) => [
        linkKey(link),
        words.band(
          { from: names[link.from] ?? link.from, to: names[link.to] ?? link.to, moved: link.moved },
          counted(link.fromCount, lang),
          counted(link.toCount, lang),
        ),
      ]),
    ),
    counts: Object.fromEntries(
      links.map((link) => [
        linkKey(link),
        link.fromCount === link.toCount
          ? text(link.fromCount)
          : `${text(link.fromCount)} → ${text(link.toCount)}`,
      ]),
    ),
  };
}

/** How many organisations there were at the date of a column. */
function totalAt(links: readonly FlowLink[], column: number): number {
  const here = links.filter((link) =>
    column === 0
      ? link.step === 0 && link.from !== newGroup
      : link.step === column - 1 && link.to !== endedGroup,
  );
  return Math.round(here.reduce((sum, link) => sum + (column === 0 ? link.fromShare : link.toShare), 0));
}

interface Framed {
  flow: FlowDrawing | undefined;
  waves: readonly Wave[];
  links: readonly FlowLink[];
  events: readonly ReorganizationEvent[];
  months: number;
}

function frameOf(page: PageContext, { flow, waves, links, events, months }: Framed): PanelFrame {
  const { say, lang } = page;
  const words = say.organizations;
  const columns = flow?.columns.length ?? 0;
  const [before, after, end] = [0, waves.length, columns - 1].map((column) =>
    counted(totalAt(links, Math.max(0, Math.min(column, columns - 1))), lang),
  );
  return {
    page: 'organizations',
    id: 'flow',
    title:
      flow && before && after && end
        ? words.flowTitle(
            { before, after, end },
            waves.map((wave) => formatMonth(wave.month, lang)),
            monthInWords(page.filters.month, lang),
          )
        : words.flowNone(months),
    description: words.flowDescription,
    ...(flow ? { help: words.flowHelp, note: words.flowNote } : {}),
    source: sourceLine(page),
    table: eventsTable(page, events),
    drawn: flow !== undefined,
  };
}

function spanOf(page: PageContext, span: (typeof spans)[number]): FlowPanel['span'] {
  const { organizations } = page.say;
  const bare = new URLSearchParams(
    hrefWith(new URLSearchParams(hrefWith(page.params, 'to', null)), 'wave', null),
  );
  return {
    label: organizations.spanLabel,
    choices: spans.map((value) => ({
      label: organizations.spans[value](page.filters.months),
      href: `${hrefWith(bare, 'span', value === spans[0] ? null : value)}#flow`,
      current: value === span,
    })),
  };
}
