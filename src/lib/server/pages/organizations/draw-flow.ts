import { escapeHtml } from '$lib/charts/parts';
import {
  endedGroup,
  flowLayout,
  newGroup,
  type FlowBand,
  type FlowLink,
  type FlowNode,
} from '$lib/shape/flow-layout';
import { boxAt, fitted, round, textAt, widthOf, type Drawing, type Type } from '../svg';

/** A flow of organisations over time, ready to be drawn: links, and the words of every part. */
export interface FlowDrawing {
  links: FlowLink[];
  columns: { title: string; note: string }[];
  /** What happened between two columns; where it leads, with `to` added for a band. */
  waves: { label: string; href: string }[];
  /** Names of the groups by their keys. */
  names: Record<string, string>;
  chosen: { step: number; to: string | null } | null;
  /** What is read aloud of a band, by its step, ends and kind. */
  spoken: Record<string, string>;
  /** What stands in a band: how many before and after. */
  counts: Record<string, string>;
}

const nodeWidth = 11;
const head = 46;
const foot = 10;
const rightMargin = 230;
/** The part of the way to the next column that a name may take; how many went on stands behind it. */
const labelShare = 0.8;
const halo = ' paint-order="stroke" stroke="var(--paper)" stroke-width="3.5" stroke-linejoin="round"';
const nameType: Type = { size: 12.5, colour: 'var(--ink)' };

/** The key under which a link has its words. */
export function linkKey({ step, from, to, moved }: FlowLink): string {
  return [step, from, to, moved].join('|');
}

/**
 * The flow as SVG, between 0 and `width` pixels: groups as bars, one column a date, bands as high as there are
 * organisations; those that changed in colour. With `linked`, bands and waves lead to their detail.
 */
export function flowDrawing(flow: FlowDrawing, width: number, linked = false): Drawing {
  const layout = flowLayout(flow.links);
  const height = head + layout.height + foot;
  const step = (width - rightMargin - nodeWidth) / Math.max(1, flow.columns.length - 1);
  const place: Place = { flow, linked, step, x: (column) => column * step, columns: flow.columns.length };
  const svg = [
    ...flow.columns.map((column, index) => headAt(place, column, index)),
    ...flow.waves.map((wave, index) => waveAt(place, wave, index)),
    `<g transform="translate(0 ${head})">`,
    ...layout.bands
      .toSorted((a, b) => Number(a.link.moved) - Number(b.link.moved))
      .map((band) => bandAt(place, band)),
    ...layout.nodes.map((node) => nodeAt(place, node)),
    ...layout.bands.map((band) => countAt(place, band)),
    '</g>',
  ].join('');
  return { svg, width, height };
}

interface Place {
  flow: FlowDrawing;
  linked: boolean;
  step: number;
  columns: number;
  x: (column: number) => number;
}

function headAt(place: Place, { title, note }: { title: string; note: string }, index: number): string {
  const x = place.x(index);
  return (
    textAt(x, 13, title, { size: 13, weight: 600, colour: 'var(--ink)' }) +
    textAt(x, 30, note, { size: 12, colour: 'var(--second)' })
  );
}

function waveAt(place: Place, { label, href }: { label: string; href: string }, index: number): string {
  const x = place.x(index) + place.step - 16;
  const colour = href === '' ? 'var(--third)' : 'var(--volume)';
  const text = textAt(x, 30, label, { size: 12, colour, anchor: 'end', weight: 500 });
  return place.linked && href !== '' ? `<a href="${escapeHtml(href)}#flow">${text}</a>` : text;
}

function bandAt(place: Place, { link, fromY, fromHeight, toY, toHeight }: FlowBand): string {
  const x0 = place.x(link.step) + nodeWidth;
  const x1 = place.x(link.step + 1);
  const middle = (x0 + x1) / 2;
  const at = (...numbers: number[]) => numbers.map(round).join(' ');
  const path =
    `M${at(x0, fromY)}C${at(middle, fromY, middle, toY, x1, toY)}V${round(toY + toHeight)}` +
    `C${at(middle, toY + toHeight, middle, fromY + fromHeight, x0, fromY + fromHeight)}Z`;
  const spoken = escapeHtml(place.flow.spoken[linkKey(link)] ?? '');
  const shape = `<path d="${path}" fill="${fillOf(link)}" fill-opacity="${opacityOf(place, link)}"><title>${spoken}</title></path>`;
  const href = place.flow.waves[link.step]?.href ?? '';
  if (!place.linked || !link.moved || href === '') return shape;
  const target = link.to === endedGroup ? '' : `&to=${encodeURIComponent(link.to)}`;
  return `<a href="${escapeHtml(href + target)}#flow" aria-label="${spoken}">${shape}</a>`;
}

function fillOf({ moved, to }: FlowLink): string {
  if (!moved) return 'var(--absent)';
  return to === endedGroup ? 'var(--third)' : 'var(--volume-middle)';
}

function opacityOf({ flow }: Place, { step, to, moved }: FlowLink): number {
  if (!moved) return 1;
  if (flow.chosen === null) return 0.55;
  const chosen = flow.chosen.step === step && (flow.chosen.to === null || flow.chosen.to === to);
  return chosen ? 0.8 : 0.25;
}

function nodeAt(place: Place, node: FlowNode): string {
  const x = place.x(node.column);
  const isQuiet = node.key === endedGroup || node.key === newGroup;
  const bar = boxAt(
    { x, y: node.y, width: nodeWidth, height: Math.max(1.5, node.height) },
    isQuiet ? 'var(--third)' : 'var(--volume)',
  );
  const last = node.column === place.columns - 1;
  const count = String(Math.round(node.count));
  const start = x + nodeWidth + 6;
  const after = start + widthOf(count, { ...nameType, weight: 600 }) + 4;
  const room = last ? rightMargin - (after - x) : place.step * labelShare - (after - x);
  const name = fitted(place.flow.names[node.key] ?? node.key, room, nameType);
  const y = node.y + node.height / 2 + 4.5;
  const texts = textAt(start, y, count, { ...nameType, weight: 600 }) + textAt(after, y, name, nameType);
  return bar + texts.replaceAll('<text ', `<text${halo} `);
}

/** How many went a way, near its end, where the band is high enough for it. */
function countAt(place: Place, { link, fromY, fromHeight, toY, toHeight }: FlowBand): string {
  if (!link.moved || Math.min(fromHeight, toHeight) < 13) return '';
  const part = 0.87;
  const ease = 3 * part ** 2 - 2 * part ** 3;
  const middle = (fromY + fromHeight / 2) * (1 - ease) + (toY + toHeight / 2) * ease;
  const x = place.x(link.step) + nodeWidth + (place.step - nodeWidth) * part;
  return textAt(x, middle + 4.5, place.flow.counts[linkKey(link)] ?? '', {
    size: 12.5,
    weight: 600,
    colour: 'var(--ink)',
    anchor: 'middle',
  });
}
