import type { Row } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import { BadParameter } from '$lib/filters';
import { formatDate } from '$lib/format/dates';
import { formatCount } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import type { TableData } from '$lib/shape/table';
import { hrefWith } from '../choice';
import type { PageContext } from '../context';
import { sourceLine, type PanelFrame } from '../panel';
import { organizationHref } from './links';

/** An organisation that was found. */
export interface Hit {
  code: string;
  name: string;
  href: string;
  /** The older name under which it was found. */
  formerly: string;
  about: string;
  path: string;
  period: string;
  ended: boolean;
}

/** What a search found: one page of the list. */
export interface SearchPanel {
  frame: PanelFrame;
  hits: Hit[];
  pager: {
    label: string;
    text: string;
    previous: string | null;
    next: string | null;
    words: [string, string];
  };
  close: { label: string; href: string };
  columns: string[];
}

/** The form that asks: its own field and the parameters that it keeps. */
export interface SearchForm {
  label: string;
  value: string;
  button: string;
  hidden: { name: string; value: string }[];
}

const perPage = 25;
const longest = 120;
const searchSql = sqlFile('queries/page-organization-search.sql');
const pathsSql = sqlFile('queries/page-organization-paths.sql');

/** The words that the address asks for; empty when it asks for none. */
export function wordsOf(page: PageContext): string {
  return (page.params.get('q') ?? '').normalize('NFC').trim().slice(0, longest);
}

/** The search form under the filters of the page. */
export function searchForm(page: PageContext): SearchForm {
  const own = ['q', 'at', 'open', 'page'];
  return {
    label: page.say.organizations.searchLabel,
    value: wordsOf(page),
    button: page.say.organizations.searchButton,
    hidden: [...page.params].flatMap(([name, value]) => (own.includes(name) ? [] : [{ name, value }])),
  };
}

/** What is found for the words: ended organisations and older names too, with path and period of existence. */
export async function searchPanel(page: PageContext, words: string): Promise<SearchPanel> {
  const { say, lang } = page;
  const at = placeOf(page);
  const rows = await page.version.all(searchSql, {
    words: words.replace(/\s+/g, ' '),
    offset: (at - 1) * perPage,
    limit: perPage,
  });
  if (rows.length === 0 && at > 1) throw noSuchPage(page);
  const all = Number(rows[0]?.found_count ?? 0);
  const paths = await pathsOf(
    page,
    rows.map((row) => String(row.organization_code)),
  );
  const hits = rows.map((row) => hitOf(page, row, paths.get(String(row.organization_code)) ?? []));
  return {
    frame: {
      page: 'organizations',
      id: 'search',
      title: say.organizations.found(counted(all, lang), words),
      description: say.organizations.searchDescription,
      source: sourceLine(page),
      table: tableOf(page, hits),
      drawn: false,
    },
    hits,
    pager: pagerOf(page, at, Math.max(1, Math.ceil(all / perPage))),
    close: {
      label: say.organizations.searchClose,
      href: hrefWith(new URLSearchParams(hrefWith(page.params, 'at', null)), 'q', null),
    },
    columns: columnsOf(page),
  };
}

/** The names above each organisation, the highest first, as of the page's month. */
export async function pathsOf(
  page: PageContext,
  codes: readonly string[],
): Promise<Map<string, { code: string; name: string }[]>> {
  const rows = await page.version.all(pathsSql, {
    codes: [...codes],
    month: `${page.filters.month}-01`,
    basis: page.filters.basis,
  });
  const paths = new Map<string, { code: string; name: string }[]>();
  for (const row of rows.filter((item) => Number(item.step) > 0)) {
    const code = String(row.organization_code);
    const above = { code: String(row.above_code), name: String(row.above_name) };
    paths.set(code, [above, ...(paths.get(code) ?? [])]);
  }
  return paths;
}

function hitOf(page: PageContext, row: Row, above: readonly { name: string }[]): Hit {
  const { say, codes, lang } = page;
  const textOf = (name: string) => (row[name] === null ? null : String(row[name]));
  const code = String(row.organization_code);
  const [established, ended, matched] = ['established_date', 'ended_date', 'matched_name'].map(textOf);
  const type = textOf('organization_type');
  return {
    code,
    name: String(row.organization_name),
    href: organizationHref(page, code),
    formerly: matched ? say.organizations.formerly(matched) : '',
    about: [
      codes.label('organization_level', String(row.organization_level)),
      ...(type === null ? [] : [codes.label('organization_type', type)]),
    ].join(' · '),
    path: above.map((item) => item.name).join(' › '),
    period: say.organizations.period(
      established ? formatDate(established, lang) : '',
      ended ? formatDate(ended, lang) : '',
    ),
    ended: ended !== null && ended !== undefined,
  };
}

function columnsOf({ say }: PageContext): string[] {
  const words = say.organizations;
  return [say.words.organization, words.code, words.kind, words.path, words.existence];
}

function tableOf(page: PageContext, hits: readonly Hit[]): TableData {
  return {
    caption: page.say.organizations.searchTable,
    columns: columnsOf(page).map((label) => ({ label, kind: 'text' })),
    rows: hits.map((hit) => [
      [hit.name, hit.formerly].filter((text) => text !== '').join(' '),
      hit.code,
      hit.about,
      hit.path,
      hit.period,
    ]),
  };
}

function placeOf(page: PageContext): number {
  const found = page.params.get('at') ?? '1';
  if (/^[1-9]\d{0,4}$/.test(found)) return Number(found);
  throw noSuchPage(page);
}

function noSuchPage(page: PageContext): BadParameter {
  const found = (page.params.get('at') ?? '').slice(0, 20);
  return new BadParameter('at', page.say.notAllowed('at', found, page.say.organizations.pageNumbers));
}

function pagerOf(page: PageContext, at: number, last: number): SearchPanel['pager'] {
  const { say, lang, params } = page;
  const link = (to: number) => `${hrefWith(params, 'at', to === 1 ? null : String(to))}#search`;
  return {
    label: say.backlog.pages,
    text: say.backlog.more(formatCount(at, lang), formatCount(last, lang)),
    previous: at > 1 ? link(at - 1) : null,
    next: at < last ? link(at + 1) : null,
    words: [say.backlog.previous, say.backlog.next],
  };
}
