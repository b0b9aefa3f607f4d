import { readFileSync } from 'node:fs';
import { type CalendarDay } from './calendar.ts';
import { parseCsv } from './csv.ts';

/** The days of a calendar file: date, kind, name, source. */
export function readCalendar(path: string): CalendarDay[] {
  const [, ...rows] = parseCsv(readFileSync(path, 'utf8'));
  return rows.map(({ fields }) => {
    const [date, kind] = fields;
    if (date === undefined || (kind !== 'holiday' && kind !== 'makeup'))
      throw new Error(`${path}: ${fields.join()}`);
    return { date, kind };
  });
}
