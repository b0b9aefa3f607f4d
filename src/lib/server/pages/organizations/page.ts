import { monthInWords } from '$lib/format/dates';
import { formatCount } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import { ask, thisMonth, type PageContext } from '../context';
import { contentOf, panel, type PanelResult } from '../panel';
import { flowPanel, type FlowPanel } from './flow';
import { searchForm, searchPanel, wordsOf, type SearchForm, type SearchPanel } from './search';
import { treePanel, type TreePanel } from './tree-panel';

/** Which organisations there are, who is below whom, and what became of them. */
export interface OrganizationsPage {
  title: string;
  finding: string;
  lede: string;
  form: SearchForm;
  tree: PanelResult<TreePanel> | null;
  search: PanelResult<SearchPanel> | null;
  flow: PanelResult<FlowPanel> | null;
}

/** All of the page of organisations, from one version: the tree, or what a search found in its place. */
export async function organizationsPage(page: PageContext): Promise<OrganizationsPage> {
  const { say } = page;
  const words = wordsOf(page);
  const [head, tree, search, flow] = await Promise.all([
    panel(page, 'head', () => headOf(page)),
    words === '' ? panel(page, 'tree', () => treePanel(page)) : null,
    words === '' ? null : panel(page, 'search', () => searchPanel(page, words)),
    words === '' ? panel(page, 'flow', () => flowPanel(page)) : null,
  ]);
  const known = contentOf(head);
  return {
    title: say.organizations.title,
    finding: known?.finding ?? say.organizations.title,
    lede: known?.lede ?? '',
    form: searchForm(page),
    tree,
    search,
    flow,
  };
}

/** How many organisations there are at the month's end, and of which levels. */
async function headOf(page: PageContext): Promise<{ finding: string; lede: string }> {
  const { say, lang, codes, filters } = page;
  const month = monthInWords(filters.month, lang);
  if (filters.month < page.version.firstSnapshotMonth)
    return { finding: say.organizations.unknownThen(month), lede: say.organizations.unknownThenLede };
  const rows = await ask(page, 'organizations', ['organization_level'], thisMonth(page));
  const total = rows.reduce((sum, row) => sum + (row.value ?? 0), 0);
  const levels = codes.list('organization_level').flatMap(({ code, label }) => {
    const count = rows.find((row) => row.organization_level === code)?.value ?? 0;
    return count > 0 ? [`${label} ${formatCount(count, lang)}`] : [];
  });
  return {
    finding: say.organizations.headline(counted(total, lang), month),
    lede: levels.join(' · '),
  };
}
