import { houseDay, houseTime } from '#warehouse/house-time.ts';
import { formatDate } from '../format/dates.ts';
import type { Lang } from '../i18n/lang.ts';

/** A moment as time of day and date in Vietnam: `14:05 31/10/2026`. */
export function formatMoment(moment: string, lang: Lang): string {
  const at = new Date(moment);
  return `${houseTime(at)} ${formatDate(houseDay(at), lang)}`;
}
