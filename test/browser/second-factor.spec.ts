import { Secret, TOTP } from 'otpauth';
import { forget } from '../support/people.ts';
import { expect, faultsOf, setting, visitor } from './pages.ts';
import { admin } from './program.ts';

const name = 'Hai Bước';
const password = 'sen hong no tren mat ho';

visitor.describe('a second step at the sign-in, without scripts', () => {
  visitor.use({ role: null, javaScriptEnabled: false });
  visitor.afterAll(() => forget(setting('LANG_KINH_DATA'), name));

  visitor(
    'is turned on with a key, asked for after the password, and taken once a code',
    async ({ browser, page }) => {
      const data = setting('LANG_KINH_DATA');
      const first = await admin(data, 'user', 'add', name, '--role', 'committee');
      const signIn = async (secret: string) => {
        await page.goto('/sign-in?to=/trends');
        await page.getByLabel('Tên tài khoản').fill(name);
        await page.getByLabel('Mật khẩu').fill(secret);
        await page.getByRole('button', { name: 'Đăng nhập' }).click();
      };
      await signIn(first['password'] ?? '');
      await page.getByLabel('Mật khẩu đang dùng').fill(first['password'] ?? '');
      for (const label of ['Mật khẩu mới', 'Nhập lại mật khẩu mới'])
        await page.getByLabel(label, { exact: true }).fill(password);
      await page.getByRole('button', { name: 'Đổi mật khẩu' }).click();

      await page.goto('/account/factor');
      await page.getByRole('button', { name: 'Tạo khóa' }).click();
      const key = (await page.locator('code.key').innerText()).replaceAll(' ', '');
      const totp = new TOTP({ secret: Secret.fromBase32(key) });
      const codeIn = (seconds: number) => totp.generate({ timestamp: Date.now() + 1000 * seconds });
      const confirm = async (code: string) => {
        await page.getByLabel('Mật khẩu đang dùng').fill(password);
        await page.getByLabel('Mã sáu số').fill(code);
        await page.getByRole('button', { name: 'Bật', exact: true }).click();
      };
      const early = codeIn(-30);
      await confirm(early === '000000' ? '000001' : '000000');
      await expect(page.getByRole('alert')).toContainText('không đúng');
      await confirm(early);
      await expect(page.locator('.lede')).toContainText('Xác nhận hai bước: bật');
      await page.goto('/account/factor');
      await expect(page.locator('main')).not.toContainText(key.slice(0, 4));
      await page.getByRole('button', { name: 'Đăng xuất' }).click();

      await signIn(password);
      await expect(page).toHaveURL(/\/sign-in\/code\?to=\/trends$/);
      expect((await page.request.get('/api/v1/metrics')).status()).toBe(403);
      await page.goto('/organizations');
      await expect(page).toHaveURL(/\/sign-in\/code$/);
      const scripted = await browser.newContext({
        javaScriptEnabled: true,
        storageState: await page.context().storageState(),
      });
      const same = await scripted.newPage();
      await same.goto(page.url());
      await expect(same).toHaveURL(/\/sign-in\/code$/);
      expect(await faultsOf(same)).toEqual([]);
      await scripted.close();
      await page.goto('/sign-in/code?to=/trends');
      const give = async (code: string) => {
        await page.getByLabel('Mã sáu số').fill(code);
        await page.getByRole('button', { name: 'Đăng nhập' }).click();
      };
      await give(early);
      await expect(page.getByRole('alert')).toContainText('đã dùng rồi');
      await give(codeIn(0));
      await expect(page).toHaveURL(/\/trends$/);

      await admin(data, 'user', 'reset', name);
      await page.goto('/trends');
      await expect(page).toHaveURL(/\/sign-in\?to=/);
    },
  );
});
