import { metricOf, type Unit } from '#warehouse/metrics.ts';
import { formatMonth } from '../../format/dates.ts';
import { formatCount, formatDecimal, formatRatio } from '../../format/numbers.ts';
import type { Lang } from '../../i18n/lang.ts';
import type { briefings } from '../../i18n/sentences/vi/briefings.ts';
import type { CodeBook } from '../pages/labels.ts';
import type { Difference, Reasons, Told } from './differences.ts';
import { topicIds } from './topics.ts';

/** A difference as people read it. */
export interface DifferenceLine {
  figure: string;
  period: string;
  then: string;
  now: string;
  reason: string;
}

/** The language of the lines, with names and sentences in it. */
export interface Tongue {
  lang: Lang;
  say: typeof briefings;
  codes: CodeBook;
}

/** What two briefings tell otherwise, in words; without reasons where the reader may not have them. */
export function differenceLines(
  differences: readonly Difference[],
  { then, now, reasons }: { then: Told; now: Told; reasons: Reasons | null },
  tongue: Tongue,
): DifferenceLine[] {
  const { lang, say } = tongue;
  const isOtherProgram = then.program !== now.program;
  return differences.map((difference) => {
    const { metric, months } = difference;
    const { unit } = metricOf(metric);
    const causes = reasons?.of(metric, months).map((cause) => say.causes[cause]) ?? [];
    const unknown = reasons?.isComplete ? say.noCause : say.unknownCause;
    return {
      figure: figureName(difference, tongue),
      period: months ? monthsText(months, lang) : say.sinceTerm,
      then: valueText(difference.then, unit, tongue),
      now: valueText(difference.now, unit, tongue),
      reason: [
        ...(reasons === null ? [] : causes.length > 0 ? causes : [unknown]),
        ...(isOtherProgram ? [say.otherProgram] : []),
      ].join(', '),
    };
  });
}

function figureName({ metric, subject }: Difference, { lang, say, codes }: Tongue): string {
  const name = metricOf(metric).label[lang];
  const topic = topicIds.find((id) => id === subject);
  if (topic) return topic === 'all' ? name : `${name}: ${say.topics[topic]}`;
  const group = Object.entries(say.groups).find(([id]) => id === subject)?.[1];
  const of = group ?? codes.label('duty_type', subject);
  return of === '' ? name : `${name}: ${of}`;
}

function monthsText({ from, to }: { from: string; to: string }, lang: Lang): string {
  return from === to ? formatMonth(to, lang) : `${formatMonth(from, lang)}–${formatMonth(to, lang)}`;
}

function valueText(value: number | null, unit: Unit, { lang, say }: Tongue): string {
  if (value === null) return say.noFigure;
  if (unit === 'ratio') return formatRatio(value, lang, 1);
  return Number.isInteger(value) ? formatCount(value, lang) : formatDecimal(value, lang, 1);
}
