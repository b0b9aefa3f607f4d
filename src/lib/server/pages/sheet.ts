import type { ChartSpec } from '$lib/charts/spec';
import { messages, type Lang } from '$lib/i18n';
import type { HeatmapData } from '$lib/shape/heatmap';
import type { Disclosure } from '../state/tables.ts';
import { heatmapDrawing } from './draw-heatmap';
import { multiplesDrawing, type MultiplesData } from './draw-multiples';
import { flowDrawing, type FlowDrawing } from './organizations/draw-flow';
import { inLight } from './light';
import { paintSvg } from './paint';
import type { PanelFrame } from './panel';
import { boxAt, textAt, wrapped, type Drawing, type Type } from './svg';

const inner = 912;
const flowWidth = 1284;
const margin = 24;

/** What a panel may hold that can be drawn: a chart, a heatmap, a flow or small charts. */
export interface Drawable {
  spec?: ChartSpec | undefined;
  heatmap?: HeatmapData | undefined;
  flow?: FlowDrawing | undefined;
}

/** Where a drawing comes from, beside its own source line. */
export interface Origin {
  version: string;
  disclosure: Disclosure;
  lang: Lang;
}

/**
 * The drawing of a panel as a sheet of its own, in the light theme: its finding above, what is drawn, the drawing,
 * key, source and version below. Null for a panel that is a table only.
 */
export function sheetOf(content: Drawable & { frame: PanelFrame }, origin: Origin): string | null {
  const drawing = drawingOf(content, origin.lang);
  return drawing ? framed(content.frame, drawing, origin) : null;
}

function drawingOf(content: Drawable, lang: Lang): Drawing | null {
  if (content.spec) {
    return { svg: paintSvg(content.spec, inner), width: inner, height: content.spec.height };
  }
  if (content.heatmap) return heatmapDrawing(content.heatmap, inner, lang);
  if (content.flow) return flowDrawing(content.flow, flowWidth);
  return isMultiples(content) ? multiplesDrawing(content, inner) : null;
}

function isMultiples(content: object): content is MultiplesData {
  return 'items' in content && 'topText' in content && 'months' in content;
}

interface Line {
  text: string;
  type: Type;
}

function framed(frame: PanelFrame, drawing: Drawing, { version, disclosure, lang }: Origin): string {
  const lines = (text: string, type: Type): Line[] =>
    wrapped(text, drawing.width, type).map((each) => ({ text: each, type }));
  const words = messages(lang);
  const { profile } = words;
  const source = { size: 12, colour: 'var(--third)' };
  const above = [
    ...lines(frame.title, { size: 20, weight: 600, colour: 'var(--ink)' }),
    ...lines(frame.description, { size: 13.5, colour: 'var(--second)' }),
  ];
  const below = [
    ...lines(frame.note ?? '', source),
    ...lines(`${frame.source} · ${words.product}, ${words.filters.version(version)}`, source),
    ...lines(`${profile.name}: ${profile[disclosure]}`, source),
  ];
  const top = margin + heightOf(above) + 12;
  const width = Math.ceil(drawing.width) + 2 * margin;
  const height = Math.ceil(top + drawing.height + 10 + heightOf(below) + margin);
  return inLight(
    [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
      boxAt({ x: 0, y: 0, width, height }, 'var(--paper)'),
      written(above, margin),
      `<g transform="translate(${margin} ${top})">${drawing.svg}</g>`,
      written(below, top + drawing.height + 10),
      '</svg>',
    ].join(''),
  );
}

const spaced = ({ type }: Line) => Math.round(type.size * 1.4);

function heightOf(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + spaced(line), 0);
}

function written(lines: readonly Line[], top: number): string {
  let y = top;
  return lines
    .map((line) => {
      y += spaced(line);
      return textAt(margin, y - line.type.size * 0.35, line.text, line.type);
    })
    .join('');
}
