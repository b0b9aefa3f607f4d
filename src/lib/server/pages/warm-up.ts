import type { Parameters } from '#warehouse/open.server.ts';
import { addMonths } from '$lib/format/dates';
import { isUnavailable } from '../errors.ts';
import { errorFacts, log } from '../operations/log.ts';
import type { LiveVersion } from '../version.ts';
import { liveVersion } from '../warehouse.ts';
import { pages } from './index';
import { keepPage } from './load';

const lookEveryMs = 2000;
const pauseMs = 20;
/** Readers go back from the newest month, seldom further than to the same month of the year before. */
const monthsBack = 12;
const warmPages = [
  pages.overview,
  pages.trends,
  pages.compliance,
  pages.backlog,
  pages.organizations,
  pages.data,
];

/**
 * Looks for a new version every two seconds, so that no reader waits until it is opened, and makes the pages that
 * most will ask for, so that the first reader of each finds it in memory.
 */
export function followPublished(): void {
  let known: string | null = null;
  const look = async () => {
    try {
      const version = await liveVersion();
      if (version.id === known) return;
      known = version.id;
      await warmUp(version, () => known === version.id);
    } catch (error) {
      if (isUnavailable(error)) return;
      log('warn', 'warm_up', errorFacts(error));
    }
  };
  setInterval(() => void look(), lookEveryMs).unref();
}

/**
 * Makes and keeps the pages that show most figures as they are without further filters, in both bases, for the newest
 * month and the twelve before it. Readers go first: it asks one question at a time, rests after each page as long as that
 * took, and stops when the version is wanted no longer.
 */
export async function warmUp(version: LiveVersion, isWanted: () => boolean): Promise<void> {
  const patient = oneByOne(version);
  for (const search of searchesOf(version)) {
    for (const maker of warmPages) {
      if (!isWanted()) return;
      const began = performance.now();
      await keepPage<unknown>(version, maker, { search, patient });
      const pause = Math.max(pauseMs, performance.now() - began);
      await new Promise((rested) => setTimeout(rested, pause).unref());
    }
  }
}

/** What addresses ask of a version, the first first: nothing, which is its newest month, then month by month. */
function searchesOf({ firstMonth, newestMonth }: LiveVersion): string[] {
  const months = Array.from({ length: monthsBack + 1 }, (_, back) => addMonths(newestMonth, -back));
  const named = months.filter((month) => month >= firstMonth).map((month) => `month=${month}`);
  return ['', ...named].flatMap((search) => [search, `${search}&basis=current`]);
}

function oneByOne(version: LiveVersion): LiveVersion {
  let last: Promise<unknown> = Promise.resolve();
  const all = (sql: string, params?: Parameters) => {
    const rows = last.then(() => version.all(sql, params));
    last = rows.catch(() => undefined);
    return rows;
  };
  return { ...version, all };
}
