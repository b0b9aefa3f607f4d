import { keysOf, organizationKeys } from './case-tables.ts';
import { monthOf } from './dates.ts';
import { type CaseFact, type Facts } from './facts.ts';
import { must, newest, sightings } from './history.ts';
import { type Duty } from './registers.ts';
import { type Row, tally } from './tally.ts';

/** The status of a duty against the newest as_of. */
export function dutyStatus(duty: Duty, asOf: string): string {
  if (duty.duty_state !== null) return duty.duty_state;
  if (duty.fulfilled_on !== null) return duty.fulfilled_on <= duty.due_on ? 'on_time' : 'late';
  return duty.due_on < asOf ? 'overdue' : 'not_yet_due';
}

/** fct_duties without its key: the newest row of each duty whose organisation existed on due_on. */
export function dutyFacts(facts: Facts): Row[] {
  const seen = sightings(
    facts.snapshots,
    (snapshot) => snapshot.duties,
    (row) => row.duty_code,
  );
  return [...seen.values()]
    .map((one) => newest(one).row)
    .filter((duty) => facts.organizations.existsOn(duty.organization_code, duty.due_on))
    .map((duty) => {
      const { month, ...keys } = keysOf(facts, monthOf(duty.due_on), duty.organization_code);
      return {
        ...keys,
        duty_type: duty.duty_type,
        document_code: duty.document_code,
        due_date: duty.due_on,
        fulfilled_date: duty.fulfilled_on,
        duty_status: dutyStatus(duty, facts.asOf),
        month: must(month),
      };
    });
}

/** Counts of `agg_duties_by_month`. */
export const dutyMeasures = [
  'due_count',
  'on_time_count',
  'late_count',
  'overdue_count',
  'not_yet_due_count',
  'unknown_count',
  'waived_count',
];

/** agg_duties_by_month. */
export function duties(facts: Facts): Row[] {
  const rows = dutyFacts(facts).map((duty): Row => {
    const isWaived = duty.duty_status === 'waived' || duty.duty_status === 'not_applicable';
    const status = isWaived ? 'waived' : String(duty.duty_status);
    return { ...duty, [`${status}_count`]: 1, due_count: isWaived ? 0 : 1 };
  });
  return tally(rows, [...organizationKeys, 'duty_type'], dutyMeasures);
}

/** Counts of `agg_members_by_month`. */
export const memberMeasures = [
  'member_count',
  'official_count',
  'probationary_count',
  'exempt_count',
  'suspended_count',
];

/** agg_members_by_month: the last snapshot up to the month's end. */
export function members(facts: Facts): Row[] {
  const rows = facts.snapshotMonths.flatMap((month) => {
    const last = must(facts.snapshots.findLast((snapshot) => snapshot.as_of <= facts.periodEnd(month)));
    return last.members.map((member): Row => ({
      ...keysOf(facts, month, member.organization_code),
      member_count: 1,
      [`${member.member_status}_count`]: 1,
    }));
  });
  return tally(rows, organizationKeys, memberMeasures);
}

/** agg_organizations_by_month. */
export function organizationCounts(facts: Facts): Row[] {
  const rows = facts.snapshotMonths.flatMap((month) => {
    const t = facts.periodEnd(month);
    return facts.organizations.codes
      .filter((code) => facts.organizations.existsOn(code, t))
      .map((code): Row => {
        const { organization_level, organization_type } = facts.organizations.at(code, t);
        return { month, organization_level, organization_type, organization_count: 1 };
      });
  });
  return tally(rows, ['month', 'organization_level', 'organization_type'], ['organization_count']);
}

/** dim_organization without its key. */
export function organizationPeriods(facts: Facts): Row[] {
  const { organizations } = facts;
  return organizations.codes.flatMap((code) => {
    const periods = organizations.periods(code);
    return periods.map(({ from, row }, index): Row => ({
      organization_code: code,
      organization_name: row.organization_name,
      organization_level: row.organization_level,
      organization_type: row.organization_type,
      parent_code: row.parent_code,
      established_date: organizations.established(code),
      ended_date: organizations.ended(code),
      valid_from: from,
      valid_to: periods[index + 1]?.from ?? null,
      is_current: index === periods.length - 1,
      current_organization_code: organizations.current(code),
    }));
  });
}

/** fct_cases without its key. */
export function caseFacts(facts: Facts): Row[] {
  return facts.cases.map((fact) => {
    const { row, due, absentOn } = fact;
    const isPending = fact.isPendingAt(facts.asOf);
    return {
      organization_code: row.organization_code,
      current_organization_code: facts.organizations.current(row.organization_code),
      organization_type: facts.organizations.newest(row.organization_code).organization_type,
      case_type: row.case_type,
      stage: row.stage,
      received_date: row.received_on,
      due_date: due,
      concluded_date: row.concluded_on,
      decision_date: row.decision_on,
      closed_date: row.closed_on,
      closing: row.closing,
      age_workdays: ageOf(facts, fact),
      paused_workdays: row.paused_workdays,
      return_count: row.return_count,
      is_pending: isPending,
      is_overdue: fact.isOverdueAt(facts.asOf),
      is_vanished: absentOn !== null,
    };
  });
}

function ageOf(facts: Facts, { row, absentOn }: CaseFact): number {
  const until = row.closed_on ?? absentOn ?? facts.asOf;
  return Math.max(0, facts.calendar.between(row.received_on, until) - row.paused_workdays);
}
