import type { Parameters } from '#warehouse/open.server.ts';
import { addMonths } from '$lib/format/dates';
import { isUnavailable } from '../errors.ts';
import { errorFacts, log } from '../operations/log.ts';
import type { LiveVersion } from '../version.ts';
import { liveVersion } from '../warehouse.ts';
import { openContext } from './context';
import { pages } from './index';
import { shellOf } from './shell';

const lookEveryMs = 2000;
const pauseMs = 20;
/** Readers go back from the newest month, seldom further than to the same month of the year before. */
const monthsBack = 12;
const bases = ['as_reported', 'current'];
const { overview, trends, compliance, backlog, organizations } = pages;
const shownFirst = [overview, trends, compliance, backlog, organizations];
/** Of these each month has questions of its own; the others cut theirs out of what was asked for the newest month. */
const askedByMonth = [compliance, backlog, organizations];

/**
 * Looks for a new version every two seconds, so that no reader waits until it is opened, and asks it what the pages show
 * at first, so that the first reader of each finds the answers in memory.
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
 * Makes the pages that show most figures as they are at first, in both bases, of a version, and those that ask more for
 * another month of the twelve before it too: what they ask is in memory then. Readers go first: it asks one question at a
 * time, rests after each page as long as that took, and stops when the version is wanted no longer.
 */
export async function warmUp(version: LiveVersion, isWanted: () => boolean): Promise<void> {
  const patient = oneByOne(version);
  for (const { address, make } of viewsOf(version)) {
    if (!isWanted()) return;
    const began = performance.now();
    const page = await openContext(patient, new URLSearchParams(address), ignored);
    await Promise.all([shellOf(page, {}), make(page)]);
    const pause = Math.max(pauseMs, performance.now() - began);
    await new Promise((rested) => setTimeout(rested, pause).unref());
  }
}

function viewsOf({ firstMonth, newestMonth }: LiveVersion) {
  const months = Array.from({ length: monthsBack + 1 }, (_, back) => addMonths(newestMonth, -back));
  return months
    .filter((month) => month >= firstMonth)
    .flatMap((month) => bases.map((basis) => ({ month, basis })))
    .flatMap((address) =>
      (address.month === newestMonth ? shownFirst : askedByMonth).map(({ make }) => ({ address, make })),
    );
}

/** A panel that fails tells so when somebody looks at it. */
const ignored = () => undefined;

function oneByOne(version: LiveVersion): LiveVersion {
  let last: Promise<unknown> = Promise.resolve();
  const all = (sql: string, params?: Parameters) => {
    const rows = last.then(() => version.all(sql, params));
    last = rows.catch(() => undefined);
    return rows;
  };
  return { ...version, all };
}
