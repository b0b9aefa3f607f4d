import { join } from 'node:path';
import { expect, figureOn, paths, setting, test } from './pages.ts';

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

test('the table of a chart filters as its rows do, without JavaScript', async ({ page }) => {
  await page.goto('/?type=agency');
  await page.locator('#compliance').getByText('Bảng', { exact: true }).click();
  await page.locator('#compliance tbody a').first().click();
  await expect(page).toHaveURL(/\/\?table=compliance$/);
  await page.locator('#compliance').getByText('Bảng', { exact: true }).click();
  await page.locator('#flow').getByText('Bảng', { exact: true }).click();
  await page.locator('#flow tbody a').nth(2).click();
  await expect(page).toHaveURL(/\/\?month=20\d\d-\d\d&table=flow$/);
});

test('a theme is chosen and kept without JavaScript', async ({ page }) => {
  await page.goto('/trends?months=12');
  await page.getByRole('button', { name: 'Chuyển sang nền tối' }).click();
  await expect(page).toHaveURL(/\/trends\?months=12$/);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('a meeting walks by links, panel after panel, without JavaScript', async ({ page }) => {
  await page.goto('/backlog?mode=meeting');
  await expect(page.locator('html')).toHaveAttribute('data-mode', 'meeting');
  await page.locator('.meeting a[href="#stage"]').click();
  const box = await page.locator('#stage').boundingBox();
  expect(Math.abs(box?.y ?? 99)).toBeLessThanOrEqual(2);
  await expect(page.locator('.meeting .leave')).toHaveAttribute('href', '/backlog');
});

test.describe('for a steward', () => {
  test.use({ role: 'steward' });

  test('a snapshot is checked without JavaScript, and its refusal told in words', async ({ page }) => {
    const snapshot = setting('LANG_KINH_NEWEST');
    await page.goto('/data/load');
    for (const name of ['organizations', 'members', 'cases', 'duties', 'successions']) {
      await page.setInputFiles(`input[name=file_${name}]`, join(snapshot, `${name}.csv`));
    }
    await page.fill('input[name=as_of]', '2026-10-31');
    await page.click('button[value=check]');
    await expect(async () => {
      await page.reload();
      await expect(page.locator('.verdict')).toBeVisible({ timeout: 100 });
    }).toPass({ timeout: 30_000 });
    await expect(page.locator('.verdict')).toContainText('Ngày chốt không sau bản đã nạp');
    await expect(page.locator('#exceptions')).toContainText('Thay bản chốt cùng ngày');
    await page.click('button[value=cancel]');
    await expect(page).toHaveURL(/\/data\/load$/);
  });
});

test('a phone shows the month alone, and the other filters after one touch', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/');
  const cases = page.locator('.bar summary', { hasText: 'Loại hồ sơ' });
  await expect(page.locator('.bar summary', { hasText: 'Kỳ' })).toBeVisible();
  await expect(cases).toBeHidden();
  await page.getByText('Lọc, so sánh').click();
  await expect(cases).toBeVisible();
});
