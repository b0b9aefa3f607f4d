import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sqlFile } from '#warehouse/project.ts';
import type { LiveVersion } from '$lib/server/version';
import { liveVersion, Warehouse } from '$lib/server/warehouse';
import { openContext } from '$lib/server/pages/context';
import { pages } from '$lib/server/pages';
import { loadPage } from '$lib/server/pages/load';
import { shellOf } from '$lib/server/pages/shell';
import { warmUp } from '$lib/server/pages/warm-up';
import { csv, makePlace } from '../../../../etl/support.ts';
import { reader } from '../../../../support/viewers.ts';
import { members, organizations } from '../upload/tiny.ts';

const cases = csv(`
  case_code organization_code case_type stage received_on
  HS-001 A petition intake 2026-09-01
  HS-002 B petition intake 2026-06-30
`);
const place = makePlace();
const known = process.env.DATA_DIR;
let version: LiveVersion;

beforeAll(async () => {
  process.env.DATA_DIR = place.dataDir;
  const files = { 'organizations.csv': organizations, 'members.csv': members, 'cases.csv': cases };
  await place.load([place.snapshot('2026-09-30', files)]);
  version = await new Warehouse({ dataDir: place.dataDir, now: Date.now, warn: () => undefined }).live();
});
afterAll(() => {
  if (known === undefined) delete process.env.DATA_DIR;
  else process.env.DATA_DIR = known;
  place.remove();
});

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
  let warm: ReturnType<typeof overheard>;

  beforeAll(async () => {
    warm = overheard();
    await warmUp(warm.version, () => true);
  });

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
    const questions = await questionsOf(name, search);
    expect(questions.size).toBeGreaterThan(5);
    expect([...questions].filter((question) => !warm.asked.has(question))).toEqual([]);
  });

  it.each([
    ['overview', ''],
    ['trends', 'month=2026-07'],
    ['compliance', 'basis=as_reported&month=2026-07'],
    ['backlog', 'month=2026-09&basis=current'],
    ['data', 'basis=as_reported'],
  ] as const)('answers the first reader of %s?%s without a question', async (name, search) => {
    const live = await liveVersion();
    await warmUp(live, () => true);
    const asked = vi.spyOn(live, 'all');
    const visit = { url: new URL(`http://127.0.0.1/?${search}`), locals: { viewer: reader() } };
    const { shell } = await loadPage<unknown>(visit, pages[name]);
    expect(shell.filters).toMatchObject(Object.fromEntries(new URLSearchParams(search)));
    // Each address is held against the codes that there are.
    expect(asked.mock.calls.map(([sql]) => sql)).toEqual([sqlFile('queries/page-codes.sql')]);
    asked.mockRestore();
  });

  it('has not been asked what a filter shows', async () => {
    const questions = await questionsOf('overview', 'type=agency');
    expect([...questions].filter((question) => !warm.asked.has(question)).length).toBeGreaterThan(5);
  });

  it('is asked one question at a time', async () => {
    expect(warm.busy.most).toBe(1);
  });

  it('is asked no more once another version is live', async () => {
    const left = overheard();
    await warmUp(left.version, () => false);
    expect(left.asked.size).toBe(0);
  });
});
