import type { MetricId } from '../../metrics.ts';
import type { PageContext } from '../context';
import { metricsShown, type PanelFrame } from '../panel';
import type { Subject } from './subject';

/**
 * The metrics that a panel of an organisation shows, explained for it and all below it; none where it is looked at by
 * itself, because the question `organization=X` means all below it too.
 */
export function explainedFor(
  page: PageContext,
  subject: Subject,
  ...ids: MetricId[]
): Pick<PanelFrame, 'metrics' | 'narrower'> {
  if (subject.scope === 'own') return {};
  return { metrics: metricsShown(page, ...ids), narrower: { org: subject.code } };
}
