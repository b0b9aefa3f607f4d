import type { Database } from './open.server.ts';

/**
 * Gives `work` other connections to the same database, for pieces of work at the same time, and closes them at its end.
 */
export async function withConnections<T>(
  database: Database,
  count: number,
  work: (connections: Database[]) => Promise<T>,
): Promise<T> {
  const connections: Database[] = [];
  try {
    while (connections.length < count) connections.push(await database.beside());
    return await work(connections);
  } finally {
    for (const connection of connections) connection.close();
  }
}

/** Waits until every piece of work has ended, well or not, so that no connection is closed while it works; then throws what the first bad one threw. */
export async function settled<T extends readonly unknown[]>(
  works: readonly [...{ [K in keyof T]: Promise<T[K]> }],
): Promise<T> {
  await Promise.allSettled(works);
  return Promise.all(works) as Promise<T>;
}
