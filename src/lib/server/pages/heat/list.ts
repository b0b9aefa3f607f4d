import { sqlFile } from '#warehouse/project.ts';
import type { Row } from '#warehouse/open.server.ts';
import { notAllowed } from '$lib/filters/bad-parameter';
import { subtreeOf, type PageContext, type Period } from '../context';
import { dateOf } from '../day';
import type { ListedOrganization } from '../organization-rows';
import type { HeatChoice, HeatMeasure, HeatSort } from './choice';

/** How many rows of a list of organisations a page shows. */
export const perPage = 45;

/** Beyond so many organisations only those with cases in the page's month are listed. */
const longList = 5000;

export interface ListedRow extends ListedOrganization {
  /** Code and name of the committee above. */
  above: { code: string; name: string } | null;
  existsFrom: string;
  existsTo: string;
}

/** One page of the organisations (or committees above) with cases, with what is known of the whole list. */
export interface HeatList {
  rows: ListedRow[];
  /** How many are listed in all. */
  count: number;
  half: Half;
}

/** How many hold half of the cases at the window's end, how many these and all cases are, and how many hold any. */
export interface Half {
  place: number;
  count: number;
  all: number;
  among: number;
}

const listSql = sqlFile('queries/page-heat-list.sql');
const namesSql = sqlFile('queries/page-heat-names.sql');
const sizeSql = sqlFile('queries/page-heat-size.sql');

/** The key of rows without a committee above, and of committees without a type. */
export const noKey = 'none';

/** What is listed. */
export interface Listing {
  rows: 'organization' | 'parent';
  measure: HeatMeasure;
  window: Period;
  sort: HeatSort;
  find: string;
  at: number;
}

/** The listing of a heatmap's choice. */
export function listingOf(choice: HeatChoice, rows: Listing['rows'], window: Period): Listing {
  const { measure, sort, find, at } = choice;
  return { rows, measure, sort, find, at, window };
}

/** One page of a list, under the page's filters. Throws BadParameter for a page that the list does not have. */
export async function listOrganizations(page: PageContext, listing: Listing): Promise<HeatList> {
  const found = await foundIn(page, listing);
  const codes = found.map((row) => (row.row_code === null ? null : String(row.row_code)));
  return { rows: await named(page, codes), count: Number(found[0]?.row_count ?? 0), half: toHalf(found[0]) };
}

/** How few hold half of the cases of a list: the same for every window with its end, and for every order. */
export async function halfOf(page: PageContext, listing: Listing): Promise<Half> {
  const [first] = await foundIn(page, { ...listing, find: '', at: 1 });
  return toHalf(first);
}

function toHalf(row: Row | undefined): Half {
  const number = (name: string) => Number(row?.[name] ?? 0);
  return {
    place: number('half_place'),
    count: number('half_count'),
    all: number('all_count'),
    among: number('now_row_count'),
  };
}

async function foundIn(page: PageContext, listing: Listing): Promise<Row[]> {
  const { measure, window, at } = listing;
  const [size] = await page.version.all(sizeSql);
  const from = Number(size?.organization_count ?? 0) > longList ? window.to : window.from;
  const found = await page.version.all(listSql, {
    rows: listing.rows,
    basis: page.filters.basis,
    measure: measure === 'pending' ? 'pending' : 'overdue',
    from: `${from}-01`,
    to: `${window.to}-01`,
    until: dateOf(page),
    organization: subtreeOf(page),
    organization_type: page.filters.type,
    case_type: page.filters.case,
    sort: listing.sort,
    find: folded(listing.find),
    offset: (at - 1) * perPage,
    limit: perPage,
  });
  if (found.length === 0 && at > 1) throw notAllowed('page', String(at), ['1..']);
  return found;
}

/** Whether half of the cases lie with so few that it is a finding: at most a third of those that hold any. */
export function isConcentrated({ place, among }: Half): boolean {
  return place > 0 && place * 3 <= among;
}

/** The organisations of those codes, in their order. */
async function named(page: PageContext, codes: readonly (string | null)[]): Promise<ListedRow[]> {
  const known = await page.version.all(namesSql, {
    codes: codes.flatMap((code) => code ?? []),
    basis: page.filters.basis,
    until: dateOf(page),
  });
  const byCode = new Map(known.map((row) => [String(row.organization_code), row]));
  return codes.map((code) => toListed(code, byCode.get(code ?? '')));
}

/** A text as the search compares it: lower case, without Vietnamese marks. */
export function folded(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replace(/\s+/g, ' ')
    .trim();
}

function toListed(code: string | null, row: Row | undefined): ListedRow {
  const text = (name: string) => (typeof row?.[name] === 'string' ? row[name] : null);
  const above = text('parent_code');
  return {
    code: code ?? noKey,
    name: text('organization_name') ?? '',
    type: text('organization_type'),
    level: text('organization_level') ?? '',
    above: above === null ? null : { code: above, name: text('parent_name') ?? above },
    existsFrom: text('exists_from') ?? '0001-01-01',
    existsTo: text('exists_to') ?? '9999-12-31',
  };
}
