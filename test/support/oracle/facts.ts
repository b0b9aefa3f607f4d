import { type Calendar } from './calendar.ts';
import { monthEnd, monthOf, monthsBetween } from './dates.ts';
import { absentSince, must, newest, shownAt, type Sighting, sightings } from './history.ts';
import { type HolderLine, holderLine } from './holders.ts';
import { type Organizations, organizationHistory, successionsInForce } from './organizations.ts';
import { type Case, type Snapshot } from './registers.ts';

/** A time limit of a case type in working days; `valid_to` is inclusive. */
export interface TimeLimit {
  case_type: string;
  workdays: number;
  valid_from: string | null;
  valid_to: string | null;
}

/** One case with all that its snapshots tell of it. */
export interface CaseFact {
  row: Case;
  seen: Sighting<Case>[];
  due: string | null;
  holder: HolderLine;
  /** as_of of the first snapshot of its absence; null while the newest snapshot shows it. */
  absentOn: string | null;
  isPendingAt(date: string): boolean;
  isOverdueAt(date: string): boolean;
  stageIn(month: string): string;
  ageAt(date: string): number;
}

/** Everything that the tables are counted from. */
export interface Facts {
  snapshots: readonly Snapshot[];
  calendar: Calendar;
  asOf: string;
  newestMonth: string;
  /** Months from the earliest received_on to the newest as_of. */
  months: string[];
  /** Months from the first snapshot's to the newest as_of. */
  snapshotMonths: string[];
  organizations: Organizations;
  cases: CaseFact[];
  /** Last day that counts in the month: its last day, or as_of in the newest month. */
  periodEnd(month: string): string;
}

/** Gathers the facts; `snapshots` must be in order of as_of and hold at least one. */
export function gatherFacts(
  snapshots: readonly Snapshot[],
  { calendar, limits }: { calendar: Calendar; limits: readonly TimeLimit[] },
): Facts {
  const asOf = must(snapshots.at(-1)).as_of;
  const newestMonth = monthOf(asOf);
  const seen = sightings(
    snapshots,
    (snapshot) => snapshot.cases,
    (row) => row.case_code,
  );
  const cases = [...seen.values()].map((one) => caseFact(one, { snapshots, calendar, limits }));
  const received = cases.map((fact) => fact.row.received_on).sort();
  const firstSnapshot = must(snapshots[0]).as_of;
  return {
    snapshots,
    calendar,
    asOf,
    newestMonth,
    months: monthsBetween(monthOf(received[0] ?? firstSnapshot), newestMonth),
    snapshotMonths: monthsBetween(monthOf(firstSnapshot), newestMonth),
    organizations: organizationHistory(snapshots),
    cases,
    periodEnd: (month) => (month === newestMonth ? asOf : monthEnd(month)),
  };
}

function caseFact(
  seen: Sighting<Case>[],
  {
    snapshots,
    calendar,
    limits,
  }: { snapshots: readonly Snapshot[]; calendar: Calendar; limits: readonly TimeLimit[] },
): CaseFact {
  const { row } = newest(seen);
  const absentOn = absentSince(snapshots, seen);
  const due = row.due_on ?? dueByRule(row, calendar, limits);
  const isPendingAt = (date: string) =>
    row.received_on <= date &&
    (row.closed_on === null || row.closed_on > date) &&
    (absentOn === null || absentOn > date);
  return {
    row,
    seen,
    due,
    absentOn,
    holder: holderLine(seen, successionsInForce(snapshots), row.closed_on === null ? absentOn : null),
    isPendingAt,
    isOverdueAt: (date) => isPendingAt(date) && due !== null && due < date,
    stageIn: (month) => {
      const last = snapshots.findLast((snapshot) => monthOf(snapshot.as_of) === month);
      const stage = seen.find((sighting) => sighting.as_of === last?.as_of)?.row.stage;
      return stage === undefined || stage === 'closed' ? 'unknown' : stage;
    },
    ageAt: (date) =>
      Math.max(0, calendar.between(row.received_on, date) - shownAt(seen, date).row.paused_workdays),
  };
}

function dueByRule(row: Case, calendar: Calendar, limits: readonly TimeLimit[]): string | null {
  const limit = limits.find(
    (one) =>
      one.case_type === row.case_type &&
      (one.valid_from ?? row.received_on) <= row.received_on &&
      row.received_on <= (one.valid_to ?? row.received_on),
  );
  return limit ? calendar.add(row.received_on, limit.workdays) : null;
}
