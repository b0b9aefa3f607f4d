import type { Role } from '../state/tables.ts';

/** All roles, in the order in which they are named to people. */
export const roles = [
  'committee',
  'briefing',
  'analyst',
  'steward',
  'admin',
] as const satisfies readonly Role[];
