import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/lib/server/access/guard.ts';
import { ownPath } from '../../../src/lib/server/access/own-path.ts';
import { allowedOn, barOf, homeOf, mayOpen, routes } from '../../../src/lib/server/access/routes.ts';
import { roles } from '../../../src/lib/server/people/roles.ts';
import type { SignedIn } from '../../../src/lib/server/people/sessions.ts';
import type { Role } from '../../../src/lib/server/state/tables.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'src', 'routes');

/** The id of every route that answers something, from the files. */
function routeIds(): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const answering = files.filter((file) => /(^|\/)(\+page\.svelte|\+server\.ts)$/.test(file));
  return answering.map((file) => `/${file.split('/').slice(0, -1).join('/')}`).sort();
}

function someone(role: Role, owes: SignedIn['owes'] = null): SignedIn {
  const viewer = {
    name: 'a',
    role,
    organization: null,
    disclosure: 'full',
    label: 's-1',
    by: 'session',
  } as const;
  return { viewer, owes };
}

const asked = (id: string | null, path: string, isReading = true) => ({ id, params: {}, path, isReading });

/** Contract section 5: committee, briefing, analyst, steward, admin. */
const matrix: [string, string][] = [
  ['/', 'yes yes yes no no'],
  ['/trends', 'yes yes yes no no'],
  ['/compliance', 'yes yes yes no no'],
  ['/backlog', 'yes yes yes no no'],
  ['/compare', 'yes yes yes no no'],
  ['/explain', 'yes yes yes no no'],
  ['/organizations', 'yes yes yes no no'],
  ['/organizations/[code]', 'yes yes yes no no'],
  ['/api/v1/metrics', 'yes yes yes no no'],
  ['/api/v1/sql', 'no no yes no no'],
  ['/sql', 'no no yes no no'],
  ['/api/v1/metrics/[id]', 'yes yes yes no no'],
  ['/definitions', 'yes yes yes yes no'],
  ['/data', 'yes yes yes yes no'],
  ['/data/rejects.csv', 'no no no yes no'],
  ['/data/load', 'no no no yes no'],
  ['/data/load/[id]/files/[register]', 'no no no yes no'],
  ['/data/load/[id]/rejects.csv', 'no no no yes no'],
  ['/metrics', 'no no no no yes'],
  ['/admin', 'no no no no yes'],
  ['/admin/audit', 'no no no no yes'],
  ['/admin/audit.csv', 'no no no no yes'],
  ['/admin/machine', 'no no no no yes'],
  ['/admin/sessions', 'no no no no yes'],
  ['/account', 'yes yes yes yes yes'],
  ['/account/factor', 'yes yes yes yes yes'],
  ['/sign-in/code', 'yes yes yes yes yes'],
  ['/account/password', 'yes yes yes yes yes'],
  ['/sign-out', 'yes yes yes yes yes'],
  ['/preferences', 'yes yes yes yes yes'],
  ['/healthz', 'yes yes yes yes yes'],
  ['/sign-in', 'yes yes yes yes yes'],
];

describe('the table of routes', () => {
  it('has a rule for every route that there is', () => {
    expect(routeIds().length).toBeGreaterThan(20);
    expect(routeIds().filter((id) => !Object.hasOwn(routes, id))).toEqual([]);
  });

  it.each(matrix)('lets pass to %s as the contract says: %s', (id, wanted) => {
    const given = roles.map((role) => (mayOpen(role, id) ? 'yes' : 'no'));
    expect(given.join(' ')).toBe(wanted);
  });

  it('is open to nobody in particular but for the way in and the health', () => {
    expect(Object.keys(routes).filter((id) => routes[id] === 'open')).toEqual([
      '/healthz',
      '/sign-in',
      '/sign-in/provider',
      '/sign-in/return',
    ]);
  });

  it.each([
    ['overview', ['committee', 'briefing', 'analyst']],
    ['organization-0004', ['committee', 'briefing', 'analyst']],
    ['data', ['committee', 'briefing', 'analyst', 'steward']],
    ['no-such-page', undefined],
    ['toString', undefined],
  ])('holds the panels of %s to the rule of their page', (page, wanted) => {
    expect(allowedOn('/panels/[page]/[file]', { page })).toEqual(wanted);
  });

  it('shows in the bar what may be opened, and begins there', () => {
    expect(barOf('steward').map(({ id }) => id)).toEqual(['definitions', 'data']);
    for (const role of ['committee', 'briefing', 'analyst', 'steward'] as const)
      expect(mayOpen(role, homeOf(role))).toBe(true);
  });
});

describe('a request', () => {
  it('without somebody behind it is led to the sign-in, and back afterwards', () => {
    expect(decide(asked('/trends', '/trends?month=2026-09&lang=en'), null)).toEqual({
      kind: 'sign_in',
      isProgram: false,
      location: '/sign-in?to=%2Ftrends%3Fmonth%3D2026-09%26lang%3Den',
    });
    expect(decide(asked('/data/load', '/data/load', false), null)).toMatchObject({ location: '/sign-in' });
    expect(decide(asked('/api/v1/metrics', '/api/v1/metrics'), null)).toMatchObject({ isProgram: true });
  });

  it('is refused where the table has no rule, and hidden where there is no route', () => {
    expect(decide(asked('/new', '/new'), someone('admin'))).toEqual({ kind: 'refuse', isProgram: false });
    expect(decide(asked(null, '/nowhere'), null)).toMatchObject({ kind: 'sign_in' });
    expect(decide(asked(null, '/nowhere'), someone('committee'))).toEqual({ kind: 'pass' });
  });

  it('for the rows and loads of everybody is refused to those whose sight is limited', () => {
    const steward = someone('steward');
    const limited = [{ organization: '0004' }, { disclosure: 'restricted' as const }];
    for (const id of ['/data/load', '/data/rejects.csv', '/data/load/[id]/files/[register]']) {
      expect(decide(asked(id, id), steward)).toEqual({ kind: 'pass' });
      for (const limits of limited) {
        const who = { ...steward, viewer: { ...steward.viewer, ...limits } };
        expect(decide(asked(id, id), who)).toMatchObject({ kind: 'refuse' });
        expect(decide(asked('/data', '/data'), who)).toEqual({ kind: 'pass' });
      }
    }
  });

  it('for the first page leads those who have no figures to their own', () => {
    expect(decide(asked('/', '/'), someone('steward'))).toEqual({ kind: 'lead', location: '/data' });
    expect(decide(asked('/', '/'), someone('admin'))).toEqual({ kind: 'lead', location: '/admin' });
    expect(decide(asked('/', '/'), someone('committee'))).toEqual({ kind: 'pass' });
    expect(decide(asked('/trends', '/trends'), someone('steward'))).toMatchObject({ kind: 'refuse' });
  });

  it('with a first password goes nowhere but to a password of its own', () => {
    const newcomer = someone('analyst', 'password');
    expect(decide(asked('/', '/'), newcomer)).toEqual({ kind: 'lead', location: '/account/password' });
    expect(decide(asked('/account', '/account'), newcomer)).toMatchObject({ kind: 'lead' });
    expect(decide(asked('/api/v1/metrics', '/api/v1/metrics'), newcomer)).toMatchObject({ kind: 'refuse' });
    for (const id of ['/account/password', '/sign-out'])
      expect(decide(asked(id, id, false), newcomer)).toEqual({ kind: 'pass' });
  });

  it.each([
    ['code', '/sign-in/code'],
    ['factor', '/account/factor'],
  ] as const)('who owes a %s goes nowhere but to %s', (owes, door) => {
    const debtor = someone('analyst', owes);
    const lead = { kind: 'lead', location: door };
    expect(decide(asked('/', '/'), debtor)).toEqual(lead);
    for (const id of ['/account', '/account/password', '/sql'])
      expect(decide(asked(id, id), debtor)).toEqual(lead);
    for (const id of ['/api/v1/sql', '/api/v1/analyst.duckdb'])
      expect(decide(asked(id, id), debtor)).toMatchObject({ kind: 'refuse' });
    for (const id of [door, '/sign-out'])
      expect(decide(asked(id, id, false), debtor)).toEqual({ kind: 'pass' });
  });
});

describe('a way on after the sign-in', () => {
  it.each([
    ['/trends?month=2026-09', '/trends?month=2026-09'],
    ['/', '/'],
    ['/a/../data', '/data'],
    ['//evil.example', null],
    ['/\\evil.example', null],
    ['/.//evil.example', null],
    ['/\t/evil.example', null],
    ['https://evil.example/', null],
    ['evil', null],
    ['javascript:alert(1)', null],
    ['', null],
  ])('%j leads to %j', (text, wanted) => {
    expect(ownPath(text, 'http://127.0.0.1:3000')).toBe(wanted);
  });
});
