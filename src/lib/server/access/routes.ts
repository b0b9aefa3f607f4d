import type { Owed } from '../people/sessions.ts';
import type { Role } from '../state/tables.ts';
import type { Viewer } from './viewer.ts';

/** Who may open a route: everybody, everybody who is signed in, or some roles. */
export type Allowed = 'open' | 'signed_in' | readonly Role[];

/** The rule of a route; `as_page`: its parameter `page` names the page whose rule it follows. */
type Rule = Allowed | 'as_page';

const readers = ['committee', 'briefing', 'analyst'] as const;
const dataReaders = [...readers, 'steward'] as const;
const analysts = ['analyst'] as const;
const briefers = ['briefing', 'analyst'] as const;
const stewards = ['steward'] as const;
const admins = ['admin'] as const;

/** Every route and who may open it. What does not stand here is open to nobody. */
export const routes: Readonly<Record<string, Rule>> = {
  '/': readers,
  '/account': 'signed_in',
  '/account/factor': 'signed_in',
  '/account/password': 'signed_in',
  '/admin': admins,
  '/admin/audit': admins,
  '/admin/audit.csv': admins,
  '/admin/machine': admins,
  '/admin/sessions': admins,
  '/api/v1/analyst.duckdb': analysts,
  '/api/v1/briefings/[file]': briefers,
  '/api/v1/metrics': readers,
  '/api/v1/metrics/[id]': readers,
  '/api/v1/sql': analysts,
  '/backlog': readers,
  '/briefings': briefers,
  '/compare': readers,
  '/compliance': readers,
  '/data': dataReaders,
  '/data/load': stewards,
  '/data/load/[id]/files/[register]': stewards,
  '/data/load/[id]/rejects.csv': stewards,
  '/data/rejects.csv': stewards,
  '/definitions': dataReaders,
  '/explain': readers,
  '/healthz': 'open',
  '/metrics': admins,
  '/organizations': readers,
  '/organizations/[code]': readers,
  '/panels/[page]/[file]': 'as_page',
  '/preferences': 'signed_in',
  '/refused': 'signed_in',
  '/sign-in': 'open',
  '/sign-in/code': 'signed_in',
  '/sign-in/provider': 'open',
  '/sign-in/return': 'open',
  '/sign-out': 'signed_in',
  '/sql': analysts,
  '/sql/board': analysts,
  '/sql/functions': analysts,
  '/sql/history': analysts,
  '/sql/saved': analysts,
  '/sql/saved/[id]': analysts,
  '/trends': readers,
};

/** Routes that are called by programs: they take a token, and answer with JSON and a status, never with a way to sign in. */
const forPrograms = /^\/(api\/|metrics$)/;

/** Where somebody who is signed in does what they have to do before anything else. */
export const doorOf = {
  code: '/sign-in/code',
  password: '/account/password',
  factor: '/account/factor',
} as const satisfies Record<Owed, string>;

/** What is open to them besides. */
const besidesDoor = new Set(['/sign-out', '/preferences', '/refused']);

/** Who may open a route; undefined for one that the table does not have. */
export function allowedOn(id: string, params: Partial<Record<string, string>> = {}): Allowed | undefined {
  const rule = Object.hasOwn(routes, id) ? routes[id] : undefined;
  return rule === 'as_page' ? allowedOn(pageOf(params['page'] ?? '')) : rule;
}

/** The route of a page by the name that its panels give it. */
function pageOf(name: string): string {
  if (name === 'overview') return '/';
  return name.startsWith('organization-') ? '/organizations/[code]' : `/${name}`;
}

/** Whether a role may open a route without parameters. */
export function mayOpen(role: Role, id: string): boolean {
  const allowed = allowedOn(id);
  return allowed === 'open' || allowed === 'signed_in' || (allowed?.includes(role) ?? false);
}

/** Routes about all organisations and their single rows: nobody whose sight is limited may open them. */
const needsWholeSight = /^\/data\/(load|rejects\.csv)(\/|$)/;

/** Whether somebody sees enough to open a route: rejected rows and loads are of everybody. */
export function seesEnough({ organization, disclosure }: Sight, id: string): boolean {
  return !needsWholeSight.test(id) || (organization === null && disclosure === 'full');
}

type Sight = Pick<Viewer, 'organization' | 'disclosure'>;

/** Whether a path is for programs. */
export function isForPrograms(path: string): boolean {
  return forPrograms.test(path);
}

/** Whether a route is open to somebody who has yet to do something else first. */
export function isOpenToDebtors(id: string, owes: Owed): boolean {
  return id === doorOf[owes] || besidesDoor.has(id);
}

/** The page that a role begins with. */
export function homeOf(role: Role): string {
  if (role === 'steward') return '/data';
  return role === 'admin' ? '/admin' : '/';
}

const bar = [
  ['overview', '/'],
  ['trends', '/trends'],
  ['compliance', '/compliance'],
  ['backlog', '/backlog'],
  ['organizations', '/organizations'],
  ['sql', '/sql'],
  ['briefings', '/briefings'],
  ['definitions', '/definitions'],
  ['data', '/data'],
  ['admin', '/admin'],
] as const;

/** A page in the bar at the top. */
export interface BarLink {
  id: (typeof bar)[number][0];
  path: string;
}

/** The pages in the bar that a role may open, in their order. */
export function barOf(role: Role): BarLink[] {
  return bar.filter(([, path]) => mayOpen(role, path)).map(([id, path]) => ({ id, path }));
}
