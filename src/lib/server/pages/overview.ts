import type { IntervalsSpec } from '$lib/charts/spec';
import { formatDate, formatMonth, monthInWords } from '$lib/format/dates';
import { formatCount, formatRatio } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import { lastAtLeastAsExtreme } from '$lib/shape/variation';
import { agePanel, dateOf, type HeatPanel } from './age-panel';
import { attentionPanel, type AttentionPanel } from './attention';
import { thisMonth, type PageContext } from './context';
import { flowPanel, type FlowPanel } from './flow-panel';
import { figureOf, type Figure, type FigureCard } from './overview-figures';
import { contentOf, panel, sourceLine, type PanelFrame, type PanelResult } from './panel';
import { findingByType, periodInWords, ratesBy, ratesTable, typeLinks } from './rates';

export interface IntervalsPanel {
  frame: PanelFrame;
  spec: IntervalsSpec;
  summary: string;
}

/** The month at a glance. */
export interface OverviewPage {
  title: string;
  finding: string;
  lede: string;
  figures: PanelResult<{ cards: FigureCard[] }>;
  flow: PanelResult<FlowPanel>;
  compliance: PanelResult<IntervalsPanel>;
  age: PanelResult<HeatPanel>;
  attention: PanelResult<AttentionPanel>;
}

/** All of the overview, from one version. */
export async function overviewPage(page: PageContext): Promise<OverviewPage> {
  const figures = await panel(page, 'figures', () => figuresOf(page));
  const [flow, compliance, age, attention] = await Promise.all([
    panel(page, 'flow', () => flowPanel(page)),
    panel(page, 'compliance', () => compliancePanel(page)),
    panel(page, 'age', () => agePanel(page, 'overview', 'pending')),
    panel(page, 'attention', () => attentionPanel(page)),
  ]);
  const known = contentOf(figures);
  return {
    title: page.say.titles.overview,
    finding: known ? findingOf(page, known.overdue, contentOf(attention)) : page.say.titles.overview,
    lede: known ? ledeOf(page, known) : '',
    figures: figures.ok ? { ok: true, content: { cards: figures.content.cards } } : figures,
    flow,
    compliance,
    age,
    attention,
  };
}

async function figuresOf(page: PageContext) {
  const [opened, closed, pending, overdue, compliance] = await Promise.all([
    figureOf(page, 'cases_opened', 'volume'),
    figureOf(page, 'cases_closed', 'volume'),
    figureOf(page, 'cases_pending', 'volume'),
    figureOf(page, 'cases_overdue', 'late'),
    figureOf(page, 'compliance_rate', 'good'),
  ]);
  const cards = [opened, closed, pending, overdue, compliance].map((figure) => figure.card);
  return { cards, opened, closed, pending, overdue, compliance };
}

type Figures = Awaited<ReturnType<typeof figuresOf>>;

function findingOf(page: PageContext, overdue: Figure, attention: AttentionPanel | null): string {
  const finding = headlineOf(page, overdue);
  const driver = page.filters.case.length === 1 ? null : attention?.driver;
  return driver ? page.say.headline.driver(finding, driver.label, driver.change) : finding;
}

function headlineOf(page: PageContext, overdue: Figure): string {
  const { headline } = page.say;
  const now = overdue.values.at(-1) ?? 0;
  const before = overdue.values.at(-2) ?? null;
  const count = (n: number) => counted(n, page.lang);
  if (before === null) return headline.first(count(now));
  const earlier = monthInWords(overdue.months.at(-2) ?? '', page.lang);
  if (now === before) return headline.same(count(now), earlier);
  const side = now < before ? 'low' : 'high';
  const index = lastAtLeastAsExtreme(overdue.values, side) ?? -1;
  const months = overdue.values.length - 1 - index;
  const since = index < 0 ? null : monthInWords(overdue.months[index] ?? '', page.lang);
  const notable = months > 2 ? side : null;
  const write = now < before ? headline.fell : headline.rose;
  return write(count(Math.abs(now - before)), count(now), notable, since);
}

function ledeOf(page: PageContext, { opened, closed, pending, compliance }: Figures): string {
  const { headline } = page.say;
  const last = (figure: Figure) => counted(figure.values.at(-1) ?? 0, page.lang);
  const rate = compliance.values.at(-1) ?? null;
  const date = dateOf(page);
  const isWhole = date.slice(0, 7) !== page.filters.month || isLastDay(date);
  return [
    headline.flow(last(opened), last(closed), last(pending)),
    rate === null
      ? headline.noDuties
      : headline.compliance(
          formatRatio(rate, page.lang),
          formatCount(compliance.numerator, page.lang),
          formatCount(compliance.denominator, page.lang),
        ),
    isWhole ? '' : headline.partial(formatDate(date, page.lang)),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function isLastDay(date: string): boolean {
  const next = new Date(`${date}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.getUTCDate() === 1;
}

async function compliancePanel(page: PageContext): Promise<IntervalsPanel> {
  const { say, lang } = page;
  const found = await ratesBy(page, 'organization_type', thisMonth(page));
  const title = findingByType(page, found);
  const before = periodInWords(page, found.before);
  const now = periodInWords(page, thisMonth(page));
  return {
    frame: {
      page: 'overview',
      id: 'compliance',
      title,
      description: say.byType.description(now, before),
      source: sourceLine(page),
      note: say.byType.note,
      table: ratesTable(page, found.rates, {
        caption: say.byType.table,
        of: say.words.type,
        links: typeLinks(page, found.rates),
      }),
      drawn: true,
    },
    spec: {
      kind: 'intervals',
      lang,
      height: Math.max(140, found.rates.length * 46 + 40),
      rows: found.rates,
      links: typeLinks(page, found.rates),
      target: null,
      beforeName: formatMonth(found.before.to, lang),
      nowName: formatMonth(page.filters.month, lang),
    },
    summary: say.flow.summary(title, now, now),
  };
}
