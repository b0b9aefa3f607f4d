import type { AuditEvent } from '../audit/entry.ts';

/** A refusal, as far as the audit tells of it. */
export interface Refused {
  actor: string;
  session: string | null;
  address: string | null;
  /** What refusals are alike by: paths of one route are. */
  route: string;
}

interface Minute {
  who: Pick<Refused, 'actor' | 'session' | 'address'>;
  began: number;
  apart: Set<string>;
  repeated: Map<string, number>;
}

const minuteMs = 60_000;
/** So many routes are told one by one of somebody's minute; a person who looks for open doors does not come to more. */
const mostApart = 10;

/**
 * Refusals of the running minute, a person and address apart. The first of each route is told at once, all others are
 * counted: whoever asks in a loop adds a dozen entries a minute, not thousands.
 */
export class RepeatedRefusals {
  readonly #minutes = new Map<string, Minute>();

  /** Whether a refusal is to be told by itself; if not, it has been counted. */
  isApart({ route, ...who }: Refused, now: number): boolean {
    const key = JSON.stringify([who.actor, who.session, who.address]);
    const minute = this.#minutes.get(key) ?? { who, began: now, apart: new Set(), repeated: new Map() };
    this.#minutes.set(key, minute);
    if (minute.apart.size < mostApart && !minute.apart.has(route)) {
      minute.apart.add(route);
      return true;
    }
    minute.repeated.set(route, (minute.repeated.get(route) ?? 0) + 1);
    return false;
  }

  /** What was counted in minutes that are over, one event a person and address; it is forgotten here. */
  takeOver(now: number): AuditEvent[] {
    const over = [...this.#minutes].filter(([, { began }]) => now - began >= minuteMs);
    for (const [key] of over) this.#minutes.delete(key);
    return over.flatMap(([, { who, began, repeated }]) => {
      const times = [...repeated.values()].reduce((sum, count) => sum + count, 0);
      if (times === 0) return [];
      const detail = {
        since: new Date(began).toISOString(),
        times,
        routes: Object.fromEntries(repeated),
      };
      return [{ ...who, action: 'access', object: null, verdict: 'refused', detail }];
    });
  }
}
