import { escapeHtml } from '$lib/charts/parts';
import { fontFamily } from '$lib/charts/theme';
import { measureText } from './measure';

/** A drawing without a frame: SVG elements between 0 and `width`, 0 and `height`, in pixels. */
export interface Drawing {
  svg: string;
  width: number;
  height: number;
}

/** How a piece of text is set. `colour` may be a reference to a token. */
export interface Type {
  size: number;
  weight?: number;
  colour: string;
  anchor?: 'start' | 'middle' | 'end';
}

/** A text at a place of its base line, written as XML takes it. */
export function textAt(x: number, y: number, content: string, type: Type): string {
  const { size, weight = 400, colour, anchor = 'start' } = type;
  const style = `font-family:${fontFamily};font-size:${size}px;font-weight:${weight}`;
  const place = `x="${round(x)}" y="${round(y)}"${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}`;
  return `<text ${place} fill="${colour}" style="${style}">${escapeHtml(content)}</text>`;
}

/** A rectangle with 3 px corners; `more` are further attributes. */
export function boxAt(
  place: { x: number; y: number; width: number; height: number },
  fill: string,
  more = '',
): string {
  const { x, y, width, height } = place;
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="3" fill="${fill}"${more}/>`;
}

// A reader of the file may lack the pages' type, and the one that steps in is wider.
const allowance = 1.1;

/** The width in pixels that a text may take in a file. */
export function widthOf(content: string, { size, weight = 400 }: Pick<Type, 'size' | 'weight'>): number {
  return measureText(content, `${weight} ${size}px`).width * allowance;
}

/** A text in lines no wider than `width` pixels, broken between words; a longer word keeps a line of its own. */
export function wrapped(content: string, width: number, type: Pick<Type, 'size' | 'weight'>): string[] {
  const lines: string[] = [];
  for (const word of content.split(' ').filter((part) => part !== '')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trimStart();
    if (lines.length > 0 && widthOf(longer, type) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** A text that fits into `width` pixels: the end gives way to `…`. */
export function fitted(content: string, width: number, type: Pick<Type, 'size' | 'weight'>): string {
  if (widthOf(content, type) <= width) return content;
  const letters = [...content];
  while (letters.length > 1 && widthOf(`${letters.join('')}…`, type) > width) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

/** A number as SVG needs it: at most one decimal. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
