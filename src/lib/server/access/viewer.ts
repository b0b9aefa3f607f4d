import type { Disclosure, Role } from '../state/tables.ts';

/** Who asks, and what they may see. Stands in `event.locals.viewer` of every route but the open ones. */
export interface Viewer {
  name: string;
  role: Role;
  /** They see this organisation and all below it only; null: everything. */
  organization: string | null;
  disclosure: Disclosure;
  /** Names the session or token in the audit; opens nothing. */
  label: string;
  /** How they were recognised. */
  by: 'session' | 'token' | 'proxy';
}
