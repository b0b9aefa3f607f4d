import type { SheetChart, WriteSheet } from 'hucre';
import type { Block, BriefingDocument, ChartBlock, TableBlock } from '../document.ts';
import { linesIn } from '../measure.ts';
import { plain } from '../text/runs.ts';
import { bodyStyle, font, formats, looks } from './styles.ts';

type Cells = NonNullable<WriteSheet['cells']>;

/** A sheet, and the name of its table's range. */
export interface NamedSheet {
  sheet: WriteSheet;
  range: { name: string; range: string } | null;
}

const a4 = { paperSize: 'a4', fitToPage: true, fitToWidth: 1, fitToHeight: 0 } as const;
const margins = { top: 0.79, bottom: 0.79, left: 1.18, right: 0.59, header: 0.39, footer: 0.39 };
/** Rows above a table: its title, and a free one. */
const headRow = 2;
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** A table on a sheet of its own: title, heads that stay in sight and repeat in print, typed values, note. */
export function tableSheet(table: TableBlock, version: string): NamedSheet {
  const cells: Cells = new Map();
  cells.set('0,0', { value: table.caption, style: looks.title });
  table.columns.forEach(({ label }, column) =>
    cells.set(`${headRow},${column}`, { value: label, style: looks.column }),
  );
  const last = table.rows.length - 1;
  table.rows.forEach((row, index) =>
    row.forEach((cell, column) =>
      cells.set(`${headRow + 1 + index},${column}`, {
        value: cell.value ?? cell.text,
        style: bodyStyle(cell, table.columns[column]?.align ?? 'left', table.hasTotal && index === last),
      }),
    ),
  );
  const below = headRow + 2 + table.rows.length;
  if (table.note !== '') cells.set(`${below},0`, { value: table.note, style: looks.note });
  cells.set(`${below + 1},0`, { value: `Bản số liệu ${version}`, style: looks.note });
  return { ...framed(table.name, cells, { widths: widthsOf(table), rows: table.rows.length, id: table.id }) };
}

function widthsOf({ columns }: TableBlock): number[] {
  return columns.map(({ width }) => Math.max(11, Math.round(width * 95)));
}

function framed(
  name: string,
  cells: Cells,
  { widths, rows, id, below = 0 }: { widths: readonly number[]; rows: number; id: string; below?: number },
): NamedSheet {
  const right = letters[widths.length - 1] ?? 'A';
  const range = `$A$${headRow + 1}:$${right}$${headRow + 1 + rows}`;
  return {
    sheet: {
      name,
      columns: widths.map((width) => ({ width })),
      cells,
      merges: wholeRows(cells, widths.length, rows),
      rowDefs: heightsOf(cells, widths, rows),
      freezePane: { rows: headRow + 1, columns: 1 },
      pageSetup: {
        ...a4,
        orientation: widths.length > 6 ? 'landscape' : 'portrait',
        margins,
        printArea: `$A$1:$${right}$${headRow + 5 + rows + below}`,
        printTitlesRow: `$${headRow + 1}:$${headRow + 1}`,
      },
      headerFooter: { oddFooter: '&C&P/&N' },
      a11y: { summary: String(cells.get('0,0')?.value ?? name), headerRow: headRow },
    },
    range: { name: `bang_${id.replaceAll('-', '_')}`, range: `'${name}'!${range}` },
  };
}

/** Title, note and source reach over all columns. */
function wholeRows(cells: Cells, columns: number, rows: number): NonNullable<WriteSheet['merges']> {
  const outside = [0, headRow + 2 + rows, headRow + 3 + rows];
  return outside
    .filter((row) => columns > 1 && cells.has(`${row},0`))
    .map((row) => ({ startRow: row, endRow: row, startCol: 0, endCol: columns - 1 }));
}

/** Points of a column of width 1, and of a line. */
const columnPoints = 6;
const linePoints = 16;
/** Free at both sides of a text, and a little more: programs measure type each in their own way. */
const besideText = 14;
/** Excel takes no higher row. */
const tallestRow = 409;

/** Row heights that show every line of a wrapped text: nothing works them out while no program has opened the file. */
function heightsOf(
  cells: Cells,
  widths: readonly number[],
  rows: number,
): NonNullable<WriteSheet['rowDefs']> {
  const all = widths.reduce((sum, width) => sum + width, 0);
  const inside = (row: number) => row >= headRow && row <= headRow + rows;
  const lines = new Map<number, number>();
  for (const [place, cell] of cells) {
    const [row = 0, column = 0] = place.split(',').map(Number);
    const width = (inside(row) ? (widths[column] ?? 11) : all) * columnPoints - besideText;
    const { size = 12, bold = false } = cell.style?.font ?? {};
    const text = typeof cell.value === 'string' ? cell.value : '';
    lines.set(row, Math.max(lines.get(row) ?? 1, linesIn(text, width, { size, bold })));
  }
  const height = (count: number) => Math.min(tallestRow, count * linePoints + 2);
  return new Map([...lines].map(([row, count]) => [row, { height: height(count) }]));
}

/** The figures of a chart on a sheet of their own, with charts that a reader may change: columns and lines apart. */
export function chartSheet(chart: ChartBlock, version: string): NamedSheet {
  const { id, subject, data } = chart;
  const cells: Cells = new Map();
  cells.set('0,0', { value: subject, style: looks.title });
  const format = data.unit === 'percent' ? 'percent' : 'count';
  [id === 'flow' ? 'Tháng' : 'Loại hình tổ chức', ...data.series.map(({ name }) => name)].forEach(
    (label, column) => cells.set(`${headRow},${column}`, { value: label, style: looks.column }),
  );
  data.categories.forEach((category, row) => {
    const text = { text: category, value: category, format: 'text' as const };
    cells.set(`${headRow + 1 + row},0`, { value: category, style: bodyStyle(text, 'left', false) });
    data.series.forEach(({ values }, column) => {
      const value = values[row] ?? null;
      const style = bodyStyle({ text: '', value, format }, 'right', false);
      cells.set(`${headRow + 1 + row},${column + 1}`, { value, style });
    });
  });
  const below = headRow + 2 + data.categories.length;
  cells.set(`${below},0`, { value: `Bản số liệu ${version}`, style: looks.note });
  const name = id === 'flow' ? 'Biểu đồ hồ sơ' : 'Biểu đồ tuân thủ';
  const widths = [30, ...data.series.map(() => 60 / data.series.length)];
  const charts = chartsOf(chart, { top: below + 2, columns: widths.length });
  const named = framed(name, cells, {
    ...{ widths, rows: data.categories.length, id: `bieu-do-${id}` },
    below: charts.length * chartRows,
  });
  return { ...named, sheet: { ...named.sheet, charts } };
}

/** Rows of a sheet that a chart reaches over, and one that stays free. */
const chartRows = 18;
const noTicks = { majorTickMark: 'none', minorTickMark: 'none', labelFontFamily: font.name } as const;

function chartsOf(
  { data, alt }: ChartBlock,
  { top, columns }: { top: number; columns: number },
): SheetChart[] {
  const first = headRow + 2;
  const last = headRow + 1 + data.categories.length;
  const greys = ['A6A6A6', '404040', '000000', '7F7F7F'];
  const series = data.series.map(({ name, isLine }, index) => ({
    isLine,
    name,
    values: `${letters[index + 1] ?? 'B'}${first}:${letters[index + 1] ?? 'B'}${last}`,
    categories: `A${first}:A${last}`,
    color: greys[index] ?? '000000',
  }));
  const parts = [
    { type: data.shape === 'bars' ? ('bar' as const) : ('column' as const), isLine: false },
    { type: 'line' as const, isLine: true },
  ];
  return parts.flatMap(({ type, isLine }, index) => {
    const own = series.filter((each) => each.isLine === isLine).map(({ isLine: _, ...rest }) => rest);
    if (own.length === 0) return [];
    const row = top + index * chartRows;
    const isPercent = data.unit === 'percent';
    return [
      {
        type,
        series: own,
        altText: alt,
        legend: 'bottom',
        legendFontFamily: font.name,
        // Bars are drawn from the bottom up.
        axes: {
          x: { ...noTicks, reverse: data.shape === 'bars' },
          y: {
            ...noTicks,
            gridlines: { major: true },
            scale: { min: 0, ...(isPercent ? { max: 1 } : {}) },
            numberFormat: { formatCode: isPercent ? '0%' : formats.count, sourceLinked: false },
          },
        },
        anchor: { from: { row, col: 0 }, to: { row: row + chartRows - 1, col: columns } },
      },
    ];
  });
}

/** The text of the briefing on a sheet, a paragraph a row. */
export function textSheet(briefing: BriefingDocument): NamedSheet {
  const cells: Cells = new Map();
  cells.set('0,0', { value: `Báo cáo ${briefing.abstract}`, style: looks.title });
  briefing.body
    .flatMap(textsOf)
    .forEach(({ text, isHeading }, index) =>
      cells.set(`${headRow + index},0`, { value: text, style: isHeading ? looks.heading : looks.text }),
    );
  const rows = cells.size + headRow;
  const widths = [78];
  return {
    sheet: {
      name: 'Báo cáo',
      columns: widths.map((width) => ({ width })),
      cells,
      rowDefs: heightsOf(cells, widths, rows),
      freezePane: { rows: 1 },
      pageSetup: { ...a4, orientation: 'portrait', margins, printArea: `$A$1:$A$${rows}` },
      headerFooter: { oddFooter: '&C&P/&N' },
    },
    range: null,
  };
}

function textsOf(block: Block): { text: string; isHeading: boolean }[] {
  switch (block.kind) {
    case 'part':
      return block.text.split('\n').map((text) => ({ text, isHeading: true }));
    case 'heading':
      return [{ text: block.text, isHeading: true }];
    case 'paragraph':
      return [{ text: plain(block.runs), isHeading: false }];
    case 'prompt':
      return (block.text ?? `[${block.question}]`).split(/\n+/).map((text) => ({ text, isHeading: false }));
    case 'table':
    case 'chart':
      return [];
  }
}
