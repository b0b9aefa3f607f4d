import { metricOf } from '#warehouse/metrics.ts';
import { addMonths, formatDate, monthInWords, monthWithoutYear } from '$lib/format/dates';
import { lowerFirst } from '$lib/format/names';
import { formatCount, formatDecimal, formatRatio } from '$lib/format/numbers';
import { counted, type Counted } from '$lib/i18n/sentences';
import type { PageContext } from './context';
import { isWholeMonth, type JudgedSeries, type Month } from './judged';

/** What sentences need of a page. */
export type Speaker = Pick<PageContext, 'say' | 'lang'> & Month;

/** The five figures of the overview, and the rate that tells whether due dates are known. */
export interface MonthFigures {
  opened: JudgedSeries;
  closed: JudgedSeries;
  pending: JudgedSeries;
  overdue: JudgedSeries;
  compliance: JudgedSeries;
  onTime: JudgedSeries;
}

/** How a figure moved against `back` months before, and whether that is a signal, as a heading. */
export function movedFinding(page: Speaker, series: JudgedSeries, back: number): string {
  const { lang, say } = page;
  const now = series.all.at(-1) ?? null;
  const lacking = page.coverage?.late.length ?? 0;
  if (lacking > 0)
    return say.coverage.finding(nameOf(page, series), written(page, series, now), counted(lacking, lang));
  const before = series.all.at(-1 - back) ?? null;
  const earlier = addMonths(page.filters.month, -back);
  const change = now === null || before === null ? null : now - before;
  return say.variation.moved(
    {
      name: nameOf(page, series),
      n: now ?? 0,
      now: written(page, series, now),
      change: change === null ? null : { n: visible(series, change), text: size(page, series, change) },
      than: back === 12 ? monthInWords(earlier, lang) : monthWithoutYear(earlier, lang),
    },
    say.variation.clause(series.verdict, change ?? 0),
  );
}

/** The heading of the overview: the figure with a signal, overdue cases first; else how overdue cases moved. */
export function overviewFinding(page: Speaker, figures: MonthFigures): string {
  const { headline } = page.say;
  if (isEmpty(figures)) return headline.nothing;
  if (!hasDueDates(figures)) return headline.noDueDates(last(page, figures.pending));
  return movedFinding(page, leadOf(figures), 1);
}

/** The lines below it: overdue cases where the heading is about another figure, flows, compliance, the open month. */
export function overviewLede(page: Speaker, figures: MonthFigures): string {
  const { say, lang } = page;
  const { opened, closed, pending, compliance } = figures;
  const rate = compliance.values.at(-1) ?? null;
  const counts = compliance.rows.at(-1);
  const isAside = !isEmpty(figures) && hasDueDates(figures) && leadOf(figures) !== figures.overdue;
  return sentencesOf([
    isAside ? `${movedFinding(page, figures.overdue, 1)}.` : '',
    say.headline.flow(last(page, opened), last(page, closed), last(page, pending)),
    rate === null
      ? say.headline.noDuties
      : say.headline.compliance(
          formatRatio(rate, lang),
          formatCount(counts?.numerator ?? null, lang),
          formatCount(counts?.denominator ?? null, lang),
        ),
    isWholeMonth(page) ? '' : say.headline.partial(formatDate(page.version.asOf, lang)),
  ]);
}

/** Which of the figures are signals this month, which are ordinary variation, which cannot be judged and why. */
export function signalsSentence(page: Speaker, all: readonly JudgedSeries[]): string {
  const { variation } = page.say;
  const name = (series: JudgedSeries) => lowerFirst(nameOf(page, series), page.lang);
  const names = (...kinds: JudgedSeries['verdict']['kind'][]) =>
    page.say.join(all.filter(({ verdict }) => kinds.includes(verdict.kind)).map(name));
  const signals = all.flatMap((series) =>
    series.verdict.kind === 'signal'
      ? [
          variation.signal(
            name(series),
            written(page, series, series.values.at(-1) ?? null),
            variation.rule(series.verdict.signal),
          ),
        ]
      : [],
  );
  const [short] = all.flatMap(({ verdict }) => (verdict.kind === 'short' ? [verdict.known] : []));
  const hasOrdinary = all.some(({ verdict }) => ['ordinary', 'still'].includes(verdict.kind));
  return sentencesOf([
    signals.length > 0
      ? variation.signals(signals, names('ordinary'))
      : hasOrdinary
        ? variation.none(names('ordinary', 'still'))
        : '',
    short !== undefined && !hasOrdinary && signals.length === 0 ? variation.short(short) : '',
    names('small') === '' ? '' : variation.small(names('small')),
    names('open') === '' ? '' : variation.open(names('open')),
    names('partial') === '' ? '' : variation.partial(names('partial')),
  ]);
}

/** The name of a series' metric in the page's language. */
export function nameOf(
  { lang }: Pick<PageContext, 'lang'>,
  { metric }: Pick<JudgedSeries, 'metric'>,
): string {
  return metricOf(metric).label[lang];
}

function leadOf(figures: MonthFigures): JudgedSeries {
  const { overdue, pending, onTime, compliance, closed, opened } = figures;
  const order = [overdue, pending, onTime, compliance, closed, opened];
  return order.find(({ verdict }) => verdict.kind === 'signal') ?? overdue;
}

function isEmpty({ opened, closed, pending }: MonthFigures): boolean {
  return [opened, closed, pending].every(({ all, values }) => [...all, ...values].every((value) => !value));
}

/** Whether any case closed with a due date, or was overdue, in the months looked at. */
function hasDueDates({ onTime, overdue }: MonthFigures): boolean {
  return onTime.rows.some(({ denominator }) => denominator) || overdue.all.some((value) => value);
}

function last({ lang }: Speaker, series: JudgedSeries): Counted {
  return counted(series.values.at(-1) ?? 0, lang);
}

function isRatio({ metric }: JudgedSeries): boolean {
  return metricOf(metric).unit === 'ratio';
}

function written({ lang }: Speaker, series: JudgedSeries, value: number | null): string {
  return isRatio(series) ? formatRatio(value, lang) : formatCount(value, lang);
}

/** A change as far as its reader sees it: points with one digit, or whole counts. */
function visible(series: JudgedSeries, change: number): number {
  return isRatio(series) ? Math.round(change * 1000) / 10 : change;
}

function size({ lang, say }: Speaker, series: JudgedSeries, change: number): string {
  const text = formatDecimal(Math.abs(visible(series, change)), lang, isRatio(series) ? 1 : 0);
  return isRatio(series) ? say.changed.points(text) : text;
}

function sentencesOf(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}
