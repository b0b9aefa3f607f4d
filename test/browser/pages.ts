import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import type { Role } from '../../src/lib/server/state/tables.ts';

export const paths = [
  '/',
  '/trends',
  '/compliance',
  '/backlog',
  '/organizations',
  '/organizations/0004',
  '/compare',
  '/definitions',
  '/explain?metric=cases_pending',
  '/data',
] as const;
export const languages = ['vi', 'en'] as const;

/** The cookies of a role's session; of nobody, for null. */
export function sessionOf(role: Role | null) {
  const sessions: Record<string, string> = JSON.parse(setting('LANG_KINH_SESSIONS'));
  const value = role === null ? undefined : sessions[role];
  const session = { name: 'sid', domain: '127.0.0.1', path: '/', expires: -1, httpOnly: true } as const;
  const cookies = value === undefined ? [] : [{ ...session, value, secure: false, sameSite: 'Lax' as const }];
  return { cookies, origins: [] };
}

/** A browser that is signed in; `test.use({ role })` chooses as what, null as nobody. */
export const visitor = base.extend<{ role: Role | null }>({
  role: ['analyst', { option: true }],
  storageState: ({ role }, use) => use(sessionOf(role)),
});

/** A page whose test fails on anything that a reader's browser would complain about. */
export const test = visitor.extend({
  page: async ({ page }, use) => {
    const faults = watch(page);
    await use(page);
    expect(faults).toEqual([]);
  },
});

/** Console errors and warnings, script errors, failed requests and answers, and requests to other machines. */
function watch(page: Page): string[] {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('requestfailed', (request) => {
    // A page that is left takes its running prefetches with it.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') faults.push(`failed: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
  });
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    const isOwn = hostname === '127.0.0.1' || protocol === 'data:' || protocol === 'blob:';
    if (!isOwn) faults.push(`foreign: ${request.url()}`);
  });
  return faults;
}

/** Value of a setting that the test world has put into the environment. */
export function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: test/browser/world.ts sets it.`);
  return value;
}

/** The whole number that a reader sees on the card of a metric; thousands are set apart by a point or a comma. */
export async function figureOn(page: Page, metric: string): Promise<number> {
  const card = page.locator('.card', { has: page.locator(`a[href^="/explain?metric=${metric}"]`) });
  const text = await card.locator('.value').first().innerText();
  expect(text.trim(), `figure of ${metric}`).toMatch(/^\d{1,3}([.,]\d{3})*$/);
  return Number(text.replace(/[.,\s]/g, ''));
}

/**
 * What axe finds wrong with a page (WCAG 2.2 AA, sizes of targets included), as rule and elements; by some rules only
 * where the others have been asked already.
 */
export async function faultsOf(page: Page, rules?: string[]): Promise<{ id: string; nodes: string[] }[]> {
  // Pages have no frames: for those, axe would bring the result of every element out of the page and back into another.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (rules) axe.withRules(rules);
  else axe.options({ rules: { 'target-size': { enabled: true } } });
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }));
}

export { expect };
