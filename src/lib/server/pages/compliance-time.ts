import { addMonths, formatMonth, monthRange } from '$lib/format/dates';
import { formatChange, formatDecimal, formatRatio } from '$lib/format/numbers';
import { rollingRatio, rollingSum, seriesByKey } from '$lib/shape/series';
import { wilsonInterval } from '$lib/shape/wilson';
import { hrefOfCode } from './choice';
import { ask, windowOf, type PageContext } from './context';
import { documentMarks, marksNote } from './marks';
import type { Multiple, MultiplesPanel } from './multiples';
import { sourceLine } from './panel';

const pooled = 3;

/** The compliance rate of each organisation type over the window, pooled over three months, with its intervals. */
export async function rateTimePanel(page: PageContext): Promise<MultiplesPanel> {
  const { say, lang } = page;
  const window = windowOf(page, page.filters.months);
  const first = addMonths(window.from, 1 - pooled);
  const asked = { from: first, to: window.to };
  const rows = await ask(page, 'compliance_rate', ['month', 'organization_type'], asked);
  const plan = { months: monthRange(first, window.to), key: 'organization_type', empty: 0 } as const;
  const parts = seriesByKey(rows, { ...plan, measure: 'numerator' });
  const wholes = seriesByKey(rows, { ...plan, measure: 'denominator' });
  const order = page.codes.list('organization_type').map((item) => item.code);
  const months = monthRange(window.from, window.to);
  const marks = await documentMarks(page, months);
  const items = parts
    .map(({ key, values }) => ({
      ...multipleOf(page, key, {
        part: values,
        whole: wholes.find((item) => item.key === key)?.values ?? [],
      }),
      marks,
    }))
    .sort((a, b) => placeIn(order, a.key) - placeIn(order, b.key));
  const bottom = lowestShown(items);
  return {
    frame: {
      page: 'compliance',
      id: 'over-time',
      title: findingOf(page, items),
      description: say.compliance.timeDescription(months.length),
      source: sourceLine(page),
      note: marksNote(page, marks),
      table: {
        caption: say.compliance.timeTable,
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
      },
      drawn: false,
    },
    months: months.map((month) => formatMonth(month, lang)),
    top: 1,
    topText: formatRatio(1, lang, 0),
    bottom,
    bottomText: formatRatio(bottom, lang, 0),
    items,
    switches: [],
  };
}

/** The bottom of the axis: the ten per cent below the lowest rate, never above one half. */
function lowestShown(items: readonly Multiple[]): number {
  const values = items.flatMap((item) => item.values.filter((value) => value !== null));
  return Math.min(0.5, Math.floor(Math.min(1, ...values) * 10) / 10);
}

type RateMultiple = Multiple & { wholes: (number | null)[] };

function multipleOf(
  page: PageContext,
  key: string,
  { part, whole }: { part: (number | null)[]; whole: (number | null)[] },
): RateMultiple {
  const { lang, say } = page;
  const skip = pooled - 1;
  const values = rollingRatio(part, whole, pooled).slice(skip);
  const parts = rollingSum(part, pooled).slice(skip);
  const wholes = rollingSum(whole, pooled).slice(skip);
  const [now, before] = [values.at(-1) ?? null, values.at(-13) ?? null];
  return {
    key,
    name: key === 'null' ? say.words.upper : page.codes.label('organization_type', key),
    href: key === 'null' ? null : hrefOfCode(page, 'organization_type', key),
    chosen: page.filters.type.includes(key),
    value: formatRatio(now, lang),
    change: now === null || before === null ? '' : formatChange((now - before) * 100, lang, 1),
    values,
    texts: values.map((value) => formatRatio(value, lang)),
    band: null,
    intervals: parts.map((sum, i) => wilsonInterval(sum ?? 0, wholes[i] ?? 0)),
    tone: 'good',
    wholes,
  };
}

function placeIn(order: readonly string[], key: string): number {
  const place = order.indexOf(key);
  return place < 0 ? order.length : place;
}

function findingOf(page: PageContext, items: readonly Multiple[]): string {
  const { compliance } = page.say;
  const changes = items
    .flatMap((item) => {
      const [now, before] = [item.values.at(-1) ?? null, item.values.at(-13) ?? null];
      return now === null || before === null ? [] : [{ name: item.name, points: (now - before) * 100 }];
    })
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
  const [most] = changes;
  if (!most) return compliance.timeShort;
  if (Math.abs(most.points) < 0.05) return compliance.timeFlat;
  const points = formatDecimal(Math.abs(most.points), page.lang);
  return most.points > 0 ? compliance.timeUp(most.name, points) : compliance.timeDown(most.name, points);
}
