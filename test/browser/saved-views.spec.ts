import { expect, test } from './pages.ts';

test('a view is kept under a name in this browser, opened again and deleted', async ({ page }) => {
  await page.goto('/backlog?type=agency&lang=en');
  const menu = page.locator('details', { has: page.locator('summary', { hasText: /^Saved/ }) });
  await menu.locator('summary').click();
  await menu.getByLabel('Name of the view').fill('Agencies');
  await page.keyboard.press('Enter');
  await expect(menu.getByRole('status')).toHaveText('Agencies saved');
  await page.goto('/?lang=en');
  await menu.locator('summary').click();
  await menu.getByRole('link', { name: 'Agencies' }).click();
  await expect(page).toHaveURL(/\/backlog\?type=agency&lang=en$/);
  await menu.locator('summary').click();
  await menu.getByRole('button', { name: 'Delete Agencies' }).click();
  await expect(menu.getByRole('link')).toHaveCount(0);
  await page.reload();
  await expect(menu.locator('summary b')).toHaveText('0');
});

test('two periods are compared by the form, in a short address', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'So sánh' }).click();
  await expect(page.locator('h1')).toContainText('quá hạn');
  await page.locator('select[name=b]').selectOption('2026-03');
  await page.locator('select[name=type_a]').selectOption('agency');
  await page.getByRole('button', { name: 'So sánh' }).click();
  await expect(page).toHaveURL(/\/compare\?a=2026-10&b=2026-03&type_a=agency$/);
  await expect(page.locator('h1')).toContainText('Cơ quan');
});
