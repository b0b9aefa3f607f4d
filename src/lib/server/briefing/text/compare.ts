import { formatDecimal } from '../../../format/numbers.ts';
import { countText, isHidden, isMissing, joined, line, percentText, type Figure, type Run } from './runs.ts';

/** A figure to compare with: `tháng trước`. The figure is null where the period has none. */
export interface Against {
  name: string;
  figure: Figure | null;
}

/** Below this a percentage of change says less than the counts do. */
const fewestForPercent = 10;
/** Below this a rate is told by its counts alone, and not compared. */
export const fewestForRate = 5;

/** How a count stands against others: `tăng 05 hồ sơ (12,5 %) so với tháng trước, bằng cùng kỳ năm trước`. */
export function countChanges(now: Figure, unit: string, others: readonly Against[]): Run[] {
  const value = now.value ?? 0;
  const parts = others.map((other) => ({ other, change: countChange(value, unit, other) }));
  return told(parts.map(({ other, change }) => ({ name: other.name, ...change })));
}

/** How a rate stands against others, in points of the percentages that are shown. */
export function rateChanges(now: Figure, others: readonly Against[]): Run[] {
  return told(others.map((other) => ({ name: other.name, ...rateChange(now, other) })));
}

interface Change {
  kind: 'moved' | 'equal' | 'none' | 'missing' | 'hidden';
  runs: Run[];
  /** The change alone, so that equal ones are told once. */
  moved?: string;
}

function countChange(value: number, unit: string, { name, figure }: Against): Change {
  if (name === '') return { kind: 'moved', runs: [] };
  if (figure === null || isMissing(figure)) return { kind: 'missing', runs: [] };
  if (isHidden(figure)) return { kind: 'hidden', runs: [] };
  const before = figure.value ?? 0;
  if (before === value) return { kind: 'equal', runs: [{ text: name, fact: figure.id }] };
  if (before === 0) return { kind: 'none', runs: [{ text: name, fact: figure.id }] };
  const change = Math.abs(value - before);
  const share = before >= fewestForPercent ? ` (${percentText(change / before)})` : '';
  const text = `${value > before ? 'tăng' : 'giảm'} ${countText(change)} ${unit}${share}`;
  return { kind: 'moved', runs: [{ text, fact: figure.id }, ` so với ${name}`], moved: text };
}

function rateChange(now: Figure, { name, figure }: Against): Change {
  if (name === '') return { kind: 'moved', runs: [] };
  if (figure === null || isMissing(figure)) return { kind: 'missing', runs: [] };
  if (isHidden(figure)) return { kind: 'hidden', runs: [] };
  if ((figure.denominator ?? 0) < fewestForRate) return { kind: 'moved', runs: [] };
  const change = shownPercent(now.value) - shownPercent(figure.value);
  if (Math.abs(change) < 0.05) return { kind: 'equal', runs: [{ text: name, fact: figure.id }] };
  const text = `${change > 0 ? 'tăng' : 'giảm'} ${formatDecimal(Math.abs(change), 'vi')} điểm phần trăm`;
  return { kind: 'moved', runs: [{ text, fact: figure.id }, ` so với ${name}`], moved: text };
}

/** The percentage as it is printed, so that a reader who subtracts gets the same. */
function shownPercent(ratio: number | null): number {
  return Number(
    percentText(ratio ?? 0)
      .replace(/\s*%$/, '')
      .replace(',', '.'),
  );
}

/** How times are told that stand in one row because the same holds of them. */
const sameWords: Partial<Record<Change['kind'], (names: Run[]) => Run[]>> = {
  equal: (names) => line`bằng ${names}`,
  none: (names) => line`${names} không có`,
};

function told(changes: readonly (Change & { name: string })[]): Run[] {
  const named = changes.filter(({ name }) => name !== '');
  const [first] = named;
  const words = first && sameWords[first.kind];
  if (words && named.every(({ kind }) => kind === first.kind))
    return words(
      joined(
        named.map(({ runs }) => runs),
        ' và ',
      ),
    );
  if (named.length > 1 && first?.moved !== undefined && named.every(({ moved }) => moved === first.moved))
    return [...first.runs, ...named.slice(1).map(({ name }) => ` và ${name}`)];
  const parts = named
    .filter(({ runs }) => runs.length > 0)
    .map(({ kind, runs }) => sameWords[kind]?.(runs) ?? runs);
  const without = (wanted: Change['kind']) =>
    named.filter(({ kind }) => kind === wanted).map(({ name }) => name);
  const [hidden, missing] = [without('hidden'), without('missing')];
  if (hidden.length > 0) parts.push([`không so sánh với ${hidden.join(' và ')} do số liệu nhỏ`]);
  if (missing.length > 0) parts.push([`chưa có số liệu ${missing.join(' và ')} để so sánh`]);
  return joined(parts, ', ');
}
