import { addMonths } from './dates.ts';
import { externalMeasures, flowMeasures } from './case-tables.ts';
import { grouped, number, quantile, rowsOf, share, yearOf, type Reckoning } from './questions.ts';
import { tally, type Row } from './tally.ts';

const flows = ['opened_count', 'closed_count', 'pending_end_count', 'overdue_end_count'];

const bands = ['0-7', '8-15', '16-30', '31-60', '61-90', 'over 90'];

/** Whether a row is of the twelve months that end with the newest. */
const isOfYear = (row: Row, newest: string) => String(row.month) > addMonths(newest, -12);

/** Questions about flows and stocks of cases, by month. */
export const flowReckonings: Record<string, Reckoning> = {
  'flow-by-month': ({ tables }) =>
    rowsOf(tally(tables.agg_case_flow_by_month, ['month'], [...flows, 'vanished_count']), [
      'month',
      ...flows,
    ]),
  transfers: ({ tables }) => {
    const moves = ['transferred_out_count', 'transferred_in_count'];
    return rowsOf(tally(tables.agg_case_flow_by_month, ['month'], moves), ['month', ...moves]);
  },
  'on-time-by-type': ({ tables }) => {
    const years = tables.agg_case_flow_by_month.map((row) => ({ ...row, year: yearOf(row) }));
    const measures = ['closed_on_time_count', 'closed_with_due_count'];
    return tally(years, ['year', 'organization_type'], measures).flatMap((row) => {
      const [onTime, due] = measures.map((name) => number(row[name]));
      return due === 0 || due === undefined
        ? []
        : [[row.year ?? null, row.organization_type ?? null, onTime ?? 0, due, share(onTime ?? 0, due)]];
    });
  },
  'months-to-clear': ({ tables, newest, months }) => {
    const year = new Set(months.slice(-12));
    const rows = tables.agg_case_flow_by_month;
    const closed = new Map(
      tally(
        rows.filter(({ month }) => year.has(String(month))),
        ['case_type'],
        ['closed_count', 'opened_count', 'pending_end_count'],
      ).map((row) => [row.case_type, number(row.closed_count) / 12]),
    );
    return tally(
      rows.filter(({ month }) => month === newest),
      ['case_type'],
      ['pending_end_count'],
    ).map((row) => {
      const pending = number(row.pending_end_count);
      const monthly = months.length < 12 ? null : (closed.get(row.case_type ?? null) ?? null);
      const done = monthly === null ? null : Number(monthly.toFixed(2));
      return [row.case_type ?? null, pending, done, monthly === null ? null : share(pending, monthly, 1)];
    });
  },
  seasonality: ({ tables, months }) => {
    const opened = new Map(
      tally(tables.agg_case_flow_by_month, ['month'], ['opened_count']).map((row) => [
        row.month,
        row.opened_count,
      ]),
    );
    const whole = months.filter(
      (month) => months.filter((other) => other.slice(0, 4) === month.slice(0, 4)).length === 12,
    );
    const rows = whole.map((month) => ({ month, count: number(opened.get(month)) }));
    return grouped(rows, (row) => Number(String(row.month).slice(5, 7))).map(([calendarMonth, found]) => {
      const counts = found.map((row) => number(row.count));
      const mean = share(
        counts.reduce((sum, count) => sum + count, 0),
        counts.length,
        1,
      );
      return [calendarMonth, counts.length, mean, Math.max(...counts)];
    });
  },
  'decided-before-conclusion': ({ tables }) =>
    tally(tables.agg_decisions_by_month, ['month'], ['decision_count', 'concluded_before_count']).map(
      (row) => {
        const [all, before] = [number(row.decision_count), number(row.concluded_before_count)];
        return [row.month ?? null, all, all - before, share(before, all)];
      },
    ),
  'backlog-heatmap': ({ tables, newest }) => {
    const rows = tables.agg_backlog_by_month.filter((row) => isOfYear(row, newest));
    return grouped(rows, (row) => row.month ?? null).map(([month, found]) => [
      month,
      ...bands.map((band) => {
        const counts = found.filter((row) => row.age_band === band).map((row) => number(row.pending_count));
        return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0);
      }),
    ]);
  },
  'backlog-of-a-month': ({ tables }, { month, organization_type: type }) => {
    const rows = tables.agg_case_flow_by_month.filter(
      (row) => row.month === month && (type === null || row.organization_type === type),
    );
    const measures = ['pending_end_count', 'overdue_end_count'];
    return tally(rows, ['case_type'], measures).map((row) => {
      const [pending = 0, overdue = 0] = measures.map((name) => number(row[name]));
      return [row.case_type ?? null, pending, overdue, share(overdue, pending)];
    });
  },
  'flow-of-an-organization': ({ tables }, { organization, case_type: type }) => {
    const rows = tables.agg_case_flow_by_month.filter(
      (row) => row.organization_code === organization && (type === null || row.case_type === type),
    );
    return rowsOf(tally(rows, ['month'], flowMeasures), ['month', ...flows]);
  },
  'days-to-conclusion': ({ tables, newest }) => {
    const rows = tables.agg_conclusion_days_by_month.filter(
      (row) => yearOf(row) === Number(newest.slice(0, 4)),
    );
    return grouped(rows, (row) => row.case_type ?? null).flatMap(([type, found]) => {
      const days = found.flatMap((row) => Array<number>(number(row.case_count)).fill(number(row.workdays)));
      return days.length < 10
        ? []
        : [[type, days.length, quantile(days, 0.5), Number(quantile(days, 0.8).toFixed(1))]];
    });
  },
  'external-share': ({ tables, newest }) => {
    const rows = tables.agg_external_days_by_month.filter((row) => isOfYear(row, newest));
    return tally(rows, ['case_type'], externalMeasures).flatMap((row) => {
      const [external, total] = [number(row.external_workdays_closed), number(row.total_workdays_closed)];
      return total === 0 ? [] : [[row.case_type ?? null, external, total, share(external, total)]];
    });
  },
  'opened-per-members': ({ tables }) => {
    const opened = new Map(
      tally(tables.agg_case_flow_by_month, ['month'], ['opened_count']).map((row) => [
        row.month,
        number(row.opened_count),
      ]),
    );
    return tally(tables.agg_members_by_month, ['month'], ['member_count']).map((row) => {
      const [count, all] = [opened.get(row.month ?? null) ?? 0, number(row.member_count)];
      return [row.month ?? null, count, all, share(100 * count, all, 2)];
    });
  },
};
