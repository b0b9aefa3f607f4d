import { expect, it } from 'vitest';
import { noSpans } from '#warehouse/disclosure/protect.ts';
import { settle } from '#warehouse/disclosure/settle.ts';
import { hideSmall, systemOf, type System } from '#warehouse/disclosure/system.ts';
import { loadSolver } from '#warehouse/disclosure/worlds.ts';

const highs = await loadSolver();

/** Cells of which the second and third add up to the first; from 5 on they are shown. */
function sumOf(values: readonly [number, number, number], marks: Partial<System> = {}): System {
  return systemOf({
    values: Float64Array.from(values),
    thresholds: new Float64Array(3).fill(5),
    weights: new Float64Array(3).fill(1),
    relations: [{ cells: [0, 1, 2], factors: [-1, 1, 1], isBound: false }],
    ...marks,
  });
}

async function settled(system: System, cells: readonly number[] = [0, 1, 2]) {
  hideSmall(system);
  const windows = [{ cells, hideable: cells, targets: cells }];
  const result = await settle(highs, system, noSpans(system), { windows, around: () => cells });
  return { ...result, hidden: [...system.hidden] };
}

it('hides one more cell beside a small one', async () => {
  expect(await settled(sumOf([23, 3, 20]))).toMatchObject({ lost: 0, isClosed: false });
  expect((await settled(sumOf([23, 3, 20]))).hidden.filter(Boolean)).toHaveLength(2);
});

it('tells what follows from what readers know already, and hides no more for it', async () => {
  const known = Uint8Array.from([1, 0, 1]);
  expect(await settled(sumOf([23, 3, 20], { known }))).toEqual({
    lost: 1,
    isClosed: false,
    hidden: [0, 1, 0],
  });
});

it('hides everything where a cell follows though all that is looked at about it is hidden', async () => {
  expect(await settled(sumOf([23, 3, 20]), [1])).toEqual({ lost: 1, isClosed: true, hidden: [1, 1, 1] });
});

it('lets others use the thread at each cell that it looks at', async () => {
  let turns = 0;
  const count = (): void => {
    turns += 1;
    counting = setImmediate(count);
  };
  let counting = setImmediate(count);
  await settled(sumOf([23, 3, 20], { known: Uint8Array.from([1, 0, 1]) }));
  clearImmediate(counting);
  expect(turns).toBeGreaterThan(1);
});
