import { listOf } from '$lib/filters/read';
import type { TableData } from '$lib/shape/table';
import { hrefToggling } from './choice';
import type { PanelFrame } from './panel';

/** The parameter that names the panels whose tables are open. */
export const tableParameter = 'table';

/**
 * A page of which only the tables that the address names come with their rows: a table is as long as all that is drawn
 * above it, and few readers open one. Each panel of `panels` says where its table is opened, or folded again. Throws
 * BadParameter when the address names another panel.
 */
export function withTablesFolded<Page>(
  page: Page,
  { params, panels }: { params: URLSearchParams; panels: readonly string[] },
): Page {
  if (typeof page !== 'object' || page === null) return page;
  const open = listOf(params, tableParameter, panels);
  const entries = Object.entries(page).map(([name, value]) => {
    if (!isPanel(value) || !panels.includes(value.content.frame.id)) return [name, value];
    const { frame } = value.content;
    const isOpen = open.includes(frame.id);
    const href = `${hrefToggling(params, tableParameter, { value: frame.id, order: panels })}#${frame.id}`;
    const table = { ...(isOpen ? frame.table : foldedOf(frame.table)), toggle: { href, isOpen } };
    return [name, { ...value, content: { ...value.content, frame: { ...frame, table } } }];
  });
  return { ...page, ...Object.fromEntries(entries) };
}

function foldedOf({ caption }: TableData): TableData {
  return { caption, columns: [], rows: [] };
}

function isPanel(value: unknown): value is { content: { frame: PanelFrame } } {
  if (typeof value !== 'object' || value === null || !('content' in value)) return false;
  const { content } = value;
  return typeof content === 'object' && content !== null && 'frame' in content;
}
