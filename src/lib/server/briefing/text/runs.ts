import { formatCount, formatDecimal, formatRatio } from '../../../format/numbers.ts';
import type { EmptyReason } from '../../metrics.ts';

/** A piece of a sentence: plain words, or a figure bound to the fact that it comes from. */
export type Run = string | { text: string; fact: string };

/** A figure as the rules of sentences see it. */
export interface Figure {
  /** The fact that it is. */
  id: string;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  reason: EmptyReason | null;
}

type Piece = Run | readonly Run[];

/** Joins words and figures into runs, as a template: empty pieces fall away. */
export function line(words: TemplateStringsArray, ...pieces: Piece[]): Run[] {
  const runs: Run[] = [];
  words.forEach((text, index) => {
    if (text !== '') runs.push(text);
    const piece = pieces[index];
    if (piece !== undefined) runs.push(...(isRuns(piece) ? piece : [piece]));
  });
  return runs.filter((run) => run !== '');
}

function isRuns(piece: Piece): piece is readonly Run[] {
  return Array.isArray(piece);
}

/** Runs with a text between each two. */
export function joined(parts: readonly (readonly Run[])[], between: string): Run[] {
  return parts
    .filter((part) => part.length > 0)
    .flatMap((part, index) => (index === 0 ? part : [between, ...part]));
}

/** The words of runs without their origin. */
export function plain(runs: readonly Run[]): string {
  return runs.map((run) => (typeof run === 'string' ? run : run.text)).join('');
}

/** 5 -> `05`, 45 -> `45`, 1200 -> `1.200`: clerks write counts below ten with a leading zero. */
export function countText(count: number): string {
  return count < 10 ? `0${count}` : formatCount(count, 'vi');
}

/** 0.924 -> `92,4 %`; all and nothing without a decimal. */
export function percentText(ratio: number): string {
  return formatRatio(ratio, 'vi', ratio === 0 || ratio === 1 ? 0 : 1);
}

/** 12.5 -> `12,5`, 12 -> `12`. */
export function decimalText(value: number): string {
  const text = formatDecimal(value, 'vi', 1);
  return text.endsWith(',0') ? text.slice(0, -2) : text;
}

/** A count bound to its fact. */
export function counted(figure: Figure, count = figure.value ?? 0): Run {
  return { text: countText(count), fact: figure.id };
}

/** `61/66`, `07/08` bound to its fact. */
export function fraction({ id, numerator, denominator }: Figure): Run {
  return { text: `${countText(numerator ?? 0)}/${countText(denominator ?? 0)}`, fact: id };
}

/** Whether a small figure is hidden from restricted readers. */
export function isHidden(figure: Figure | null): boolean {
  return figure?.reason === 'suppressed';
}

/** Whether there is nothing to tell: no such figure, or none for that time. */
export function isMissing(figure: Figure | null): boolean {
  return figure === null || (figure.value === null && figure.reason !== 'suppressed');
}

export const hiddenWords = 'số liệu nhỏ, không công bố chi tiết';
/** The same behind a time, inside a sentence: `tháng trước không công bố do số liệu nhỏ`. */
export const hiddenThen = 'không công bố do số liệu nhỏ';

/** The first letter as a capital. */
export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Runs whose first letter is small. */
export function lowerFirst(runs: readonly Run[]): Run[] {
  const [first, ...rest] = runs;
  if (first === undefined) return [];
  const small = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
  return [typeof first === 'string' ? small(first) : { ...first, text: small(first.text) }, ...rest];
}
