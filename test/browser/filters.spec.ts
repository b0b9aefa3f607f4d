import { expect, figureOn, test } from './pages.ts';

test('a case type changes the address and the figures, and back again', async ({ page }) => {
  await page.goto('/');
  const all = await figureOn(page, 'cases_pending');
  await page
    .locator('details', { has: page.locator('a[href*="case="]') })
    .locator('summary')
    .click();
  await page.locator('details[open] a[href*="case=admission_check"]').click();
  await expect(page).toHaveURL(/[?&]case=admission_check/);
  await expect.poll(() => figureOn(page, 'cases_pending')).not.toBe(all);
  expect(await figureOn(page, 'cases_pending')).toBeLessThan(all);
  await page.goBack();
  await expect.poll(() => figureOn(page, 'cases_pending')).toBe(all);
});

test('a filter that the product does not know is refused with the allowed values', async ({ request }) => {
  const response = await request.get('/?case=no_such_type');
  expect(response.status()).toBe(400);
  expect(await response.text()).toContain('admission_check');
});
