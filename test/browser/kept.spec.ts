import type { Browser, Page } from '@playwright/test';
import { signInAs } from '../support/people.ts';
import { expect, setting, test } from './pages.ts';

const sql = `select case_type, sum(pending_end_count)::bigint as pending_count from marts.agg_case_flow_by_type
where basis = 'as_reported' and month = $month::date group by all having sum(pending_end_count) > 0 order by all`;

/** Another analyst's browser; their account is made here. */
async function colleague(browser: Browser, name: string): Promise<Page> {
  const value = await signInAs(setting('LANG_KINH_DATA'), 'analyst', name);
  const context = await browser.newContext();
  await context.addCookies([{ name: 'sid', value, url: setting('LANG_KINH_URL'), httpOnly: true }]);
  return context.newPage();
}

test('a query is saved from the editor, shared with one colleague, copied by them, and pinned to a board', async ({
  page,
  browser,
}) => {
  const [friend, stranger] = [await colleague(browser, 'bạn'), await colleague(browser, 'người lạ')];
  await page.goto('/sql');
  await page.locator('.cm-content').click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(sql);
  await page.getByRole('button', { name: 'Lưu…' }).click();
  await expect(page.getByLabel('Câu SQL')).toHaveValue(sql);
  await page.getByLabel('Tên câu hỏi').fill('Tồn theo loại');
  await page.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(page.locator('h1')).toHaveText('Tồn theo loại');
  const figures = page.locator('.answer tbody tr');
  const newest = await figures.allInnerTexts();
  expect(newest.length).toBeGreaterThan(2);
  await page.getByLabel('$month').first().selectOption('2026-03');
  await page.getByRole('button', { name: 'Xem kết quả' }).click();
  await expect(page).toHaveURL(/month=2026-03/);
  await expect.poll(() => figures.allInnerTexts()).not.toEqual(newest);

  await page.getByLabel('Những người được chọn').check();
  await page.getByRole('checkbox', { name: 'bạn', exact: true }).check();
  await page.getByRole('button', { name: 'Chia sẻ' }).click();
  const address = await page.getByLabel('Địa chỉ để gửi').inputValue();
  expect((await stranger.goto(address))?.status()).toBe(404);
  expect((await friend.goto(address))?.status()).toBe(200);
  await expect(friend.getByRole('button', { name: 'Ghim vào bảng của tôi' })).toHaveCount(0);
  await friend.getByRole('button', { name: 'Chép thành câu của tôi' }).click();
  await expect(friend.locator('h1')).toHaveText('Tồn theo loại (bản chép)');

  await page.getByRole('button', { name: 'Ghim vào bảng của tôi' }).click();
  await page.goto('/sql/board');
  await expect(page.locator('.panel').first()).toContainText('Tồn theo loại');
  await expect(page.locator('.panel').first().locator('tbody tr')).toHaveCount(newest.length);
  await page.getByRole('button', { name: 'Bỏ ghim “Tồn theo loại”' }).click();
  await expect(page.getByText('Chưa ghim câu nào.')).toBeVisible();
});

test('what was run stands in the history, and is opened again with what was bound', async ({ page }) => {
  await page.goto('/sql');
  await page.locator('.cm-content').click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText('select $so::int * 2 as gap_doi');
  await page.getByLabel('$so').first().fill('21');
  await page.locator('.cm-content').click();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByRole('gridcell').first()).toHaveText('42');
  // The history is written once the answer has ended, a moment after its rows stand on the page.
  await expect(async () => {
    await page.goto('/sql/history?q=GAP_DOI');
    await expect(page.locator('tbody tr')).toHaveCount(1, { timeout: 1000 });
  }).toPass();
  await page.getByRole('link', { name: 'Mở lại' }).click();
  await expect(page.locator('.cm-content')).toHaveText('select $so::int * 2 as gap_doi');
});
