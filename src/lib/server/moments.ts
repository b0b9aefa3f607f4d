import { houseDay, houseTime } from '#warehouse/house-time.ts';
import { formatDate } from '../format/dates.ts';
import type { Lang } from '../i18n/lang.ts';

/** A moment as time of day and date in Vietnam: `14:05 31/10/2026`. */
export function formatMoment(moment: string, lang: Lang): string {
  const at = new Date(moment);
  return `${houseTime(at)} ${formatDate(houseDay(at), lang)}`;
}

/** A time so many minutes from a moment, as the tables keep it. */
export function minutesFrom(moment: Date, minutes: number): string {
  return new Date(moment.getTime() + minutes * 60_000).toISOString();
}
