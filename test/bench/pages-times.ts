import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openPublished } from '#warehouse/open.server.ts';
import { projectRoot } from '#warehouse/project.ts';
import type { Line } from './bench.ts';
import type { Served } from './folder.ts';
import { ask, startPages, type Running } from './pages-server.ts';

/** The pages to be measured; a page more is a line more. */
export const paths = [
  '/',
  '/trends',
  '/compliance',
  '/backlog',
  '/organizations',
  '/compare',
  '/definitions',
  '/data',
];
/** Of large folders fewer are asked: first requests take longer there. */
const months = { small: 12, large: 6 };
const versionName = /^\d{4}-\d{2}-\d{2}\.\d{3}$/;

/** How long pages may take, and who looks at them. */
export interface Timing {
  limitMs: number;
  disclosure?: 'full' | 'restricted';
}

/**
 * Server time of each page's data: the months of a year, or half of one, in both bases, asked once and again, and once more after a publish
 * where one can be made; views of one large organisation and a search for names too. The restricted have no such views.
 */
export async function timeLines(
  { folder, canPublish }: Served,
  { limitMs, disclosure = 'full' }: Timing,
): Promise<Line[]> {
  const pages = await startPages(folder, disclosure);
  const newest = newestMonth(folder);
  const isWhole = disclosure === 'full';
  const views = isWhole ? [...paths, ...viewsOf(await largestBelowTop(folder))] : paths;
  const asked = () =>
    timesOf(pages, views, {
      newest,
      months: months[canPublish ? 'small' : 'large'],
      bases: isWhole ? ['as_reported', 'current'] : [''],
    });
  const lines = (times: Map<string, number[]>, when: string) =>
    views.map((view) => timeLine(`${view} ${who}data, ${when}`, times.get(view) ?? [], limitMs));
  const who = isWhole ? '' : 'restricted ';
  try {
    for (const view of views) await ask(addressOf(pages, view, { month: newest }), pages.session);
    const [first, again] = [await asked(), await asked()];
    const known = [...lines(first, 'first request'), ...lines(again, 'again')];
    if (!canPublish || !isWhole) return known;
    await promisify(execFile)(process.execPath, [join(projectRoot(), 'launch.mjs'), 'etl', 'rebuild'], {
      env: { ...process.env, DATA_DIR: folder },
    });
    return [...known, ...lines(await asked(), 'first after a publish')];
  } finally {
    await pages.stop();
  }
}

function viewsOf(organization: string): string[] {
  const below = ['/', '/trends', '/compliance', '/backlog', '/compare'].map(
    (path) => `${path}?org=${organization}`,
  );
  const lists = ['/backlog?rows=organization', '/organizations?q=chi bo 1'];
  return [...below, ...lists, `/organizations/${organization}`];
}

/** The organisation with most below it that stands below another one, or else at the top. */
async function largestBelowTop(folder: string): Promise<string> {
  const path = join(folder, 'published', currentVersion(folder), 'warehouse.duckdb');
  const database = await openPublished(path);
  const [row] = await database.all(
    `select subtree.ancestor_code as code
from marts.dim_organization_subtree as subtree
inner join marts.dim_organization as organizations on organizations.organization_code = subtree.ancestor_code
where subtree.basis = 'current' and organizations.is_current
group by subtree.ancestor_code, organizations.parent_code
order by organizations.parent_code is null, count(*) desc, subtree.ancestor_code
limit 1`,
  );
  database.close();
  return String(row?.code);
}

/** Times of every view's addresses, in turn. A basis '' asks for none. */
async function timesOf(
  pages: Running,
  views: readonly string[],
  { newest, months, bases }: { newest: string; months: number; bases: readonly string[] },
): Promise<Map<string, number[]>> {
  const times = new Map(views.map((view) => [view, [] as number[]]));
  for (let back = 1; back <= months; back++) {
    for (const basis of bases) {
      for (const view of views) {
        const query = { month: monthBefore(newest, back), ...(basis === '' ? {} : { basis }) };
        const { status, ms } = await ask(addressOf(pages, view, query), pages.session);
        if (status !== 200) throw new Error(`${view} was answered with ${status}.`);
        times.get(view)?.push(ms);
      }
    }
  }
  return times;
}

function addressOf(pages: Running, view: string, query: Record<string, string>): string {
  const [path = '', own = ''] = view.split('?');
  const search = new URLSearchParams([...new URLSearchParams(own), ...Object.entries(query)]);
  return `${pages.url}${path === '/' ? '' : path}/__data.json?${search.toString()}`;
}

function timeLine(what: string, times: readonly number[], limitMs: number): Line {
  const p95 = quantile(times, 0.95);
  const taken = `p50 ${quantile(times, 0.5).toFixed(1)}, p95 ${p95.toFixed(1)} ms`;
  return { what, taken, bare: null, ratio: null, bar: `p95 <= ${limitMs} ms`, holds: p95 <= limitMs };
}

/** The smallest value that at least `share` of the values do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** The month so many months before, both `YYYY-MM`. */
export function monthBefore(month: string, count: number): string {
  const [year = 0, at = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, at - 1 - count, 1)).toISOString().slice(0, 7);
}

function newestMonth(dataDir: string): string {
  return currentVersion(dataDir).slice(0, 7);
}

function currentVersion(dataDir: string): string {
  const current: { version: string } = JSON.parse(
    readFileSync(join(dataDir, 'published', 'current.json'), 'utf8'),
  );
  if (!versionName.test(current.version)) throw new Error(`${current.version} is no name of a version.`);
  return current.version;
}
