import type { Parameters } from '#warehouse/open.server.ts';
import { isUnavailable } from '../errors.ts';
import { errorFacts, log } from '../operations/log.ts';
import type { LiveVersion } from '../version.ts';
import { liveVersion } from '../warehouse.ts';
import { openContext } from './context';
import { pages } from './index';
import { shellOf } from './shell';

const lookEveryMs = 2000;
const pauseMs = 20;
const views = ['', 'basis=current'];
const { overview, trends, compliance, backlog, organizations } = pages;
const warmed = [overview, trends, compliance, backlog, organizations];

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
 * Makes the pages that show most figures as they are without parameters, in both bases, of a version: what they ask is in
 * memory then. Readers go first: it asks one question at a time, rests between pages, and stops when the version is
 * wanted no longer.
 */
export async function warmUp(version: LiveVersion, isWanted: () => boolean): Promise<void> {
  const patient = oneByOne(version);
  for (const view of views) {
    for (const { make } of warmed) {
      if (!isWanted()) return;
      const page = await openContext(patient, new URLSearchParams(view), ignored);
      await Promise.all([shellOf(page, {}), make(page)]);
      await new Promise((rested) => setTimeout(rested, pauseMs).unref());
    }
  }
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
