import { workdayCalendar } from './calendar.ts';
import { type Facts, gatherFacts, type TimeLimit } from './facts.ts';
import {
  type Case,
  type Duty,
  type Member,
  type Organization,
  type Snapshot,
  type Succession,
} from './registers.ts';

/** Literal rows for hand-worked examples: what is not said is plain. */
export const organization = (code: string, more: Partial<Organization> = {}): Organization => ({
  organization_code: code,
  organization_name: code,
  organization_level: 'grassroots_cell',
  organization_type: 'agency',
  parent_code: null,
  established_on: null,
  ended_on: null,
  ...more,
});

export const openCase = (code: string, holder: string, more: Partial<Case> = {}): Case => ({
  case_code: code,
  organization_code: holder,
  case_type: 'petition',
  stage: 'intake',
  received_on: '2026-01-05',
  due_on: null,
  external_sent_on: null,
  external_answered_on: null,
  paused_workdays: 0,
  return_count: 0,
  concluded_on: null,
  decision_on: null,
  closed_on: null,
  closing: null,
  ...more,
});

export const succession = (from: string, to: string, dated: string): Succession => {
  const [event_on = '', event = 'renamed'] = dated.split(' ');
  return { from_code: from, to_code: to, event, event_on, legal_basis: null };
};

export const duty = (code: string, due_on: string, more: Partial<Duty> = {}): Duty => ({
  duty_code: code,
  organization_code: 'A',
  duty_type: 'annual_plan',
  document_code: null,
  due_on,
  fulfilled_on: null,
  duty_state: null,
  ...more,
});

/** That many official members of the organisation. */
export const membersOf = (code: string, count: number): Member[] =>
  Array.from({ length: count }, (_, index) => ({
    member_code: `${code}-${index}`,
    organization_code: code,
    member_status: 'official',
    admitted_on: null,
  }));

export const snapshot = (asOf: string, more: Partial<Snapshot>): Snapshot => ({
  as_of: asOf,
  source: '',
  not_delivered: [],
  organizations: ['A', 'B', 'C'].map((code) => organization(code)),
  members: [],
  cases: [],
  duties: null,
  successions: null,
  rejects: [],
  accepted: new Set(),
  rows_read: {},
  ...more,
});

/** The facts of the snapshots under a plain Monday-to-Friday week. */
export const plainFacts = (snapshots: Snapshot[], limits: TimeLimit[] = []): Facts =>
  gatherFacts(snapshots, { calendar: workdayCalendar([]), limits });
