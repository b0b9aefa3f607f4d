import { addDays } from './dates.ts';
import { absentSince, must, newest, shownAt, sightings } from './history.ts';
import { type Organization, type Snapshot, type Succession } from './registers.ts';

/** What is known of organisations over time. Codes must be known ones. */
export interface Organizations {
  codes: string[];
  /** Name, level, type and parent of the last snapshot with as_of <= date that has it, else of the first. */
  at(code: string, date: string): Organization;
  newest(code: string): Organization;
  /** First day of existence; null: always. */
  established(code: string): string | null;
  /** Last day of existence; null: open. */
  ended(code: string): string | null;
  existsOn(code: string, date: string): boolean;
  current(code: string): string;
  /** The organisation and all below it, as reported at the date. */
  below(code: string, date: string): Set<string>;
  /** The organisation and all below it by the newest rows. */
  belowNow(code: string): Set<string>;
  /** Periods of unchanged name, level, type and parent, oldest first; `from` is the first as_of. */
  periods(code: string): { from: string; row: Organization }[];
}

/** Builds the history of organisations from the accepted rows of all snapshots. */
export function organizationHistory(snapshots: readonly Snapshot[]): Organizations {
  const seen = sightings(
    snapshots,
    (snapshot) => snapshot.organizations,
    (row) => row.organization_code,
  );
  const of = (code: string) => must(seen.get(code));
  const codes = [...seen.keys()].sort();
  const at = (code: string, date: string) => shownAt(of(code), date).row;
  const established = (code: string): string | null => {
    const first = must(of(code)[0]);
    return newest(of(code)).row.established_on ?? (first.index === 0 ? null : first.as_of);
  };
  const ended = (code: string): string | null => {
    const missing = absentSince(snapshots, of(code));
    return newest(of(code)).row.ended_on ?? (missing === null ? null : addDays(missing, -1));
  };
  const current = currentCodes(snapshots);
  return {
    codes,
    at,
    newest: (code) => newest(of(code)).row,
    established,
    ended,
    existsOn: (code, date) => (established(code) ?? date) <= date && date <= (ended(code) ?? date),
    current,
    below: (code, date) => subtree(code, codes, (below) => at(below, date).parent_code),
    belowNow: (code) => subtree(code, codes, (below) => newest(of(below)).row.parent_code),
    periods: (code) => {
      const periods: { from: string; row: Organization }[] = [];
      for (const { as_of, row } of of(code)) {
        const before = periods.at(-1);
        if (!before || attributes(before.row) !== attributes(row)) periods.push({ from: as_of, row });
      }
      return periods;
    },
  };
}

function attributes(row: Organization): string {
  return JSON.stringify([
    row.organization_name,
    row.organization_level,
    row.organization_type,
    row.parent_code,
  ]);
}

/** The root and every code whose chain of parents reaches it. */
export function subtree(
  root: string,
  codes: readonly string[],
  parentOf: (code: string) => string | null,
): Set<string> {
  const inside = new Set([root]);
  for (let before = -1; before !== inside.size;) {
    before = inside.size;
    for (const code of codes) if (inside.has(parentOf(code) ?? '')) inside.add(code);
  }
  return inside;
}

/** The successions in force: all of them stand in the newest snapshot that has the file. */
export function successionsInForce(snapshots: readonly Snapshot[]): Succession[] {
  return snapshots.findLast((snapshot) => snapshot.successions !== null)?.successions ?? [];
}

const followed = ['renamed', 'merged_into', 'handed_over'];

function currentCodes(snapshots: readonly Snapshot[]): (code: string) => string {
  const asOf = must(snapshots.at(-1)).as_of;
  const steps = successionsInForce(snapshots).filter(
    (step) => followed.includes(step.event) && step.event_on <= asOf,
  );
  return (start) => {
    const visited = new Set([start]);
    let code = start;
    let earliest = '';
    for (;;) {
      const next = steps.filter((step) => step.from_code === code && step.event_on >= earliest);
      const targets = new Set(next.map((step) => must(step.to_code)));
      const [target] = targets;
      if (target === undefined || targets.size > 1 || visited.has(target)) return code;
      earliest = must(next.map((step) => step.event_on).sort()[0]);
      visited.add(target);
      code = target;
    }
  };
}
