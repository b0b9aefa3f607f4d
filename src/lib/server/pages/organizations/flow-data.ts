import { sqlFile } from '#warehouse/project.ts';
import { endedGroup, newGroup, type FlowLink } from '$lib/shape/flow-layout';
import { subtreeOf, type PageContext } from '../context';
import { linkKey } from './draw-flow';

/** A month in which many were reorganised. */
export interface Wave {
  month: string;
  count: number;
}

/** So many organisations in one month make a wave; where no month has so many, any month is one. */
const fewest = 5;
const mostWaves = 4;
/** No register goes back so far. */
const earliest = '1900-01-01';
const mostGroups = 12;
const otherGroup = '~other';
/** What a part of the tree calls whatever stands outside it; no organisation has this code. */
const outsideGroup = '-';

const wavesSql = sqlFile('queries/page-reorganization-waves.sql');
const flowSql = sqlFile('queries/page-reorganization-flow.sql');
const namesSql = sqlFile('queries/page-organization-names.sql');

/** The largest waves of a period, in order of time: cut out of those of all months, which are few. */
export async function wavesIn(
  page: PageContext,
  { from, to }: { from: string; to: string },
): Promise<Wave[]> {
  const rows = await page.version.all(wavesSql, {
    root: subtreeOf(page)[0] ?? null,
    organization_type: page.filters.type,
    from: earliest,
    to: `${page.version.newestMonth}-01`,
  });
  const all = rows
    .map((row) => ({ month: String(row.month), count: Number(row.organization_count) }))
    .filter(({ month }) => month >= from && month <= to);
  const large = all.filter((wave) => wave.count >= fewest);
  const kept = (large.length > 0 ? large : all).toSorted((a, b) => b.count - a.count).slice(0, mostWaves);
  return kept.toSorted((a, b) => (a.month < b.month ? -1 : 1));
}

/** How the grassroots organisations went from each day to the next, by the organisation above them. */
export async function linksBetween(page: PageContext, dates: string[]): Promise<FlowLink[]> {
  const rows = await page.version.all(flowSql, {
    dates,
    root: subtreeOf(page)[0] ?? null,
    organization_type: page.filters.type,
  });
  const links = rows.map((row) => ({
    step: Number(row.step) - 1,
    from: String(row.start_group),
    to: String(row.end_group),
    moved: row.is_moved === true,
    fromCount: Number(row.start_count),
    toCount: Number(row.end_count),
    fromShare: Number(row.start_share),
    toShare: Number(row.end_share),
  }));
  return fewGroups(links);
}

/** The same links with all but the largest groups put together. */
function fewGroups(links: readonly FlowLink[]): FlowLink[] {
  const sizes = new Map<string, number>();
  for (const { from, to, fromShare, toShare } of links) {
    sizes.set(from, Math.max(sizes.get(from) ?? 0, fromShare));
    sizes.set(to, Math.max(sizes.get(to) ?? 0, toShare));
  }
  const special = [endedGroup, newGroup];
  const kept = [...sizes]
    .filter(([key]) => !special.includes(key))
    .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostGroups)
    .map(([key]) => key);
  const short = (key: string) => (special.includes(key) || kept.includes(key) ? key : otherGroup);
  const merged = new Map<string, FlowLink>();
  for (const link of links) {
    const next = { ...link, from: short(link.from), to: short(link.to) };
    const known = merged.get(linkKey(next));
    merged.set(linkKey(next), known ? added(known, next) : next);
  }
  return [...merged.values()];
}

function added(a: FlowLink, b: FlowLink): FlowLink {
  return {
    ...a,
    fromCount: a.fromCount + b.fromCount,
    toCount: a.toCount + b.toCount,
    fromShare: a.fromShare + b.fromShare,
    toShare: a.toShare + b.toShare,
  };
}

/** The names of the groups of links by their codes. */
export async function namesOf(
  page: PageContext,
  links: readonly FlowLink[],
): Promise<Record<string, string>> {
  const { organizations } = page.say;
  const codes = [...new Set(links.flatMap((link) => [link.from, link.to]))];
  const rows = await page.version.all(namesSql, { codes });
  return {
    ...Object.fromEntries(rows.map((row) => [String(row.organization_code), String(row.organization_name)])),
    '': organizations.noneAbove,
    [endedGroup]: organizations.groupEnded,
    [newGroup]: organizations.groupNew,
    [otherGroup]: organizations.groupOther,
    [outsideGroup]: organizations.groupOutside,
  };
}
