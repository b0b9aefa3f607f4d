import type { ChangeMark } from '$lib/charts/spec';
import type { Tone } from '$lib/charts/theme';
import { formatMonth, monthInWords, monthRange } from '$lib/format/dates';
import { upperFirst } from '$lib/format/names';
import { formatChange, formatCount } from '$lib/format/numbers';
import { seriesByKey } from '$lib/shape/series';
import type { TableData } from '$lib/shape/table';
import { signalPlaces, type Band, type Variation } from '$lib/shape/variation';
import type { Interval } from '$lib/shape/wilson';
import type { MetricId } from '../metrics.ts';
import { choiceOf, hrefWith } from './choice';
import { ask, windowOf, type PageContext } from './context';
import { existing } from './existence';
import { judge, type Verdict } from './judged';
import { rulesAt } from './judged-parts';
import { limitMarks, limitsNote } from './marks';
import { metricsShown, sourceLine, type PanelFrame } from './panel';

/** One small chart of many: its name, its series, its last value and change, where its name leads. */
export interface Multiple {
  key: string;
  name: string;
  href: string | null;
  /** Whether the page is filtered by it. */
  chosen?: boolean;
  value: string;
  change: string;
  values: (number | null)[];
  /** Each value as its reader sees it. */
  texts: string[];
  band: Band | null;
  /** Places of the values that are signals, and the last one's rule in words. */
  signals?: number[];
  signalText?: string;
  /** An interval around each value, for rates. */
  intervals: (Interval | null)[] | null;
  tone: Tone;
  /** Where a rule changed: dashed lines, and below the chart what they are (not where the panel's note says it). */
  marks?: ChangeMark[];
  marksText?: string;
}

export interface Choice {
  label: string;
  href: string;
  current: boolean;
}

/** Small charts on shared axes, with the switches that choose them. */
export interface MultiplesPanel {
  frame: PanelFrame;
  months: string[];
  /** The ends of the shared axis, and as text. */
  top: number;
  topText: string;
  bottom: number;
  bottomText: string;
  items: Multiple[];
  switches: { label: string; choices: Choice[] }[];
}

const measures = ['pending', 'overdue', 'opened', 'closed'] as const;
const dimensions = ['case_type', 'organization_type'] as const;
const fewestShown = 36;
const metricOfMeasure: Record<(typeof measures)[number], MetricId> = {
  pending: 'cases_pending',
  overdue: 'cases_overdue',
  opened: 'cases_opened',
  closed: 'cases_closed',
};

/** What the address chooses of the small charts. Throws BadParameter. */
export function multiplesChoice(page: PageContext) {
  const by = choiceOf(page.params, 'by', dimensions);
  const measure = choiceOf(page.params, 'measure', measures);
  return { by, measure, metric: metricOfMeasure[measure] };
}

/** How many months small charts show: three years at least. */
export function multiplesMonths(page: PageContext): number {
  return Math.max(fewestShown, page.filters.months);
}

/** One count of cases by month, split by case type or organisation type, each judged by itself; the largest first. */
export async function multiplesPanel(page: PageContext): Promise<MultiplesPanel> {
  const { say, lang } = page;
  const { by, measure, metric } = multiplesChoice(page);
  const window = windowOf(page, multiplesMonths(page));
  const months = monthRange(window.from, window.to);
  const rows = await ask(page, metric, ['month', by], window);
  const made = seriesByKey(rows, { months, key: by, empty: 0 }).map(async ({ key, values }) => {
    const marks = by === 'case_type' ? await limitMarks(page, months, key) : [];
    const item = multipleOf(page, { key, values: existing(page, months, values), by, measure });
    return { ...item, marks, marksText: marks.map(({ label }) => label).join('; ') };
  });
  const items = (await Promise.all(made)).sort(
    (a, b) => (b.values.at(-1) ?? 0) - (a.values.at(-1) ?? 0) || a.name.localeCompare(b.name, lang),
  );
  const top = Math.max(1, ...items.flatMap((item) => item.values.map((value) => value ?? 0)));
  const name = say.words[measure];
  return {
    frame: {
      page: 'trends',
      id: 'multiples',
      title: findingOf(page, items),
      description: say.trends.multiples.description(name, say.trends.multiples.by[by], months.length),
      ...(items.length > 0 && { help: say.trends.multiples.help }),
      source: sourceLine(page, measure === 'overdue' ? await limitsNote(page, months) : ''),
      metrics: metricsShown(page, metric),
      table: tableOf(page, items, {
        months,
        caption: say.trends.multiples.table(name, say.trends.multiples.by[by]),
      }),
      drawn: false,
    },
    months: months.map((month) => formatMonth(month, lang)),
    top,
    topText: formatCount(top, lang),
    bottom: 0,
    bottomText: formatCount(0, lang),
    items,
    switches: switchesOf(page, { by, measure }),
  };
}

type JudgedMultiple = Multiple & { verdict: Verdict; variation: Variation };

interface Making {
  key: string;
  values: (number | null)[];
  by: (typeof dimensions)[number];
  measure: (typeof measures)[number];
}

function multipleOf(page: PageContext, { key, values, by, measure }: Making): JudgedMultiple {
  const { lang, params, say } = page;
  const now = values.at(-1) ?? 0;
  const before = values.at(-13) ?? null;
  const { variation, verdict } = judge(page, metricOfMeasure[measure], values);
  return {
    key,
    name: key === 'null' ? say.words.upper : page.codes.label(by, key),
    href: key === 'null' ? null : `${hrefWith(params, 'item', key)}#large`,
    chosen: params.get('item') === key,
    value: formatCount(now, lang),
    change: before === null ? '' : formatChange(now - before, lang),
    values,
    texts: values.map((value) => formatCount(value, lang)),
    band: variation.band,
    signals: signalPlaces(variation),
    signalText: verdict.kind === 'signal' ? upperFirst(say.variation.rule(verdict.signal), lang) : '',
    intervals: null,
    tone: measure === 'overdue' ? 'late' : 'volume',
    verdict,
    variation,
  };
}

function tableOf(
  page: PageContext,
  items: readonly JudgedMultiple[],
  { months, caption }: { months: readonly string[]; caption: string },
): TableData {
  const named = items.map((item) => ({ name: item.name, judged: item }));
  return {
    caption,
    columns: [
      { label: page.say.words.month, kind: 'month' },
      ...items.map((item) => ({ label: item.name, kind: 'count' as const })),
      { label: page.say.variation.column, kind: 'text' },
    ],
    rows: months
      .map((month, i) => [month, ...items.map((item) => item.values[i] ?? null), rulesAt(page, named, i)])
      .reverse(),
  };
}

/** Which of them are signals this month: the farthest from its mean first; the others are not worth a heading. */
function findingOf(page: PageContext, items: readonly JudgedMultiple[]): string {
  const { multiples } = page.say.trends;
  const [largest] = items;
  if (!largest) return multiples.none;
  const distance = ({ values, band }: JudgedMultiple) => Math.abs((values.at(-1) ?? 0) - (band?.mean ?? 0));
  const signals = items
    .flatMap((item) => (item.verdict.kind === 'signal' ? [{ item, signal: item.verdict.signal }] : []))
    .sort((a, b) => distance(b.item) - distance(a.item))
    .map(({ item, signal }) => multiples.signal(item.name, item.value, page.say.variation.rule(signal)));
  if (signals.length > 0) return multiples.signals(signals, signals.length);
  const kinds = items.map(({ verdict }) => verdict.kind);
  if (kinds.every((kind) => kind === 'short')) return multiples.largest(largest.name, largest.value);
  if (kinds.every((kind) => kind === 'short' || kind === 'small'))
    return multiples.small(largest.name, largest.value);
  return multiples.ordinary(monthInWords(page.filters.month, page.lang));
}

function switchesOf(
  page: PageContext,
  chosen: { by: (typeof dimensions)[number]; measure: (typeof measures)[number] },
): MultiplesPanel['switches'] {
  const { say, params } = page;
  const link = (name: string, value: string, first: string) =>
    hrefWith(params, name, value === first ? null : value);
  return [
    {
      label: say.trends.multiples.byLabel,
      choices: dimensions.map((by) => ({
        label: say.words[by === 'case_type' ? 'case' : 'type'],
        href: link('by', by, dimensions[0]),
        current: by === chosen.by,
      })),
    },
    {
      label: say.trends.multiples.measureLabel,
      choices: measures.map((measure) => ({
        label: say.words[measure],
        href: link('measure', measure, measures[0]),
        current: measure === chosen.measure,
      })),
    },
  ];
}
