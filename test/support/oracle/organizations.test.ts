import { expect, test } from 'vitest';
import { computeTables } from './compute.ts';
import { answer, quantile } from './metrics.ts';
import { duties, members, organizationCounts } from './other-tables.ts';
import { analystTables, smallOrganizations } from './small.ts';
import { duty, membersOf, openCase, organization, plainFacts, snapshot, succession } from './small-worlds.ts';

const current = (successions: ReturnType<typeof succession>[]) => {
  const codes = ['A', 'B', 'C', 'D'];
  const facts = plainFacts([
    snapshot('2026-03-31', { organizations: codes.map((code) => organization(code)), successions }),
  ]);
  return codes.map((code) => facts.organizations.current(code)).join('');
};

test('the current code follows renamings, mergers and hand-overs forward in time', () => {
  expect(current([succession('A', 'B', '2026-01-01'), succession('B', 'C', '2026-02-01 merged_into')])).toBe(
    'CCCD',
  );
  expect(current([succession('A', 'B', '2026-02-01'), succession('B', 'C', '2026-01-01')])).toBe('BCCD');
});

test('the current code stops at several targets, at a code already visited and at splits', () => {
  expect(
    current([
      succession('A', 'B', '2026-01-01'),
      succession('B', 'C', '2026-02-01 handed_over'),
      succession('B', 'D', '2026-02-01 handed_over'),
    ]),
  ).toBe('BBCD');
  expect(current([succession('A', 'B', '2026-01-01'), succession('B', 'A', '2026-02-01')])).toBe('BACD');
  expect(current([succession('A', 'B', '2026-01-01 split_from')])).toBe('ABCD');
});

test('an organisation missing without an end ended the day before, and starts with its first snapshot', () => {
  const facts = plainFacts([
    snapshot('2026-01-31', { organizations: [organization('A'), organization('B')] }),
    snapshot('2026-03-31', { organizations: [organization('A'), organization('C')] }),
    snapshot('2026-04-30', { organizations: [organization('A'), organization('C')] }),
  ]);
  expect(facts.organizations.ended('B')).toBe('2026-03-30');
  expect([facts.organizations.established('A'), facts.organizations.established('C')]).toEqual([
    null,
    '2026-03-31',
  ]);
  expect(organizationCounts(facts).map((row) => row.organization_count)).toEqual([2, 2, 2, 2]);
});

test('duties are judged against the newest snapshot, and dropped where the organisation did not exist', () => {
  const facts = plainFacts([
    snapshot('2026-03-31', {
      organizations: [organization('A', { established_on: '2026-02-01', ended_on: '2026-03-30' })],
      duties: [
        duty('1', '2026-02-01', { fulfilled_on: '2026-02-01' }),
        duty('2', '2026-02-02', { fulfilled_on: '2026-02-03' }),
        duty('3', '2026-02-03'),
        duty('4', '2026-03-30', { duty_state: 'unknown', fulfilled_on: '2026-03-01' }),
        duty('5', '2026-03-30', { duty_state: 'not_applicable' }),
        duty('6', '2026-01-31'),
        duty('7', '2026-03-31'),
      ],
    }),
  ]);
  expect(duties(facts)).toMatchObject([
    {
      month: '2026-02-01',
      due_count: 3,
      on_time_count: 1,
      late_count: 1,
      overdue_count: 1,
      unknown_count: 0,
    },
    { month: '2026-03-01', due_count: 1, unknown_count: 1, waived_count: 1, not_yet_due_count: 0 },
  ]);
});

test('members of a month without a snapshot come from the last one before', () => {
  const facts = plainFacts([
    snapshot('2026-01-31', { members: membersOf('A', 2) }),
    snapshot('2026-03-31', { members: membersOf('A', 3) }),
  ]);
  expect(members(facts).map((row) => row.member_count)).toEqual([2, 2, 3]);
});

test('an organisation below 10 members in every snapshot stands under the first large one above', () => {
  const tree = (parent: string) => [
    organization('A', { organization_type: null }),
    organization('B', { parent_code: 'A' }),
    organization('C', { parent_code: parent, organization_type: 'other' }),
  ];
  const facts = plainFacts([
    snapshot('2026-01-31', {
      organizations: tree('A'),
      members: [...membersOf('A', 9), ...membersOf('B', 2), ...membersOf('C', 6)],
    }),
    snapshot('2026-02-28', {
      organizations: tree('B'),
      members: membersOf('B', 3),
      cases: [openCase('1', 'C')],
    }),
  ]);
  expect([...smallOrganizations(facts)].sort()).toEqual(['B', 'C']);
  const analyst = analystTables(facts, computeTables(facts));
  expect(analyst.fct_cases).toMatchObject([
    { organization_code: 'A', current_organization_code: 'A', organization_type: 'other' },
  ]);
  expect(analyst.dim_organization.map((row) => row.organization_code)).toEqual(['A']);
});

test('an on-time rate of a period adds the flows and takes the overdue cases of its end', () => {
  const closed = (code: string, on: string, due: string) =>
    openCase(code, 'A', { stage: 'closed', closed_on: on, closing: 'concluded', due_on: due });
  const facts = plainFacts([
    snapshot('2026-02-28', {
      cases: [
        closed('1', '2026-01-20', '2026-01-20'),
        closed('2', '2026-02-20', '2026-01-20'),
        openCase('3', 'B', { due_on: '2026-01-10' }),
      ],
    }),
  ]);
  const ask = { metric: 'on_time_rate', by: [], from: '2026-01-01', to: '2026-02-01', filters: {} };
  expect(answer(facts, computeTables(facts), { ...ask, basis: 'as_reported' })).toEqual([
    { value: 1 / 3, numerator: 1, denominator: 3 },
  ]);
});

test('quantiles lie on the line between the two nearest values', () => {
  expect(quantile([4, 1, 2, 3], 0.5)).toBe(2.5);
  expect(quantile([0, 10, 20, 30, 40], 0.9)).toBeCloseTo(36);
});
