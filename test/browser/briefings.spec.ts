import { expect, test } from './pages.ts';

test.describe('the page of briefings', () => {
  test.use({ role: 'briefing' });

  test('keeps what the officer writes, marks what is marked with a basis, and shows both on the sheet', async ({
    page,
  }) => {
    await page.goto('/briefings?month=2026-08', { waitUntil: 'networkidle' });
    await page.getByLabel('Ưu điểm').fill('Hoàn thành tốt nhiệm vụ.');
    await expect(page.getByRole('status').first()).toHaveText('Đã lưu.');
    await expect(page.locator('.paper .written')).toHaveText('Hoàn thành tốt nhiệm vụ.');

    const mark = page.locator('form[action^="?/secrecy"]');
    await page.getByLabel('Mức', { exact: true }).selectOption('MẬT');
    await page.getByLabel('Căn cứ').fill('Điều 3, quyết định mẫu');
    await mark.getByRole('button', { name: 'Lưu' }).click();
    await expect(page.locator('.paper .mark')).toHaveText('MẬT');

    await page.goto('/briefings?month=2026-08&disclosure=restricted');
    await expect(page.locator('.paper .mark')).toHaveCount(0);
    await expect(page.locator('.paper .written')).toHaveCount(0);
  });

  test('hides small figures with a reason in the restricted profile', async ({ page }) => {
    await page.goto('/briefings?month=2026-08&disclosure=restricted');
    await expect(page.locator('.paper')).toContainText('số liệu nhỏ, không công bố chi tiết');
    await page.getByText('Phụ lục: bảng').click();
    const hidden = page.locator('.paper td.hidden');
    expect(await hidden.count()).toBeGreaterThan(3);
    expect(new Set(await hidden.allTextContents())).toEqual(new Set(['…']));
    const answer = await page.request.get('/api/v1/briefings/2026-08.xlsx?disclosure=restricted');
    expect(answer.headers()['content-disposition']).toContain('du-thao-bao-cao-2026-08-han-che.xlsx');
  });

  test('issues, hands out the issued file, and compares issues', async ({ page }) => {
    await page.goto('/briefings?month=2026-07');
    await page.getByRole('button', { name: 'Ban hành' }).click();
    await expect(page).toHaveURL(/#issued-2026-07\.month\.1$/);
    await expect(page.locator('h1')).toHaveText('Báo cáo tháng 7 năm 2026: đã ban hành');
    const answer = await page.request.get('/api/v1/briefings/2026-07.docx');
    expect(answer.headers()['x-briefing']).toBe('issued 1');
    await page.goto('/briefings?month=2026-07&then=2026-07.month.1');
    await expect(
      page.getByText('Không có số liệu nào của cùng chỉ tiêu, cùng thời gian khác nhau.'),
    ).toBeVisible();
    const unknown = await page.request.get('/briefings?then=2026-01.month.7');
    expect(unknown.status()).toBe(400);
  });
});
