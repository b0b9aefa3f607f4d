import { messages, type Lang } from '$lib/i18n';
import {
  emptyKindsOf,
  type EmptyKind,
  type HeatCell,
  type HeatmapData,
  type HeatRow,
} from '$lib/shape/heatmap';
import { boxAt, fitted, textAt, widthOf, wrapped, type Drawing, type Type } from './svg';

const gap = 2;
const small: Type = { size: 11.5, colour: 'var(--second)' };
const label: Type = { size: 12.5, colour: 'var(--ink)' };
const heading: Type = { size: 11.5, colour: 'var(--second)', anchor: 'middle' };
const widestLabel = 270;

/** Where the columns of the table stand; `cell` is the width of one. */
interface Columns {
  data: HeatmapData;
  label: number;
  cell: number;
  total: number;
  rowHeight: number;
}

/**
 * A heatmap as a drawing for files, with headings, totals and legend. It is as wide as wanted, or wider where the
 * columns need it: no cell narrower than 26 px.
 */
export function heatmapDrawing(data: HeatmapData, wanted: number, lang: Lang): Drawing {
  const columns = columnsOf(data, wanted);
  const width = Math.max(wanted, endOf(columns));
  const head = headOf(columns);
  const rows: string[] = [];
  let y = head.height;
  for (const group of data.groups) {
    if (group.label) {
      rows.push(textAt(0, y + 18, group.label, { ...label, weight: 600 }));
      y += 24;
    }
    for (const row of group.rows) {
      rows.push(rowAt(columns, row, y));
      y += columns.rowHeight + gap;
    }
  }
  if (data.totals) {
    const { label: name, columns: texts, all } = data.totals;
    const cells = texts.map((text) => ({ text }));
    rows.push(rowAt(columns, { key: 'total', label: name, cells, total: all }, y, true));
    y += columns.rowHeight + gap;
  }
  const legend = legendOf(data, width, lang);
  return {
    svg: [hatching, head.svg, ...rows, `<g transform="translate(0 ${y + 10})">${legend}</g>`].join(''),
    width,
    height: y + 30,
  };
}

const hatching =
  '<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5" fill="var(--absent)"/><rect width="1" height="5" fill="var(--control)"/></pattern></defs>';

function columnsOf(data: HeatmapData, wanted: number): Columns {
  const rows = data.groups.flatMap((group) => group.rows);
  const names = [...rows.map((row) => row.label), data.totals?.label ?? ''];
  const widest = Math.max(...names.map((name) => widthOf(name, { ...label, weight: 600 })));
  const labelWidth = Math.min(widestLabel, Math.ceil(widest) + 12);
  const total = rows.some((row) => row.total !== undefined) ? 52 : 0;
  const room = (wanted - labelWidth - total) / Math.max(1, data.columns.length) - gap;
  const noted = rows.some((row) => row.cells.some((cell) => cell.note));
  return { data, label: labelWidth, cell: Math.max(26, room), total, rowHeight: noted ? 34 : 24 };
}

const leftOf = (columns: Columns, index: number) => columns.label + index * (columns.cell + gap);
const middleOf = (columns: Columns, index: number) => leftOf(columns, index) + columns.cell / 2;
const endOf = (columns: Columns) => leftOf(columns, columns.data.columns.length) + columns.total;
const totalAt = (columns: Columns) => endOf(columns) - columns.total / 2;

function headOf(columns: Columns): { svg: string; height: number } {
  const { data } = columns;
  const names = data.columns.map((column) => wrapped(column.label, columns.cell - 2, heading));
  const most = Math.max(...names.map((lines) => lines.length), 1);
  const upper = data.columnGroups ? 20 : 0;
  const height = upper + most * 15 + 6;
  const written = names.flatMap((lines, index) =>
    lines.map((line, at) =>
      textAt(middleOf(columns, index), height - 7 - (lines.length - 1 - at) * 15, line, heading),
    ),
  );
  if (columns.total > 0)
    written.push(textAt(totalAt(columns), height - 7, data.totals?.label ?? '', { ...heading, weight: 600 }));
  let start = 0;
  for (const group of data.columnGroups ?? []) {
    written.push(textAt(leftOf(columns, start) + 3, 13, group.label, { ...small, weight: 600 }));
    start += group.span;
  }
  return { svg: written.join(''), height };
}

function rowAt(columns: Columns, row: HeatRow, y: number, isTotal = false): string {
  const { data, rowHeight: height } = columns;
  const middle = y + height / 2 + 4;
  const weight = isTotal || row.chosen ? 600 : 400;
  const parts = [
    textAt(0, middle, fitted(row.label, columns.label - 8, { ...label, weight }), { ...label, weight }),
  ];
  for (const [index, cell] of row.cells.entries()) {
    const place = { x: leftOf(columns, index), y, width: columns.cell, height };
    parts.push(
      isTotal
        ? textAt(middleOf(columns, index), middle, cell.text, { ...figureType(columns.cell), weight: 600 })
        : cellAt(cell, place, data.palette === 'count' ? 'heat' : 'rate'),
    );
  }
  if (row.total !== undefined)
    parts.push(textAt(totalAt(columns), middle, row.total, { ...label, weight: 600, anchor: 'middle' }));
  return parts.join('');
}

/** Figures of narrow cells are set smaller. */
function figureType(cell: number): Type {
  return { size: cell < 34 ? 11.5 : 12.5, colour: 'var(--ink)', anchor: 'middle' };
}

const emptyLook: Record<EmptyKind, [fill: string, more: string, colour: string]> = {
  zero: ['var(--paper)', ' stroke="var(--rule)"', 'var(--third)'],
  not_applicable: ['var(--absent)', '', 'var(--third)'],
  not_reported: ['var(--paper)', ' stroke="var(--third)" stroke-dasharray="3 2"', 'var(--second)'],
  suppressed: ['url(#hatch)', '', 'var(--second)'],
};

function cellAt(
  cell: HeatCell,
  place: { x: number; y: number; width: number; height: number },
  palette: 'heat' | 'rate',
): string {
  const step = cell.step === undefined ? undefined : cell.step + 1;
  const filled = step === undefined ? emptyLook.zero[0] : `var(--${palette}-${step})`;
  const [fill, more, colour] = cell.empty
    ? emptyLook[cell.empty]
    : [
        filled,
        step === undefined ? ' stroke="var(--rule)"' : '',
        step === undefined ? 'var(--ink)' : `var(--${palette}-${step}-text)`,
      ];
  const x = place.x + place.width / 2;
  const middle = place.y + place.height / 2 + 4;
  const type: Type = { ...figureType(place.width), colour };
  return [
    boxAt(place, fill, more),
    textAt(x, cell.note ? middle - 6 : middle, cell.text, type),
    cell.note ? textAt(x, middle + 8, cell.note, { ...type, size: 11 }) : '',
  ].join('');
}

/** The four kinds of empty cell at the left, the five steps at the right. */
function legendOf(data: HeatmapData, width: number, lang: Lang): string {
  const words = messages(lang).cells;
  const palette = data.palette === 'count' ? 'heat' : 'rate';
  const steps = data.steps.map((text, index) => ({ text, fill: `var(--${palette}-${index + 1})`, more: '' }));
  const empty = emptyKindsOf(data).map((kind) => {
    const [fill, more] = emptyLook[kind];
    return { text: words[kind], fill, more };
  });
  const long = (items: readonly { text: string }[]) =>
    items.reduce((sum, { text }) => sum + 42 + widthOf(text, small), 0);
  return [keysAt(0, empty), keysAt(Math.max(long(empty), width - long(steps) + 18), steps)].join('');
}

function keysAt(start: number, items: readonly { text: string; fill: string; more: string }[]): string {
  let x = start;
  return items
    .map(({ text, fill, more }) => {
      const key = boxAt({ x, y: 1, width: 18, height: 12 }, fill, more) + textAt(x + 24, 11, text, small);
      x += 42 + widthOf(text, small);
      return key;
    })
    .join('');
}
