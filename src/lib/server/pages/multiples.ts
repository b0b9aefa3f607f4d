import type { ChangeMark } from '$lib/charts/spec';
import type { Tone } from '$lib/charts/theme';
import { addMonths, formatMonth, monthInWords, monthRange } from '$lib/format/dates';
import { formatChange, formatCount } from '$lib/format/numbers';
import { seriesByKey } from '$lib/shape/series';
import { ordinaryBand, type Band } from '$lib/shape/variation';
import type { Interval } from '$lib/shape/wilson';
import type { MetricId } from '../metrics.ts';
import { choiceOf, hrefOfCode, hrefWith } from './choice';
import { ask, windowOf, type PageContext } from './context';
import { limitMarks, limitsNote } from './marks';
import { sourceLine, type PanelFrame } from './panel';

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
const metricOfMeasure: Record<(typeof measures)[number], MetricId> = {
  pending: 'cases_pending',
  overdue: 'cases_overdue',
  opened: 'cases_opened',
  closed: 'cases_closed',
};

/** One count of cases over the window, split by case type or organisation type; the largest first. */
export async function multiplesPanel(page: PageContext): Promise<MultiplesPanel> {
  const { say, lang } = page;
  const by = choiceOf(page.params, 'by', dimensions);
  const measure = choiceOf(page.params, 'measure', measures);
  const window = windowOf(page, page.filters.months);
  const months = monthRange(window.from, window.to);
  const rows = await ask(page, metricOfMeasure[measure], ['month', by], window);
  const made = seriesByKey(rows, { months, key: by, empty: 0 }).map(async ({ key, values }) => {
    const marks = by === 'case_type' ? await limitMarks(page, months, key) : [];
    const item = multipleOf(page, { key, values, by, late: measure === 'overdue' });
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
      description: say.trends.multiples.description(name, say.trends.multiples.by[by]),
      source: sourceLine(page, measure === 'overdue' ? await limitsNote(page, months) : ''),
      table: {
        caption: say.trends.multiples.table(name, say.trends.multiples.by[by]),
        columns: [
          { label: say.words.month, kind: 'month' },
          ...items.map((item) => ({ label: item.name, kind: 'count' as const })),
        ],
        rows: months.map((month, i) => [month, ...items.map((item) => item.values[i] ?? null)]).reverse(),
      },
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

interface Making {
  key: string;
  values: (number | null)[];
  by: (typeof dimensions)[number];
  late: boolean;
}

function multipleOf(page: PageContext, { key, values, by, late }: Making): Multiple {
  const { lang } = page;
  const now = values.at(-1) ?? 0;
  const before = values.at(-13) ?? null;
  return {
    key,
    name: key === 'null' ? page.say.words.upper : page.codes.label(by, key),
    href: key === 'null' ? null : hrefOfCode(page, by, key),
    chosen: page.filters[by === 'case_type' ? 'case' : 'type'].includes(key),
    value: formatCount(now, lang),
    change: before === null ? '' : formatChange(now - before, lang),
    values,
    texts: values.map((value) => formatCount(value, lang)),
    band: ordinaryBand(values),
    intervals: null,
    tone: late ? 'late' : 'volume',
  };
}

function findingOf(page: PageContext, items: readonly Multiple[]): string {
  const { multiples } = page.say.trends;
  const month = monthInWords(addMonths(page.filters.month, -12), page.lang);
  const [largest] = items;
  if (!largest) return multiples.none;
  const changes = items
    .flatMap((item) => {
      const before = item.values.at(-13) ?? null;
      return before === null ? [] : [{ name: item.name, change: (item.values.at(-1) ?? 0) - before }];
    })
    .sort((a, b) => b.change - a.change);
  const [first] = changes;
  const last = changes.at(-1);
  if (!first || !last) return multiples.largest(largest.name, largest.value);
  if (first.change > 0) return multiples.up(first.name, formatChange(first.change, page.lang), month);
  if (last.change < 0) return multiples.down(last.name, formatChange(last.change, page.lang), month);
  return multiples.flat(month);
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
