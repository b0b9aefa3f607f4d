/** How much a line matters; lines below LOG_LEVEL are left out. */
export type LogLevel = 'info' | 'warn' | 'error';

/** What a line tells: never a name of a person, a query string, a value of the data. */
export type Facts = Record<string, string | number | boolean | null | undefined | readonly string[]>;

const ranks: Record<LogLevel, number> = { info: 0, warn: 1, error: 2 };
const longest = 500;

/** Writes one line of JSON on stderr: time (UTC), level, event, facts. */
export function log(level: LogLevel, event: string, facts: Facts = {}): void {
  if (ranks[level] < rankOf(process.env.LOG_LEVEL)) return;
  process.stderr.write(`${logLine(new Date(), { level, event, ...facts })}\n`);
}

/** The line for a time; control characters are escaped by JSON, so that nothing can begin a line of its own. */
export function logLine(at: Date, facts: Facts): string {
  return JSON.stringify({ time: at.toISOString(), ...facts });
}

function rankOf(level: string | undefined): number {
  return level === 'warn' || level === 'error' ? ranks[level] : ranks.info;
}

/**
 * An error as facts: its kind, message, places in the code and causes. Literals of SQL and the statement that DuckDB
 * repeats in its messages are left out: they may hold what somebody has typed or what the data say.
 */
export function errorFacts(error: unknown): Facts {
  if (!(error instanceof Error)) return { error: redacted(String(error)) };
  return {
    error: error.name,
    message: redacted(error.message),
    at: placesOf(error),
    cause: error.cause instanceof Error ? `${error.cause.name}: ${redacted(error.cause.message)}` : undefined,
  };
}

/**
 * A message without what stands in quotes (from the first to the last: a quote may hold quotes), without numbers of
 * six digits and more, and without everything from DuckDB's `LINE 1:` on.
 */
export function redacted(message: string): string {
  return message
    .replace(/\n+\s*LINE \d+:[\s\S]*$/, '')
    .replace(/'[\s\S]*'/, "'…'")
    .replace(/"[\s\S]*"/, '"…"')
    .replaceAll(/\d{6,}/g, '…')
    .slice(0, longest);
}

function placesOf(error: Error): string[] {
  return (error.stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^at .*:\d+:\d+\)?$/.test(line))
    .slice(0, 8);
}
