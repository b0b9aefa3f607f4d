import { heatGreys, staysTogether } from '../docx/blocks.ts';
import type { TableBlock, TableCell, TableColumn } from '../document.ts';
import { area, heightOf, newPage, optionsOf, setType, type Manner, type Sheet } from './sheet.ts';

const padding = 4;
const cellManner: Manner = { size: 12 };
const headManner: Manner = { size: 12, bold: true, align: 'center' };

/** A colour, or hatching for a hidden figure. */
type Fill = `#${string}` | 'hatched';

interface Row {
  texts: readonly string[];
  manners: readonly Manner[];
  fills: readonly (Fill | undefined)[];
  height: number;
  tag: 'TH' | 'TD';
}

/** A table made ready: how high its rows are, before it is decided where it begins. */
export interface Measured {
  widths: readonly number[];
  head: Row;
  rows: readonly Row[];
  /** What must stand on one page with the caption: all of a table of counts, of a longer text its first row. */
  together: number;
}

/** Measures a table for a page. */
export function measured(doc: PDFKit.PDFDocument, table: TableBlock): Measured {
  const widths = table.columns.map(({ width }) => width * area.width);
  const head = headRow(doc, table.columns, widths);
  const last = table.rows.length - 1;
  const rows = table.rows.map((row, index) =>
    bodyRow(doc, row, { columns: table.columns, widths, bold: table.hasTotal && index === last }),
  );
  const whole = [head, ...rows].reduce((sum, { height }) => sum + height, 0);
  const together = staysTogether(table) ? whole : head.height + (rows[0]?.height ?? 0);
  return { widths, head, rows, together };
}

/** A ruled table with its head on every page that it reaches; the rows go into the structure, the repeated head not. */
export function drawTable({ doc, root }: Sheet, { widths, head, rows }: Measured): void {
  const element = doc.struct('Table');
  root.add(element);
  addRow(doc, element, head, widths);
  for (const row of rows) {
    if (doc.y + row.height > area.bottom) {
      newPage(doc);
      doc.markContent('Artifact', { type: 'Layout' });
      drawRow(doc, head, widths);
      doc.endMarkedContent();
    }
    addRow(doc, element, row, widths);
  }
  element.end();
}

function headRow(doc: PDFKit.PDFDocument, columns: readonly TableColumn[], widths: readonly number[]): Row {
  const texts = columns.map(({ label }) => label);
  return rowOf(
    doc,
    { texts, manners: texts.map(() => headManner), fills: texts.map(() => undefined), tag: 'TH' },
    widths,
  );
}

function bodyRow(
  doc: PDFKit.PDFDocument,
  cells: readonly TableCell[],
  { columns, widths, bold }: { columns: readonly TableColumn[]; widths: readonly number[]; bold: boolean },
): Row {
  const manners = cells.map((cell, index): Manner => {
    const colour = cell.step === 4 ? '#ffffff' : '#000000';
    return { ...cellManner, bold, colour, align: columns[index]?.align ?? 'left' };
  });
  const fills = cells.map(({ step, isHidden }): Fill | undefined => {
    if (isHidden) return 'hatched';
    return step === undefined ? undefined : `#${heatGreys[step] ?? 'ffffff'}`;
  });
  return rowOf(doc, { texts: cells.map(({ text }) => text), manners, fills, tag: 'TD' }, widths);
}

function rowOf(doc: PDFKit.PDFDocument, row: Omit<Row, 'height'>, widths: readonly number[]): Row {
  const heights = row.texts.map((text, index) =>
    heightOf(
      doc,
      text === '' ? ' ' : text,
      row.manners[index] ?? cellManner,
      (widths[index] ?? 0) - 2 * padding,
    ),
  );
  return { ...row, height: Math.max(...heights) + 3 };
}

function addRow(
  doc: PDFKit.PDFDocument,
  table: PDFKit.PDFStructureElement,
  row: Row,
  widths: readonly number[],
): void {
  const top = doc.y;
  const element = doc.struct('TR');
  table.add(element);
  lines(doc, row, widths, top);
  let left = area.left;
  row.texts.forEach((text, index) => {
    const place = { left, top };
    element.add(
      doc.struct(row.tag, {}, () => cell(doc, row, index, { ...place, width: widths[index] ?? 0, text })),
    );
    left += widths[index] ?? 0;
  });
  element.end();
  doc.x = area.left;
  doc.y = top + row.height;
}

function drawRow(doc: PDFKit.PDFDocument, row: Row, widths: readonly number[]): void {
  const top = doc.y;
  ruled(doc, row, widths, top);
  let left = area.left;
  row.texts.forEach((text, index) => {
    cell(doc, row, index, { left, top, width: widths[index] ?? 0, text });
    left += widths[index] ?? 0;
  });
  doc.x = area.left;
  doc.y = top + row.height;
}

/** Rules and fills are no content: a reader by ear hears the words only. */
function lines(doc: PDFKit.PDFDocument, row: Row, widths: readonly number[], top: number): void {
  doc.markContent('Artifact', { type: 'Layout' });
  ruled(doc, row, widths, top);
  doc.endMarkedContent();
}

function ruled(doc: PDFKit.PDFDocument, row: Row, widths: readonly number[], top: number): void {
  let left = area.left;
  row.texts.forEach((_, index) => {
    const width = widths[index] ?? 0;
    const fill = row.fills[index];
    doc.lineWidth(0.5);
    if (fill === 'hatched') hatch(doc, { left, top, width, height: row.height });
    if (fill && fill !== 'hatched') doc.rect(left, top, width, row.height).fillAndStroke(fill, '#000000');
    else doc.rect(left, top, width, row.height).stroke('#000000');
    left += width;
  });
}

const hatchStep = 5;

/** Thin slanted lines over a cell. */
function hatch(
  doc: PDFKit.PDFDocument,
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
): void {
  doc.save();
  doc.rect(left, top, width, height).clip();
  for (let at = -height; at < width; at += hatchStep)
    doc.moveTo(left + at, top + height).lineTo(left + at + height, top);
  doc.lineWidth(0.4).stroke('#a6a6a6');
  doc.restore();
}

function cell(
  doc: PDFKit.PDFDocument,
  row: Row,
  index: number,
  place: { left: number; top: number; width: number; text: string },
): void {
  const manner = row.manners[index] ?? cellManner;
  const width = place.width - 2 * padding;
  const height = heightOf(doc, place.text === '' ? ' ' : place.text, manner, width);
  setType(doc, manner);
  doc.text(
    place.text,
    place.left + padding,
    place.top + (row.height - height) / 2 + 1,
    optionsOf(doc, manner, width),
  );
}
