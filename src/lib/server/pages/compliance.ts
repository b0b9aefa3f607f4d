import type { IntervalsSpec } from '$lib/charts/spec';
import { formatMonth } from '$lib/format/dates';
import { formatDecimal, formatRatio } from '$lib/format/numbers';
import { lowerFirst } from '$lib/format/names';
import { counted } from '$lib/i18n/sentences';
import { choiceOf, hrefWith } from './choice';
import { rateTimePanel } from './compliance-time';
import { matrixPanel } from './compliance-matrix';
import { ask, windowOf, type PageContext, type Period } from './context';
import type { HeatPanel } from './age-panel';
import type { Choice, MultiplesPanel } from './multiples';
import type { IntervalsPanel } from './overview';
import { contentOf, panel, sourceLine, type PanelResult } from './panel';
import {
  countsOf,
  findingByType,
  isFew,
  periodInWords,
  ratesBy,
  ratesTable,
  typeLinks,
  type Rates,
} from './rates';

/** Which duties were fulfilled on time, where, and since when. */
export interface CompliancePage {
  title: string;
  finding: string;
  lede: string;
  span: { label: string; choices: Choice[] };
  byType: PanelResult<IntervalsPanel>;
  byDuty: PanelResult<IntervalsPanel>;
  overTime: PanelResult<MultiplesPanel>;
  matrix: PanelResult<HeatPanel>;
}

const spans = ['12', '3', '1'] as const;

/** All of the compliance page, from one version. */
export async function compliancePage(page: PageContext): Promise<CompliancePage> {
  const { say } = page;
  const span = choiceOf(page.params, 'span', spans);
  const period = windowOf(page, Number(span));
  const [head, byType, byDuty, overTime, matrix] = await Promise.all([
    panel(page, 'head', () => headOf(page, period)),
    panel(page, 'type', () => intervalsPanel(page, 'organization_type', period)),
    panel(page, 'duty', () => intervalsPanel(page, 'duty_type', period)),
    panel(page, 'over-time', () => rateTimePanel(page)),
    panel(page, 'matrix', () => matrixPanel(page, period)),
  ]);
  const known = contentOf(head);
  return {
    title: say.titles.compliance,
    finding: known?.finding ?? say.titles.compliance,
    lede: known?.lede ?? '',
    span: {
      label: say.compliance.spanLabel,
      choices: spans.map((value) => ({
        label: say.compliance.span(Number(value)),
        href: hrefWith(page.params, 'span', value === spans[0] ? null : value),
        current: value === span,
      })),
    },
    byType,
    byDuty,
    overTime,
    matrix,
  };
}

async function headOf(page: PageContext, period: Period): Promise<{ finding: string; lede: string }> {
  const { say, lang } = page;
  const one = async (metric: 'unknown_share' | 'duties_overdue') => (await ask(page, metric, [], period))[0];
  const [{ all, rates, before }, unknown, overdue] = await Promise.all([
    ratesBy(page, 'organization_type', period),
    one('unknown_share'),
    one('duties_overdue'),
  ]);
  const [earlier] = await ask(page, 'compliance_rate', [], before);
  const words = periodInWords(page, period);
  if (!all || all.value === null) return { finding: say.compliance.none(words), lede: '' };
  const below = rates.find((rate) => rate.tone === 'late');
  const was = earlier?.value ?? null;
  return {
    finding: say.compliance.headline(
      formatRatio(all.value, lang),
      was === null ? '' : changeOf(page, all.value - was),
      below && rates.length > 1
        ? say.compliance.lowest(lowerFirst(below.name, lang), formatRatio(below.rate, lang))
        : '',
    ),
    lede: [
      say.compliance.counts(countsOf(all, page), words),
      was === null ? '' : say.compliance.before(formatRatio(was, lang)),
      say.compliance.overdue(counted(overdue?.value ?? 0, lang)),
      say.compliance.unknown(
        formatRatio(unknown?.value ?? null, lang),
        counted(unknown?.numerator ?? 0, lang),
      ),
      page.filters.case.length > 0 ? say.compliance.caseFilter : '',
    ]
      .filter((part) => part !== '')
      .join(' '),
  };
}

function changeOf({ say, lang }: PageContext, change: number): string {
  const points = formatDecimal(Math.abs(change) * 100, lang);
  if (!/[1-9]/.test(points)) return say.compliance.change(points, 'level');
  return say.compliance.change(points, change > 0 ? 'up' : 'down');
}

async function intervalsPanel(
  page: PageContext,
  by: 'organization_type' | 'duty_type',
  period: Period,
): Promise<IntervalsPanel> {
  const { say, lang } = page;
  const found = await ratesBy(page, by, period);
  const [now, before] = [periodInWords(page, period), periodInWords(page, found.before)];
  const isDuty = by === 'duty_type';
  const links = isDuty ? {} : { links: typeLinks(page, found.rates) };
  const title = isDuty ? findingByDuty(page, found) : findingByType(page, found);
  return {
    frame: {
      page: 'compliance',
      id: isDuty ? 'duty' : 'type',
      title,
      description: isDuty ? say.compliance.dutyDescription(now, before) : say.byType.description(now, before),
      source: sourceLine(page),
      note: say.byType.note,
      table: ratesTable(page, found.rates, {
        caption: isDuty ? say.compliance.dutyTable : say.byType.table,
        of: isDuty ? say.words.duty : say.words.type,
        ...links,
      }),
      drawn: true,
    },
    spec: {
      ...specOf(found, { lang, period, row: isDuty ? 37 : 50 }),
      ...links,
    },
    summary: say.flow.summary(title, formatMonth(period.from, lang), formatMonth(period.to, lang)),
  };
}

function specOf(
  { rates, before }: Rates,
  { lang, period, row }: { lang: PageContext['lang']; period: Period; row: number },
): IntervalsSpec {
  const name = ({ from, to }: Period) =>
    from === to ? formatMonth(to, lang) : `${formatMonth(from, lang)} – ${formatMonth(to, lang)}`;
  return {
    kind: 'intervals',
    lang,
    height: Math.max(140, rates.length * row + 40),
    rows: rates,
    target: null,
    beforeName: name(before),
    nowName: name(period),
  };
}

function findingByDuty(page: PageContext, { rates }: Rates): string {
  const lowest = rates.find((rate) => !isFew(rate));
  if (!lowest || lowest.rate === null) return page.say.byType.none;
  if (lowest.rate === 1) return page.say.compliance.dutyAll;
  return page.say.compliance.dutyFinding(
    lowest.name,
    formatRatio(lowest.rate, page.lang),
    countsOf(lowest, page),
  );
}
