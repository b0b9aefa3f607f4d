import { sqlFile } from '#warehouse/project.ts';
import type { FunnelPoint, FunnelSpec } from '$lib/charts/spec';
import { formatCount, formatDecimal, formatRatio } from '$lib/format/numbers';
import { counted as counting } from '$lib/i18n/sentences';
import { chanceBelow, limitsAt, type Place } from '$lib/shape/binomial';
import { binned, limitCurves, placedPairs, type CountPair, type PlacedPair } from '$lib/shape/funnel';
import type { TableData } from '$lib/shape/table';
import { dateOf } from './age-panel';
import { ask, subtreeOf, type PageContext, type Period } from './context';
import { organizationHref } from './organizations/links';
import { dutySource, metricsShown, type PanelFrame } from './panel';
import { periodInWords } from './rates';

/** The funnel plot of organisations, and those beyond its outer limits by name. */
export interface FunnelPanel {
  frame: PanelFrame;
  /** Undefined when there is nothing to draw. */
  spec?: FunnelSpec;
  summary: string;
  named: { label: string; links: { text: string; figures: string; href: string }[]; more: string }[];
}

interface Organization {
  code: string;
  name: string;
  counted: number;
  onTime: number;
  place: Place;
}

interface Found {
  rate: number;
  pairs: PlacedPair[];
  /** Organisations by name: all of few, those beyond the outer limits of many; the furthest below first. */
  listed: Organization[];
  /** How many organisations there are, and beyond each outer limit. */
  total: number;
  below: number;
  above: number;
}

const pairsSql = sqlFile('queries/page-funnel.sql');
const namesSql = sqlFile('queries/page-funnel-organizations.sql');
const mostListed = 400;
const mostPairs = 600;
/** More organisations than this on one point, in the mean, are drawn by size. */
const mostAlike = 3;
const mostLinks = 6;

/** Organisations by number of duties and rate, against exact binomial limits around the common rate. */
export async function funnelPanel(page: PageContext, period: Period): Promise<FunnelPanel> {
  const { say } = page;
  const found = await foundIn(page, period);
  const words = periodInWords(page, period);
  const title = findingOf(page, found, words);
  const isGrouped = found.total > mostListed || found.pairs.length * mostAlike < found.total;
  return {
    frame: {
      page: 'compliance',
      id: 'funnel',
      title,
      description: isGrouped ? say.duties.funnel.grouped(words) : say.duties.funnel.description(words),
      ...(found.total > 0 && !isGrouped && { help: say.duties.funnel.help }),
      source: dutySource(page),
      ...(found.total > 1 ? { note: noteOf(page, found) } : {}),
      table: tableOf(page, found),
      drawn: found.total > 0,
      metrics: metricsShown(page, 'compliance_rate'),
      narrower: { from: period.from },
    },
    ...(found.total > 0 ? { spec: specOf(page, found, isGrouped) } : {}),
    summary: say.duties.funnel.summary(title),
    named: [namedOf(page, found, 'below'), namedOf(page, found, 'above')].filter(
      ({ links }) => links.length > 0,
    ),
  };
}

async function foundIn(page: PageContext, period: Period): Promise<Found> {
  const asked = {
    basis: page.filters.basis,
    from: `${period.from}-01`,
    to: `${period.to}-01`,
    organization: subtreeOf(page),
    organization_type: page.filters.type,
  };
  const [[all], rows] = await Promise.all([
    ask(page, 'compliance_rate', [], period),
    page.version.all(pairsSql, asked),
  ]);
  const rate = all?.value ?? 0;
  const pairs = placedPairs(rows.map(toPair), rate);
  const count = (wanted?: Place) =>
    pairs.reduce((sum, pair) => sum + (!wanted || pair.place === wanted ? pair.organizations : 0), 0);
  const total = count();
  const named = pairs.filter((pair) => total <= mostListed || isBeyond(pair.place)).reverse();
  const listed = named.length === 0 ? [] : await namesOf(page, named, asked);
  return { rate, pairs, listed, total, below: count('below'), above: count('above') };
}

function toPair(row: Record<string, unknown>): CountPair {
  return {
    counted: Number(row.counted),
    onTime: Number(row.on_time),
    organizations: Number(row.organization_count),
  };
}

async function namesOf(
  page: PageContext,
  pairs: readonly PlacedPair[],
  asked: Record<string, string | string[]>,
): Promise<Organization[]> {
  const keyOf = ({ counted, onTime }: { counted: number; onTime: number }) => `${counted}:${onTime}`;
  const ranks = new Map(pairs.map((pair, rank) => [keyOf(pair), { rank, place: pair.place }]));
  const chosen = firstOf(pairs, mostListed).map(keyOf);
  const rows = await page.version.all(namesSql, {
    ...asked,
    pairs: chosen,
    until: dateOf(page),
    limit: mostListed,
  });
  return rows
    .map((row) => {
      const counts = { counted: Number(row.counted), onTime: Number(row.on_time) };
      const { rank, place } = ranks.get(keyOf(counts)) ?? { rank: 0, place: 'within' as const };
      return {
        ...counts,
        place,
        rank,
        code: String(row.organization_code),
        name: String(row.organization_name),
      };
    })
    .sort((a, b) => a.rank - b.rank);
}

/** The first pairs that together have at most so many organisations. */
function firstOf(pairs: readonly PlacedPair[], most: number): PlacedPair[] {
  let sum = 0;
  return pairs.filter((pair) => (sum += pair.organizations) <= most);
}

function isBeyond(place: Place): boolean {
  return place === 'below' || place === 'above';
}

function findingOf(page: PageContext, found: Found, period: string): string {
  const { say, lang } = page;
  const { total, below, above, rate } = found;
  const common = formatRatio(rate, lang);
  const count = (n: number) => counting(n, lang);
  const [only] = found.listed;
  if (total === 0) return say.duties.funnel.none(period);
  if (total === 1 && only)
    return say.duties.funnel.one(
      only.name,
      common,
      `${formatCount(only.onTime, lang)}/${formatCount(only.counted, lang)}`,
    );
  if (rate === 1) return say.duties.funnel.all(count(total));
  if (below > 0) return say.duties.funnel.below(count(below), count(total), common);
  if (above > 0) return say.duties.funnel.above(count(above), count(total), common);
  return say.duties.funnel.even(count(total), common);
}

/** What the limits are, and how many organisations chance alone would put below them. */
function noteOf(page: PageContext, { pairs, rate, total }: Found): string {
  const chance = pairs.reduce(
    (sum, { counted, organizations }) => sum + organizations * chanceBelow(counted, rate),
    0,
  );
  const text = chance < 0.1 ? null : formatDecimal(chance, page.lang);
  return page.say.duties.funnel.note(formatRatio(rate, page.lang), counting(total, page.lang), text);
}

function specOf(page: PageContext, found: Found, isGrouped: boolean): FunnelSpec {
  const { say, lang } = page;
  const linked = isGrouped ? groupedPoints(page, found) : ownPoints(page, found.listed);
  return {
    kind: 'funnel',
    lang,
    height: 300,
    points: linked.map(({ point }) => point),
    links: linked.map(({ href }) => href),
    common: found.rate,
    limits: limitCurves(Math.max(...found.pairs.map(({ counted }) => counted)), found.rate),
    words: {
      counted: say.duties.funnel.counted,
      common: say.duties.funnel.common(formatRatio(found.rate, lang)),
      outer: formatRatio(0.998, lang),
      inner: formatRatio(0.95, lang, 0),
      organizations: say.duties.funnel.organizations,
      place: say.duties.funnel.place,
    },
  };
}

interface Linked {
  point: FunnelPoint;
  href: string | null;
}

function ownPoints(page: PageContext, listed: readonly Organization[]): Linked[] {
  return listed
    .map(({ code, name, counted, onTime, place }) => ({
      point: { counted, onTime, place, organizations: 1, name },
      href: organizationHref(page, code),
    }))
    .reverse();
}

/** Cells for the many, the furthest below by name over them. */
function groupedPoints(page: PageContext, { pairs, listed }: Found): Linked[] {
  const cells = pairs.length > mostPairs ? binned(pairs) : pairs;
  const named = [...linksOf(listed, 'below'), ...linksOf(listed, 'above')];
  return [
    ...cells.map((cell) => ({ point: { ...cell, name: null }, href: null })),
    ...ownPoints(page, named),
  ];
}

function linksOf(listed: readonly Organization[], place: Place): Organization[] {
  const beyond = listed.filter((organization) => organization.place === place);
  return (place === 'above' ? beyond.reverse() : beyond).slice(0, mostLinks);
}

function namedOf(page: PageContext, found: Found, place: 'below' | 'above'): FunnelPanel['named'][number] {
  const { say, lang } = page;
  const links = linksOf(found.listed, place);
  const rest = found[place] - links.length;
  return {
    label: say.duties.funnel.named[place],
    links: links.map(({ code, name, onTime, counted }) => ({
      text: name,
      figures: `${formatRatio(onTime / counted, lang)} (${formatCount(onTime, lang)}/${formatCount(counted, lang)})`,
      href: organizationHref(page, code),
    })),
    more: rest > 0 ? say.duties.funnel.more(counting(rest, lang)) : '',
  };
}

function tableOf(page: PageContext, { listed, rate, total }: Found): TableData {
  const { words, duties } = page.say;
  const { funnel } = duties;
  const ratio = (label: string) => ({ label, kind: 'ratio' as const });
  return {
    caption: total > mostListed ? funnel.tableBeyond : funnel.table,
    links: listed.map(({ code }) => organizationHref(page, code)),
    columns: [
      { label: words.organization, kind: 'text' },
      { label: words.counted, kind: 'count' },
      { label: words.onTime, kind: 'count' },
      ratio(words.rate),
      ratio(funnel.limits.low),
      ratio(funnel.limits.high),
      { label: funnel.limits.place, kind: 'text' },
    ],
    rows: listed.map(({ name, counted, onTime, place }) => {
      const limits = limitsAt(counted, rate);
      return [
        name,
        counted,
        onTime,
        onTime / counted,
        limits.outerLow,
        limits.outerHigh,
        funnel.place[place],
      ];
    }),
  };
}
