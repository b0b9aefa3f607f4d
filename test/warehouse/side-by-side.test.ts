import { describe, expect, it } from 'vitest';
import { openMemory } from '#warehouse/open.server.ts';
import { shareOut, withConnections } from '#warehouse/side-by-side.ts';

/** Runs pieces of work that each ask for a number, on two connections; a negative one is a fault. */
async function shared(
  numbers: readonly number[],
): Promise<{ given: number[] | null; fault: unknown; begun: number[] }> {
  const database = await openMemory();
  const begun: number[] = [];
  try {
    return await withConnections(database, 1, async (others) => {
      const works = numbers.map((number) => async (connection: typeof database) => {
        begun.push(number);
        await connection.all('select sum(range) from range(1000)');
        if (number < 0) throw new Error(String(number));
        return number * 10;
      });
      const given = await shareOut([database, ...others], works);
      return { given, fault: null, begun };
    });
  } catch (fault) {
    return { given: null, fault, begun };
  } finally {
    database.close();
  }
}

describe('work shared out among connections', () => {
  it('is all done, and gives its results in its own order', async () => {
    expect((await shared([1, 2, 3, 4, 5])).given).toEqual([10, 20, 30, 40, 50]);
  });

  it('ends with the first of its faults, and begins nothing after one', async () => {
    const { fault, begun } = await shared([-1, -2, 3, 4]);
    expect(fault).toEqual(new Error('-1'));
    expect(begun).toEqual([-1, -2]);
  });
});
