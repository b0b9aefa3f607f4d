import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LiveVersion } from '$lib/server/version';
import { Warehouse } from '$lib/server/warehouse';
import { openContext } from '$lib/server/pages/context';
import { pages } from '$lib/server/pages';
import { shellOf } from '$lib/server/pages/shell';
import { warmUp } from '$lib/server/pages/warm-up';
import { csv, makePlace } from '../../../../etl/support.ts';
import { members, organizations } from '../upload/tiny.ts';

const cases = csv(`
  case_code organization_code case_type stage received_on
  HS-001 A petition intake 2026-09-01
  HS-002 B petition intake 2026-06-30
`);
const place = makePlace();
let version: LiveVersion;

beforeAll(async () => {
  const files = { 'organizations.csv': organizations, 'members.csv': members, 'cases.csv': cases };
  await place.load([place.snapshot('2026-09-30', files)]);
  version = await new Warehouse({ dataDir: place.dataDir, now: Date.now, warn: () => undefined }).live();
});
afterAll(() => place.remove());

/** The version, and every question that it is asked through this, with how many are asked at one time at most. */
function overheard() {
  const asked = new Set<string>();
  const busy = { now: 0, most: 0 };
  const all: LiveVersion['all'] = async (sql, params) => {
    asked.add(JSON.stringify([sql, params]));
    busy.most = Math.max(busy.most, (busy.now += 1));
    try {
      return await version.all(sql, params);
    } finally {
      busy.now -= 1;
    }
  };
  return { asked, busy, version: { ...version, all } };
}

type PageName = 'overview' | 'trends' | 'compliance' | 'backlog' | 'organizations';

/** What a reader's page asks. */
async function questionsOf(name: PageName, search: string): Promise<Set<string>> {
  const reader = overheard();
  const page = await openContext(reader.version, new URLSearchParams(search), () => undefined);
  await Promise.all([shellOf(page, {}), pages[name].make(page)]);
  return reader.asked;
}

describe('a version that has been warmed up', () => {
  it.each([
    ['overview', ''],
    ['trends', 'basis=current'],
    ['compliance', ''],
    ['backlog', 'basis=current'],
    ['organizations', ''],
    ['overview', 'month=2026-07&basis=current'],
    ['compliance', 'month=2026-07'],
    ['backlog', 'month=2026-07&basis=current'],
    ['organizations', 'month=2026-07'],
  ] as const)('has been asked all that %s?%s asks', async (name, search) => {
    const warm = overheard();
    await warmUp(warm.version, () => true);
    const questions = await questionsOf(name, search);
    expect(questions.size).toBeGreaterThan(5);
    expect([...questions].filter((question) => !warm.asked.has(question))).toEqual([]);
  });

  it('has not been asked what a filter shows', async () => {
    const warm = overheard();
    await warmUp(warm.version, () => true);
    const questions = await questionsOf('overview', 'type=agency');
    expect([...questions].filter((question) => !warm.asked.has(question)).length).toBeGreaterThan(5);
  });

  it('is asked one question at a time', async () => {
    const warm = overheard();
    await warmUp(warm.version, () => true);
    expect(warm.busy.most).toBe(1);
  });

  it('is asked no more once another version is live', async () => {
    const warm = overheard();
    await warmUp(warm.version, () => false);
    expect(warm.asked.size).toBe(0);
  });
});
