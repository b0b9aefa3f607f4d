/** Something the reader can mend: shown as its one line, without a stack. */
export class LaunchError extends Error {
  /**
   * @param {string} message one line: what failed, what to do
   * @param {number} [exitCode] 1 refused, 2 wrong usage, 4 fault of the program
   * @param {ErrorOptions} [options] the cause
   */
  constructor(message, exitCode = 1, options) {
    super(message, options);
    this.name = 'LaunchError';
    this.exitCode = exitCode;
  }
}

/** @param {unknown} error written to stderr: a LaunchError as one line, anything else whole */
export function fault(error) {
  process.stderr.write(`${error instanceof LaunchError ? error.message : inspect(error)}\n`);
}

/** @param {unknown} error */
function inspect(error) {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/**
 * Progress of a command: lines with the seconds since it began.
 * @typedef {{ line(text: string): void, task<T>(name: string, work: () => Promise<T>): Promise<T> }} Report
 *
 * @param {NodeJS.WritableStream} stream
 * @returns {Report}
 */
export function progressOn(stream) {
  const began = performance.now();
  const line = (/** @type {string} */ text) => {
    stream.write(`[${seconds(began).padStart(6)} s] ${text}\n`);
  };
  return {
    line,
    async task(name, work) {
      const from = performance.now();
      line(`${name} ...`);
      const beat = setInterval(() => line(`${name} ... ${seconds(from)} s`), 15_000);
      try {
        const result = await work();
        line(`${name}: xong · done, ${seconds(from)} s`);
        return result;
      } finally {
        clearInterval(beat);
      }
    },
  };
}

/** @param {number} from a reading of performance.now() */
function seconds(from) {
  return ((performance.now() - from) / 1000).toFixed(1);
}
