import { error } from '@sveltejs/kit';
import { messages } from '$lib/i18n';
import { toCsv, type TableData } from '$lib/shape/table';
import { backlogPage } from './backlog';
import { comparePage } from './compare';
import { compliancePage } from './compliance';
import type { PageContext } from './context';
import { dataPage } from './data';
import { definitionsPage } from './definitions';
import { explainPage } from './explain';
import { answering, contextOf, type Visit } from './load';
import { organizationPanels } from './organizations/organization';
import { organizationsPage } from './organizations/page';
import { overviewPage } from './overview';
import type { PanelFrame, PanelResult } from './panel';
import { restrictedPage } from './restricted';
import { sheetOf, type Drawable, type Origin } from './sheet';
import { trendsPage } from './trends';

type Drawn = PanelResult<Drawable & { frame: PanelFrame }>;

const panelsOf: Record<string, (page: PageContext) => Promise<(Drawn | null)[]>> = {
  async overview(page) {
    const { flow, compliance, age, attention, changed } = await overviewPage(page);
    return [flow, compliance, age, attention, changed];
  },
  async trends(page) {
    const { flows, stock, days, onTime, outlook, multiples, large } = await trendsPage(page);
    return [flows, stock, days, onTime, outlook, multiples, large];
  },
  async compliance(page) {
    const { funnel, parts, matrix, overdue, overdueOrganizations, due, rates, overTime, bases } =
      await compliancePage(page);
    return [funnel, parts, matrix, overdue, overdueOrganizations, due, rates, overTime, bases];
  },
  async backlog(page) {
    const { cross, age, stage } = await backlogPage(page);
    return [cross, age, stage];
  },
  async organizations(page) {
    const { tree, search, flow } = await organizationsPage(page);
    return [tree, search, flow];
  },
  async compare(page) {
    const { figures, pending, overdue } = await comparePage(page);
    return [figures, pending, overdue];
  },
  async definitions(page) {
    const { limits, documents } = await definitionsPage(page);
    return [limits, documents];
  },
  async explain(page) {
    return [(await explainPage(page)).series];
  },
  async data(page) {
    const { panels, changes, quality, warnings } = await dataPage(page);
    return [changes, quality, warnings, ...panels.map((item) => item.result)];
  },
};

const ofOrganization = 'organization-';

/** What makes the panels of a page; those of an organisation's page carry its code. */
function makerOf(name: string): (typeof panelsOf)[string] | undefined {
  if (!name.startsWith(ofOrganization)) return Object.hasOwn(panelsOf, name) ? panelsOf[name] : undefined;
  return (page) => organizationPanels(page, name.slice(ofOrganization.length));
}

/**
 * A panel of a page as a file, under the same filters as the page: its table as CSV or its drawing as SVG. 404 for
 * a page, panel or drawing that does not exist, 400 and 503 as the page itself.
 */
export async function downloadOf(
  visit: Visit,
  wanted: { page: string; panel: string; kind: string },
): Promise<Response> {
  const make = makerOf(wanted.page);
  if (!make) error(404);
  const { context, results } = await answering(visit.url, async () => {
    const opened = await contextOf(visit);
    return { context: opened, results: await resultsOf(opened, wanted.page, make) };
  });
  const found = results.find(
    (result) => (result?.ok ? result.content.frame.id : result?.id) === wanted.panel,
  );
  if (!found) error(404);
  if (!found.ok && found.undisclosed) error(403, `${found.undisclosed.title} ${found.undisclosed.text}`);
  if (!found.ok) error(500, found.code);
  const { id: version, disclosure } = context.version;
  const profile = disclosure === 'full' ? '' : `-${disclosure}`;
  const name = `${wanted.page}-${wanted.panel}-${context.filters.month}-${version}${profile}.${wanted.kind}`;
  const origin = { version, disclosure, lang: context.lang };
  return fileOf(found.content, { kind: wanted.kind, name: name.replace(/[^\w.-]+/g, '-'), origin });
}

/** The panels of a page; of one that counts cases or members, under the restricted profile, those of that profile. */
async function resultsOf(
  page: PageContext,
  name: string,
  make: (typeof panelsOf)[string],
): Promise<(Drawn | null)[]> {
  if (page.version.disclosure === 'full' || ['data', 'definitions'].includes(name)) return make(page);
  return (await restrictedPage(page, name)).panels.map(({ result }) => result);
}

function fileOf(
  content: Drawable & { frame: PanelFrame },
  { kind, name, origin }: { kind: string; name: string; origin: Origin },
): Response {
  if (kind === 'csv')
    return download(toCsv(withProfile(content.frame.table, origin)), {
      type: 'text/csv; charset=utf-8',
      name,
    });
  const drawn = kind === 'svg' ? sheetOf(content, origin) : null;
  if (drawn === null) error(404);
  return download(drawn, { type: 'image/svg+xml', name });
}

/** A file leaves the page that tells its profile behind: each of its rows tells it. */
function withProfile(table: TableData, { disclosure, lang }: Origin): TableData {
  const { profile } = messages(lang);
  return {
    ...table,
    columns: [...table.columns, { label: profile.name, kind: 'text' }],
    rows: table.rows.map((row) => [...row, profile[disclosure]]),
  };
}

function download(body: string, { type, name }: { type: string; name: string }): Response {
  const headers = {
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
  };
  return new Response(body, { headers });
}
