const ranks = { info: 0, warn: 1, error: 2 };

/**
 * What the launcher writes while it serves: one JSON value a line, like the pages do (src/lib/server/operations/log.ts).
 * @typedef {(level: keyof typeof ranks, event: string, facts?: Record<string, unknown>) => void} Log
 *
 * @param {NodeJS.WritableStream} stream
 * @param {keyof typeof ranks} least what is less is left out
 * @returns {Log}
 */
export function logOn(stream, least) {
  return (level, event, facts = {}) => {
    if (ranks[level] < ranks[least]) return;
    stream.write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...facts })}\n`);
  };
}

/**
 * From now on lines that cannot be written are lost, and nothing else: a server goes on when the disk of its log is full,
 * or when the program that read it is gone.
 */
export function outliveLog() {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
