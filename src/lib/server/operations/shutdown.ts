/**
 * Has work done when the server ends: after its last answer, and once. `node build/index.js` tells of that by an event
 * of its adapter and ends when nothing is left to do; the launcher tells of it too, and waits for what it is handed.
 */
export function atShutdown(work: () => Promise<void>): void {
  process.once('sveltekit:shutdown', (_: string, waitFor?: Promise<void>[]) => {
    const done = work();
    waitFor?.push(done);
  });
}
