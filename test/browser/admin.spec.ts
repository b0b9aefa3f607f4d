import { signInAs } from '../support/people.ts';
import { expect, faultsOf, languages, setting, visitor } from './pages.ts';

const tabs = ['/admin', '/admin/sessions', '/admin/audit', '/admin/machine'];

visitor.describe('the administration, without scripts', () => {
  visitor.use({ role: 'admin', javaScriptEnabled: false });

  visitor('adds a person, shows the first password once, and closes the account', async ({ page }) => {
    await page.goto('/admin');
    await page.fill('input[name=name]', 'Lê Thị Thử');
    await page.selectOption('form select[name=role]', 'briefing');
    await page.click('text=Thêm và cấp mật khẩu đầu tiên');
    const notice = page.getByRole('status');
    await expect(notice).toContainText('Lê Thị Thử');
    const password = (await notice.locator('code').innerText()).trim();
    expect(password.length).toBeGreaterThan(11);
    await page.goto('/admin');
    expect(await page.content()).not.toContain(password);
    await page.getByRole('link', { name: 'Sửa tài khoản Lê Thị Thử' }).click();
    await page.getByRole('button', { name: 'Đóng tài khoản' }).click();
    await expect(page.getByRole('status')).toContainText('Đã đóng tài khoản Lê Thị Thử');
    await page.goto('/admin/audit?action=person_disable');
    await expect(page.locator('tbody tr').first()).toContainText('Lê Thị Thử');
    await page.goto('/admin/audit?action=person_add');
    await expect(page.locator('tbody')).toContainText('Lê Thị Thử');
    expect(await page.content()).not.toContain(password);
  });

  visitor(
    'refuses a name that is taken, an unknown organisation and a change of oneself',
    async ({ page }) => {
      await page.goto('/admin');
      await page.fill('input[name=name]', 'ANALYST');
      await page.click('text=Thêm và cấp mật khẩu đầu tiên');
      await expect(page.getByRole('alert')).toContainText('đã có người dùng');
      await page.fill('input[name=name]', 'Người mới');
      await page.fill('input[name=organization]', 'không-có');
      await page.click('text=Thêm và cấp mật khẩu đầu tiên');
      await expect(page.getByRole('alert')).toContainText('không có tổ chức này');
      const answer = await page.request.post('/admin?/close', {
        form: { name: 'admin' },
        headers: { origin: new URL(page.url()).origin },
      });
      expect(answer.status()).toBe(400);
    },
  );

  visitor('ends the sessions of a person', async ({ page }) => {
    await signInAs(setting('LANG_KINH_DATA'), 'committee', 'Phiên thử');
    await page.goto('/admin/sessions');
    await expect(page.locator('main')).toContainText('Phiên thử');
    await page.selectOption('select[name=name]', 'Phiên thử');
    await page.click('text=Kết thúc tất cả');
    await expect(page.getByRole('status')).toContainText('Đã kết thúc 1 phiên');
    await expect(page.locator('main')).not.toContainText('Phiên thử');
  });
});

visitor.describe('what leaves the server', () => {
  visitor.use({ role: 'analyst' });

  visitor('stands in the audit with who took it, and the audit is whole', async ({ page, browser }) => {
    const file = await page.request.get('/panels/overview/flow.csv?type=agency');
    expect(file.status()).toBe(200);
    for (const path of [...tabs, '/admin/audit.csv'])
      expect((await page.request.get(path)).status()).toBe(403);
    const { admin }: { admin: string } = JSON.parse(setting('LANG_KINH_SESSIONS'));
    const cookie = { name: 'sid', value: admin, domain: '127.0.0.1', path: '/', expires: -1 } as const;
    const kept = { ...cookie, httpOnly: true, secure: false, sameSite: 'Lax' } as const;
    const context = await browser.newContext({ storageState: { cookies: [kept], origins: [] } });
    const csv = await context.request.get('/admin/audit.csv?person=analyst&action=export');
    expect(await csv.text()).toContain('/panels/overview/flow.csv?type=agency');
    const page2 = await context.newPage();
    await page2.goto('/admin/audit');
    await expect(page2.locator('h1')).toContainText('Nhật ký nguyên vẹn');
    await expect(page2.locator('main')).toContainText('Mọi mục được kiểm tra lúc');
    expect((await page2.goto('/admin/audit?check=some'))?.status()).toBe(400);
    await page2.goto('/admin/machine');
    await expect(page2.locator('dt', { hasText: 'Cách ly câu SQL' })).toBeVisible();
    expect((await page2.goto('/admin/audit?action=nothing'))?.status()).toBe(400);
    await context.close();
  });
});

visitor.describe('the pages of the administration', () => {
  visitor.use({ role: 'admin' });

  for (const path of tabs) {
    for (const lang of languages) {
      visitor(`${path} in ${lang} is faultless for every reader and fits a phone`, async ({ page }) => {
        await page.setViewportSize({ width: 390, height: 844 });
        await page.goto(`${path}?lang=${lang}`);
        expect(await faultsOf(page)).toEqual([]);
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
        ).toBeLessThanOrEqual(0);
      });
    }
  }
});
