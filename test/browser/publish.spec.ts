import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, figureOn, setting, test } from './pages.ts';
import { etl, startServer } from './program.ts';

const folder = mkdtempSync(join(tmpdir(), 'publish-test-'));
test.afterAll(() => rmSync(folder, { recursive: true }));

test('a version published while the server runs is on the next page, without a restart', async ({ page }) => {
  const dataDir = join(folder, 'data');
  cpSync(setting('LANG_KINH_EARLY'), dataDir, { recursive: true });
  const server = await startServer(dataDir);
  const health = async () => (await fetch(`${server.url}/healthz`)).json();
  await page.goto(server.url);
  const before = await figureOn(page, 'cases_pending');
  expect(await health()).toMatchObject({ status: 'ok', as_of: '2026-09-30' });
  await expect(page.locator('body')).toContainText('30/09/2026');

  await etl(dataDir, 'load', setting('LANG_KINH_NEWEST'));
  await expect.poll(health).toMatchObject({ status: 'ok', as_of: '2026-10-31' });
  await page.goto(server.url);
  await expect(page.locator('body')).toContainText('31/10/2026');
  expect(await figureOn(page, 'cases_pending')).not.toBe(before);
  await page.goto('about:blank');
  expect(await server.stop()).toBe(0);
});
