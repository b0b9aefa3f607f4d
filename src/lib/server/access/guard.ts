import type { SignedIn } from '../people/sessions.ts';
import { allowedOn, doorOf, homeOf, isForPrograms, isOpenToDebtors, seesEnough } from './routes.ts';

/** What is asked for. */
export interface Asked {
  /** The route's id; null when no route has that path. */
  id: string | null;
  params: Partial<Record<string, string>>;
  /** Path and query. */
  path: string;
  /** Only reading may be led elsewhere. */
  isReading: boolean;
}

/** What becomes of a request. */
export type Decision =
  | { kind: 'pass' }
  | { kind: 'sign_in'; isProgram: boolean; location: string }
  | { kind: 'lead'; location: string }
  | { kind: 'refuse'; isProgram: boolean };

/** Whether somebody may have what they ask for. What no rule allows is refused. */
export function decide(asked: Asked, who: SignedIn | null): Decision {
  const { id, params, path } = asked;
  const isProgram = isForPrograms(path.split('?')[0] ?? '');
  const allowed = id === null ? 'signed_in' : allowedOn(id, params);
  if (allowed === 'open') return { kind: 'pass' };
  if (!who) return { kind: 'sign_in', isProgram, location: signInFor(path, asked.isReading) };
  if (who.owes !== null && id !== null && !isOpenToDebtors(id, who.owes))
    return isProgram ? { kind: 'refuse', isProgram } : { kind: 'lead', location: doorOf[who.owes] };
  const mayOpen = allowed === 'signed_in' || allowed?.includes(who.viewer.role);
  if (mayOpen && seesEnough(who.viewer, id ?? '')) return { kind: 'pass' };
  const home = homeOf(who.viewer.role);
  if (id === '/' && asked.isReading && home !== '/') return { kind: 'lead', location: home };
  return { kind: 'refuse', isProgram };
}

function signInFor(path: string, isReading: boolean): string {
  return isReading && path !== '/' ? `/sign-in?to=${encodeURIComponent(path)}` : '/sign-in';
}
