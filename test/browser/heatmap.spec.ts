import type { Locator, Page } from '@playwright/test';
import { expect, test } from './pages.ts';

const cells = (page: Page): Locator => page.locator('#cross .heatmap');
const label = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');

test('a heatmap is walked by the keyboard, and each cell says what it holds', async ({ page }) => {
  await page.goto('/backlog?rows=organization_type&columns=age_band', { waitUntil: 'networkidle' });
  await expect(cells(page).locator('table')).toHaveAttribute('role', 'grid');
  await expect(cells(page).locator('[tabindex="0"]')).toHaveCount(1);
  await cells(page).locator('[tabindex="0"]').focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  const row = await cells(page).locator('tbody th').first().innerText();
  const cell = cells(page).locator('tbody td').first();
  const total = Number(await cells(page).locator('tbody tr').first().locator('.total').innerText());
  const value = Number(await cell.innerText());
  const share = value === 0 ? '' : `, ${Math.round((value / total) * 100)} % của hàng`;
  expect(await label(page)).toBe(`${row}, 0–7 ngày: ${value} hồ sơ đang xử lý${share}`);
  await page.keyboard.press('End');
  await expect(cells(page).locator('tbody tr').first().locator('.total')).toBeFocused();
  await page.keyboard.press('Control+End');
  await expect(cells(page).locator('tfoot td').last()).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('PageUp');
  await expect(cells(page).locator('thead th').first()).toBeFocused();
  await expect(cells(page).locator('[tabindex="0"]')).toHaveCount(1);
});

test('a chosen cell tells its detail, keeps the focus, and goes when it is chosen again', async ({
  page,
}) => {
  await page.goto('/backlog', { waitUntil: 'networkidle' });
  const link = cells(page).locator('tbody tr').first().locator('td a').last();
  const value = await link.innerText();
  await link.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/backlog\?column=2026-10&row=\w+$/);
  await expect(link).toBeFocused();
  await expect(link).toHaveAttribute('aria-current', 'true');
  await expect(page.locator('#detail dd').first()).toHaveText(value);
  await expect(page.locator('#age tfoot .total').last()).toHaveText(value);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/backlog$/);
  await expect(link).not.toHaveAttribute('aria-current', 'true');
});

test('heatmaps of age and stage show all of their columns on a laptop', async ({ page }) => {
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto('/backlog', { waitUntil: 'networkidle' });
  for (const panel of ['#age', '#stage'])
    expect(
      await page.locator(`${panel} .heatmap`).evaluate((box) => box.scrollWidth - box.clientWidth),
    ).toBeLessThanOrEqual(0);
});

test('more months come where a reader moves left of the first, and the place stays', async ({ page }) => {
  await page.goto('/backlog?months=4', { waitUntil: 'networkidle' });
  await expect(cells(page).locator('thead tr').last().locator('th')).toHaveCount(6);
  const first = cells(page).locator('tbody tr').first().locator('td').first();
  await cells(page).locator('[tabindex="0"]').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  const before = await label(page);
  expect(before).not.toBe('');
  await page.keyboard.press('ArrowLeft');
  await expect(page).toHaveURL(/back=\d+/);
  await expect
    .poll(() => first.evaluate((cell) => cell.parentElement?.children.length ?? 0))
    .toBeGreaterThan(6);
});

test('without scripts cells, headings, more months and any two dimensions are links and forms', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL ? { baseURL } : {}) });
  const page = await context.newPage();
  await page.goto('/backlog?months=4');
  await cells(page).locator('tbody td a').first().click();
  await expect(page.locator('#detail nav')).toBeVisible();
  await page.goto('/backlog?months=4');
  await page.locator('a[href*="back="]').click();
  await expect.poll(() => cells(page).locator('thead tr').last().locator('th').count()).toBeGreaterThan(12);
  await page.locator('.custom summary').click();
  await page.locator('select[name=rows]').selectOption('case_type');
  await page.getByRole('button', { name: 'Xem' }).click();
  await expect(page).toHaveURL(/rows=case_type/);
  await context.close();
});

test('a pair of dimensions that cannot be is refused with what is allowed', async ({ request }) => {
  const response = await request.get('/backlog?rows=case_type&columns=case_type');
  expect(response.status()).toBe(400);
  expect(await response.text()).toContain('age_band');
});
