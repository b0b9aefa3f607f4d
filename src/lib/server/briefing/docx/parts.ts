import {
  BorderStyle,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
  type IRunOptions,
} from 'docx';
import { style, textWidth } from './styles.ts';

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };

/** No line anywhere: tables that only place things. */
export const borderless = {
  top: none,
  bottom: none,
  left: none,
  right: none,
  insideHorizontal: none,
  insideVertical: none,
};

/** A paragraph of the head or foot of the document. */
export function headLine(
  text: string,
  run: Omit<IRunOptions, 'text' | 'children'> = {},
  more: { after?: number; before?: number } = {},
): Paragraph {
  return new Paragraph({
    style: style.head,
    spacing: { before: more.before ?? 0, after: more.after ?? 0 },
    children: [new TextRun({ ...run, text })],
  });
}

/** Two columns side by side without lines; widths are shares of the text. */
export function sideBySide(left: readonly Paragraph[], right: readonly Paragraph[], share = 0.5): Table {
  const widths = [Math.round(textWidth * share), textWidth - Math.round(textWidth * share)];
  const cells = [left, right].map(
    (children, index) =>
      new TableCell({
        children: [...children],
        width: { size: widths[index] ?? 0, type: WidthType.DXA },
        margins: { left: 0, right: 0, top: 0, bottom: 0, marginUnitType: WidthType.DXA },
        borders: { top: none, bottom: none, left: none, right: none },
        verticalAlign: VerticalAlignTable.TOP,
      }),
  );
  return new Table({
    rows: [new TableRow({ children: cells, cantSplit: true })],
    columnWidths: widths,
    width: { size: textWidth, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    borders: borderless,
  });
}
