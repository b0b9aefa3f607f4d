import { formatDate, monthInWords } from '$lib/format/dates';
import type { HeatmapData } from '$lib/shape/heatmap';
import { choiceOf, hrefWith } from './choice';
import { subtreeOf, type PageContext } from './context';
import { dutySource, type PanelFrame } from './panel';

/** Open duties as a table of figures; none of it, and why, for a month that is not the newest. */
export interface OpenPanel {
  frame: PanelFrame;
  heatmap?: HeatmapData;
  /** Where the figures are that this month cannot have. */
  newest?: { text: string; href: string };
}

/** Whether the page's month is the newest: the only one whose open duties are known. */
export function isNewest({ filters, version }: PageContext): boolean {
  return filters.month === version.newestMonth;
}

/** The state of duties is judged on the newest as_of only: an earlier month has no such figures. */
export function elsewhere(page: PageContext): OpenPanel {
  const { say, version, lang } = page;
  const { past } = say.duties;
  return {
    frame: {
      page: 'compliance',
      id: 'overdue',
      title: past.title(monthInWords(version.newestMonth, lang)),
      description: past.why(formatDate(version.asOf, lang)),
      source: dutySource(page),
      table: { caption: past.table, columns: [{ label: say.words.duty, kind: 'text' }], rows: [] },
      drawn: false,
    },
    newest: {
      text: past.link(monthInWords(version.newestMonth, lang)),
      href: `${hrefWith(page.params, 'month', null)}#overdue`,
    },
  };
}

/** What holds for every question about open duties. */
export function filtersOf(page: PageContext) {
  const { basis, type } = page.filters;
  return { basis, organization_type: type, organization: subtreeOf(page) };
}

/** The duty whose organisations are listed; null: all. Throws BadParameter for a duty that is none. */
export function chosenDuty(page: PageContext): string | null {
  const known = page.codes.list('duty_type').map(({ code }) => code);
  const chosen = choiceOf(page.params, 'overdue', ['all', ...known]);
  return chosen === 'all' ? null : chosen;
}

/** The address that lists the organisations of one duty; null: of all. */
export function dutyHref(page: PageContext, duty: string | null): string {
  const params = new URLSearchParams(page.params);
  params.delete('page');
  return hrefWith(params, 'overdue', duty);
}

/** `2026-10-31` and 30 -> `2026-11-30`. */
export function addDays(date: string, days: number): string {
  const moved = new Date(`${date}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}
