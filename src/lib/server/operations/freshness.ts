const dayMs = 86_400_000;
const fallback = 45;

/** How old the newest figures are, and how old they may be. */
export interface Freshness {
  ageDays: number;
  expectedDays: number;
  /** No snapshot has come for longer than expected: nothing is broken, but somebody should ask why. */
  isStale: boolean;
}

/**
 * Age in whole days of figures as of a date (`YYYY-MM-DD`, Vietnamese time), beside STALE_AFTER_DAYS: by default 45, a
 * month and the two weeks that registers may need to come.
 */
export function freshnessOf(
  asOf: string,
  now: Date,
  environment: NodeJS.ProcessEnv = process.env,
): Freshness {
  const ageDays = Math.floor((now.getTime() - Date.parse(`${asOf}T00:00:00+07:00`)) / dayMs);
  const expectedDays = Number(environment.STALE_AFTER_DAYS?.trim() || fallback);
  return { ageDays, expectedDays, isStale: ageDays > expectedDays };
}
