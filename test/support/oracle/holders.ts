import { type Sighting, must } from './history.ts';
import { type Case, type Succession } from './registers.ts';

/** From `on` (that day included) the case is held by `to`. */
export interface Change {
  on: string;
  from: string;
  to: string;
  isTransfer: boolean;
}

/** Who holds a case on which day. */
export interface HolderLine {
  changes: Change[];
  at(date: string): string;
}

/** Follows the holder of a case through its sightings; changes are dated by successions where they explain them. */
export function holderLine(
  seen: readonly Sighting<Case>[],
  successions: readonly Succession[],
  vanishedOn: string | null,
): HolderLine {
  const { received_on, closed_on } = must(seen.at(-1)).row;
  const changes: Change[] = [];
  let holder = must(seen[0]).row.organization_code;
  const first = holder;
  for (const { as_of, row } of seen) {
    if (row.organization_code === holder) continue;
    const path = explain(
      { from: holder, to: row.organization_code, after: received_on, until: as_of },
      successions,
    );
    for (const step of path ?? [{ to: row.organization_code, on: as_of }]) {
      const earliest = changes.at(-1)?.on ?? step.on;
      const on = step.on < earliest ? earliest : step.on;
      const isLate = (closed_on !== null && on > closed_on) || (vanishedOn !== null && on >= vanishedOn);
      changes.push({ on, from: holder, to: step.to, isTransfer: on > received_on && !isLate });
      holder = step.to;
    }
  }
  return { changes, at: (date) => changes.findLast((change) => change.on <= date)?.to ?? first };
}

interface Question {
  from: string;
  to: string;
  after: string;
  until: string;
}

interface Step {
  to: string;
  on: string;
}

/** The path of successions with the fewest steps, dates not decreasing; among equals the latest steps win. */
export function explain(question: Question, successions: readonly Succession[]): Step[] | null {
  const edges = successions.filter(
    ({ from_code, to_code, event, event_on }) =>
      to_code !== null &&
      from_code !== to_code &&
      event !== 'ended' &&
      event_on > question.after &&
      event_on <= question.until,
  );
  for (let length = 1; length <= edges.length; length += 1) {
    const paths = pathsOf(length, question, edges);
    if (paths.length > 0) return must(paths.sort(laterFirst)[0]);
  }
  return null;
}

function pathsOf(length: number, question: Question, edges: readonly Succession[]): Step[][] {
  let open: Step[][] = [[{ to: question.from, on: '' }]];
  for (let step = 0; step < length; step += 1) {
    open = open.flatMap((path) => {
      const last = must(path.at(-1));
      return edges
        .filter((edge) => edge.from_code === last.to && edge.event_on >= last.on)
        .filter((edge) => path.every((visited) => visited.to !== edge.to_code))
        .map((edge) => [...path, { to: must(edge.to_code), on: edge.event_on }]);
    });
  }
  return open.filter((path) => path.at(-1)?.to === question.to).map((path) => path.slice(1));
}

function laterFirst(a: Step[], b: Step[]): number {
  const key = (path: Step[]) => path.map((step) => step.on).reverse();
  const [x, y] = [key(a).join(' '), key(b).join(' ')];
  if (x !== y) return x > y ? -1 : 1;
  const names = (path: Step[]) => path.map((step) => step.to).join(' ');
  return names(a) < names(b) ? -1 : 1;
}
