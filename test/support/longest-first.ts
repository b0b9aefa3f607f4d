import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that load many snapshots one after another, the slowest first. */
const slow = ['oracle', 'crash', 'durability', 'clickhouse/parity', 'changes', 'drift'];

/** Begins with the files that take longest: one that comes last has all workers but its own wait for it. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = slow.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
      return place < 0 ? slow.length : place;
    };
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}
