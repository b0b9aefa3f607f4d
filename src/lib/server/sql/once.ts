import type { Published } from './crew.ts';
import type { SqlService } from './service.ts';

/** The server's own question to the analyst file, of which it opens nothing itself. */
const server = 'server';

/** Columns of a small result. Throws what `SqlDesk.ask` throws. */
export async function runOnce(
  sql: string,
  { desk, settings }: SqlService,
  published: Published,
): Promise<{ data: unknown[][] }> {
  const answer = await desk.ask(
    {
      sql,
      args: [],
      format: 'json',
      mostRows: settings.rowLimit,
      mostBytes: settings.byteLimit,
      plan: 'none',
      bom: false,
      note: false,
      origin: { version: published.version, asOf: '', sql, at: new Date().toISOString(), lang: 'vi' },
    },
    {
      owner: server,
      published,
      timeLimitMs: settings.timeLimitMs,
      signal: AbortSignal.timeout(settings.timeLimitMs * 2),
      lastWords: () => null,
    },
  );
  return (await new Response(answer.body).json()) as { data: unknown[][] };
}
