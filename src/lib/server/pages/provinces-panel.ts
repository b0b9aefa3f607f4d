import { formatDate } from '$lib/format/dates';
import { counted } from '$lib/i18n/sentences';
import { standingsOf, type Standing } from '../coverage.ts';
import type { PageContext } from './context';
import type { TablePanel } from './definitions';
import { tableOf } from './data-table';
import type { PanelResult } from './panel';

/**
 * The provinces of a combined version: up to which day each is in it, by which version, or why it is not. Null for any
 * other version.
 */
export function provincesPanel(page: PageContext): PanelResult<TablePanel> | null {
  const standings = standingsOf(page.version);
  return standings && { ok: true, content: panelOf(page, standings) };
}

function panelOf(page: PageContext, standings: readonly Standing[]): TablePanel {
  const { say, lang, version } = page;
  const { provinces } = say.data;
  const count = (state: string) => counted(standings.filter((each) => each.state === state).length, lang);
  const taken = [count('included'), count('late')] as const;
  const title = provinces.title(...taken, counted(standings.length - taken[0].n - taken[1].n, lang));
  return tableOf(page, {
    id: 'provinces',
    title,
    description: provinces.description(formatDate(version.asOf, lang)),
    columns: [
      [provinces.prefix, 'text'],
      [provinces.name, 'text'],
      [provinces.upTo, 'date'],
      [provinces.version, 'text'],
      [provinces.state, 'text'],
    ],
    rows: standings.map((each) => [each.prefix, each.name, each.as_of, each.version, stateText(page, each)]),
  });
}

function stateText({ say }: PageContext, { state, passedOver, isKept }: Standing): string {
  const { states, passed, kept } = say.data.provinces;
  const words = (code: string) => states[code as keyof typeof states] ?? code;
  const parts = [words(state)];
  if (passedOver) parts.push(passed(passedOver.version, words(passedOver.fault)));
  return [...parts, ...(isKept ? [kept] : [])].join('; ');
}
