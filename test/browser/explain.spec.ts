import { expect, test } from './pages.ts';

const figure = 'h2 a[href^="/explain?metric=cases_pending"]';

test('a figure is explained on top of its page; Escape and the back button return to it', async ({
  page,
}) => {
  await page.goto('/?type=agency', { waitUntil: 'networkidle' });
  const shown = await page
    .locator('.card', { has: page.locator(figure) })
    .locator('.value')
    .innerText();
  await page.locator(figure).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading', { level: 1 })).toHaveText(`Hồ sơ đang xử lý: ${shown.trim()}`);
  await expect(dialog).toContainText("list_contains(['agency']");
  await expect(page).toHaveURL(/\/explain\?metric=cases_pending&type=agency$/);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page).toHaveURL(/\/\?type=agency$/);
  await page.locator(figure).click();
  await expect(dialog).toHaveCount(1);
  await page.goBack();
  await expect(dialog).toHaveCount(0);
  await expect(page).toHaveURL(/\/\?type=agency$/);
});

test('the explanation leads to the same as a page, with its months', async ({ page }) => {
  await page.goto('/', { waitUntil: 'networkidle' });
  await page.locator(figure).click();
  await page.getByRole('dialog').locator('.full a').click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.locator('#series')).toContainText('Hồ sơ đang xử lý');
});
