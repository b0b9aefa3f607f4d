import type { IntervalChange, IntervalRow, IntervalsSpec } from '$lib/charts/spec';
import { addMonths, formatMonth, monthRange } from '$lib/format/dates';
import { formatChange, formatRatio } from '$lib/format/numbers';
import { rateChange, z998, type RateChange } from '$lib/shape/newcombe';
import type { TableData } from '$lib/shape/table';
import type { MetricRow } from '../metrics.ts';
import { basesDiffer } from './compliance-bases';
import { ask, type PageContext, type Period } from './context';
import type { IntervalsPanel } from './overview';
import { dutySource, metricsShown } from './panel';
import { targetsOf, type Target } from './targets';
import {
  beforeInWords,
  countsOf,
  findingByType,
  isCovered,
  isFew,
  periodInWords,
  ratesBy,
  ratesTable,
  typeLinks,
  type Rate,
  type Rates,
} from './rates';

export type RatesBy = 'organization_type' | 'duty_type';

/** A rate with what changed since the same period last year and since the period before; null under five duties. */
export interface ChangedRate extends Rate {
  yearly: RateChange | null;
  previous: RateChange | null;
}

/** The period of the same length that ends just before this one. */
export function periodBefore({ from, to }: Period): Period {
  const length = monthRange(from, to).length;
  return { from: addMonths(from, -length), to: addMonths(from, -1) };
}

/** The rates of types or duties with intervals, counts and changes. */
export async function intervalsPanel(
  page: PageContext,
  by: RatesBy,
  period: Period,
): Promise<IntervalsPanel> {
  const { say, lang } = page;
  const found = await ratesBy(page, by, period);
  const rates = await changed(page, { by, period, rates: found.rates });
  const [now, before] = [periodInWords(page, period), beforeInWords(page, found)];
  const isDuty = by === 'duty_type';
  const isRestricted = page.version.disclosure === 'restricted';
  const same = isDuty || isRestricted || (await basesDiffer(page, period)) ? '' : say.duties.bases.same;
  const links = isDuty ? {} : { links: typeLinks(page, found.rates) };
  const parts = found.rates.map(({ code }) => (code === '' ? {} : { [by]: code }));
  const targets = await targetsOf(page, 'compliance_rate', parts);
  const title = isDuty ? findingByDuty(page, found) : findingByType(page, found);
  return {
    frame: {
      page: 'compliance',
      id: 'rates',
      title,
      description: isDuty ? say.compliance.dutyDescription(now, before) : say.byType.description(now, before),
      source: dutySource(page, targetWords(page, found.rates, targets)),
      note:
        found.rates.length === 0 ? '' : [say.byType.note, say.duties.changes.note, same].join(' ').trimEnd(),
      metrics: metricsShown(page, 'compliance_rate'),
      narrower: { from: period.from },
      table: tableOf(page, rates, {
        caption: isDuty ? say.compliance.dutyTable : say.byType.table,
        of: isDuty ? say.words.duty : say.words.type,
        ...links,
      }),
      drawn: true,
    },
    spec: {
      ...specOf(page, { ...found, rates }, { period, row: isDuty ? 40 : 48, target: commonOf(targets) }),
      ...links,
    },
    summary: say.flow.summary(title, formatMonth(period.from, lang), formatMonth(period.to, lang)),
  };
}

/** The target that every row shares; null where some have another one: no line is right for all of them. */
function commonOf(targets: readonly (Target | null)[]): Target | null {
  const [first] = targets;
  return first && targets.every((target) => target?.text === first.text) ? first : null;
}

/** The target with its source, or each row's own where they differ. */
function targetWords(page: PageContext, rates: readonly Rate[], targets: readonly (Target | null)[]): string {
  const common = commonOf(targets);
  if (common) return page.say.targets.source(common.label, common.source);
  const labels = [...new Set(targets.flatMap((target) => target?.label ?? []))];
  const namesWith = (label: string) =>
    rates.flatMap(({ name }, i) => (targets[i]?.label === label ? [name] : []));
  return labels.map((label) => `${label}: ${namesWith(label).join(', ')}`).join('; ');
}

async function changed(
  page: PageContext,
  { by, period, rates }: { by: RatesBy; period: Period; rates: readonly Rate[] },
): Promise<(ChangedRate & { changes: IntervalChange[] })[]> {
  const year = { from: addMonths(period.from, -12), to: addMonths(period.to, -12) };
  const under = (asked: Period) => (isCovered(page, asked) ? ask(page, 'compliance_rate', [by], asked) : []);
  const [lastYear, previous] = await Promise.all([under(year), under(periodBefore(period))]);
  const isYear = monthRange(period.from, period.to).length === 12;
  return rates.map((rate) => {
    const since = (rows: readonly MetricRow[]) => {
      const before = rows.find((row) => (row[by] ?? '') === rate.code);
      return before && !isFew(before) && !isFew(rate) ? rateChange(rate, before, z998) : null;
    };
    const [yearly, earlier] = [since(lastYear), since(previous)];
    const { changes } = page.say.duties;
    const lines = [changeOf(page, yearly, changes.year)];
    if (!isYear) lines.push(changeOf(page, earlier, changes.before));
    return { ...rate, yearly, previous: earlier, changes: lines.flatMap((line) => line ?? []) };
  });
}

function changeOf(page: PageContext, change: RateChange | null, than: string): IntervalChange | null {
  if (change === null) return null;
  const points = formatChange(change.change * 100, page.lang, 1);
  const side = !change.isClear ? null : change.change > 0 ? 'up' : 'down';
  const mark = side === null ? '' : side === 'up' ? '▲ ' : '▼ ';
  return { text: `${mark}${points} ${than}`, side };
}

function tableOf(
  page: PageContext,
  rates: readonly ChangedRate[],
  names: { caption: string; of: string; links?: (string | null)[] },
): TableData {
  const { changes } = page.say.duties;
  const table = ratesTable(page, rates, names);
  const points = (label: string) => ({ label, kind: 'decimal' as const });
  return {
    ...table,
    columns: [
      ...table.columns,
      ...[changes.yearColumn, changes.beforeColumn].flatMap((of) => [
        points(of),
        points(`${of}: ${changes.low}`),
        points(`${of}: ${changes.high}`),
        { label: `${of}: ${changes.verdict}`, kind: 'text' as const },
      ]),
    ],
    rows: rates.map((rate, index) => [
      ...(table.rows[index] ?? []),
      ...[rate.yearly, rate.previous].flatMap((change) => [
        change && change.change * 100,
        change && change.low * 100,
        change && change.high * 100,
        change === null ? null : change.isClear ? changes.clear : changes.chance,
      ]),
    ]),
  };
}

function specOf(
  { lang }: PageContext,
  { rates, before }: Pick<Rates, 'before'> & { rates: readonly IntervalRow[] },
  { period, row, target }: { period: Period; row: number; target: Target | null },
): IntervalsSpec {
  const name = ({ from, to }: Period) =>
    from === to ? formatMonth(to, lang) : `${formatMonth(from, lang)} – ${formatMonth(to, lang)}`;
  return {
    kind: 'intervals',
    lang,
    height: Math.max(140, rates.length * row + 40),
    rows: rates.map(drawnRow),
    target: target && { ratio: target.value, label: target.label },
    beforeName: name(before),
    nowName: name(period),
  };
}

/** What is drawn of a rate, and no more: the rest is for the table. */
function drawnRow(row: IntervalRow): IntervalRow {
  const { name, rate, interval, before, numerator, denominator, tone, changes } = row;
  return { name, rate, interval, before, numerator, denominator, tone, ...(changes ? { changes } : {}) };
}

function findingByDuty(page: PageContext, { rates }: Rates): string {
  const lowest = rates.find((rate) => !isFew(rate));
  if (!lowest || lowest.rate === null) return page.say.byType.none;
  const isAll = rates.every(({ rate }) => rate === 1);
  if (lowest.rate === 1) return page.say.compliance[isAll ? 'dutyAll' : 'dutyMost'];
  return page.say.compliance.dutyFinding(
    lowest.name,
    formatRatio(lowest.rate, page.lang),
    countsOf(lowest, page),
  );
}
