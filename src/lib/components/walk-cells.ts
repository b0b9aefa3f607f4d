const steps: Record<string, [number, number]> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

/** Lets the arrow keys walk from cell to cell of the table inside the element, so that each can be read out. */
export function walkCells(element: HTMLElement): { destroy(): void } {
  function walk(event: KeyboardEvent): void {
    const step = steps[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    const rows = rowsOf(element);
    const [row, column] = placeOf(rows, document.activeElement);
    const next = row < 0 ? rows[0]?.[0] : rows[row + step[0]]?.[column + step[1]];
    if (!next) return;
    event.preventDefault();
    next.tabIndex = -1;
    next.focus();
  }
  element.addEventListener('keydown', walk);
  return { destroy: () => element.removeEventListener('keydown', walk) };
}

function rowsOf(element: HTMLElement): HTMLTableCellElement[][] {
  return [...element.querySelectorAll('tbody tr, tfoot tr')]
    .map((row) => [...row.querySelectorAll('td')])
    .filter((cells) => cells.length > 0);
}

function placeOf(rows: HTMLTableCellElement[][], focused: Element | null): [number, number] {
  const row = rows.findIndex((cells) => cells.some((cell) => cell === focused));
  return [row, rows[row]?.findIndex((cell) => cell === focused) ?? -1];
}

/** Shows the end of a wide table first, where the newest month stands. */
export function startAtEnd(element: HTMLElement, wanted: boolean): void {
  if (wanted) element.scrollLeft = element.scrollWidth;
}
