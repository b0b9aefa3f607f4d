import { expect, test } from 'vitest';
import { backlog, caseFlow, conclusionDays, externalDays } from './case-tables.ts';
import { openCase, plainFacts, snapshot, succession } from './small-worlds.ts';
import { type Row } from './tally.ts';

/** The counts of a row that are not 0, with month and holder: short to write by hand. */
const brief = (rows: Row[]) =>
  rows.map((row) => {
    const counts = Object.entries(row).filter(([name, value]) => name.endsWith('_count') && value !== 0);
    const text = counts.map(([name, value]) => `${name.replace('_count', '')} ${String(value)}`).join(', ');
    return `${String(row.month).slice(0, 7)} ${String(row.organization_code)}: ${text}`;
  });

test('a case moves on the day of a succession noticed late, and on the snapshot without one', () => {
  const facts = plainFacts([
    snapshot('2026-01-31', { cases: [openCase('1', 'A'), openCase('2', 'A')] }),
    snapshot('2026-03-31', {
      cases: [openCase('1', 'B'), openCase('2', 'C')],
      successions: [succession('A', 'B', '2026-02-10 handed_over')],
    }),
  ]);
  expect(brief(caseFlow(facts)).sort()).toEqual([
    '2026-01 A: opened 2, pending_end 2',
    '2026-02 A: transferred_out 1, transferred_out_within 1, pending_start 2, pending_end 1',
    '2026-02 B: transferred_in 1, transferred_in_within 1, pending_end 1',
    '2026-03 A: transferred_out 1, pending_start 1',
    '2026-03 B: pending_start 1, pending_end 1',
    '2026-03 C: transferred_in 1, pending_end 1',
  ]);
});

test('each step of a chain has its own date, and a direct succession beats a chain', () => {
  const chain = [succession('A', 'B', '2026-02-10'), succession('B', 'C', '2026-03-05')];
  const shots = (successions: typeof chain) => [
    snapshot('2026-01-31', { cases: [openCase('1', 'A')] }),
    snapshot('2026-03-31', { cases: [openCase('1', 'C')], successions }),
  ];
  const steps = (successions: typeof chain) =>
    plainFacts(shots(successions)).cases[0]?.holder.changes.map((change) => `${change.on} ${change.to}`);
  expect(steps(chain)).toEqual(['2026-02-10 B', '2026-03-05 C']);
  expect(steps([...chain, succession('A', 'C', '2026-01-20 split_from')])).toEqual(['2026-01-20 C']);
  expect(steps([succession('A', 'B', '2026-03-10'), succession('B', 'C', '2026-03-05')])).toEqual([
    '2026-03-31 C',
  ]);
  expect(steps([succession('A', 'C', '2026-01-05')])).toEqual(['2026-03-31 C']);
});

test('a change after the closing is no transfer', () => {
  const closed = { stage: 'closed', closed_on: '2026-01-20', closing: 'concluded' };
  const facts = plainFacts([
    snapshot('2026-01-31', { cases: [openCase('1', 'A', closed)] }),
    snapshot('2026-02-28', { cases: [openCase('1', 'B', closed)] }),
  ]);
  expect(brief(caseFlow(facts))).toEqual(['2026-01 A: opened 1, closed 1, first_pass 1']);
});

test('a case counts as vanished from the first snapshot of its last absence only', () => {
  const facts = plainFacts([
    snapshot('2026-01-31', { cases: [openCase('1', 'A')] }),
    snapshot('2026-02-10', {}),
    snapshot('2026-02-28', { cases: [openCase('1', 'A')] }),
    snapshot('2026-03-31', {}),
    snapshot('2026-04-30', {}),
  ]);
  expect(brief(caseFlow(facts)).sort()).toEqual([
    '2026-01 A: opened 1, pending_end 1',
    '2026-02 A: pending_start 1, pending_end 1',
    '2026-03 A: vanished 1, pending_start 1',
  ]);
});

test('a case seen late and a reopened one count by their newest row', () => {
  const closed = { stage: 'closed', closed_on: '2026-01-20', closing: 'concluded' };
  const facts = plainFacts([
    snapshot('2026-02-28', { cases: [openCase('1', 'A', closed)] }),
    snapshot('2026-03-15', {
      cases: [openCase('1', 'A', { stage: 'situation' }), openCase('2', 'B', closed)],
    }),
  ]);
  expect(brief(caseFlow(facts)).sort()).toEqual([
    '2026-01 A: opened 1, pending_end 1',
    '2026-01 B: opened 1, closed 1, first_pass 1',
    '2026-02 A: pending_start 1, pending_end 1',
    '2026-03 A: pending_start 1, pending_end 1',
  ]);
  expect(backlog(facts).map((row) => [row.month, row.stage, row.age_band])).toEqual([
    ['2026-01-01', 'unknown', '16-30'],
    ['2026-02-01', 'unknown', '31-60'],
    ['2026-03-01', 'situation', '31-60'],
  ]);
});

test('overdue starts the day after the due date, and a rule in force on receipt gives the date', () => {
  const limits = [
    { case_type: 'petition', workdays: 5, valid_from: '2026-01-01', valid_to: '2026-01-05' },
    { case_type: 'petition', workdays: 20, valid_from: '2026-01-06', valid_to: null },
  ];
  const cases = [
    openCase('1', 'A'),
    openCase('2', 'A', { received_on: '2026-01-06' }),
    openCase('3', 'A', { due_on: '2026-01-12' }),
  ];
  const overdueOn = (asOf: string) =>
    plainFacts([snapshot(asOf, { cases })], limits)
      .cases.filter((fact) => fact.isOverdueAt(asOf))
      .map((fact) => fact.row.case_code);
  expect(overdueOn('2026-01-12')).toEqual([]);
  expect(overdueOn('2026-01-13')).toEqual(['1', '3']);
  expect(overdueOn('2026-02-04')).toEqual(['1', '2', '3']);
});

test('pauses of a past month come from its own snapshot, days to conclusion from the newest', () => {
  const paused = (paused_workdays: number) =>
    openCase('1', 'A', { paused_workdays, concluded_on: '2026-01-16' });
  const facts = plainFacts([
    snapshot('2026-02-10', { cases: [paused(2)] }),
    snapshot('2026-02-27', { cases: [paused(30)] }),
  ]);
  expect(facts.cases[0]?.ageAt('2026-01-31')).toBe(19 - 2);
  expect(facts.cases[0]?.ageAt('2026-02-27')).toBe(39 - 30);
  expect(conclusionDays(facts)).toMatchObject([{ month: '2026-01-01', workdays: 0, case_count: 1 }]);
});

test('external days end with the answer, or with the month while there is none', () => {
  const facts = plainFacts([
    snapshot('2026-02-27', {
      cases: [
        openCase('1', 'A', { external_sent_on: '2026-01-12', external_answered_on: '2026-02-02' }),
        openCase('2', 'A', {
          external_sent_on: '2026-01-12',
          stage: 'closed',
          closed_on: '2026-01-19',
          closing: 'withdrawn',
        }),
      ],
    }),
  ]);
  expect(externalDays(facts)).toMatchObject([
    {
      month: '2026-01-01',
      external_workdays_closed: 14,
      total_workdays_closed: 10,
      external_workdays_pending: 14,
      total_workdays_pending: 19,
    },
    { month: '2026-02-01', external_workdays_pending: 15, total_workdays_pending: 39 },
  ]);
});
