import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Highs } from 'highs';
import { isSecret, wantedWidth, type System } from './system.ts';
import { openWorlds, type World, type Worlds } from './worlds.ts';

/** How far worlds found so far take each cell below and above its true figure. */
export interface Spans {
  below: Float64Array;
  above: Float64Array;
}

/** No worlds but the true one. */
export function noSpans({ values }: System): Spans {
  return { below: new Float64Array(values.length), above: new Float64Array(values.length) };
}

/** What is looked at together. */
export interface Window {
  /** Cells that may differ while they are hidden. */
  cells: readonly number[];
  /** Those of them that may be hidden for others' sake. */
  hideable: readonly number[];
  /** Those that must be protected. */
  targets: readonly number[];
  /** Whether there is no time left: what is exposed then stays so. */
  isLate?(): boolean;
}

const slack = 1e-6;

/** How many cells should move along with one, how strong that wish is, and after how many cells it is wished anew. */
const along = { most: 200, strength: 1e-3, lasts: 10 };

/** Whether a hidden cell may still be worked out more closely than its threshold allows, as far as is known. */
export function isExposed(system: System, { below, above }: Spans, cell: number): boolean {
  return (
    isSecret(system, cell) && (above[cell] ?? 0) + (below[cell] ?? 0) < wantedWidth(system, cell) - slack
  );
}

/**
 * Complementary suppression: finds for each exposed target a world in which it lies far enough from its true figure and
 * everything shown is as it is, hiding what costs least where there is none. Cells hidden so are targets too. Gives the
 * targets that stay exposed. After each it lets others use the thread: what DuckDB has done waits for it.
 */
export async function protect(
  highs: Highs,
  system: System,
  spans: Spans,
  { cells, targets, hideable, isLate = () => false }: Window,
): Promise<number[]> {
  const waiting = targets.filter((cell) => isExposed(system, spans, cell));
  if (waiting.length === 0) return [];
  waiting.sort(
    (a, b) =>
      wantedWidth(system, b) - wantedWidth(system, a) || (system.values[b] ?? 0) - (system.values[a] ?? 0),
  );
  const most = waiting.reduce((width, cell) => Math.max(width, system.thresholds[cell] ?? 1), 1);
  const worlds = openWorlds(highs, system, { cells, hideable, most });
  const sign = signs();
  const lacking: number[] = [];
  try {
    for (const [at, cell] of waiting.entries()) {
      if (!isExposed(system, spans, cell)) continue;
      await othersTurn();
      if (at % along.lasts === 0) {
        const others = waiting.slice(at + 1).filter((other) => isExposed(system, spans, other));
        worlds.wish(
          new Map(
            others
              .slice(0, along.most)
              .map((other) => [other, ((system.values[other] ?? 0) < 1 ? 1 : sign()) * along.strength]),
          ),
        );
      }
      const world = isLate() ? null : cheapest(worlds, system, spans, cell);
      if (!world) {
        lacking.push(cell);
        continue;
      }
      const added = world.changes.flatMap(({ cell: each }) => (system.hidden[each] ? [] : [each]));
      for (const each of added) system.hidden[each] = 1;
      worlds.release(added);
      note(spans, world);
      waiting.push(...added, cell);
    }
  } finally {
    worlds.close();
  }
  return lacking;
}

/**
 * The world that takes a cell as far as it still needs, up or down, or half of it, at the lowest price: half of it may come
 * back for nothing the other way.
 */
function cheapest(worlds: Worlds, system: System, spans: Spans, cell: number): World | null {
  const [below, above] = [spans.below[cell] ?? 0, spans.above[cell] ?? 0];
  const lacking = wantedWidth(system, cell) - below - above;
  let best: World | null = null;
  for (const by of [above + lacking, -below - lacking, above + lacking / 2, -below - lacking / 2]) {
    const world = worlds.move(cell, by);
    if (world && (!best || world.price < best.price)) best = world;
    if (best?.price === 0) break;
  }
  return best;
}

function note({ below, above }: Spans, { changes }: World): void {
  for (const { cell, by } of changes) {
    above[cell] = Math.max(above[cell] ?? 0, by);
    below[cell] = Math.max(below[cell] ?? 0, -by);
  }
}

/** Signs as if by chance, the same at every publish. */
function signs(): () => 1 | -1 {
  let state = 7;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state < 2147483648 ? 1 : -1;
  };
}
