/** A span of calendar months, both ends included, each 'YYYY-MM'. */
export interface MonthSpan {
  from: string;
  until: string;
}

const monthPattern = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Last day of a month: '2020-02' gives '2020-02-29'. */
export function lastDayOf(month: string): string {
  const [year, number] = monthNumbers(month);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

/** Every month of a span in order; empty when it ends before it begins. */
export function monthsOf(span: MonthSpan): string[] {
  const months: string[] = [];
  for (let month = span.from; month <= span.until; month = nextMonth(month)) months.push(month);
  return months;
}

/** The part of `wanted` that lies within `possible`. Throws RangeError on a month that is none, or when nothing is left. */
export function spanWithin(possible: MonthSpan, wanted: Partial<MonthSpan>): MonthSpan {
  for (const month of [wanted.from, wanted.until]) if (month !== undefined) monthNumbers(month);
  const from = later(possible.from, wanted.from ?? possible.from);
  const until = earlier(possible.until, wanted.until ?? possible.until);
  if (from > until) {
    throw new RangeError(
      `No sample month lies between ${wanted.from ?? possible.from} and ${wanted.until ?? possible.until}: ` +
        `this scale has ${possible.from} to ${possible.until}.`,
    );
  }
  return { from, until };
}

function monthNumbers(month: string): [number, number] {
  if (!monthPattern.test(month))
    throw new RangeError(`"${month}" is no month: expected YYYY-MM, such as 2026-10.`);
  return [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
}

function nextMonth(month: string): string {
  const [year, number] = monthNumbers(month);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}
