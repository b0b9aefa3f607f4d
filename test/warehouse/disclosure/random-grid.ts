import { caseMeasures, dayMeasures, type Grid } from '#warehouse/disclosure/grid.ts';
import { cellsOf, layOut, monthCell, yearCell, yearCross, yearTotal } from '#warehouse/disclosure/layout.ts';

/** Numbers from 0 to 1, the same ones for the same seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

const types = ['agency', 'other', 'private_enterprise'];
const caseTypes = ['admission_check', 'appraisal_planning', 'petition', 'verification'];

/** Tables of cases that open and close at random over 13 months, 12 of them a whole year: a few types are rare, and of the `absent` ones no organisation exists. */
export function randomGrid(seed: number, absent: readonly string[] = []): Grid {
  const random = numbers(seed);
  const pick = (count: number) => Math.min(count - 1, Math.floor(random() ** 2 * count));
  const months = Array.from({ length: 13 }, (_, m) =>
    new Date(Date.UTC(2025, m, 1)).toISOString().slice(0, 10),
  );
  const layout = layOut(months, [[...types, ...absent], caseTypes], '2026-01-31');
  const { names, places } = cellsOf(layout);
  const arrays = [...caseMeasures, ...dayMeasures].map(
    (name) => [name, new Float64Array(layout.size)] as const,
  );
  const values = Object.fromEntries(arrays) as Grid['values'];
  for (let i = 0; i < 400; i++) {
    const [t, c, opened] = [pick(types.length), pick(caseTypes.length), Math.floor(random() * 13)];
    const closed = opened + Math.floor(random() * 5);
    const [isFirst, hasDue, isLate] = [random() < 0.85, random() < 0.9, random() < 0.2];
    const count = (measure: keyof Grid['values'], m: number, isStock = false) => {
      const y = isStock ? -1 : (layout.yearOf[m] ?? -1);
      const cells = [m, monthCell(layout, 0, m, t), monthCell(layout, 1, m, c)];
      if (y >= 0)
        cells.push(
          yearTotal(layout, y),
          yearCell(layout, 0, y, t),
          yearCell(layout, 1, y, c),
          yearCross(layout, y, { face: 0, x: t, other: c }),
        );
      for (const cell of cells) values[measure][cell] = (values[measure][cell] ?? 0) + 1;
    };
    count('opened_count', opened);
    for (let m = opened; m < Math.min(13, closed); m++) {
      count('pending_end_count', m, true);
      if (hasDue && isLate && m > opened) count('overdue_end_count', m, true);
    }
    if (closed >= 13) continue;
    count('closed_count', closed);
    count('concluded_count', closed);
    if (isFirst) count('first_pass_count', closed);
    if (hasDue) count('closed_with_due_count', closed);
    if (hasDue && !isLate) count('closed_on_time_count', closed);
  }
  const sensitive = new Set(['petition', 'verification']);
  const thresholds = Float64Array.from(names, ({ caseType }) => (sensitive.has(caseType ?? '') ? 10 : 5));
  const empty = Uint8Array.from(names, ({ organizationType }) =>
    absent.includes(organizationType ?? '') ? 1 : 0,
  );
  const vacant = Object.fromEntries(caseMeasures.map((name) => [name, empty])) as Grid['vacant'];
  return { layout, names, places, values, vacant, thresholds };
}
