import { followingOf } from '#warehouse/follower.server.ts';
import { findMetric, metricIds, publishedMetrics } from '#warehouse/metrics.ts';
import type { Viewer } from './access/viewer.ts';
import { BadParameter } from '../filters/bad-parameter.ts';
import { dataDir } from './environment.ts';
import { failure, json, NotFound, respond, versionedJson } from './http.ts';
import { parseDisclosure, parseMetricRequest, parseVersionName } from './metric-request.ts';
import { answerMetric } from './metrics.ts';
import { freshnessOf } from './operations/freshness.ts';
import { sightOf, versionFor } from './reading.ts';
import { publishedHealth } from './warehouse.ts';

/** `GET /api/v1/metrics`: the catalogue, one entry a metric. */
export function answerCatalogue({ request, url }: { request: Request; url: URL }): Promise<Response> {
  return respond(async () => {
    const [name] = url.searchParams.keys();
    if (name !== undefined) throw new BadParameter(name, 'Địa chỉ này không có tham số nào.');
    return versionedJson(publishedMetrics(), { version: 'catalogue', request });
  });
}

interface Asked {
  id: string;
  request: Request;
  url: URL;
  /** Who asks: they get an answer from what they may see. */
  viewer: Viewer | null;
}

/** `GET /api/v1/metrics/{id}`: one metric, counted in the live version or in the one that is named. */
export function answerMetricRequest(event: Asked): Promise<Response> {
  return respond(async () => {
    const { id, request, url, viewer } = event;
    const metric = findMetric(id);
    if (!metric) throw new NotFound('id', `Không có chỉ tiêu "${id.slice(0, 60)}".`, metricIds);
    const name = parseVersionName(url.searchParams);
    const version = await versionFor(sightOf(viewer, parseDisclosure(url.searchParams)), name ?? null);
    const answer = await answerMetric(version, await parseMetricRequest(version, metric, url.searchParams));
    return versionedJson(answer, { version: version.id, request });
  });
}

/**
 * `GET /healthz`: 200 with the version that is served, `degraded` with what is wrong when it is not the one that was
 * published last; 503 with the reason while nothing can be answered. `stale` is no fault: all works, but the newest
 * snapshot is older than expected.
 */
export async function answerHealth(now = new Date()): Promise<Response> {
  const headers = { 'cache-control': 'no-store' };
  try {
    const { version, problems } = await publishedHealth();
    const served = {
      version: version.id,
      as_of: version.asOf,
      ...staleness(version.asOf, now),
      ...following(now),
    };
    const body =
      problems.length > 0 ? { status: 'degraded', ...served, problems } : { status: 'ok', ...served };
    return json(body, 200, headers);
  } catch (error) {
    const { body } = failure(error);
    const none = { status: 'unavailable', version: null, as_of: null, ...following(now) };
    return json({ ...none, ...body }, 503, headers);
  }
}

/** For a server that pulls: when it was last as its publisher; null: never. */
function following(now: Date) {
  const found = followingOf(dataDir());
  if (!found?.source) return {};
  const seconds = found.followedAt && Math.round((now.getTime() - Date.parse(found.followedAt)) / 1000);
  return { followed_at: found.followedAt, followed_seconds_ago: seconds };
}

function staleness(asOf: string, now: Date) {
  const { isStale, ageDays, expectedDays } = freshnessOf(asOf, now);
  return isStale ? { stale: true, age_days: ageDays, expected_days: expectedDays } : {};
}
