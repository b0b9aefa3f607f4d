import { followingOf, type Following } from '#warehouse/follower.server.ts';
import { formatDate } from '$lib/format/dates';
import type { Lang } from '$lib/i18n';
import { counted, sentences } from '$lib/i18n/sentences';
import { dataDir } from '../environment.ts';
import { isUnavailable } from '../errors.ts';
import { formatMoment } from '../moments.ts';
import { freshnessOf } from '../operations/freshness.ts';
import type { Health } from '../reader.ts';
import { publishedHealth } from '../warehouse.ts';

/** A pull comes every few minutes: after so many hours without one something is wrong, also over a weekend. */
const cutOffHours = 72;

/** What is known of where the figures stand that pages show. */
export interface Standing {
  health: Pick<Health, 'problems'> & { version: { asOf: string } };
  /** Null: versions are made on this machine. */
  following: Following | null;
  now: Date;
}

/**
 * Why the figures on all pages may not be the newest ones, in sentences: no snapshot has come for long, this server hears
 * nothing from its publisher, or cannot read what was published last. Empty when nothing says so.
 */
export function currencyNote({ health, following, now }: Standing, lang: Lang): string {
  const say = sentences(lang).currency;
  const { asOf } = health.version;
  const { ageDays, isStale } = freshnessOf(asOf, now);
  const followed = following?.source ? following.followedAt : undefined;
  return [
    isStale && say.old(formatDate(asOf, lang), counted(ageDays, lang)),
    followed === null && say.never,
    followed && isCutOff(followed, now) && say.cutOff(formatMoment(followed, lang)),
    health.problems.length > 0 && say.behind,
  ]
    .filter(Boolean)
    .join(' ');
}

/** The same of what this server serves now; empty also while it serves nothing: pages then say so themselves. */
export async function servedCurrency(lang: Lang): Promise<string> {
  try {
    const health = await publishedHealth();
    return currencyNote({ health, following: followingOf(dataDir()), now: new Date() }, lang);
  } catch (cause) {
    if (isUnavailable(cause)) return '';
    throw cause;
  }
}

function isCutOff(followedAt: string, now: Date): boolean {
  return now.getTime() - Date.parse(followedAt) > cutOffHours * 3_600_000;
}
