import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { errorFacts, log } from './log.ts';

/** Everything that `/metrics` tells, in the text format of Prometheus. */
export const registry = new Registry();

const prefix = 'lang_kinh_';
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

const requests = new Counter({
  name: `${prefix}http_requests_total`,
  help: 'Requests that are over, by route, method and status; files of the build count as route "file".',
  labelNames: ['route', 'method', 'status'],
  registers: [registry],
});
const durations = new Histogram({
  name: `${prefix}http_request_duration_seconds`,
  help: 'Time from the head of a request to the end of its answer, by route.',
  labelNames: ['route'],
  buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  registers: [registry],
});
const queries = new Histogram({
  name: `${prefix}duckdb_query_duration_seconds`,
  help: 'Time of questions to the published file; answers from memory are not among them.',
  buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2],
  registers: [registry],
});
const cached = new Counter({
  name: `${prefix}result_cache_total`,
  help: 'Questions by whether they were answered from memory.',
  labelNames: ['result'],
  registers: [registry],
});

/** Memory, processor time, open files, and how late the event loop comes. Once a process. */
export function countProcess(): void {
  collectDefaultMetrics({ register: registry });
}

/** Counts one request. Routes come from the table of routes and odd methods are one, so that the number of series is bounded. */
export function countRequest(request: {
  route: string;
  method: string;
  status: number;
  seconds: number;
}): void {
  const method = methods.has(request.method) ? request.method : 'other';
  requests.inc({ route: request.route, method, status: String(request.status) });
  durations.observe({ route: request.route }, request.seconds);
}

/** Counts one question to the published file. */
export function countQuery(seconds: number): void {
  queries.observe(seconds);
}

/** Counts one question by whether its answer was in memory. */
export function countCached(isHit: boolean): void {
  cached.inc({ result: isHit ? 'hit' : 'miss' });
}

/** One value of a figure, and what it is of. */
export interface Sample {
  value: number;
  labels?: Record<string, string>;
}

/** A figure that is read only when somebody asks for `/metrics`, such as the number of busy workers. */
export interface Reading {
  /** Without the prefix `lang_kinh_`, the unit last. */
  name: string;
  help: string;
  labels?: readonly string[];
  /** None: the figure is missing now. */
  read: () => Promise<readonly Sample[]> | readonly Sample[];
}

/** Adds a figure, in place of one of the same name. While it cannot be read, it is missing, and the log says why. */
export function addReading({ name, help, labels = [], read }: Reading): void {
  registry.removeSingleMetric(prefix + name);
  new Gauge({
    name: prefix + name,
    help,
    labelNames: [...labels],
    registers: [registry],
    async collect() {
      this.reset();
      if (labels.length === 0) this.remove();
      for (const { value, labels: where = {} } of await samplesOf(name, read)) this.set(where, value);
    },
  });
}

async function samplesOf(name: string, read: Reading['read']): Promise<readonly Sample[]> {
  try {
    return await read();
  } catch (error) {
    log('warn', 'figure_unreadable', { name, ...errorFacts(error) });
    return [];
  }
}
