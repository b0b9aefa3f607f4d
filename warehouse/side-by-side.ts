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

/**
 * Runs pieces of work, each on the next connection that is free, and gives what they give, in their order. When one goes
 * wrong no other begins, and once all have ended what the first bad one threw is thrown: the same one every time.
 */
export async function shareOut<T>(
  connections: readonly Database[],
  works: readonly ((connection: Database) => Promise<T>)[],
): Promise<T[]> {
  const given = new Map<number, T>();
  const faults = new Map<number, unknown>();
  const waiting = [...works.entries()];
  const serve = async (connection: Database) => {
    for (let next = waiting.shift(); next && faults.size === 0; next = waiting.shift()) {
      const [at, work] = next;
      try {
        given.set(at, await work(connection));
      } catch (fault) {
        faults.set(at, fault);
      }
    }
  };
  await Promise.all(connections.map(serve));
  if (faults.size > 0) throw faults.get(Math.min(...faults.keys()));
  return [...given].sort(([one], [other]) => one - other).map(([, result]) => result);
}
