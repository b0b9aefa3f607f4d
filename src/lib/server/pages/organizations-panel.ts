import { sqlFile } from '#warehouse/project.ts';
import type { Row } from '#warehouse/open.server.ts';
import { BadParameter } from '$lib/filters';
import { formatMonth, monthRange } from '$lib/format/dates';
import { formatCount } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import type { HeatCell, HeatmapData, HeatRow } from '$lib/shape/heatmap';
import type { TableData } from '$lib/shape/table';
import type { MetricRow } from '../metrics.ts';
import { dateOf, stockMetric, type StockMeasure } from './age-panel';
import { hrefWith } from './choice';
import { ask, subtreeOf, windowOf, type PageContext } from './context';
import { absent, countCell, fixedScale, stepLabels } from './heat-parts';
import { ownRows, type ListedOrganization } from './organization-rows';
import { sourceLine, type PanelFrame } from './panel';

/** The cases of each organisation over months, one page of the list. */
export interface OrganizationsPanel {
  frame: PanelFrame;
  heatmap: HeatmapData;
  /** How many organisations hold half of the cases. */
  halfPlace: number;
  /** How many cases these hold, and how many there are. */
  halfCount: number;
  total: number;
  pager: {
    label: string;
    text: string;
    previous: string | null;
    next: string | null;
    words: [string, string];
  };
}

interface Listed extends ListedOrganization {
  existsFrom: string;
  existsTo: string;
}

const listSql = sqlFile('queries/page-organizations.sql');
const perPage = 40;

/** Organisations x months, grouped by organisation type, the most cases now first. */
export async function organizationsPanel(
  page: PageContext,
  measure: StockMeasure,
): Promise<OrganizationsPanel> {
  const { say, lang } = page;
  const window = windowOf(page, page.filters.months);
  const at = pageNumber(page.params);
  const rows = await listed(page, { measure, window, offset: (at - 1) * perPage });
  if (rows.length === 0 && at > 1) throw noSuchPage(page.params);
  const organizations = rows.map(toListed);
  const metric = stockMetric[measure];
  const [cells, totals] = await Promise.all([
    ownRows(page, metric, { by: ['month', 'organization'], period: window, of: organizations }),
    ask(page, metric, ['month'], window),
  ]);
  const all = Number(rows[0]?.organization_count ?? 0);
  const drawing: Drawing = {
    caption: say.backlog.organizationsTable(say.backlog.measure[measure]),
    months: monthRange(window.from, window.to),
    organizations,
    find: finder(cells),
    bounds: await fixedScale(page, 'organization_by_month'),
  };
  return {
    frame: {
      page: 'backlog',
      id: 'organizations',
      title: findingOf(page, rows[0]),
      description: say.backlog.organizationsDescription(
        say.backlog.measure[measure],
        formatCount(organizations.length, lang),
        formatCount(all, lang),
      ),
      source: sourceLine(page),
      note: say.backlog.steps,
      table: tableOf(page, drawing),
      drawn: false,
    },
    heatmap: heatmapOf(page, drawing, totals),
    halfPlace: Number(rows[0]?.half_place ?? 0),
    halfCount: Number(rows[0]?.half_count ?? 0),
    total: Number(rows[0]?.all_count ?? 0),
    pager: pagerOf(page, at, Math.max(1, Math.ceil(all / perPage))),
  };
}

interface Drawing {
  caption: string;
  months: string[];
  organizations: Listed[];
  find: (code: string, month: string) => MetricRow | undefined;
  bounds: readonly number[];
}

function heatmapOf(page: PageContext, drawing: Drawing, totals: readonly MetricRow[]): HeatmapData {
  const { say, lang, params } = page;
  const { caption, months, organizations, find, bounds } = drawing;
  return {
    caption,
    corner: say.words.organization,
    columns: months.map((month) => ({ key: month, label: String(Number(month.slice(5))) })),
    columnGroups: yearsOf(months),
    groups: grouped(page, organizations).map(({ label, items }) => ({
      label,
      rows: items.map((item): HeatRow => ({
        key: item.code,
        label: item.name,
        href: `${hrefWith(params, 'organization', item.code)}#organizations`,
        chosen: params.get('organization') === item.code,
        cells: months.map((month) => cellOf(page, { item, month, row: find(item.code, month), bounds })),
      })),
    })),
    totals: {
      label: say.words.total,
      columns: totals.map((row) => formatCount(row.value, lang)),
      all: formatCount(totals.at(-1)?.value ?? null, lang),
    },
    palette: 'count',
    steps: stepLabels(page, bounds),
  };
}

function tableOf(page: PageContext, { caption, months, organizations, find }: Drawing): TableData {
  const { say, lang } = page;
  const value = (item: Listed, month: string) => {
    const row = find(item.code, month);
    if (row) return row.value;
    return existed(item, month) ? 0 : null;
  };
  return {
    caption,
    columns: [
      { label: say.words.organization, kind: 'text' },
      { label: say.words.type, kind: 'text' },
      ...months.map((month) => ({ label: formatMonth(month, lang), kind: 'count' as const })),
    ],
    rows: organizations.map((item) => [
      item.name,
      typeName(page, item.type),
      ...months.map((month) => value(item, month)),
    ]),
  };
}

async function listed(
  page: PageContext,
  {
    measure,
    window,
    offset,
  }: { measure: StockMeasure; window: { from: string; to: string }; offset: number },
): Promise<Row[]> {
  return page.version.all(listSql, {
    basis: page.filters.basis,
    measure,
    from: `${window.from}-01`,
    to: `${window.to}-01`,
    until: dateOf(page),
    organization: subtreeOf(page),
    organization_type: page.filters.type,
    case_type: page.filters.case,
    offset,
    limit: perPage,
  });
}

function toListed(row: Row): Listed {
  return {
    code: String(row.organization_code),
    name: String(row.organization_name),
    type: row.organization_type === null ? null : String(row.organization_type),
    level: String(row.organization_level),
    existsFrom: String(row.exists_from),
    existsTo: String(row.exists_to),
  };
}

function finder(cells: readonly MetricRow[]) {
  const found = new Map(cells.map((row) => [`${row.organization} ${row.month?.slice(0, 7)}`, row]));
  return (code: string, month: string) => found.get(`${code} ${month}`);
}

function existed(item: Listed, month: string): boolean {
  return item.existsFrom.slice(0, 7) <= month && item.existsTo.slice(0, 7) >= month;
}

function cellOf(
  page: PageContext,
  {
    item,
    month,
    row,
    bounds,
  }: { item: Listed; month: string; row: MetricRow | undefined; bounds: readonly number[] },
): HeatCell {
  if (!row && !existed(item, month)) return absent;
  return countCell(page, row, bounds);
}

/** The newest month stands for all: the scale does not move while a reader goes back in time by the filter. */
function grouped(page: PageContext, organizations: readonly Listed[]) {
  const types = [...page.codes.list('organization_type').map((item) => item.code), null];
  return types
    .map((type) => ({
      label: typeName(page, type),
      items: organizations.filter((item) => item.type === type),
    }))
    .filter((group) => group.items.length > 0);
}

function typeName(page: PageContext, type: string | null): string {
  return type === null ? page.say.words.upper : page.codes.label('organization_type', type);
}

/** The years above the months, each over as many of them as it has. */
function yearsOf(months: readonly string[]): { label: string; span: number }[] {
  const years = [...new Set(months.map((month) => month.slice(0, 4)))];
  return years.map((year) => ({
    label: year,
    span: months.filter((month) => month.startsWith(year)).length,
  }));
}

function findingOf(page: PageContext, first: Row | undefined): string {
  const { backlog } = page.say;
  const count = (name: string) => counted(Number(first?.[name] ?? 0), page.lang);
  if (!first || count('all_count').n === 0) return backlog.organizationsNone;
  return backlog.concentrated(
    count('half_count'),
    count('all_count'),
    count('half_place'),
    count('organization_count'),
  );
}

function pageNumber(params: URLSearchParams): number {
  const found = params.get('page') ?? '1';
  if (/^[1-9]\d{0,4}$/.test(found)) return Number(found);
  throw noSuchPage(params);
}

function noSuchPage(params: URLSearchParams): BadParameter {
  const found = (params.get('page') ?? '').slice(0, 20);
  return new BadParameter(
    'page',
    `Tham số "page" không nhận giá trị "${found}". Giá trị cho phép: số trang có trong danh sách.`,
  );
}

function pagerOf(page: PageContext, at: number, last: number): OrganizationsPanel['pager'] {
  const { say, lang, params } = page;
  const link = (to: number) => `${hrefWith(params, 'page', to === 1 ? null : String(to))}#organizations`;
  return {
    label: say.backlog.pages,
    text: say.backlog.more(formatCount(at, lang), formatCount(last, lang)),
    previous: at > 1 ? link(Math.min(at, last + 1) - 1) : null,
    next: at < last ? link(at + 1) : null,
    words: [say.backlog.previous, say.backlog.next],
  };
}
