import { sqlFile } from '#warehouse/project.ts';
import { BadParameter } from '$lib/filters';
import { lowerFirst } from '$lib/format/names';
import { formatCount } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import { hrefWith } from './choice';
import { chosenDuty, dutyHref, filtersOf, isNewest } from './compliance-open-parts';
import type { PageContext } from './context';
import { organizationHref } from './organizations/links';
import { dutySource, metricsShown, type PanelFrame } from './panel';

/** One page of the organisations with overdue duties. */
export interface OverduePanel {
  frame: PanelFrame;
  columns: { organization: string; duties: string; longest: string };
  rows: { name: string; code: string; href: string; duties: string; longest: string }[];
  all: { text: string; href: string } | null;
  pager: {
    label: string;
    text: string;
    previous: string | null;
    next: string | null;
    words: [string, string];
  } | null;
}

const organizationsSql = sqlFile('queries/page-overdue-organizations.sql');
const perPage = 7;

/**
 * Which organisations have overdue duties: all, or of the duty chosen in the address; one page of the list;
 * null for a month that is not the newest.
 */
export async function overdueOrganizationsPanel(page: PageContext): Promise<OverduePanel | null> {
  const { say, version, lang, codes } = page;
  if (!isNewest(page)) return null;
  const duty = chosenDuty(page);
  const at = pageNumber(page.params);
  const rows = await version.all(organizationsSql, {
    ...filtersOf(page),
    duty_type: duty ?? '',
    offset: (at - 1) * perPage,
    limit: perPage,
  });
  if (rows.length === 0 && at > 1) throw noSuchPage(page.params);
  const total = Number(rows[0]?.organization_count ?? 0);
  const name = duty === null ? null : lowerFirst(codes.label('duty_type', duty), lang);
  const { organizations } = say.duties;
  return {
    frame: {
      page: 'compliance',
      id: 'overdue-organizations',
      title: organizations.finding(counted(total, lang), name),
      description: organizations.description,
      source: dutySource(page),
      table: {
        caption: organizations.table,
        columns: [
          { label: say.words.organization, kind: 'text' },
          { label: organizations.duties, kind: 'count' },
          { label: organizations.longest, kind: 'count' },
        ],
        rows: rows.map((row) => [
          String(row.organization_name),
          Number(row.duty_count),
          Number(row.longest_workdays),
        ]),
      },
      drawn: false,
      metrics: metricsShown(page, 'duties_overdue'),
      narrower: { from: page.version.dutyMonths.first, ...(duty === null ? {} : { duty_type: duty }) },
    },
    columns: {
      organization: say.words.organization,
      duties: organizations.duties,
      longest: organizations.longest,
    },
    rows: rows.map((row) => ({
      name: String(row.organization_name),
      code: String(row.organization_code),
      href: organizationHref(page, String(row.organization_code)),
      duties: formatCount(Number(row.duty_count), lang),
      longest: formatCount(Number(row.longest_workdays), lang),
    })),
    all:
      duty === null
        ? null
        : { text: organizations.all, href: `${dutyHref(page, null)}#overdue-organizations` },
    pager: pagerOf(page, at, Math.ceil(total / perPage)),
  };
}

function pageNumber(params: URLSearchParams): number {
  const found = params.get('page');
  if (found === null) return 1;
  if (/^[1-9]\d{0,4}$/.test(found)) return Number(found);
  throw noSuchPage(params);
}

function noSuchPage(params: URLSearchParams): BadParameter {
  const found = (params.get('page') ?? '').slice(0, 20);
  return new BadParameter('page', {
    vi: `Tham số "page" không có trang "${found}".`,
    en: `The parameter "page" has no page "${found}".`,
  });
}

function pagerOf({ say, params, lang }: PageContext, at: number, last: number): OverduePanel['pager'] {
  if (last < 2) return null;
  const link = (to: number) =>
    `${hrefWith(params, 'page', to === 1 ? null : String(to))}#overdue-organizations`;
  return {
    label: say.duties.organizations.pages,
    text: say.duties.organizations.page(formatCount(at, lang), formatCount(last, lang)),
    previous: at > 1 ? link(at - 1) : null,
    next: at < last ? link(at + 1) : null,
    words: say.duties.organizations.turn,
  };
}
