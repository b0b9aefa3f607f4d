import { addMonths, formatMonth, monthRange } from '$lib/format/dates';
import { formatChange, formatDecimal, formatRatio } from '$lib/format/numbers';
import { drawnShare } from '$lib/shape/drawn';
import { rollingRatio, rollingSum, seriesByKey } from '$lib/shape/series';
import { rateChange, z998, type RateChange } from '$lib/shape/newcombe';
import type { TableData } from '$lib/shape/table';
import { wilsonInterval } from '$lib/shape/wilson';
import { hrefOfCode } from './choice';
import { ask, windowOf, type PageContext } from './context';
import { documentMarks, marksNote } from './marks';
import type { RatesBy } from './compliance-rates';
import type { Multiple, MultiplesPanel } from './multiples';
import { dutySource, metricsShown } from './panel';

const pooled = 3;

/** Months read before those that are drawn, for the change over a year. */
const compared = 12;

/** The compliance rate of each organisation type or duty over the window, pooled over three months, with its intervals. */
export async function rateTimePanel(page: PageContext, by: RatesBy): Promise<MultiplesPanel> {
  const { say, lang } = page;
  const window = windowOf(page, page.filters.months);
  const months = monthRange(window.from, window.to);
  const drawnFrom = addMonths(window.from, 1 - pooled);
  const first = addMonths(drawnFrom, -compared);
  const asked = { from: first, to: window.to };
  const rows = await ask(page, 'compliance_rate', ['month', by], asked);
  const plan = { months: monthRange(first, window.to), key: by, empty: 0 } as const;
  const parts = seriesByKey(rows, { ...plan, measure: 'numerator' });
  const wholes = seriesByKey(rows, { ...plan, measure: 'denominator' });
  const order = page.codes.list(by).map((item) => item.code);
  const marks = await documentMarks(page, months);
  const inWindow = new Set(
    rows.filter(({ month }) => (month ?? '') >= drawnFrom).map((row) => String(row[by])),
  );
  const items = parts
    .filter(({ key }) => inWindow.has(key))
    .map(({ key, values }) => ({
      ...multipleOf(
        page,
        { by, key },
        {
          part: values,
          whole: wholes.find((item) => item.key === key)?.values ?? [],
        },
      ),
      marks,
    }))
    .sort((a, b) => placeIn(order, a.key) - placeIn(order, b.key));
  const bottom = lowestShown(items);
  return {
    frame: {
      page: 'compliance',
      id: 'over-time',
      title: findingOf(page, by, items),
      description: say.duties.time.description[by](months.length),
      source: dutySource(page),
      note: items.length > 0 ? marksNote(page, marks) : '',
      table: tableOf(page, { by, months, items }),
      drawn: false,
      metrics: metricsShown(page, 'compliance_rate'),
    },
    months: months.map((month) => formatMonth(month, lang)),
    top: 1,
    topText: formatRatio(1, lang, 0),
    bottom,
    bottomText: formatRatio(bottom, lang, 0),
    items: items.map(asDrawn),
    switches: [],
  };
}

function tableOf(
  { say, lang }: PageContext,
  { by, months, items }: { by: RatesBy; months: readonly string[]; items: readonly RateMultiple[] },
): TableData {
  return {
    caption: say.duties.time.table[by],
    columns: [
      { label: say.words.month, kind: 'month' },
      ...items.flatMap((item) => [
        { label: item.name, kind: 'ratio' as const },
        { label: `${item.name}: ${say.words.counted.toLocaleLowerCase(lang)}`, kind: 'count' as const },
      ]),
    ],
    rows: months
      .map((month, i) => [
        month,
        ...items.flatMap((item) => [item.values[i] ?? null, item.wholes[i] ?? null]),
      ])
      .reverse(),
  };
}

/** What the page needs of a part to draw it: its texts and table are made already. */
function asDrawn({ wholes: _, clearPoints: _points, ...item }: RateMultiple): Multiple {
  return {
    ...item,
    values: item.values.map((value) => value && drawnShare(value)),
    intervals:
      item.intervals?.map(
        (interval) => interval && { low: drawnShare(interval.low), high: drawnShare(interval.high) },
      ) ?? null,
  };
}

/** The bottom of the axis: the ten per cent below the lowest rate that is drawn, never above one half. */
function lowestShown(items: readonly RateMultiple[]): number {
  const values = items.flatMap((item) => item.values.map((value) => value ?? 1));
  return Math.min(0.5, Math.floor(Math.min(1, ...values) * 10) / 10);
}

/** `clearPoints`: the change over 12 months, null unless it is more than chance. */
type RateMultiple = Multiple & { wholes: (number | null)[]; clearPoints: number | null };

function multipleOf(
  page: PageContext,
  { by, key }: { by: RatesBy; key: string },
  { part, whole }: { part: (number | null)[]; whole: (number | null)[] },
): RateMultiple {
  const { lang, say } = page;
  const skip = pooled - 1 + compared;
  const rolled = rollingRatio(part, whole, pooled);
  const values = rolled.slice(skip);
  const [allParts, allWholes] = [rollingSum(part, pooled), rollingSum(whole, pooled)];
  const [parts, wholes] = [allParts.slice(skip), allWholes.slice(skip)];
  const [now, before] = [rolled.at(-1) ?? null, rolled.at(-1 - compared) ?? null];
  const at = (place: number) => ({
    numerator: allParts.at(place) ?? 0,
    denominator: allWholes.at(place) ?? 0,
  });
  const change = before === null ? null : rateChange(at(-1), at(-1 - compared), z998);
  return {
    key,
    name: key === 'null' ? say.words.upper : page.codes.label(by, key),
    href: key === 'null' || by === 'duty_type' ? null : hrefOfCode(page, 'organization_type', key),
    chosen: by === 'organization_type' && page.filters.type.includes(key),
    value: formatRatio(now, lang),
    change:
      now === null || before === null ? '' : markOf(change) + formatChange((now - before) * 100, lang, 1),
    values,
    texts: values.map((value) => formatRatio(value, lang)),
    band: null,
    intervals: parts.map((sum, i) => wilsonInterval(sum ?? 0, wholes[i] ?? 0)),
    tone: 'good',
    wholes,
    clearPoints: change?.isClear ? change.change * 100 : null,
  };
}

function placeIn(order: readonly string[], key: string): number {
  const place = order.indexOf(key);
  return place < 0 ? order.length : place;
}

function markOf(change: RateChange | null): string {
  if (!change?.isClear) return '';
  return change.change > 0 ? '▲ ' : '▼ ';
}

function findingOf(page: PageContext, by: RatesBy, items: readonly RateMultiple[]): string {
  const { compliance } = page.say;
  const isKnown = items.some(({ change }) => change !== '');
  if (!isKnown) return compliance.timeShort;
  const [most] = items
    .flatMap(({ name, clearPoints }) => (clearPoints === null ? [] : [{ name, points: clearPoints }]))
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
  if (!most) return page.say.duties.time.even[by];
  const points = formatDecimal(Math.abs(most.points), page.lang);
  return most.points > 0 ? compliance.timeUp(most.name, points) : compliance.timeDown(most.name, points);
}
