import { metricOf } from '#warehouse/metrics.ts';
import { NotDisclosed } from '../errors.ts';
import { metricRows, type MetricRequest, type MetricRow } from '../metrics.ts';
import type { LiveVersion } from '../version.ts';
import { isAboutPersons } from './duties.ts';
import { versionBehind } from './version.ts';

/**
 * Rows of a metric for readers of the restricted profile: of what counts no persons all, of cases and members only
 * what the fixed tables hold, with their hidden cells as `suppressed`. Throws NotDisclosed for everything else.
 */
export async function restrictedRows(version: LiveVersion, request: MetricRequest): Promise<MetricRow[]> {
  const { disclosure } = metricOf(request.metric);
  const full = versionBehind(version);
  if (disclosure === 'open') return metricRows(full, request);
  if (disclosure === 'duties' && hasOpenDutiesOnly(request)) return metricRows(full, request);
  throw new NotDisclosed();
}

function hasOpenDutiesOnly({ filters: { duty_type: types } }: MetricRequest): boolean {
  return types !== undefined && types.length > 0 && !types.some(isAboutPersons);
}
