import { NoPublishedVersion } from '../errors.ts';
import { errorFacts, log } from '../operations/log.ts';
import { liveVersion } from '../warehouse.ts';
import { catalogueOf } from './catalogue.ts';
import { sqlService } from './service.ts';

/** The first pages come before it: they are what readers wait for after a start. */
const delayMs = 1000;

/**
 * Gets the workbench ready beside the start, so that its first reader and its first statement need not wait: a worker,
 * and what the version's tables are. What fails is told in the log; whoever comes first meets it again.
 */
export function warmSql(): void {
  setTimeout(() => void warm(), delayMs).unref();
}

async function warm(): Promise<void> {
  try {
    const { id } = await liveVersion();
    await catalogueOf(sqlService(), id, 'vi');
  } catch (error) {
    if (!(error instanceof NoPublishedVersion)) log('warn', 'sql', errorFacts(error));
  }
}
