import type { Argument } from '#warehouse/open.server.ts';
import type { Published } from './crew.ts';
import type { SqlService } from './service.ts';

/** The server's own question to the analyst file, of which it opens nothing itself. */
const server = 'server';

/** A small result, whole. */
export interface Once {
  columns: { name: string; type: string }[];
  data: unknown[][];
  truncated: boolean;
}

interface Asked {
  args?: [string, Argument][];
  mostRows?: number;
  isForPage?: boolean;
}

/**
 * A small result; by `asked` with values for its parameters, fewer rows, or cut as for a page. Throws what `SqlDesk.ask`
 * throws.
 */
export async function runOnce(
  sql: string,
  { desk, settings }: SqlService,
  published: Published,
  { args = [], mostRows = settings.rowLimit, isForPage = false }: Asked = {},
): Promise<Once> {
  const answer = await desk.ask(
    {
      sql,
      args,
      format: 'json',
      mostRows,
      mostBytes: settings.byteLimit,
      plan: 'none',
      isForPage,
      bom: false,
      note: false,
      origin: {
        version: published.version,
        asOf: '',
        sql,
        params: args,
        at: new Date().toISOString(),
        lang: 'vi',
      },
    },
    {
      owner: server,
      published,
      timeLimitMs: settings.timeLimitMs,
      signal: AbortSignal.timeout(settings.timeLimitMs * 2),
      lastWords: () => null,
    },
  );
  return (await new Response(answer.body).json()) as Once;
}
