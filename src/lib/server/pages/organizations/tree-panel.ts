import { metricOf } from '#warehouse/metrics.ts';
import { formatDate, monthInWords } from '$lib/format/dates';
import { formatCount, formatRatio, nothing } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import type { TableData } from '$lib/shape/table';
import { hrefWith } from '../choice';
import { isUntold } from '../../coverage.ts';
import type { PageContext } from '../context';
import { metricsShown, sourceLine, type PanelFrame } from '../panel';
import { organizationHref } from './links';
import { treeOf, treePageSize, treeSorts, type Tree, type TreeFigures, type TreeNode } from './tree';

/** A figure and, below it, what it was counted from. */
export interface TreeCell {
  text: string;
  note?: string;
  late?: boolean;
}

/** One line of the tree: an organisation, the part of an open one that is its own, or the pages of a long list. */
export type TreeLine =
  | {
      kind: 'organization';
      key: string;
      depth: number;
      name: string;
      href: string;
      about: string;
      toggle: { href: string; open: boolean; label: string } | null;
      cells: TreeCell[];
    }
  | { kind: 'own'; key: string; depth: number; name: string; cells: TreeCell[] }
  | {
      kind: 'pages';
      key: string;
      depth: number;
      text: string;
      previous: string | null;
      next: string | null;
    };

/** The organisations of a month as an open tree. */
export interface TreePanel {
  frame: PanelFrame;
  columns: { key: string; label: string; sort: { href: string; current: boolean } | null }[];
  lines: TreeLine[];
  pageWords: [string, string];
}

/** The tree as far as it is open, every figure with those below it; an open organisation shows its own part too. */
export async function treePanel(page: PageContext): Promise<TreePanel> {
  const { say, lang, filters } = page;
  const tree = await treeOf(page);
  const words = say.organizations;
  return {
    frame: {
      page: 'organizations',
      id: 'tree',
      title: findingOf(page, tree),
      description: words.treeDescription(monthInWords(filters.month, lang)),
      help: words.treeHelp,
      source: sourceLine(page),
      metrics: metricsShown(
        page,
        'cases_pending',
        'cases_overdue',
        'cases_opened',
        'cases_closed',
        'compliance_rate',
        'members',
      ),
      note: words.treeNote,
      table: tableOf(page, tree),
      drawn: false,
    },
    columns: columnsOf(page, tree),
    lines: linesBelow(page, tree, { code: '', depth: 0, above: [] }),
    pageWords: [say.backlog.previous, say.backlog.next],
  };
}

function columnsOf(page: PageContext, tree: Tree): TreePanel['columns'] {
  const { say } = page;
  const sortable = (key: string) => treeSorts.find((sort) => sort === key);
  return [
    ['name', say.words.organization],
    ['pending', say.words.pending],
    ['overdue', say.words.overdue],
    ['opened', say.words.opened],
    ['closed', say.words.closed],
    ['compliance', say.organizations.compliance],
    ['members', metricOf('members').label[page.lang]],
    ['below', say.organizations.below[page.filters.basis]],
  ].map(([key = '', label = '']) => {
    const sort = sortable(key);
    const href = sort && `${hrefWith(page.params, 'sort', sort === treeSorts[0] ? null : sort)}#tree`;
    return { key, label, sort: href ? { href, current: sort === tree.sort } : null };
  });
}

function linesBelow(
  page: PageContext,
  tree: Tree,
  { code, depth, above }: { code: string; depth: number; above: readonly string[] },
): TreeLine[] {
  const list = tree.lists.get(code);
  if (!list) return [];
  const lines = list.nodes.flatMap((node) => {
    const open = tree.open.includes(node.code) && !above.includes(node.code);
    const line = lineOf(page, tree, { node, depth, open });
    if (!open) return [line];
    return [
      line,
      ...ownLine(page, node, depth + 1),
      ...linesBelow(page, tree, { code: node.code, depth: depth + 1, above: [...above, node.code] }),
    ];
  });
  return [...lines, ...pagesLine(page, { code, depth, ...list })];
}

function lineOf(
  page: PageContext,
  tree: Tree,
  { node, depth, open }: { node: TreeNode; depth: number; open: boolean },
): TreeLine {
  const words = page.say.organizations;
  const next = open ? tree.open.filter((code) => code !== node.code) : [...tree.open, node.code];
  return {
    kind: 'organization',
    key: `${depth} ${node.code}`,
    depth,
    name: node.name,
    href: organizationHref(page, node.code),
    about: aboutOf(page, node),
    toggle:
      node.below > 0
        ? {
            href: hrefWith(page.params, 'open', next.join(',')),
            open,
            label: open ? words.close(node.name) : words.open(node.name, formatCount(node.below, page.lang)),
          }
        : null,
    cells: [
      ...(isNodeUntold(page, node) ? Array<TreeCell>(6).fill({ text: nothing }) : cellsOf(page, node.all)),
      { text: node.below > 0 ? formatCount(node.below, page.lang) : nothing },
    ],
  };
}

/** What an open organisation holds itself, so that the lines below it add up to it; left out where it is nothing. */
function ownLine(page: PageContext, node: TreeNode, depth: number): TreeLine[] {
  if (Object.values(node.own).every((value) => value === 0)) return [];
  const cells = [...cellsOf(page, node.own), { text: nothing }];
  return [{ kind: 'own', key: `own ${node.code}`, depth, name: page.say.organizations.own, cells }];
}

function pagesLine(
  page: PageContext,
  { code, depth, count, page: at }: { code: string; depth: number; count: number; page: number },
): TreeLine[] {
  const last = Math.ceil(count / treePageSize);
  if (last < 2) return [];
  const others = (page.params.get('page') ?? '')
    .split(',')
    .filter((part) => part !== '' && !part.startsWith(`${code}.`));
  const link = (to: number) => {
    const value = to === 1 ? others : [...others, `${code}.${to}`];
    return hrefWith(page.params, 'page', value.length === 0 ? null : value.join(','));
  };
  const first = (at - 1) * treePageSize + 1;
  const text = page.say.organizations.rows(
    formatCount(first, page.lang),
    formatCount(Math.min(count, at * treePageSize), page.lang),
    formatCount(count, page.lang),
  );
  const pager = { previous: at > 1 ? link(at - 1) : null, next: at < last ? link(at + 1) : null };
  return [{ kind: 'pages', key: `pages ${code}`, depth, text, ...pager }];
}

function cellsOf(page: PageContext, figures: TreeFigures): TreeCell[] {
  const { lang } = page;
  const count = (value: number) => ({ text: formatCount(value, lang) });
  const rate = figures.judged === 0 ? null : figures.onTime / figures.judged;
  const knowsMembers = page.filters.month >= page.version.firstSnapshotMonth;
  return [
    count(figures.pending),
    { ...count(figures.overdue), late: figures.overdue > 0 },
    count(figures.opened),
    count(figures.closed),
    rate === null
      ? { text: nothing }
      : {
          text: formatRatio(rate, lang),
          note: `${formatCount(figures.onTime, lang)}/${formatCount(figures.judged, lang)}`,
        },
    knowsMembers ? count(figures.members) : { text: nothing },
  ];
}

function isNodeUntold({ version, filters }: PageContext, { code }: TreeNode): boolean {
  return isUntold(version, filters.month, [code]);
}

/** What a reader must know beside the name: that it ended or was founded within the month, or has sent nothing of it. */
function aboutOf(page: PageContext, node: TreeNode): string {
  const { say, lang, filters } = page;
  if (isNodeUntold(page, node)) return say.coverage.untold;
  if (node.endedOn !== null && node.endedOn.slice(0, 7) <= filters.month)
    return say.organizations.endedOn(formatDate(node.endedOn, lang));
  if (node.establishedOn?.slice(0, 7) === filters.month)
    return say.organizations.sinceShort(formatDate(node.establishedOn, lang));
  return '';
}

/** The first list with several organisations from the top down, or the last that is open. */
function firstLevel(tree: Tree, code = ''): TreeNode[] {
  const nodes = tree.lists.get(code)?.nodes ?? [];
  const [only] = nodes;
  const isLast = nodes.length !== 1 || !only || only.code === code || !tree.lists.has(only.code);
  return isLast ? nodes : firstLevel(tree, only.code);
}

/** Who of the first level with several organisations holds most of what is pending; the top alone is not named. */
function findingOf(page: PageContext, tree: Tree): string {
  const { say, lang } = page;
  const nodes = firstLevel(tree);
  if (nodes.length === 0) return say.organizations.treeNone(monthInWords(page.filters.month, lang));
  const roots = tree.lists.get('')?.nodes ?? [];
  const total = roots.reduce((sum, node) => sum + node.all.pending, 0);
  const [most] = nodes.toSorted((a, b) => b.all.pending - a.all.pending);
  if (!most || total === 0) return say.organizations.treeNoCases(monthInWords(page.filters.month, lang));
  if (nodes.length === 1 && most.code === roots[0]?.code)
    return say.organizations.pendingNow(counted(total, lang));
  return say.organizations.treeMost(
    most.name,
    counted(most.all.pending, lang),
    counted(total, lang),
    formatRatio(most.all.pending / total, lang),
  );
}

function tableOf(page: PageContext, tree: Tree): TableData {
  const { say, lang } = page;
  const count = (label: string) => ({ label, kind: 'count' as const });
  const nodes = flatten(tree, '', 1, new Set());
  return {
    caption: say.organizations.treeTable,
    columns: [
      { label: say.words.organization, kind: 'text' },
      { label: say.organizations.code, kind: 'text' },
      count(say.organizations.depth),
      { label: say.words.type, kind: 'text' },
      ...[say.words.pending, say.words.overdue, say.words.opened, say.words.closed].flatMap((label) => [
        count(label),
        count(`${label}, ${say.organizations.ownShort}`),
      ]),
      count(say.words.onTime),
      count(say.words.counted),
      count(metricOf('members').label[lang]),
      count(say.organizations.below[page.filters.basis]),
    ],
    rows: nodes.map(({ node, depth }) => [
      node.name,
      node.code,
      depth,
      node.type === null ? say.words.upper : page.codes.label('organization_type', node.type),
      ...(isNodeUntold(page, node) ? Array<null>(11).fill(null) : numbersOf(page, node)),
      node.below,
    ]),
  };
}

function numbersOf({ filters, version }: PageContext, { all, own }: TreeNode): (number | null)[] {
  return [
    all.pending,
    own.pending,
    all.overdue,
    own.overdue,
    all.opened,
    own.opened,
    all.closed,
    own.closed,
    all.onTime,
    all.judged,
    filters.month >= version.firstSnapshotMonth ? all.members : null,
  ];
}

function flatten(
  tree: Tree,
  code: string,
  depth: number,
  seen: Set<string>,
): { node: TreeNode; depth: number }[] {
  return (tree.lists.get(code)?.nodes ?? []).flatMap((node) => {
    if (seen.has(node.code)) return [];
    seen.add(node.code);
    return [{ node, depth }, ...flatten(tree, node.code, depth + 1, seen)];
  });
}
