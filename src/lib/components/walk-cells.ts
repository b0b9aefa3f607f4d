/** What a grid of cells can say of one of them; null where its text says all. */
export type CellWords = (row: number, column: number) => string | null;

type Grid = HTMLTableCellElement[][];
type Place = [row: number, column: number];

const pageRows = 10;

/**
 * Makes a table inside the element a grid for the keyboard: one stop for Tab, from there arrows, Home and End,
 * with Ctrl to the corners, Page Up and Page Down; Enter is the cell's link. `words` tells each cell when it is reached.
 */
export function walkCells(
  element: HTMLElement,
  words: CellWords,
): { update(words: CellWords): void; destroy(): void } {
  let says = words;
  const told = new Set<HTMLElement>();
  const table = element.querySelector('table');
  table?.setAttribute('role', 'grid');
  let grid = gridOf(element);
  settle(grid);
  const watcher = new MutationObserver(() => {
    grid = gridOf(element);
    settle(grid);
  });
  if (table) watcher.observe(table, { childList: true, subtree: true });

  function reach(event: FocusEvent): void {
    const [row, column] = placeOf(grid, event.target);
    const cell = grid[row]?.[column];
    if (cell) tell(cell, says(row, column));
  }

  function walk(event: KeyboardEvent): void {
    if (event.altKey || event.metaKey || event.shiftKey) return;
    const from = placeOf(grid, document.activeElement);
    const to = from[0] < 0 ? firstPlace(grid, event.key) : nextPlace(grid, from, event);
    const cell = to && grid[to[0]]?.[to[1]];
    if (!cell || !to) return;
    event.preventDefault();
    tell(cell, says(...to));
    focusable(cell).focus();
  }

  function tell(cell: HTMLTableCellElement, text: string | null): void {
    keepStop(grid, cell);
    if (text === null) return;
    focusable(cell).setAttribute('aria-label', text);
    told.add(focusable(cell));
  }

  function leave({ target }: FocusEvent): void {
    if (target instanceof HTMLElement && told.delete(target)) target.removeAttribute('aria-label');
  }

  element.addEventListener('keydown', walk);
  element.addEventListener('focusin', reach);
  element.addEventListener('focusout', leave);
  return {
    update: (next) => {
      says = next;
    },
    destroy: () => {
      watcher.disconnect();
      element.removeEventListener('keydown', walk);
      element.removeEventListener('focusin', reach);
      element.removeEventListener('focusout', leave);
    },
  };
}

/** Rows with a heading of their own, and the row of column headings; headings over several rows or columns are none. */
function gridOf(element: HTMLElement): Grid {
  const rows = [...element.querySelectorAll('tr')];
  return rows
    .filter((row) => row.cells.length > 1 && !row.classList.contains('above'))
    .map((row) => [...row.cells]);
}

function focusable(cell: HTMLTableCellElement): HTMLElement {
  return cell.querySelector('a') ?? cell;
}

/** One cell stays in the order of Tab: the chosen one, else the first that has a figure. */
function settle(grid: Grid): void {
  const cells = grid.flat();
  const held = cells.find((cell) => focusable(cell) === document.activeElement);
  const chosen = cells.find((cell) => focusable(cell).hasAttribute('aria-current'));
  const first = held ?? chosen ?? grid[1]?.[1] ?? cells[0];
  for (const cell of cells) setStop(focusable(cell), cell === first ? 0 : -1);
}

/** What stands there already is not written again: a written attribute makes the browser style the cell anew. */
function setStop(target: HTMLElement, stop: 0 | -1): void {
  if (target.getAttribute('tabindex') !== String(stop)) target.tabIndex = stop;
}

/** Leaves the order of Tab to one cell. */
function keepStop(grid: Grid, cell: HTMLTableCellElement): void {
  for (const other of grid.flat()) {
    const target = focusable(other);
    if (target.tabIndex === 0 && other !== cell) target.tabIndex = -1;
  }
  focusable(cell).tabIndex = 0;
}

function placeOf(grid: Grid, target: EventTarget | null): Place {
  const cell = target instanceof Element ? target.closest('td, th') : null;
  const row = grid.findIndex((cells) => cells.some((known) => known === cell));
  return [row, grid[row]?.findIndex((known) => known === cell) ?? -1];
}

function firstPlace(grid: Grid, key: string): Place | null {
  return key.startsWith('Arrow') && grid.length > 1 ? [1, 1] : null;
}

function nextPlace(grid: Grid, [row, column]: Place, { key, ctrlKey }: KeyboardEvent): Place | null {
  const lastRow = grid.length - 1;
  const lastColumn = (grid[row]?.length ?? 1) - 1;
  const within = (place: number) => Math.max(0, Math.min(lastRow, place));
  if (key === 'Home') return ctrlKey ? [0, 0] : [row, 0];
  if (key === 'End') return ctrlKey ? [lastRow, lastColumn] : [row, lastColumn];
  if (key === 'PageUp') return [within(row - pageRows), column];
  if (key === 'PageDown') return [within(row + pageRows), column];
  if (ctrlKey) return null;
  if (key === 'ArrowLeft') return [row, Math.max(0, column - 1)];
  if (key === 'ArrowRight') return [row, Math.min(lastColumn, column + 1)];
  if (key === 'ArrowUp') return [within(row - 1), column];
  return key === 'ArrowDown' ? [within(row + 1), column] : null;
}
