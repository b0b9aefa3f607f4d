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
