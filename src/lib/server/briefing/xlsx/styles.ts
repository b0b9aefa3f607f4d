import type { CellStyle } from 'hucre';
import type { TableCell } from '../document.ts';
import { heatGreys } from '../docx/blocks.ts';

export const font = { name: 'Times New Roman', size: 12 };
const line = { style: 'thin', color: { rgb: '000000' } } as const;
const boxed = { top: line, right: line, bottom: line, left: line };

/** How cells look that are no part of a table's body. */
export const looks = {
  title: { font: { ...font, size: 14, bold: true }, alignment: { vertical: 'top', wrapText: true } },
  heading: { font: { ...font, bold: true }, alignment: { vertical: 'top', wrapText: true } },
  note: { font: { ...font, size: 11, italic: true }, alignment: { vertical: 'top', wrapText: true } },
  text: { font, numFmt: '@', alignment: { vertical: 'top', wrapText: true } },
  column: {
    font: { ...font, bold: true },
    border: boxed,
    alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E7E6E6' } },
  },
} as const satisfies Record<string, CellStyle>;

/** How values are written: Excel puts in the separators of the reader's own language. */
export const formats: Record<TableCell['format'], string> = {
  count: '#,##0',
  percent: '0.0\\ %',
  decimal: '#,##0.0',
  text: '@',
};

/** The style of a cell of a table's body: its format by what it holds, shaded where a heatmap shades it. */
export function bodyStyle(cell: TableCell, align: 'left' | 'right' | 'center', isTotal: boolean): CellStyle {
  const grey = cell.step === undefined ? undefined : heatGreys[cell.step];
  const colour = cell.step === 4 ? { color: { rgb: 'FFFFFF' } } : {};
  return {
    font: { ...font, ...colour, ...(isTotal ? { bold: true } : {}) },
    border: boxed,
    numFmt: typeof cell.value === 'number' ? formats[cell.format] : '@',
    alignment: { horizontal: align, vertical: 'top', wrapText: cell.format === 'text' },
    ...(cell.isHidden
      ? { fill: { type: 'pattern', pattern: 'lightUp', fgColor: { rgb: 'A6A6A6' } } as const }
      : {}),
    ...(grey ? { fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: grey } } } : {}),
  };
}
