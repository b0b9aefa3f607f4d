import type { Place } from './grid.svelte';

/** The cell under the pointer, by what the cell says of itself; null beside the cells and on what resizes a column. */
export function pointAt({ target }: Event): Place | null {
  const element =
    target instanceof Element && !target.closest('.edge') ? target.closest('[data-column]') : null;
  const line = element?.closest('[data-row]');
  if (!(element instanceof HTMLElement) || !(line instanceof HTMLElement)) return null;
  return { row: Number(line.dataset.row), column: Number(element.dataset.column) };
}

/** Follows the pointer from the edge of a column until it is let go; `widen` hears by how many pixels it moved. */
export function dragWidth(event: PointerEvent, widen: (by: number) => void): void {
  const { currentTarget: edge, pointerId } = event;
  if (!(edge instanceof HTMLElement)) return;
  event.preventDefault();
  event.stopPropagation();
  edge.setPointerCapture(pointerId);
  let from = event.clientX;
  const move = (moved: PointerEvent) => {
    widen(moved.clientX - from);
    from = moved.clientX;
  };
  edge.addEventListener('pointermove', move);
  edge.addEventListener('lostpointercapture', () => edge.removeEventListener('pointermove', move), {
    once: true,
  });
}
