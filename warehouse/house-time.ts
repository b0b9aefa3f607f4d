/** Vietnam is seven hours ahead of UTC all the year. */
const aheadMs = 7 * 60 * 60_000;

/** The day in Vietnam at a moment, as `YYYY-MM-DD`, whatever the time zone of the machine. */
export function houseDay(moment: Date): string {
  return inVietnam(moment).slice(0, 10);
}

/** The time of day in Vietnam at a moment, as `HH:MM`. */
export function houseTime(moment: Date): string {
  return inVietnam(moment).slice(11, 16);
}

/** The moment at which a day (`YYYY-MM-DD`) begins in Vietnam; an invalid date for what is no day. */
export function startOfHouseDay(day: string): Date {
  const start = new Date(`${day}T00:00:00+07:00`);
  return Number.isNaN(start.getTime()) || houseDay(start) !== day ? new Date(NaN) : start;
}

function inVietnam(moment: Date): string {
  return new Date(moment.getTime() + aheadMs).toISOString();
}
