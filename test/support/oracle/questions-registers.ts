import { addDays, addMonths, monthEnd, monthOf } from './dates.ts';
import { successionsInForce } from './organizations.ts';
import {
  grouped,
  groupedBy,
  number,
  quantile,
  share,
  yearOf,
  type Known,
  type Reckoning,
} from './questions.ts';
import { tally, type Cell, type Row } from './tally.ts';

/** Questions about single cases, duties, organisations and what was delivered. */
export const registerReckonings: Record<string, Reckoning> = {
  'backlog-by-stage': ({ tables: { fct_cases: cases } }) =>
    grouped(
      cases.filter((row) => row.is_pending),
      (row) => row.stage ?? null,
    ).map(([stage, rows]) => [
      stage,
      rows.length,
      rows.filter((row) => row.is_overdue).length,
      quantile(
        rows.map((row) => number(row.age_workdays)),
        0.5,
      ),
    ]),
  'overdue-by-organization': ({ tables: { fct_cases: cases } }) =>
    grouped(
      cases.filter((row) => row.is_pending),
      (row) => row.organization_code ?? null,
    ).flatMap(([code, rows]) => {
      const overdue = rows.filter((row) => row.is_overdue).length;
      return overdue === 0 ? [] : [[code, rows.length, overdue, share(overdue, rows.length)]];
    }),
  'returned-files': ({ tables: { fct_cases: cases } }) =>
    grouped(
      cases.filter((row) => row.closed_date !== null),
      (row) => row.case_type ?? null,
    ).map(([type, rows]) => {
      const returns = rows.reduce((sum, row) => sum + number(row.return_count), 0);
      const paused = rows.reduce((sum, row) => sum + number(row.paused_workdays), 0);
      const first = rows.filter((row) => number(row.return_count) === 0).length;
      return [type, rows.length, share(returns, rows.length, 2), share(first, rows.length), paused];
    }),
  'duty-compliance': ({ tables, newest }) => {
    const measures = ['on_time_count', 'late_count', 'overdue_count'];
    const rows = tables.agg_duties_by_month.filter((row) => yearOf(row) === Number(newest.slice(0, 4)));
    return tally(rows, ['duty_type'], measures).map((row) => {
      const [onTime = 0, late = 0, overdue = 0] = measures.map((name) => number(row[name]));
      return [row.duty_type ?? null, onTime, late, overdue, share(onTime, onTime + late + overdue)];
    });
  },
  'organizations-by-type': ({ tables, newest, months }) => {
    const before = months.at(-2) ?? '';
    const rows = tables.agg_organizations_by_month.filter(
      ({ month }) => month === newest || month === before,
    );
    return grouped(rows, (row) => JSON.stringify([row.organization_level, row.organization_type])).map(
      ([key, found]) => {
        const [level, type] = JSON.parse(String(key)) as Cell[];
        const at = (month: string) => found.filter((row) => row.month === month);
        const count = (month: string) =>
          at(month).length === 0
            ? null
            : at(month).reduce((sum, row) => sum + number(row.organization_count), 0);
        return [level ?? null, type ?? null, count(before), count(newest)];
      },
    );
  },
  'oldest-pending': ({ tables }) =>
    tables.fct_cases
      .filter((row) => row.is_pending)
      .map((row) =>
        ['case_type', 'stage', 'received_date', 'due_date', 'age_workdays'].map((name) => row[name] ?? null),
      ),
  'documents-disseminated': ({ tables }) => {
    const rows = tables.fct_duties.filter(
      (row) => row.duty_type === 'document_dissemination' && row.document_code !== null,
    );
    return grouped(rows, (row) => row.document_code ?? null).map(([code, found]) => {
      const count = (...statuses: string[]) =>
        found.filter((row) => statuses.includes(String(row.duty_status))).length;
      return [code, found.length, count('on_time', 'late'), count('overdue'), count('unknown')];
    });
  },
  'duties-due-next': ({ tables, facts }) => {
    const last = addDays(facts.asOf, 30);
    const rows = tables.fct_duties.filter(
      (row) => row.duty_status === 'not_yet_due' && String(row.due_date) <= last,
    );
    return groupedBy(rows, ['current_organization_code', 'duty_type']).map(
      ([[code = null, type = null], found]) => [
        code,
        type,
        found.map((row) => String(row.due_date)).sort()[0] ?? null,
        found.length,
      ],
    );
  },
  'duty-by-organization-type': ({ tables }, { duty_type: type }) => {
    const measures = ['on_time_count', 'late_count', 'overdue_count'];
    const rows = tables.agg_duties_by_month
      .filter((row) => type === null || row.duty_type === type)
      .map((row) => ({ ...row, year: yearOf(row) }));
    return tally(rows, ['year', 'organization_type'], measures).map((row) => {
      const [onTime = 0, late = 0, overdue = 0] = measures.map((name) => number(row[name]));
      const rate = share(onTime, onTime + late + overdue);
      return [row.year ?? null, row.organization_type ?? null, onTime, late, overdue, rate];
    });
  },
  'duties-after-reorganization': (known) => {
    const rows = eventsOf(known).flatMap(({ code, on }) =>
      known.tables.fct_duties
        .filter((row) => row.current_organization_code === code)
        .filter((row) => ['on_time', 'late', 'overdue'].includes(String(row.duty_status)))
        .filter(
          (row) => monthsLater(on, -6) <= String(row.due_date) && String(row.due_date) < monthsLater(on, 6),
        )
        .map((row): Row => ({ ...row, is_after: String(row.due_date) >= on })),
    );
    return grouped(rows, (row) => row.duty_type ?? null).map(([type, found]) => {
      const [before, after] = [false, true].map((isAfter) => found.filter((row) => row.is_after === isAfter));
      const rate = (rows: Row[] = []) =>
        rows.length === 0 ? null : rows.filter((row) => row.duty_status === 'on_time').length / rows.length;
      const [first, last] = [rate(before), rate(after)];
      const change = first === null || last === null ? null : rounded(last - first);
      return [type, before?.length ?? 0, rounded(first), after?.length ?? 0, rounded(last), change];
    });
  },
  'not-delivered': ({ facts, cover }) => {
    const missed = facts.snapshots.flatMap(({ as_of, not_delivered }) =>
      [...new Set(not_delivered.map(cover))].map((code): Row => ({ code, as_of })),
    );
    return grouped(missed, (row) => row.code ?? null).map(([code, found]) => [
      code,
      found.length,
      found.at(-1)?.as_of ?? null,
    ]);
  },
  'loads-and-rejects': ({ facts }) =>
    facts.snapshots.flatMap(({ as_of, rows_read, rejects }) =>
      Object.entries(rows_read).map(([file, read]): Cell[] => {
        const own = rejects.filter((reject) => reject.file === file).map(({ reason }) => reason);
        const counts = [...new Set(own)].map((reason) => ({
          reason,
          count: own.filter((each) => each === reason).length,
        }));
        counts.sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
        const reasons = counts.map(({ reason, count }) => `${reason} ${count}`).join(', ');
        return [as_of, file, read, read - own.length, own.length, reasons || null];
      }),
    ),
};

const rounded = (rate: number | null) => (rate === null ? null : Number(rate.toFixed(3)));

/** Reorganisations of organisations that the analyst file shows: who goes on, under today's code, and when; each once. */
function eventsOf({ facts, cover }: Known): { code: string; on: string }[] {
  const keys = successionsInForce(facts.snapshots).flatMap(({ from_code, to_code, event, event_on: on }) => {
    const isFollowed = ['merged_into', 'renamed', 'handed_over'].includes(event);
    const isShown = cover(from_code) === from_code && to_code !== null && cover(to_code) === to_code;
    return isFollowed && isShown
      ? [JSON.stringify({ code: cover(facts.organizations.current(to_code)), on })]
      : [];
  });
  return [...new Set(keys)].map((key) => JSON.parse(key) as { code: string; on: string });
}

/** The same day of another month, or its last day. */
function monthsLater(date: string, count: number): string {
  const month = addMonths(monthOf(date), count);
  const day = `${month.slice(0, 8)}${date.slice(8)}`;
  return day < monthEnd(month) ? day : monthEnd(month);
}
