import { expect, figureOn, test } from './pages.ts';

/** Where a place of the chart lies on the screen: parts of its width and height. */
const partOf = (box: { x: number; y: number; width: number; height: number }, x: number, y: number) => ({
  x: box.x + box.width * x,
  y: box.y + box.height * y,
});

test('a click on a month of a chart turns the page to that month, and the browser leads back', async ({
  page,
}) => {
  await page.goto('/');
  const chart = page.locator('#flow .chart');
  await expect(chart.locator('.live svg')).toBeVisible();
  const box = (await chart.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const place = partOf(box, 0.45, 0.25);
  await page.mouse.move(place.x, place.y);
  await expect(chart).toContainText('Bấm để xem riêng tháng này');
  await page.mouse.click(place.x, place.y);
  await expect(page).toHaveURL(/\?month=20\d\d-\d\d$/);
  await expect(page.locator('.chip')).toContainText('Kỳ: tháng');
  await page.goBack();
  await expect(page).toHaveURL(/\/$/);
  await expect(page.locator('.chip')).toHaveCount(0);
});

test('arrow keys and Enter do the same without a mouse', async ({ page }) => {
  await page.goto('/trends');
  const chart = page.locator('#flows .chart');
  await expect(chart.locator('.live svg')).toBeVisible();
  await chart.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\?month=2026-09$/);
});

test('a row of rates filters by its type, and again takes the filter away', async ({ page }) => {
  await page.goto('/?lang=en');
  const all = await figureOn(page, 'cases_pending');
  const chart = page.locator('#compliance .chart');
  await expect(chart.locator('.live svg')).toBeVisible();
  await chart.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\?type=[a-z_]+&lang=en$/);
  await expect.poll(() => figureOn(page, 'cases_pending')).toBeLessThan(all);
  await chart.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/\?lang=en$/);
  await expect.poll(() => figureOn(page, 'cases_pending')).toBe(all);
});

test('an organisation is reached step by step, named on the way up, and left by one click', async ({
  page,
}) => {
  await page.goto('/');
  const all = await figureOn(page, 'cases_pending');
  const menu = page.locator('details', { has: page.locator('summary', { hasText: /^Tổ chức/ }) });
  await menu.locator('summary').click();
  await menu.locator('a[href*="org="]').first().click();
  await expect(page).toHaveURL(/\?org=\w+$/);
  await expect.poll(() => figureOn(page, 'cases_pending')).toBeLessThan(all);
  await expect(page.locator('nav ol a[aria-current]')).toHaveCount(1);
  await expect(menu.locator('summary')).toBeFocused();
  await page.locator('.row .off').click();
  await expect(page).toHaveURL(/\/$/);
  await expect.poll(() => figureOn(page, 'cases_pending')).toBe(all);
});

test('an unknown organisation is refused by name', async ({ request }) => {
  const response = await request.get('/trends?org=NOBODY');
  expect(response.status()).toBe(400);
  expect(await response.text()).toContain('NOBODY');
});

test('a chart is drawn anew only where its figures changed, and leads where the page stands now', async ({
  page,
}) => {
  await page.goto('/trends');
  const chart = page.locator('#flows .chart');
  await expect(chart.locator('.live svg')).toBeVisible();
  const line = chart.locator('.live svg path').first();
  await line.evaluate((element) => element.setAttribute('data-drawn', 'before'));
  const basis = page.getByRole('link', { name: 'Theo cơ cấu hiện nay' });
  await basis.click();
  await expect(basis).toHaveAttribute('aria-current', 'true');
  await expect(chart.locator('[data-drawn]')).toHaveCount(1);
  await chart.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/month=2026-09.*basis=current|basis=current.*month=2026-09/);
  await expect(chart.locator('[data-drawn]')).toHaveCount(0);
});
