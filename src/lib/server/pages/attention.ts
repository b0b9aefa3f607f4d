import { addMonths, monthInWords, monthWithoutYear } from '$lib/format/dates';
import { lowerFirst, upperFirst } from '$lib/format/names';
import { formatChange, formatCount, formatDecimal, formatRatio } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import { metricOf } from '#warehouse/metrics.ts';
import type { Row } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import type { TableData } from '$lib/shape/table';
import { effectsOf, figureEffects, type Effect, type FigureEffect } from './attention-effects';
import { askedMonths, rowsOfMonth } from '../asked-months.ts';
import { isComparable } from '../coverage.ts';
import { isNewest } from './compliance-open-parts';
import { ask, subtreeOf, type PageContext } from './context';
import { existing } from './existence';
import { nameOf } from './findings';
import type { Figure } from './overview-figures';
import { metricsShown, sourceLine, type PanelFrame } from './panel';

/** One thing that needs attention: its finding, the reason, the figure of its effect, and where to look further. */
export interface AttentionItem {
  title: string;
  detail: string;
  figure: string;
  href: string;
}

export interface AttentionPanel {
  frame: PanelFrame;
  items: AttentionItem[];
  /** What falls due next, and who has not reported: nothing late yet. */
  coming: AttentionItem[];
  /** What eased most, or that nothing rose. */
  closing: string;
}

/** A candidate with the work that it is about, by which all are ordered. */
interface Candidate extends AttentionItem {
  label: string;
  effect: number;
}

const missingSql = sqlFile('queries/page-missing.sql');
const most = 5;

/** Five things: what added to overdue work, misses a target or is a signal for the worse, by effect; then what comes. */
export async function attentionPanel(page: PageContext, figures: readonly Figure[]): Promise<AttentionPanel> {
  const { say, lang, filters } = page;
  const [cases, duties, coming] = await Promise.all([
    effectsOf(page, 'case'),
    effectsOf(page, 'duty'),
    comingOf(page),
  ]);
  const effects = [...cases, ...duties].sort((a, b) => (b.change ?? 0) - (a.change ?? 0) || b.now - a.now);
  const rise = effects.reduce((sum, effect) => sum + Math.max(0, effect.change ?? 0), 0);
  const month = monthWithoutYear(addMonths(filters.month, -1), lang);
  const risen = effects.filter(({ change }) => (change ?? 0) > 0);
  const isWhole = isComparable(page.coverage);
  const isUnknown = !isWhole || hasNoMonthBefore(page);
  const candidates = [
    ...risen.map((effect) => workItem(page, effect, month)),
    ...figureEffects(figures).map((effect) => figureItem(page, effect, month)),
  ].sort((a, b) => b.effect - a.effect);
  return {
    frame: {
      page: 'overview',
      id: 'attention',
      title:
        candidates.length === 0 && isUnknown
          ? isWhole
            ? say.attention.unknown(month)
            : say.coverage.attention
          : say.attention.title(candidates.length, lowerFirst(candidates[0]?.label ?? '', lang)),
      description: say.attention.description,
      source: sourceLine(page),
      metrics: metricsShown(page, 'cases_overdue', 'duties_overdue', 'duties_due'),
      table: tableOf(page, effects, rise),
      drawn: false,
    },
    items: candidates.slice(0, most - coming.length),
    coming,
    closing: isUnknown ? '' : closingOf(page, effects, month),
  };
}

/** Whether the month has nothing before it to compare with: no data yet, or the organisation did not exist. */
function hasNoMonthBefore(page: PageContext): boolean {
  const before = addMonths(page.filters.month, -1);
  return before < page.version.firstMonth || existing(page, [before], [0])[0] === null;
}

function closingOf({ say, lang }: PageContext, effects: readonly Effect[], month: string): string {
  const eased = effects.filter(({ change }) => (change ?? 0) < 0).at(-1);
  if (eased) return say.attention.eased(eased.label, formatChange(eased.change, lang));
  return effects.some(({ change }) => (change ?? 0) > 0) ? '' : say.attention.none(month);
}

function workItem(page: PageContext, effect: Effect, month: string): Candidate {
  const { attention, variation } = page.say;
  const write = effect.kind === 'case' ? attention.cases : attention.duties;
  const details = [attention.before(upperFirst(month, page.lang), formatCount(effect.before, page.lang))];
  if (effect.mostly && page.filters.type.length !== 1) {
    details.push(attention.mostly(effect.mostly.labels, formatCount(effect.mostly.count, page.lang)));
  }
  if (effect.verdict?.kind === 'signal' || effect.verdict?.kind === 'ordinary') {
    details.push(variation.note(effect.verdict));
  }
  return {
    label: effect.label,
    effect: effect.change ?? 0,
    title: write(effect.label, counted(effect.now, page.lang)),
    detail: details.join(' · '),
    figure: formatChange(effect.change, page.lang),
    href:
      effect.kind === 'case' ? `/backlog?case=${effect.code}` : `/compliance?overdue=${effect.code}#overdue`,
  };
}

function figureItem(page: PageContext, { series, target, effect }: FigureEffect, month: string): Candidate {
  const { lang, say } = page;
  const isRatio = metricOf(series.metric).unit === 'ratio';
  const [now, before] = [series.all.at(-1) ?? 0, series.all.at(-2) ?? null];
  const written = (value: number | null) => (isRatio ? formatRatio(value, lang) : formatCount(value, lang));
  const change = (value: number) =>
    isRatio ? say.changed.points(formatChange(value * 100, lang, 1)) : formatChange(value, lang);
  const label = nameOf(page, series);
  const isDuty = metricOf(series.metric).disclosure === 'duties';
  const details = [
    target ? say.attention.needed(counted(effect, lang), isRatio ? (isDuty ? 'duty' : 'case') : 'less') : '',
    before === null ? '' : say.attention.before(upperFirst(month, lang), written(before)),
    target ? '' : say.attention.mean(meanOf(page, series)),
  ];
  return {
    label,
    effect,
    title: say.attention.figure(
      label,
      written(now),
      target ? say.targets.missed(target.label) : say.variation.note(series.verdict),
    ),
    detail: details.filter((part) => part !== '').join(' · '),
    figure: target ? change(now - target.value) : before === null ? '' : change(now - before),
    href: isDuty ? '/compliance' : '/trends',
  };
}

/** The average as its reader sees it: small counts with a decimal. */
function meanOf({ lang }: PageContext, { metric, variation }: FigureEffect['series']): string {
  const mean = variation.band?.mean ?? null;
  if (metricOf(metric).unit === 'ratio') return formatRatio(mean, lang);
  return formatDecimal(mean, lang, mean !== null && mean < 10 && !Number.isInteger(mean) ? 1 : 0);
}

function tableOf(page: PageContext, effects: readonly Effect[], rise: number): TableData {
  const { attention, variation } = page.say;
  const month = page.filters.month;
  const name = (back: number) => monthWithoutYear(addMonths(month, back), page.lang);
  return {
    caption: attention.table,
    columns: [
      { label: attention.item, kind: 'text' },
      { label: attention.kind, kind: 'text' },
      { label: upperFirst(name(-1), page.lang), kind: 'count' },
      { label: upperFirst(name(0), page.lang), kind: 'count' },
      { label: attention.change, kind: 'count' },
      { label: attention.shareColumn, kind: 'ratio' },
      { label: variation.column, kind: 'text' },
    ],
    rows: effects.map((effect) => [
      effect.label,
      attention.kinds[effect.kind],
      effect.before,
      effect.now,
      effect.change,
      effect.change !== null && effect.change > 0 ? effect.change / rise : null,
      effect.verdict ? upperFirst(variation.note(effect.verdict), page.lang) : null,
    ]),
  };
}

/** Who sent nothing for the month's last snapshot. */
async function missingIn(page: PageContext): Promise<Row[]> {
  const { basis, month } = page.filters;
  const asked = askedMonths(page.version, 'meta.not_delivered', { from: month, to: month });
  const rows = await page.version.all(missingSql, { ...asked, basis, organization: subtreeOf(page) });
  return rowsOfMonth(rows, month);
}

async function comingOf(page: PageContext): Promise<AttentionItem[]> {
  const { attention } = page.say;
  const next = addMonths(page.filters.month, 1);
  const [due, missing] = await Promise.all([
    ask(page, 'duties_due', ['duty_type'], { from: next, to: next }),
    missingIn(page),
  ]);
  const items: AttentionItem[] = [];
  const [first] = due.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
  if (first) {
    const all = due.reduce((total, row) => total + (row.value ?? 0), 0);
    items.push({
      title: attention.due(counted(all, page.lang), monthInWords(next, page.lang)),
      detail: attention.mostlyDue(
        page.codes.label('duty_type', first.duty_type ?? ''),
        formatCount(first.value, page.lang),
      ),
      figure: formatCount(all, page.lang),
      href: isNewest(page) ? '/compliance#due' : '/compliance',
    });
  }
  if (missing.length > 0) {
    items.push({
      title: attention.notDelivered(counted(missing.length, page.lang)),
      detail: missing.map((row) => String(row.organization_name)).join(', '),
      figure: formatCount(missing.length, page.lang),
      href: '/data#not-delivered',
    });
  }
  return items;
}
