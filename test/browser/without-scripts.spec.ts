import { expect, figureOn, paths, test } from './pages.ts';

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
