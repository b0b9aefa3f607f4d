import {
  AlignmentType,
  ImageRun,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
  type IShadingAttributesProperties,
} from 'docx';
import type {
  Block,
  ChartBlock,
  PromptBlock,
  TableBlock,
  TableCell as Cell,
  TableColumn,
} from '../document.ts';
import { printPng, printWidth } from '../print-chart.ts';
import { plain } from '../text/runs.ts';
import { style, textWidth } from './styles.ts';

/** Greys of the five steps of a heatmap: each can be told from the next in black and white. */
export const heatGreys = ['F2F2F2', 'D9D9D9', 'BFBFBF', '8C8C8C', '404040'] as const;

/** Numbers tables and charts in the order in which they come. */
export interface Numbering {
  tables: number;
  charts: number;
}

type Piece = Paragraph | Table;

/** Tables of so few rows stay on one page: more of counts than of explanations. */
const mostTogether = { counts: 18, explanations: 12 } as const;

/** Whether a table stays on one page: short ones do, long lists may break. */
export function staysTogether({ columns, rows }: TableBlock): boolean {
  return rows.length <= mostTogether[columns.length > 2 ? 'counts' : 'explanations'];
}

/** A block as Word's paragraphs and tables; `keepNext` holds the end of a text to what follows it. */
export function blockPieces(block: Block, numbering: Numbering, keepNext = false): Piece[] {
  switch (block.kind) {
    case 'part':
      return block.text.split('\n').map(
        (text, index) =>
          new Paragraph({
            style: style.part,
            text,
            spacing: index === 0 ? { before: 240, after: 0 } : { before: 0, after: 120 },
          }),
      );
    case 'heading':
      return [new Paragraph({ style: style.heading[block.level - 1] ?? style.body, text: block.text })];
    case 'paragraph':
      return [new Paragraph({ style: style.body, text: plain(block.runs) })];
    case 'prompt':
      return promptPieces(block, keepNext);
    case 'table':
      return tablePieces(block, ++numbering.tables);
    case 'chart':
      return chartPieces(block, ++numbering.charts);
  }
}

function promptPieces({ text, question }: PromptBlock, keepNext: boolean): Piece[] {
  if (text === null)
    return [
      new Paragraph({
        style: style.prompt,
        keepNext,
        children: [
          new TextRun({
            text: `[${question}]`,
            shading: { type: ShadingType.CLEAR, fill: 'EDEDED', color: 'auto' },
          }),
        ],
      }),
    ];
  const texts = text.split(/\n+/);
  return texts.map(
    (each, index) =>
      new Paragraph({ style: style.body, text: each, keepNext: keepNext && index === texts.length - 1 }),
  );
}

function chartPieces({ caption, alt, spec }: ChartBlock, number: number): Piece[] {
  const image = new ImageRun({
    type: 'png',
    data: printPng(spec),
    transformation: { width: printWidth, height: spec.height },
    altText: { name: `Biểu đồ ${number}`, title: `Biểu đồ ${number}. ${caption}`, description: alt },
  });
  return [
    new Paragraph({ style: style.caption, text: `Biểu đồ ${number}. ${caption}` }),
    new Paragraph({ alignment: AlignmentType.CENTER, spacing: { after: 120 }, children: [image] }),
  ];
}

function tablePieces(table: TableBlock, number: number): Piece[] {
  const widths = widthsOf(table.columns);
  const last = table.rows.length - 1;
  const rows = table.rows.map((row, index) =>
    rowOf(row, table.columns, {
      widths,
      bold: table.hasTotal && index === last,
      keepNext: index < last && staysTogether(table),
    }),
  );
  return [
    new Paragraph({ style: style.caption, text: `Bảng ${number}. ${table.caption}` }),
    new Table({
      rows: [headRow(table.columns, widths), ...rows],
      columnWidths: widths,
      width: { size: textWidth, type: WidthType.DXA },
      layout: TableLayoutType.FIXED,
    }),
    table.note === ''
      ? new Paragraph({ style: style.cell, text: '' })
      : new Paragraph({ style: style.note, text: table.note }),
  ];
}

/** Whole twentieths of a point that fill the text's width. */
export function widthsOf(columns: readonly TableColumn[]): number[] {
  const widths = columns.map(({ width }) => Math.floor(textWidth * width));
  const rest = textWidth - widths.reduce((sum, width) => sum + width, 0);
  return widths.map((width, index) => (index === 0 ? width + rest : width));
}

const alignments = { left: AlignmentType.LEFT, right: AlignmentType.RIGHT, center: AlignmentType.CENTER };
const margins = { left: 60, right: 60, top: 0, bottom: 0, marginUnitType: WidthType.DXA };

function headRow(columns: readonly TableColumn[], widths: readonly number[]): TableRow {
  const cells = columns.map(
    ({ label }, index) =>
      new TableCell({
        width: { size: widths[index] ?? 0, type: WidthType.DXA },
        verticalAlign: VerticalAlignTable.CENTER,
        margins,
        children: [
          new Paragraph({
            style: style.cell,
            alignment: AlignmentType.CENTER,
            keepNext: true,
            children: [new TextRun({ text: label, bold: true })],
          }),
        ],
      }),
  );
  return new TableRow({ children: cells, tableHeader: true, cantSplit: true });
}

/** Grey of a heatmap, or hatching where a figure is hidden. */
function shadingOf({ step, isHidden }: Cell): IShadingAttributesProperties | null {
  if (isHidden) return { type: ShadingType.THIN_DIAGONAL_STRIPE, fill: 'FFFFFF', color: 'A6A6A6' };
  const fill = step === undefined ? undefined : heatGreys[step];
  return fill ? { type: ShadingType.CLEAR, fill, color: 'auto' } : null;
}

function rowOf(
  row: readonly Cell[],
  columns: readonly TableColumn[],
  { widths, bold, keepNext }: { widths: readonly number[]; bold: boolean; keepNext: boolean },
): TableRow {
  const cells = row.map((cell, index) => {
    const shading = shadingOf(cell);
    return new TableCell({
      width: { size: widths[index] ?? 0, type: WidthType.DXA },
      verticalAlign: VerticalAlignTable.CENTER,
      margins,
      ...(shading ? { shading } : {}),
      children: [
        new Paragraph({
          style: style.cell,
          keepNext,
          alignment: alignments[columns[index]?.align ?? 'left'],
          children: [new TextRun({ text: cell.text, bold, ...(cell.step === 4 ? { color: 'FFFFFF' } : {}) })],
        }),
      ],
    });
  });
  return new TableRow({ children: cells, cantSplit: true });
}
