import { metricOf } from '#warehouse/metrics.ts';
import type { MetricRequest } from './metrics.ts';
import type { LiveVersion } from './version.ts';

/**
 * A question as a version answers it that holds one part of the tree only. Its roll-ups count just the part, so that
 * a filter of the part's top alone is left to them. Its tables by organisation hold rows of both bases, of which each
 * counts its own: questions that need them are asked below the top.
 */
export function withinPart({ part }: LiveVersion, request: MetricRequest): MetricRequest {
  if (part === null || !metricOf(request.metric).dimensions.includes('organization')) return request;
  const { organization, ...filters } = request.filters;
  const isTop = organization === undefined || (organization.length === 1 && organization[0] === part);
  if (!isTop) return request;
  const isFine = request.by.some((name) => name === 'organization' || name === 'parent') || filters.parent;
  return { ...request, filters: isFine ? { ...filters, organization: [part] } : filters };
}
