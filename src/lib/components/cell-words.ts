import type { Messages } from '$lib/i18n';
import type { HeatCell, HeatmapData } from '$lib/shape/heatmap';
import type { CellWords } from './walk-cells';

/**
 * What a reader hears of a cell: its row and column, its figure with what it counts, and what part of its row it is.
 * Places count the row and column of headings; of headings and totals the text on the page says all.
 */
export function cellWords(data: HeatmapData, words: Messages['cells']): CellWords {
  const rows = data.groups.flatMap((group) => group.rows);
  return (rowPlace, columnPlace) => {
    const row = rows[rowPlace - 1];
    const column = data.columns[columnPlace - 1];
    const cell = row?.cells[columnPlace - 1];
    if (!row || !column || !cell) return null;
    const figure = words.of(figureWords(cell, data, words), shareOf(cell, row.sum ?? null));
    return words.cell(row.full ?? row.label, column.full ?? column.label, figure);
  };
}

function figureWords(cell: HeatCell, { unit }: HeatmapData, words: Messages['cells']): string {
  if (cell.empty && cell.empty !== 'zero') return words[cell.empty];
  const noted = cell.note ? `${cell.text} (${cell.note})` : cell.text;
  if (!unit) return noted;
  return `${noted} ${unit[cell.value === 1 ? 0 : 1]}`;
}

/** What part of its row a cell is, in whole per cent; empty where that says nothing. */
function shareOf({ value }: HeatCell, sum: number | null): string {
  if (value === undefined || value === 0 || sum === null || sum === 0) return '';
  const percent = Math.round((value / sum) * 100);
  if (percent === 0) return '<1';
  return percent === 100 && value < sum ? '>99' : String(percent);
}
