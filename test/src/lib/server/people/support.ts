import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { addPerson, type Appointment } from '../../../../../src/lib/server/people/accounts.ts';
import type { PeopleWorld } from '../../../../../src/lib/server/people/world.ts';
import { openState } from '../../../../../src/lib/server/state/open.ts';

/** A world of people in a folder of its own, whose clock stands still until it is moved. */
export interface TestWorld extends PeopleWorld {
  dataDir: string;
  /** Moves the clock on. */
  pass(minutes: number): void;
  /** Closes the state and opens it again, as a restart does. */
  restart(): Promise<void>;
}

/** Opens a fresh world before each test of a file, and takes it away afterwards. */
export function useWorld(): () => TestWorld {
  let world: TestWorld | undefined;
  beforeEach(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'people-'));
    let at = Date.parse('2026-11-02T01:00:00Z');
    const opened: TestWorld = {
      dataDir,
      state: await openState(dataDir),
      now: () => new Date(at),
      pass: (minutes) => (at += minutes * 60_000),
      async restart() {
        await opened.state.destroy();
        opened.state = await openState(dataDir);
      },
    };
    world = opened;
  });
  afterEach(async () => {
    await world?.state.destroy();
    if (world) rmSync(world.dataDir, { recursive: true });
  });
  return () => {
    if (!world) throw new Error('The world opens before each test.');
    return world;
  };
}

/** Makes an account; gives its first password. */
export async function add(world: PeopleWorld, given: Partial<Appointment> = {}): Promise<string> {
  const usual = { name: 'Nguyễn An', role: 'analyst', organization: null, disclosure: 'full' } as const;
  return (await addPerson(world, { ...usual, ...given })).password;
}

export const place = { address: '10.0.0.7', agent: 'test' };
