import { smallPlot } from '$lib/charts/small-plot';
import { colourOf } from '$lib/charts/theme';
import type { Multiple } from './multiples';
import { fitted, round, textAt, widthOf, wrapped, type Drawing, type Type } from './svg';

/** Small charts on shared axes, as far as a drawing of them needs. */
export interface MultiplesData {
  months: string[];
  items: Multiple[];
  top: number;
  topText: string;
  bottom: number;
  bottomText: string;
}

const gap = 26;
const axis = 38;
const plotHeight = 76;
const name: Type = { size: 12.5, colour: 'var(--ink)' };
const value: Type = { size: 14, weight: 600, colour: 'var(--ink)', anchor: 'end' };
const small: Type = { size: 11.5, colour: 'var(--second)' };

/** Small charts as one drawing for files, four in a row where the width allows (none narrower than 200 px). */
export function multiplesDrawing(data: MultiplesData, width: number): Drawing {
  const count = Math.max(1, Math.min(4, Math.floor((width + gap) / (200 + gap))));
  const each = (width - (count - 1) * gap) / count;
  const noted = data.items.some((item) => item.marksText);
  const rowHeight = 24 + plotHeight + 22 + (noted ? 32 : 0) + 16;
  const cells = data.items.map((item, index) => {
    const x = (index % count) * (each + gap);
    const y = Math.floor(index / count) * rowHeight;
    return `<g transform="translate(${round(x)} ${round(y)})">${one(data, item, each)}</g>`;
  });
  return { svg: cells.join(''), width, height: Math.ceil(data.items.length / count) * rowHeight };
}

function one(data: MultiplesData, item: Multiple, width: number): string {
  const changeWidth = item.change ? widthOf(item.change, small) + 8 : 0;
  const valueWidth = widthOf(item.value, value);
  const bottom = 24 + plotHeight;
  const notes = item.marksText ? wrapped(item.marksText, width - axis, small).slice(0, 2) : [];
  return [
    textAt(0, 14, fitted(item.name, width - changeWidth - valueWidth - 8, name), name),
    textAt(width - changeWidth, 14, item.value, value),
    textAt(width, 14, item.change, { ...small, anchor: 'end' }),
    `<g transform="translate(${axis} 24)">${plotOf(data, item, width - axis - 4)}</g>`,
    textAt(axis - 6, 28, data.topText, { ...small, anchor: 'end' }),
    textAt(axis - 6, bottom + 4, data.bottomText, { ...small, anchor: 'end' }),
    textAt(axis, bottom + 16, data.months[0] ?? '', small),
    textAt(width, bottom + 16, data.months.at(-1) ?? '', { ...small, anchor: 'end' }),
    ...notes.map((line, index) => textAt(axis, bottom + 32 + index * 15, line, small)),
  ].join('');
}

function plotOf({ months, top, bottom }: MultiplesData, item: Multiple, width: number): string {
  const plot = smallPlot({ width, height: plotHeight, top, bottom, count: months.length });
  const colour = colourOf(item.tone);
  const last = item.values.at(-1) ?? null;
  const { band, intervals, marks = [] } = item;
  return [
    band
      ? `<rect width="${round(width)}" y="${round(plot.y(band.high))}" height="${round(Math.max(1, plot.y(band.low) - plot.y(band.high)))}" fill="var(--band)"/>`
      : '',
    intervals ? `<path d="${plot.area(intervals)}" fill="var(--good-band)"/>` : '',
    `<path d="M0 .5H${round(width)}" stroke="var(--rule)" stroke-dasharray="2 3"/>`,
    `<path d="M0 ${plotHeight - 0.5}H${round(width)}" stroke="var(--rule)"/>`,
    ...marks.map(
      (mark) =>
        `<path d="M${round(plot.x(mark.index))} 0V${plotHeight}" stroke="var(--third)" stroke-dasharray="4 3"/>`,
    ),
    `<path d="${plot.line(item.values)}" fill="none" stroke="${colour}" stroke-width="1.8" stroke-linejoin="round"/>`,
    last === null
      ? ''
      : `<circle cx="${round(plot.x(months.length - 1))}" cy="${round(plot.y(last))}" r="3.2" fill="${colour}"/>`,
  ].join('');
}
