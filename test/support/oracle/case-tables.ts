import { addMonths, monthOf } from './dates.ts';
import { type CaseFact, type Facts } from './facts.ts';
import { type Row, tally } from './tally.ts';

/** Key columns of every table at organisation grain. */
export const organizationKeys = [
  'month',
  'organization_code',
  'current_organization_code',
  'organization_type',
];

/** Counts of `agg_case_flow_by_month`. */
export const flowMeasures = [
  'opened_count',
  'closed_count',
  'transferred_in_count',
  'transferred_out_count',
  'transferred_in_within_count',
  'transferred_out_within_count',
  'vanished_count',
  'pending_start_count',
  'pending_end_count',
  'overdue_end_count',
  'closed_on_time_count',
  'closed_with_due_count',
  'first_pass_count',
];

/** The key columns of a month and an organisation, with its type as reported at the month's end. */
export function keysOf(facts: Facts, month: string, code: string): Row {
  return {
    month,
    organization_code: code,
    current_organization_code: facts.organizations.current(code),
    organization_type: facts.organizations.at(code, facts.periodEnd(month)).organization_type,
  };
}

/** agg_case_flow_by_month. */
export function caseFlow(facts: Facts): Row[] {
  return tally(
    facts.cases.flatMap((fact) => flowOf(facts, fact)),
    [...organizationKeys, 'case_type'],
    flowMeasures,
  );
}

function flowOf(facts: Facts, fact: CaseFact): Row[] {
  const { row, holder, due, absentOn } = fact;
  const rows: Row[] = [];
  const count = (month: string, code: string, counts: Row) =>
    rows.push({ ...keysOf(facts, month, code), case_type: row.case_type, ...counts });
  count(monthOf(row.received_on), holder.at(row.received_on), { opened_count: 1 });
  if (row.closed_on !== null) {
    count(monthOf(row.closed_on), holder.at(row.closed_on), {
      closed_count: 1,
      closed_with_due_count: due === null ? 0 : 1,
      closed_on_time_count: due !== null && row.closed_on <= due ? 1 : 0,
      first_pass_count: row.return_count === 0 ? 1 : 0,
    });
  } else if (absentOn !== null) {
    count(monthOf(absentOn), holder.at(absentOn), { vanished_count: 1 });
  }
  for (const { on, from, to } of holder.changes.filter((change) => change.isTransfer)) {
    const within = facts.organizations.current(from) === facts.organizations.current(to) ? 1 : 0;
    count(monthOf(on), from, { transferred_out_count: 1, transferred_out_within_count: within });
    count(monthOf(on), to, { transferred_in_count: 1, transferred_in_within_count: within });
  }
  for (const month of facts.months) {
    const t = facts.periodEnd(month);
    if (!fact.isPendingAt(t)) continue;
    count(month, holder.at(t), { pending_end_count: 1, overdue_end_count: fact.isOverdueAt(t) ? 1 : 0 });
    if (month < facts.newestMonth) count(addMonths(month, 1), holder.at(t), { pending_start_count: 1 });
  }
  return rows;
}

/** The band of an age in working days. */
export function ageBand(workdays: number): string {
  const bands: [number, string][] = [
    [7, '0-7'],
    [15, '8-15'],
    [30, '16-30'],
    [60, '31-60'],
    [90, '61-90'],
  ];
  return bands.find(([last]) => workdays <= last)?.[1] ?? 'over 90';
}

/** agg_backlog_by_month. */
export function backlog(facts: Facts): Row[] {
  const rows = facts.cases.flatMap((fact) =>
    facts.months
      .filter((month) => fact.isPendingAt(facts.periodEnd(month)))
      .map((month): Row => {
        const t = facts.periodEnd(month);
        return {
          ...keysOf(facts, month, fact.holder.at(t)),
          case_type: fact.row.case_type,
          stage: fact.stageIn(month),
          age_band: ageBand(fact.ageAt(t)),
          pending_count: 1,
          overdue_count: fact.isOverdueAt(t) ? 1 : 0,
        };
      }),
  );
  return tally(
    rows,
    [...organizationKeys, 'case_type', 'stage', 'age_band'],
    ['pending_count', 'overdue_count'],
  );
}

/** agg_conclusion_days_by_month: by the month of concluded_on at its holder. */
export function conclusionDays(facts: Facts): Row[] {
  const rows = facts.cases.flatMap(({ row, holder }): Row[] => {
    if (row.concluded_on === null) return [];
    const elapsed = facts.calendar.between(row.received_on, row.concluded_on);
    return [
      {
        ...keysOf(facts, monthOf(row.concluded_on), holder.at(row.concluded_on)),
        case_type: row.case_type,
        workdays: Math.max(0, elapsed - row.paused_workdays),
        case_count: 1,
      },
    ];
  });
  return tally(rows, [...organizationKeys, 'case_type', 'workdays'], ['case_count']);
}

/** agg_decisions_by_month: by the month of decision_on at its holder, within the months of the tables. */
export function decisions(facts: Facts): Row[] {
  const rows = facts.cases.flatMap(({ row, holder }): Row[] => {
    if (row.decision_on === null || !facts.months.includes(monthOf(row.decision_on))) return [];
    const before = row.concluded_on !== null && row.concluded_on <= row.decision_on;
    return [
      {
        ...keysOf(facts, monthOf(row.decision_on), holder.at(row.decision_on)),
        case_type: row.case_type,
        decision_count: 1,
        concluded_before_count: before ? 1 : 0,
      },
    ];
  });
  return tally(rows, [...organizationKeys, 'case_type'], ['decision_count', 'concluded_before_count']);
}

/** Measures of `agg_external_days_by_month`. */
export const externalMeasures = [
  'external_workdays_closed',
  'total_workdays_closed',
  'external_workdays_pending',
  'total_workdays_pending',
];

/** agg_external_days_by_month: of cases closed in the month, and of those pending at its end. */
export function externalDays(facts: Facts): Row[] {
  const rows: Row[] = [];
  for (const fact of facts.cases) {
    const { closed_on } = fact.row;
    for (const month of facts.months) {
      const t = facts.periodEnd(month);
      const keys = (code: string) => ({ ...keysOf(facts, month, code), case_type: fact.row.case_type });
      const { external, total } = daysOf(facts, fact, t);
      if (closed_on !== null && monthOf(closed_on) === month) {
        const held = keys(fact.holder.at(closed_on));
        rows.push({ ...held, external_workdays_closed: external, total_workdays_closed: total });
      } else if (fact.isPendingAt(t)) {
        const held = keys(fact.holder.at(t));
        rows.push({ ...held, external_workdays_pending: external, total_workdays_pending: total });
      }
    }
  }
  return tally(rows, [...organizationKeys, 'case_type'], externalMeasures);
}

function daysOf(facts: Facts, { row }: CaseFact, t: string): { external: number; total: number } {
  const until = (date: string | null) => (date === null || date > t ? t : date);
  return {
    external:
      row.external_sent_on === null
        ? 0
        : facts.calendar.between(row.external_sent_on, until(row.external_answered_on)),
    total: facts.calendar.between(row.received_on, until(row.closed_on)),
  };
}
