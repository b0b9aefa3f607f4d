import type { ChartSeries, TargetLine } from '$lib/charts/spec';
import type { Tone } from '$lib/charts/theme';
import { upperFirst } from '$lib/format/names';
import { limitMonths, signalPlaces } from '$lib/shape/variation';
import type { JudgedSeries } from './judged';
import { hasChanges } from './marks';
import { windowOf, type PageContext } from './context';
import { monthRange } from '$lib/format/dates';
import type { Target } from './targets';

/** A judged series as a line whose signals are marked. */
export function lineOf(name: string, tone: Tone, { values, variation }: JudgedSeries): ChartSeries {
  return { name, tone, values, signals: signalPlaces(variation) };
}

/** By which rules the figures of one month are signals, for the table behind a chart; null where none is. */
export function rulesAt(
  page: PageContext,
  figures: readonly { name: string; judged: Pick<JudgedSeries, 'variation'> }[],
  index: number,
): string | null {
  const told = figures.flatMap(({ name, judged }) => {
    const rules = judged.variation.signals
      .filter((signal) => signal.index === index)
      .map((signal) => page.say.variation.rule(signal));
    if (rules.length === 0) return [];
    return [figures.length === 1 ? rules.join('; ') : `${name}: ${rules.join(', ')}`];
  });
  return told.length === 0 ? null : upperFirst(told.join('; '), page.lang);
}

/** That the limits span reorganisations or changes of rules, where the 24 months up to the page's month hold any. */
export async function spansNote(page: PageContext): Promise<string | undefined> {
  const { from, to } = windowOf(page, limitMonths);
  return (await hasChanges(page, monthRange(from, to))) ? page.say.variation.spans : undefined;
}

/** Some notes as one; undefined when there are none. */
export function notes(parts: readonly (string | undefined)[]): string | undefined {
  const told = parts.filter((part) => part !== undefined && part !== '');
  return told.length === 0 ? undefined : told.join(' ');
}

/** A target as a line over the months shown, from the one on in which it came into force. */
export function targetLine(target: Target | null, months: readonly string[]): TargetLine | null {
  if (!target) return null;
  const from = target.since === null ? 0 : months.findIndex((month) => month >= (target.since ?? ''));
  return { value: target.value, label: target.label, from: Math.max(0, from) };
}
