import { listSessions } from '../people/sessions.ts';
import type { PeopleWorld } from '../people/world.ts';
import { sqlService } from '../sql/service.ts';
import { keptVersions, publishedHealth } from '../warehouse.ts';
import { addReading, countProcess, registry } from './counts.ts';
import { freshnessOf } from './freshness.ts';

/** Adds what is read only when asked for: process, sessions, SQL workers, the version that is served, its age and health. */
export function addReadings(world: PeopleWorld): void {
  countProcess();
  addVersion();
  addSql();
  addReading({
    name: 'sessions',
    help: 'Sessions that hold.',
    read: async () => [{ value: (await listSessions(world, null)).length }],
  });
}

function addVersion(): void {
  addReading({
    name: 'version_info',
    help: 'The published version that is served: always 1.',
    labels: ['version', 'as_of'],
    async read() {
      const { version } = await publishedHealth();
      return [{ value: 1, labels: { version: version.id, as_of: version.asOf } }];
    },
  });
  addReading({
    name: 'degraded',
    help: '1 while another version than the one published last is served, else 0.',
    read: async () => [{ value: (await publishedHealth()).problems.length > 0 ? 1 : 0 }],
  });
  addReading({
    name: 'data_age_days',
    help: 'Days since the newest snapshot.',
    read: async () => [{ value: freshnessOf((await publishedHealth()).version.asOf, new Date()).ageDays }],
  });
  addReading({
    name: 'published_timestamp_seconds',
    help: 'When the version that is served was published (Unix time).',
    async read() {
      const { published_at: at } = (await publishedHealth()).version.manifest;
      return typeof at === 'string' ? [{ value: Date.parse(at) / 1000 }] : [];
    },
  });
  addReading({
    name: 'versions_kept',
    help: 'Published versions that are kept.',
    read: () => [{ value: keptVersions().length }],
  });
}

function addSql(): void {
  addReading({
    name: 'sql_workers',
    help: "Processes for analysts' statements that are there now.",
    read: () => [{ value: sqlService().desk.crew.pids.length }],
  });
  addReading({
    name: 'sql_statements',
    help: 'Statements of analysts that run or wait for a worker.',
    labels: ['state'],
    read: () =>
      Object.entries(sqlService().desk.state).map(([state, value]) => ({ value, labels: { state } })),
  });
}

/** `GET /metrics`: all counts and figures in the text format of Prometheus. */
export async function answerPrometheus(): Promise<Response> {
  return new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType } });
}
