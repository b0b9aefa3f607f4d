/** A step of how a statement was carried out. */
export interface PlanStep {
  /** DuckDB's word for what it does, such as HASH_JOIN. */
  operator: string;
  /** Rows that it gave, and, where it reads a table, rows that it looked at. */
  rows: number;
  scanned: number | null;
  /** Seconds of work, all threads together. */
  seconds: number;
  /** What share of the work of all steps it is, 0-1. */
  share: number;
  /** What it works on: table, conditions, columns. */
  details: { name: string; text: string }[];
  /** How deep it stands: what it gets its rows from stands below it, one deeper. */
  depth: number;
}

/** How a statement was carried out, from its last step to its first. */
export interface Plan {
  steps: PlanStep[];
  /** Seconds of work of all steps, and from begin to end. */
  work: number;
  seconds: number;
}

type Node = Record<string, unknown>;

/** The plan that `explain (analyze, format json)` gives. Throws for a text that is none. */
export function planOf(text: string): Plan {
  const root: unknown = JSON.parse(text);
  if (!isNode(root)) throw new TypeError('This is no plan.');
  const steps: PlanStep[] = [];
  for (const child of childrenOf(root)) addSteps(child, 0, steps);
  const work = steps.reduce((sum, step) => sum + step.seconds, 0);
  for (const step of steps) step.share = work > 0 ? step.seconds / work : 0;
  return { steps, work, seconds: numberOf(root.latency) };
}

/** EXPLAIN itself is no step of the statement. */
function addSteps(node: Node, depth: number, steps: PlanStep[]): void {
  const operator = String(node.operator_type ?? node.operator_name ?? '').trim();
  const isExplain = operator === 'EXPLAIN_ANALYZE';
  if (!isExplain) {
    steps.push({
      operator,
      rows: numberOf(node.operator_cardinality),
      scanned: numberOf(node.operator_rows_scanned) || null,
      seconds: numberOf(node.operator_timing),
      share: 0,
      details: detailsOf(node.extra_info),
      depth,
    });
  }
  for (const child of childrenOf(node)) addSteps(child, isExplain ? depth : depth + 1, steps);
}

/** Columns by their place alone, and how the engine packs them: nothing that somebody wrote. */
const ofEngine = /^#\d+$|__internal_/;

function detailsOf(info: unknown): PlanStep['details'] {
  if (!isNode(info)) return [];
  return Object.entries(info)
    .map(([name, value]) => ({
      name,
      text: (Array.isArray(value) ? value.map(String) : [String(value)])
        .filter((part) => !ofEngine.test(part))
        .join(', '),
    }))
    .filter(({ name, text }) => text !== '' && !name.startsWith('__'));
}

function childrenOf({ children }: Node): Node[] {
  return Array.isArray(children) ? children.filter(isNode) : [];
}

function numberOf(value: unknown): number {
  const number = Number(value ?? 0);
  return Number.isFinite(number) ? number : 0;
}

function isNode(value: unknown): value is Node {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
