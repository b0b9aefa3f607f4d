import { metricOf } from '#warehouse/metrics.ts';
import { NotListed } from '../errors.ts';
import { hasTable } from '../has-table.ts';
import { compareBy, metricRows, type MetricRequest, type MetricRow } from '../metrics.ts';
import type { LiveVersion } from '../version.ts';
import { tableRows } from './case-rows.ts';
import { isAboutPersons } from './duties.ts';
import { dutyRows } from './duty-rows.ts';
import { chooseTable } from './table-choice.ts';
import { versionBehind } from './version.ts';

/**
 * Rows of a metric for readers of the restricted profile: of what counts no persons all, of cases, members and duties
 * about persons only what the fixed tables hold, with their hidden cells as `suppressed`. One row for every period and
 * category of a table, sorted by `by`, nulls last. Throws NotListed for everything else, and for a version that an
 * older program published without such tables.
 */
export async function restrictedRows(version: LiveVersion, request: MetricRequest): Promise<MetricRow[]> {
  const { disclosure } = metricOf(request.metric);
  const full = versionBehind(version);
  if (disclosure === 'open') return metricRows(full, request);
  if (disclosure === 'duties' && hasOpenDutiesOnly(request)) return metricRows(full, request);
  await requireTables(full);
  const rows =
    disclosure === 'duties'
      ? await dutyRows(full, request)
      : await tableRows(full, request, chooseTable(full, request));
  return rows.sort((a, b) => compareBy(request.by, a, b));
}

function hasOpenDutiesOnly({ filters: { duty_type: types } }: MetricRequest): boolean {
  return types !== undefined && types.length > 0 && !types.some(isAboutPersons);
}

async function requireTables(version: LiveVersion): Promise<void> {
  if (await hasTable(version, 'restricted', 'cases')) return;
  throw new NotListed(
    'disclosure',
    'Phiên bản này chưa có bản hạn chế (disclosure=restricted); hãy nạp một kỳ hoặc chạy "npm run etl -- rebuild" để công bố lại.',
    ['full'],
  );
}
