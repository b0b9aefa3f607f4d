import type { Row } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import { BadParameter } from '$lib/filters';
import { addMonths } from '$lib/format/dates';
import { askedMonths, rowsOfMonth } from '../../asked-months.ts';
import { firstDay } from '../../metric-sql.ts';
import { subtreeOf, type PageContext } from '../context';
import { choiceOf } from '../choice';

/** What is counted of an organisation in a month; null where nothing was counted. Duties: the 12 months that end with it. */
export interface TreeFigures {
  pending: number;
  overdue: number;
  opened: number;
  closed: number;
  onTime: number;
  judged: number;
  members: number;
}

/** An organisation in the tree of a month, with those below it and by itself. */
export interface TreeNode {
  code: string;
  name: string;
  level: string;
  type: string | null;
  establishedOn: string | null;
  endedOn: string | null;
  /** Organisations below it at any depth that exist in the month, or by the structure of today those of today. */
  below: number;
  all: TreeFigures;
  own: TreeFigures;
}

/** One page of the organisations directly below another one. */
export interface TreeList {
  nodes: TreeNode[];
  /** How many there are in all. */
  count: number;
  page: number;
}

/** The open part of the tree: the lists of children by the code above, '' for the top. */
export interface Tree {
  lists: ReadonlyMap<string, TreeList>;
  open: readonly string[];
  sort: TreeSort;
}

export const treeSorts = ['pending', 'overdue', 'name'] as const;
export type TreeSort = (typeof treeSorts)[number];

/** How many organisations a list shows at once. */
export const treePageSize = 50;
/** How many organisations may be open at once. */
const mostOpen = 40;
/** So many at the top are opened from the start. */
const fewRoots = 3;

const treeSql = sqlFile('queries/page-tree.sql');
const countsSql = sqlFile('queries/page-tree-counts.sql');
const dutiesSql = sqlFile('queries/page-tree-duties.sql');
const codesSql = sqlFile('queries/organization-codes.sql');
const dutyCounts = ['all_on_time_count', 'all_judged_count', 'own_on_time_count', 'own_judged_count'];

/**
 * The tree of the page's month as far as it is open: by `open` of the URL, else the top ones when they are few.
 * Throws BadParameter for codes that were never reported and pages that cannot be.
 */
export async function treeOf(page: PageContext): Promise<Tree> {
  const sort = choiceOf(page.params, 'sort', treeSorts);
  const pages = pagesOf(page);
  const asked = await openCodes(page);
  const top = await childrenOf(page, ['', ...(asked ?? [])]);
  // Few at the top are opened at once: what they and those below them count is one question then.
  const isFew = asked === null && top.rows.length <= fewRoots;
  const next = isFew ? await childrenOf(page, codesOf(top.rows)) : none;
  const known = await figuresBy(page, [...top.ever, ...next.ever]);
  const first = listsOf(page, top.rows, { figures: known, sort, pages });
  if (asked) return { lists: first, open: asked, sort };
  const roots = first.get('')?.nodes ?? [];
  if (roots.length === 0 || roots.length > fewRoots) return { lists: first, open: [], sort };
  const open = roots.map((node) => node.code);
  const below = isFew
    ? { ...next, rows: next.rows.filter((row) => open.includes(String(row.list_code))) }
    : await childrenOf(page, open);
  const figures = isFew ? known : await figuresBy(page, below.ever);
  return { lists: new Map([...first, ...listsOf(page, below.rows, { figures, sort, pages })]), open, sort };
}

/** Organisations of a month, and the codes of those that stood there in any month that was asked for. */
interface Children {
  rows: Row[];
  ever: string[];
}

const none: Children = { rows: [], ever: [] };

/** The organisations directly below each of some ('' : those at the top), whatever they count. */
async function childrenOf(page: PageContext, parents: string[]): Promise<Children> {
  const { basis, month, type } = page.filters;
  const rows = await page.version.all(treeSql, {
    ...askedMonths(page.version, 'marts.dim_organization_subtree', { from: month, to: month }),
    newest: firstDay(page.version.newestMonth),
    basis,
    parents,
    root: subtreeOf(page)[0] ?? null,
    organization_type: type,
  });
  return { rows: rowsOfMonth(rows, month), ever: codesOf(rows) };
}

const codesOf = (rows: readonly Row[]) => rows.map((row) => String(row.organization_code));

/** One page of the children of each organisation that has some. */
function listsOf(
  page: PageContext,
  rows: readonly Row[],
  {
    figures,
    sort,
    pages,
  }: { figures: ReadonlyMap<string, Row>; sort: TreeSort; pages: ReadonlyMap<string, number> },
): Map<string, TreeList> {
  const children = new Map<string, TreeNode[]>();
  for (const row of rows) {
    const node = toNode(row, figures.get(String(row.organization_code)));
    if (!isShown(page, row, node)) continue;
    const list = String(row.list_code);
    children.set(list, [...(children.get(list) ?? []), node]);
  }
  return new Map([...children].map(([code, nodes]) => [code, onePage(page, nodes, { code, sort, pages })]));
}

/** Figures of organisations by their codes: those of the month, and of duties those of the year that ends with it. */
async function figuresBy(page: PageContext, codes: string[]): Promise<Map<string, Row>> {
  const { version } = page;
  const { basis, month, type } = page.filters;
  const common = { codes: [...new Set(codes)].sort(), basis, organization_type: type };
  const year = { from: addMonths(month, -11), to: month };
  const [counts, duties] = await Promise.all([
    version.all(countsSql, {
      ...common,
      ...askedMonths(version, 'marts.agg_members_by_month', { from: month, to: month }),
      case_type: page.filters.case,
    }),
    version.all(dutiesSql, { ...common, ...askedMonths(version, 'marts.agg_duties_by_month', year) }),
  ]);
  const figures = new Map(
    rowsOfMonth(counts, month).map((row) => [String(row.organization_code), { ...row }]),
  );
  for (const row of duties) {
    if (String(row.month) < year.from || String(row.month) > year.to) continue;
    const code = String(row.organization_code);
    const known: Row = figures.get(code) ?? {};
    for (const name of dutyCounts) known[name] = Number(known[name] ?? 0) + Number(row[name]);
    figures.set(code, known);
  }
  return figures;
}

/** Organisations that exist in the month or count in it; under a filter of types only those with such ones. */
function isShown(page: PageContext, row: Row, { type, below, all }: TreeNode): boolean {
  const chosen = page.filters.type;
  const counts = all.pending + all.opened + all.closed + all.members > 0;
  if (row.exists_in_month !== true) return counts;
  return chosen.length === 0 || counts || below > 0 || (type !== null && chosen.includes(type));
}

function onePage(
  page: PageContext,
  nodes: TreeNode[],
  { code, sort, pages }: { code: string; sort: TreeSort; pages: ReadonlyMap<string, number> },
): TreeList {
  const at = pages.get(code) ?? 1;
  const last = Math.max(1, Math.ceil(nodes.length / treePageSize));
  if (at > last) throw faultOf(page, 'page', `${code}.${at}`, `${code}.1..${code}.${last}`);
  const sorted = nodes.toSorted(
    (a, b) =>
      (sort === 'name' ? a.name.localeCompare(b.name, 'vi') : b.all[sort] - a.all[sort]) ||
      (a.code < b.code ? -1 : 1),
  );
  return {
    nodes: sorted.slice((at - 1) * treePageSize, at * treePageSize),
    count: nodes.length,
    page: at,
  };
}

function toNode(row: Row, figures: Row = {}): TreeNode {
  const textOf = (name: string) => (row[name] === null ? null : String(row[name]));
  return {
    code: String(row.organization_code),
    name: String(row.organization_name),
    level: String(row.organization_level),
    type: textOf('organization_type'),
    establishedOn: textOf('established_date'),
    endedOn: textOf('ended_date'),
    below: Number(row.below_count),
    all: figuresOf(figures, 'all'),
    own: figuresOf(figures, 'own'),
  };
}

function figuresOf(row: Row, scope: 'all' | 'own'): TreeFigures {
  const count = (name: string) => Number(row[`${scope}_${name}_count`] ?? 0);
  return {
    pending: count('pending'),
    overdue: count('overdue'),
    opened: count('opened'),
    closed: count('closed'),
    onTime: count('on_time'),
    judged: count('judged'),
    members: count('member'),
  };
}

/** The codes of `open`, or null where the address has none. Empty: all closed. */
async function openCodes(page: PageContext): Promise<string[] | null> {
  const text = page.params.get('open');
  if (text === null) return null;
  const codes = [...new Set(text.split(',').filter((code) => code !== ''))];
  if (codes.length > mostOpen) throw faultOf(page, 'open', String(codes.length), `1..${mostOpen}`);
  if (codes.length === 0) return codes;
  const rows = await page.version.all(codesSql, { codes });
  const known = new Set(rows.map((row) => String(row.organization_code)));
  const unknown = codes.find((code) => !known.has(code));
  if (unknown !== undefined) throw faultOf(page, 'open', unknown, [...known].sort().slice(0, 12).join(', '));
  return codes;
}

/** `page=0004.2,0005.3`: which page of which list. */
function pagesOf(page: PageContext): Map<string, number> {
  const pages = new Map<string, number>();
  for (const part of (page.params.get('page') ?? '').split(',').filter((text) => text !== '')) {
    const [, code, number] = /^(.*)\.([1-9]\d{0,4})$/.exec(part) ?? [];
    if (code === undefined) throw faultOf(page, 'page', part, 'CODE.1, CODE.2');
    pages.set(code, Number(number));
  }
  return pages;
}

function faultOf(page: PageContext, name: string, found: string, allowed: string): BadParameter {
  return new BadParameter(name, page.say.notAllowed(name, found.slice(0, 60), allowed));
}
