import { metricOf } from '#warehouse/metrics.ts';
import { formatDate, formatMonth, monthInWords, monthRange } from '$lib/format/dates';
import { formatCount, formatRatio } from '$lib/format/numbers';
import type { MetricId } from '../../metrics.ts';
import { dateOf } from '../day';
import { hrefWith } from '../choice';
import { windowOf, type PageContext } from '../context';
import { organizationHref } from '../organizations/links';
import {
  isListed,
  type CodeDimension,
  type HeatChoice,
  type HeatDimension,
  type HeatMeasure,
} from './choice';
import { keyOf, metricOfMeasure } from './figures';
import { linksOf } from './links';
import { noKey } from './list';
import { monthOfPicks, pickedRows, type Pick } from './picks';
import { nameOf } from './sides';
import { successionsOf } from './successions';

/** What is chosen, or everything: its figures, its course, and what it is made of. */
export interface HeatDetail {
  title: string;
  /** The way from everything to what is chosen; each step but the last leads back to it. */
  path: { label: string; href: string | null }[];
  pathLabel: string;
  clear: { label: string; href: string } | null;
  when: string;
  help: string;
  figures: { label: string; value: string; late: boolean }[];
  trend: {
    title: string;
    words: string;
    values: (number | null)[];
    late: boolean;
    ends: [string, string];
  } | null;
  parts: DetailPart[];
  successions: { title: string; items: string[] } | null;
  ways: { label: string; href: string }[];
}

/** What is chosen split by one more dimension. */
export interface DetailPart {
  title: string;
  items: { label: string; value: string; share: number }[];
}

const trendMonths = 24;
const itemsTold = 6;

/** The detail of what is picked; of nothing picked, of everything that the page shows. */
export async function detailOf(
  page: PageContext,
  choice: HeatChoice,
  picks: readonly Pick[] | null,
): Promise<HeatDetail> {
  const { heat } = page.say;
  const held = picks ?? [];
  const measure = choice.measure === 'pending' ? 'pending' : 'overdue';
  const month = monthOfPicks(page, held);
  const isNothing = held.length === 0;
  const [figures, trend, parts, successions] = await Promise.all([
    figuresOf(page, held, month),
    trendOf(page, held, measure),
    Promise.all(
      partsAsked(held).map((dimension) => partOf(page, { dimension, measure, month, picks: held })),
    ),
    successionsOf(page, held),
  ]);
  const when =
    month === page.filters.month
      ? heat.detail.newest(formatDate(dateOf(page), page.lang))
      : heat.detail.stock(monthInWords(month, page.lang));
  return {
    title: held.map(({ label }) => label).join(', ') || heat.detail.all,
    path: isNothing ? [] : pathOf(page, held, choice),
    pathLabel: heat.detail.path,
    clear:
      choice.row === null && choice.column === null
        ? null
        : { label: heat.detail.clear, href: clearOf(page) },
    when: held.some(({ dimension }) => dimension === 'organization')
      ? `${when}. ${heat.detail.ownOnly}`
      : when,
    help: picks === null ? heat.detail.outside : isNothing ? heat.detail.help : '',
    figures,
    trend,
    parts: parts.filter(({ items }) => items.length > 1),
    successions,
    ways: held.flatMap((pick) => waysOf(page, pick)),
  };
}

async function figuresOf(
  page: PageContext,
  picks: readonly Pick[],
  month: string,
): Promise<HeatDetail['figures']> {
  const isFine = picks.some(({ dimension }) => dimension === 'stage' || dimension === 'age_band');
  const stocks: MetricId[] = ['cases_pending', 'cases_overdue'];
  const asked = isFine
    ? stocks
    : [...stocks, 'overdue_share' as const, 'cases_opened' as const, 'cases_closed' as const];
  const period = { from: month, to: month };
  return Promise.all(
    asked.map(async (metric) => {
      const [row] = await pickedRows(page, metric, { by: [], period, picks });
      const { label, denominator } = metricOf(metric);
      const value = row?.value ?? null;
      return {
        label: label[page.lang],
        value: denominator === null ? formatCount(value ?? 0, page.lang) : formatRatio(value, page.lang),
        late: metric === 'cases_overdue' && (value ?? 0) > 0,
      };
    }),
  );
}

async function trendOf(
  page: PageContext,
  picks: readonly Pick[],
  measure: Exclude<HeatMeasure, 'share'>,
): Promise<HeatDetail['trend']> {
  const { heat } = page.say;
  const period = windowOf(page, trendMonths);
  const months = monthRange(period.from, period.to);
  if (months.length < 2) return null;
  const rows = await pickedRows(page, metricOfMeasure[measure], { by: ['month'], period, picks });
  const found = new Map(rows.map((row) => [keyOf(row, 'month'), row.value]));
  const values = months.map((month) => found.get(month) ?? 0);
  const end = (month: string, value: number) =>
    `${formatMonth(month, page.lang)}: ${formatCount(value, page.lang)}`;
  const ends: [string, string] = [end(period.from, values[0] ?? 0), end(period.to, values.at(-1) ?? 0)];
  return {
    title: heat.detail.trend(months.length),
    words: heat.detail.trendWords(heat.what[measure], ...ends),
    values,
    late: measure === 'overdue',
    ends,
  };
}

/** By what else a reader wants to see the chosen: not by what it has only one of. */
function partsAsked(picks: readonly Pick[]): CodeDimension[] {
  if (picks.length === 0) return ['age_band', 'stage'];
  const all: CodeDimension[] = ['age_band', 'stage', 'case_type', 'organization_type'];
  const fixed = picks.some(({ dimension }) => dimension === 'organization') ? ['organization_type'] : [];
  return all.filter((name) => !fixed.includes(name) && !picks.some(({ dimension }) => dimension === name));
}

async function partOf(
  page: PageContext,
  {
    dimension,
    measure,
    month,
    picks,
  }: {
    dimension: CodeDimension;
    measure: Exclude<HeatMeasure, 'share'>;
    month: string;
    picks: readonly Pick[];
  },
): Promise<DetailPart> {
  const { heat } = page.say;
  const period = { from: month, to: month };
  const rows = await pickedRows(page, metricOfMeasure[measure], { by: [dimension], period, picks });
  const order = page.codes.list(dimension).map(({ code }) => code);
  const placeOf = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
  const isOrdered = dimension === 'age_band' || dimension === 'stage';
  const items = rows
    .map((row) => ({ key: keyOf(row, dimension), value: row.value ?? 0 }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => (isOrdered ? 0 : b.value - a.value) || placeOf(a.key) - placeOf(b.key));
  const most = Math.max(1, ...items.map(({ value }) => value));
  const told = items.length > itemsTold + 1 && !isOrdered ? items.slice(0, itemsTold) : items;
  const rest = items.slice(told.length);
  const shown = told.map(({ key, value }) => ({ label: nameOf(page, dimension, key), value }));
  const sum = rest.reduce((total, { value }) => total + value, 0);
  if (rest.length > 0) shown.push({ label: heat.detail.others(rest.length), value: sum });
  return {
    title: heat.detail.by(heat.what[measure], heat.dimensions[dimension]),
    items: shown.map(({ label, value }) => ({
      label,
      value: formatCount(value, page.lang),
      share: Math.min(1, value / most),
    })),
  };
}

function pathOf(page: PageContext, picks: readonly Pick[], choice: HeatChoice): HeatDetail['path'] {
  const all = { label: page.say.heat.detail.all, href: clearOf(page) };
  const [first, second] = picks;
  if (!first || !second) return [all, ...picks.map(({ label }) => ({ label, href: null }))];
  const row = hrefWith(page.params, 'column', null);
  return [
    all,
    { label: first.label, href: choice.row === null ? null : row },
    { label: second.label, href: null },
  ];
}

function clearOf(page: PageContext): string {
  return linksOf(page, { row: null, column: null }).clear;
}

const sharedFilters = {
  organization: 'org',
  parent: 'org',
  organization_type: 'type',
  case_type: 'case',
  month: 'month',
} as const;

/** Where a pick can be followed: as one of the filters that all pages share, and to an organisation's own page. */
function waysOf(page: PageContext, { dimension, key, label }: Pick): HeatDetail['ways'] {
  const { filter, month, open } = page.say.heat.detail;
  if (key === noKey || !isShared(dimension)) return [];
  const name = sharedFilters[dimension];
  const holds = name === 'month' ? page.filters.month === key : page.params.get(name) === key;
  const way = {
    label: name === 'month' ? month(label) : filter(label),
    href: filterHref(page, name, key),
  };
  const own = { label: open(label), href: organizationHref(page, key) };
  return [...(holds ? [] : [way]), ...(isListed(dimension) ? [own] : [])];
}

function isShared(dimension: HeatDimension): dimension is keyof typeof sharedFilters {
  return dimension in sharedFilters;
}

function filterHref({ params }: PageContext, name: string, value: string): string {
  const next = new URLSearchParams(params);
  for (const place of ['row', 'column', 'page', 'find']) next.delete(place);
  return hrefWith(next, name, value);
}
