import { sqlFile } from '#warehouse/project.ts';
import type { Row } from '#warehouse/open.server.ts';
import { formatDate } from '$lib/format/dates';
import type { PageContext } from '../context';
import type { Pick } from './picks';

const successionsSql = sqlFile('queries/page-successions.sql');

/** The reorganisations that the chosen organisation took part in, or null. */
export async function successionsOf(
  page: PageContext,
  picks: readonly Pick[],
): Promise<{ title: string; items: string[] } | null> {
  const chosen = picks.find(({ dimension }) => dimension === 'organization');
  if (!chosen) return null;
  const rows = await page.version.all(successionsSql, { organization: chosen.key });
  if (rows.length === 0) return null;
  return { title: page.say.backlog.successionTitle, items: rows.map((row) => successionText(page, row)) };
}

function successionText(page: PageContext, row: Row): string {
  const { succession } = page.say.backlog;
  const date = formatDate(String(row.event_on), page.lang);
  const other = row.other_name === null ? '–' : String(row.other_name);
  const basis = row.legal_basis === null ? '' : ` (${String(row.legal_basis)})`;
  if (row.event === 'ended') return succession.ended(date) + basis;
  if (row.is_source !== true) return succession.received(date, other) + basis;
  const event = (['renamed', 'merged_into', 'split_from', 'handed_over'] as const).find(
    (name) => name === row.event,
  );
  return event ? succession[event](date, other) + basis : `${date}: ${other}${basis}`;
}
