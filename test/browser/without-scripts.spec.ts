import { expect, test } from '@playwright/test';
import { figureOn, paths } from './pages.ts';

// Playwright's own page: a browser without scripts refuses the preloads of scripts, which is no fault here.

test.use({ javaScriptEnabled: false });

for (const path of paths) {
  test(`${path} shows its figures without JavaScript`, async ({ page }) => {
    await page.goto(path);
    await expect(page.locator('h1')).toHaveText(/\S{2}/);
    const text = await page.locator('main').innerText();
    expect(text.match(/\d+/g)?.length ?? 0, 'numbers in the text').toBeGreaterThan(5);
  });
}

test('the overview has drawn charts and its pending cases without JavaScript', async ({ page }) => {
  await page.goto('/');
  await expect(page.locator('main svg').first()).toBeVisible();
  expect(await figureOn(page, 'cases_pending')).toBeGreaterThan(0);
});
