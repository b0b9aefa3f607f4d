import { formatCell } from '$lib/format/cell';
import { addMonths, monthInWords } from '$lib/format/dates';
import type { Tone } from '$lib/charts/theme';
import { metricOf } from '#warehouse/metrics.ts';
import type { MetricId } from '../../metrics.ts';
import type { HeatPanel } from '../age-panel';
import { choiceOf, hrefWith } from '../choice';
import { matrixPanel, type MatrixPanel } from '../compliance-matrix';
import { intervalsPanel } from '../compliance-rates';
import { thisMonth, type PageContext } from '../context';
import { kindOf } from '../explain-series';
import { movedFinding } from '../findings';
import { judgedSeries, type JudgedSeries } from '../judged';
import { linesPanel, type Drawing, type LinesPanel } from '../lines-panel';
import { marksNote, marksOf } from '../marks';
import type { Choice } from '../multiples';
import { complianceOverview, type IntervalsPanel } from '../overview';
import { figureOf, type FigureCard } from '../overview-figures';
import { panel, type PageName, type PanelResult } from '../panel';
import { shownHeat, shownMeasures, type ShownMeasure } from './heat';

/** A panel of the restricted profile, by what it draws. */
export type RestrictedPanel =
  | { kind: 'chart'; width: number; span: string; result: PanelResult<LinesPanel | IntervalsPanel> }
  | {
      kind: 'heat';
      span: string;
      result: PanelResult<HeatPanel | MatrixPanel>;
      switches: { label: string; choices: Choice[] } | null;
    };

/** A page as readers of the restricted profile get it. */
export interface RestrictedPage {
  title: string;
  finding: string;
  lede: string;
  cards: PanelResult<{ cards: FigureCard[] }> | null;
  panels: RestrictedPanel[];
}

/** Pages of the restricted profile; all others tell that they are not part of it. */
const makers = {
  overview: overviewPage,
  trends: trendsPage,
  backlog: backlogPage,
  compliance: compliancePage,
} as const;

/** A page under the restricted profile, made from nothing but what that profile tells. */
export async function restrictedPage(page: PageContext, name: string): Promise<RestrictedPage> {
  const make = Object.hasOwn(makers, name) ? makers[name as keyof typeof makers] : otherPage;
  const made = await make(page);
  return { ...made, panels: made.panels.map(unexplained) };
}

/** Without the way to an explanation: that counts anew what here comes from fixed tables. */
function unexplained<Kind extends RestrictedPanel>(item: Kind): Kind {
  if (!item.result.ok) return item;
  const { content } = item.result;
  return {
    ...item,
    result: { ok: true, content: { ...content, frame: { ...content.frame, metrics: undefined } } },
  };
}

/** The parameters that these pages know beside the filters. */
export const restrictedParameters = ['measure'] as const;

async function otherPage({ say }: PageContext): Promise<RestrictedPage> {
  const { other, otherLede } = say.restricted;
  return { title: other, finding: other, lede: otherLede, cards: null, panels: [] };
}

async function overviewPage(page: PageContext): Promise<RestrictedPage> {
  const [cards, overdue, stock, byCase, byType, compliance] = await Promise.all([
    panel(page, 'figures', () => cardsOf(page)),
    panel(page, 'head', () => judgedSeries(page, 'cases_overdue', 24)),
    lines(page, 'overview', 'stock'),
    heat(page, { name: 'overview', by: 'case_type', measure: 'pending' }),
    heat(page, { name: 'overview', by: 'organization_type', measure: 'pending' }),
    panel(page, 'compliance', () => complianceOverview(page)),
  ]);
  return {
    title: page.say.titles.overview,
    finding: overdue.ok ? movedOrHidden(page, overdue.content) : page.say.titles.overview,
    lede: page.say.restricted.lede,
    cards,
    panels: [
      { kind: 'chart', span: 'span-7', width: 728, result: stock },
      { kind: 'chart', span: 'span-5', width: 506, result: compliance },
      { kind: 'heat', span: 'span-12', result: byCase, switches: null },
      { kind: 'heat', span: 'span-12', result: byType, switches: null },
    ],
  };
}

async function trendsPage(page: PageContext): Promise<RestrictedPage> {
  const [pending, stock, flows, onTime, days, byType, byCase] = await Promise.all([
    panel(page, 'head', () => judgedSeries(page, 'cases_pending', page.filters.months)),
    lines(page, 'trends', 'stock'),
    lines(page, 'trends', 'flows'),
    lines(page, 'trends', 'onTime'),
    lines(page, 'trends', 'days'),
    heat(page, { name: 'trends', by: 'organization_type', measure: measureOf(page, 'opened') }),
    heat(page, { name: 'trends', by: 'case_type', measure: measureOf(page, 'opened') }),
  ]);
  return {
    title: page.say.titles.trends,
    finding: pending.ok ? movedOrHidden(page, pending.content, 12) : page.say.titles.trends,
    lede: page.say.restricted.lede,
    cards: null,
    panels: [
      ...[stock, flows, onTime, days].map((result) => ({
        kind: 'chart' as const,
        span: 'span-6',
        width: 618,
        result,
      })),
      { kind: 'heat', span: 'span-12', result: byType, switches: switchesOf(page, 'opened', byType) },
      { kind: 'heat', span: 'span-12', result: byCase, switches: null },
    ],
  };
}

async function backlogPage(page: PageContext): Promise<RestrictedPage> {
  const measure = measureOf(page, 'pending');
  const [series, byCase, byType] = await Promise.all([
    panel(page, 'head', () => judgedSeries(page, 'cases_pending', 24)),
    heat(page, { name: 'backlog', by: 'case_type', measure }),
    heat(page, { name: 'backlog', by: 'organization_type', measure }),
  ]);
  return {
    title: page.say.titles.backlog,
    finding: series.ok ? movedOrHidden(page, series.content) : page.say.titles.backlog,
    lede: page.say.restricted.lede,
    cards: null,
    panels: [
      { kind: 'heat', span: 'span-12', result: byCase, switches: switchesOf(page, 'pending', byCase) },
      { kind: 'heat', span: 'span-12', result: byType, switches: null },
    ],
  };
}

async function compliancePage(page: PageContext): Promise<RestrictedPage> {
  const period = thisMonth(page);
  const [rate, byType, byDuty, matrix] = await Promise.all([
    panel(page, 'head', () => judgedSeries(page, 'compliance_rate', 24)),
    panel(page, 'rates', () => intervalsPanel(page, 'organization_type', period)),
    panel(page, 'duties', async () => renamed(await intervalsPanel(page, 'duty_type', period), 'duties')),
    panel(page, 'matrix', () => matrixPanel(page, period)),
  ]);
  return {
    title: page.say.titles.compliance,
    finding: rate.ok ? movedFinding(page, rate.content, 1) : page.say.titles.compliance,
    lede: page.say.restricted.lede,
    cards: null,
    panels: [
      { kind: 'chart', span: 'span-6', width: 618, result: byType },
      { kind: 'chart', span: 'span-6', width: 618, result: byDuty },
      { kind: 'heat', span: 'span-12', result: matrix, switches: null },
    ],
  };
}

function renamed(content: IntervalsPanel, id: string): IntervalsPanel {
  return { ...content, frame: { ...content.frame, id } };
}

/** How a figure moved, or that its month is not told. */
function movedOrHidden(page: PageContext, series: JudgedSeries, back = 1): string {
  const { restricted } = page.say;
  const isHidden = (place: number) => series.rows.at(place)?.reason === 'suppressed';
  const metric = metricOf(series.metric);
  const name = metric.label[page.lang];
  const month = (before: number) => monthInWords(addMonths(page.filters.month, -before), page.lang);
  if (isHidden(-1)) return restricted.hiddenNow(name, month(0));
  if (!isHidden(-1 - back)) return movedFinding(page, series, back);
  return restricted.hiddenBefore(
    name,
    formatCell(series.all.at(-1) ?? null, kindOf(metric), page.lang),
    month(back),
  );
}

async function cardsOf(page: PageContext): Promise<{ cards: FigureCard[] }> {
  const wanted: [MetricId, Tone][] = [
    ['cases_opened', 'volume'],
    ['cases_closed', 'volume'],
    ['cases_pending', 'volume'],
    ['cases_overdue', 'late'],
    ['compliance_rate', 'good'],
  ];
  const figures = await Promise.all(wanted.map(([id, tone]) => figureOf(page, id, tone)));
  return { cards: figures.map(({ card }) => card) };
}

type LinesId = 'stock' | 'flows' | 'onTime' | 'days';

const drawn: Record<LinesId, { kind: Drawing['kind']; metrics: [MetricId, Tone][] }> = {
  stock: {
    kind: 'count',
    metrics: [
      ['cases_pending', 'volume'],
      ['cases_overdue', 'late'],
    ],
  },
  flows: {
    kind: 'count',
    metrics: [
      ['cases_opened', 'middle'],
      ['cases_closed', 'volume'],
    ],
  },
  onTime: { kind: 'ratio', metrics: [['on_time_rate', 'good']] },
  days: { kind: 'decimal', metrics: [['days_to_conclusion_median', 'volume']] },
};

function lines(page: PageContext, name: PageName, id: LinesId): Promise<PanelResult<LinesPanel>> {
  const { kind, metrics } = drawn[id];
  return panel(page, id, async () => {
    const judged = await Promise.all(
      metrics.map(([metric]) => judgedSeries(page, metric, page.filters.months)),
    );
    const [first] = judged;
    return linesPanel(page, {
      page: name,
      id,
      title: first ? movedOrHidden(page, first) : page.say.restricted.lines[id],
      description: `${page.say.restricted.lines[id]}. ${page.say.restricted.lines.description}`,
      caption: page.say.restricted.lines[id],
      kind,
      banded: first ?? null,
      ...(name === 'overview' ? { height: 300 } : {}),
      ...(id === 'stock' && first ? { note: marksNote(page, await marksOf(page, first.months)) } : {}),
      lines: judged.map((series, at) => ({
        name: nameOf(page, series.metric),
        tone: metrics[at]?.[1] ?? 'volume',
        judged: series,
      })),
    });
  });
}

/** A short name, as it stands at the end of a line. */
function nameOf({ say, lang }: PageContext, metric: MetricId): string {
  const names: Partial<Record<MetricId, string>> = {
    cases_pending: say.words.pending,
    cases_overdue: say.words.overdue,
    cases_opened: say.words.opened,
    cases_closed: say.words.closed,
    on_time_rate: say.trends.onTimeName,
    days_to_conclusion_median: say.trends.median,
  };
  return names[metric] ?? metricOf(metric).label[lang];
}

interface HeatWanted {
  name: PageName;
  by: 'organization_type' | 'case_type';
  measure: ShownMeasure;
}

function heat(page: PageContext, { name, by, measure }: HeatWanted): Promise<PanelResult<HeatPanel>> {
  const id = by === 'case_type' ? 'by-case' : 'by-type';
  return panel(page, id, () => shownHeat(page, { page: name, id, by, measure }));
}

function measureOf(page: PageContext, usual: ShownMeasure): ShownMeasure {
  return page.params.has('measure') ? choiceOf(page.params, 'measure', shownMeasures) : usual;
}

function switchesOf(page: PageContext, usual: ShownMeasure, result: PanelResult<unknown>) {
  if (!result.ok) return null;
  const chosen = measureOf(page, usual);
  return {
    label: page.say.restricted.measure,
    choices: shownMeasures.map((measure) => ({
      label: page.say.restricted.measures[measure],
      href: hrefWith(page.params, 'measure', measure === usual ? null : measure),
      current: measure === chosen,
    })),
  };
}
