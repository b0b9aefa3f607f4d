import type { IntervalsSpec } from '$lib/charts/spec';
import { formatMonth } from '$lib/format/dates';
import { agePanel, type HeatPanel } from './age-panel';
import { attentionPanel, type AttentionPanel } from './attention';
import { changedPanel, type ChangedPanel } from './changed-panel';
import { thisMonth, type PageContext } from './context';
import { overviewFinding, overviewLede } from './findings';
import { flowPanel, type FlowPanel } from './flow-panel';
import { figureOf, type FigureCard } from './overview-figures';
import { outlookSentence } from './outlook-panel';
import { contentOf, dutySource, metricsShown, panel, type PanelFrame, type PanelResult } from './panel';
import { findingByType, beforeInWords, periodInWords, ratesBy, ratesTable, typeLinks } from './rates';
import { targetOf } from './targets';

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
  changed: PanelResult<ChangedPanel>;
  /** How long the backlog lasts at the present pace, in one sentence. */
  outlook: string;
}

/** All of the overview, from one version. */
export async function overviewPage(page: PageContext): Promise<OverviewPage> {
  const figures = await panel(page, 'figures', () => figuresOf(page));
  const known = contentOf(figures);
  const [flow, compliance, age, attention, changed] = await Promise.all([
    panel(page, 'flow', () => flowPanel(page)),
    panel(page, 'compliance', () => complianceOverview(page)),
    panel(page, 'age', () => agePanel(page, 'overview', 'pending')),
    panel(page, 'attention', () => attentionPanel(page, known?.all ?? [])),
    panel(page, 'changed', () => changedPanel(page)),
  ]);
  return {
    title: page.say.titles.overview,
    finding: known ? overviewFinding(page, known.series) : page.say.titles.overview,
    lede: known ? overviewLede(page, known.series) : '',
    figures: figures.ok ? { ok: true, content: { cards: figures.content.cards } } : figures,
    flow,
    compliance,
    age,
    attention,
    changed,
    outlook: known ? outlookSentence(page, known.series) : '',
  };
}

async function figuresOf(page: PageContext) {
  const [opened, closed, pending, overdue, compliance, onTime] = await Promise.all([
    figureOf(page, 'cases_opened', 'volume'),
    figureOf(page, 'cases_closed', 'volume'),
    figureOf(page, 'cases_pending', 'volume'),
    figureOf(page, 'cases_overdue', 'late'),
    figureOf(page, 'compliance_rate', 'good'),
    figureOf(page, 'on_time_rate', 'good'),
  ]);
  const shown = [opened, closed, pending, overdue, compliance];
  return {
    cards: shown.map(({ card }) => card),
    all: [...shown, onTime],
    series: {
      opened: opened.series,
      closed: closed.series,
      pending: pending.series,
      overdue: overdue.series,
      compliance: compliance.series,
      onTime: onTime.series,
    },
  };
}

/** The compliance rates of organisation types in the page's month. */
export async function complianceOverview(page: PageContext): Promise<IntervalsPanel> {
  const { say, lang } = page;
  const [found, target] = await Promise.all([
    ratesBy(page, 'organization_type', thisMonth(page)),
    targetOf(page, 'compliance_rate'),
  ]);
  const title = findingByType(page, found);
  const before = beforeInWords(page, found);
  const now = periodInWords(page, thisMonth(page));
  return {
    frame: {
      page: 'overview',
      id: 'compliance',
      title,
      description: say.byType.description(now, before),
      source: dutySource(page, target ? say.targets.source(target.label, target.source) : ''),
      note:
        page.filters.case.length > 0 ? `${say.byType.note} ${say.compliance.caseFilter}` : say.byType.note,
      metrics: metricsShown(page, 'compliance_rate'),
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
      target: target && { ratio: target.value, label: target.label },
      beforeName: formatMonth(found.before.to, lang),
      nowName: formatMonth(page.filters.month, lang),
    },
    summary: say.flow.summary(title, now, now),
  };
}
