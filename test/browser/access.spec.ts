import { request as requests, type APIRequestContext } from '@playwright/test';
import type { Role } from '../../src/lib/server/state/tables.ts';
import { expect, faultsOf, languages, setting, sessionOf, test, visitor } from './pages.ts';
import { admin } from './program.ts';

const url = setting('LANG_KINH_URL');

/** Somebody whose answers come as they are: no redirect is followed. */
function asRole(role: Role | null, headers: Record<string, string> = {}): Promise<APIRequestContext> {
  return requests.newContext({
    baseURL: url,
    storageState: sessionOf(role),
    maxRedirects: 0,
    extraHTTPHeaders: { accept: 'text/html', ...headers },
  });
}

/** Statuses for nobody, committee, briefing, analyst, steward, admin. */
const matrix: [string, string][] = [
  ['/', '303 200 200 200 303 303'],
  ['/trends', '303 200 200 200 403 403'],
  ['/compliance', '303 200 200 200 403 403'],
  ['/backlog', '303 200 200 200 403 403'],
  ['/compare', '303 200 200 200 403 403'],
  ['/explain?metric=members', '303 200 200 200 403 403'],
  ['/organizations', '303 200 200 200 403 403'],
  ['/organizations/0004', '303 200 200 200 403 403'],
  ['/definitions', '303 200 200 200 200 403'],
  ['/data', '303 200 200 200 200 403'],
  ['/data/load', '303 403 403 403 200 403'],
  ['/data/rejects.csv', '303 403 403 403 200 403'],
  ['/panels/overview/flow.csv', '303 200 200 200 403 403'],
  ['/panels/data/loads.csv', '303 200 200 200 200 403'],
  ['/trends/__data.json', '401 200 200 200 403 403'],
  ['/data/load/__data.json', '401 403 403 403 200 403'],
  ['/api/v1/metrics', '401 200 200 200 403 403'],
  ['/api/v1/metrics/members', '401 200 200 200 403 403'],
  ['/account', '303 200 200 200 200 200'],
  ['/nowhere', '303 404 404 404 404 404'],
  ['/sign-in', '200 303 303 303 303 303'],
  ['/healthz', '200 200 200 200 200 200'],
];
const everybody = [null, 'committee', 'briefing', 'analyst', 'steward', 'admin'] as const;

for (const [path, wanted] of matrix) {
  test(`${path} answers each role as it may`, async () => {
    const statuses = [];
    for (const role of everybody) {
      const client = await asRole(role);
      statuses.push((await client.get(path)).status());
      await client.dispose();
    }
    expect(statuses.join(' ')).toBe(wanted);
  });
}

test('rejects and the way to load are on the data page of stewards only', async () => {
  for (const [role, count] of [
    ['committee', 0],
    ['analyst', 0],
    ['steward', 1],
  ] as const) {
    const client = await asRole(role);
    const text = await (await client.get('/data')).text();
    const data = await (await client.get('/data/__data.json')).text();
    expect([text.split('id="rejects"').length - 1, text.split('href="/data/load"').length - 1]).toEqual([
      count,
      count,
    ]);
    expect(data.includes('/data/rejects.csv')).toBe(count === 1);
    await client.dispose();
  }
});

test('a forged cookie, a token in its place and a cookie of another name open nothing', async () => {
  const { token = '' } = await admin(setting('LANG_KINH_DATA'), 'token', 'analyst');
  const secret = sessionOf('analyst').cookies[0]?.value ?? '';
  const cookies = [`sid=${'A'.repeat(43)}`, `sid=${token}`, 'sid=', `__Host-sid=${secret}`, `sid=${secret}x`];
  for (const cookie of cookies) {
    const client = await asRole(null, { cookie });
    expect([(await client.get('/')).status(), (await client.get('/api/v1/metrics')).status()]).toEqual([
      303, 401,
    ]);
    await client.dispose();
  }
});

test('a token opens what its role may at the API, and no page', async () => {
  const dataDir = setting('LANG_KINH_DATA');
  const { token = '', role } = await admin(dataDir, 'token', 'committee');
  expect(role).toBe('committee');
  const client = await asRole(null, { authorization: `Bearer ${token}`, accept: '*/*' });
  const answers = async () => [
    (await client.get('/api/v1/metrics/members')).status(),
    (await client.get('/metrics')).status(),
    (await client.get('/trends')).status(),
    (await client.post('/api/v1/metrics')).status(),
  ];
  expect(await answers()).toEqual([200, 403, 303, 405]);
  await admin(dataDir, 'token', 'revoke', token);
  expect(await answers()).toEqual([401, 401, 303, 401]);
  const other = await asRole('analyst', { authorization: 'Bearer nonsense' });
  expect((await other.get('/api/v1/metrics')).status()).toBe(401);
  await client.dispose();
  await other.dispose();
});

test('a sign-in from another site, or without an origin, is refused', async () => {
  for (const headers of [{}, { origin: 'http://evil.example' }, { origin: 'null' }] as Record<
    string,
    string
  >[]) {
    const client = await asRole(null, headers);
    const answer = await client.post('/sign-in', { form: { name: 'a', password: 'b' } });
    expect(answer.status()).toBe(403);
    await client.dispose();
  }
});

visitor.describe('somebody new', () => {
  visitor.use({ role: null });

  visitor(
    'chooses a password of their own before anything else, and is led where they were going',
    async ({ page }) => {
      const dataDir = setting('LANG_KINH_DATA');
      const { password = '' } = await admin(dataDir, 'user', 'add', 'Trần Bình', '--role', 'committee');
      await page.goto('/trends?months=12');
      await expect(page).toHaveURL(/\/sign-in\?to=%2Ftrends%3Fmonths%3D12$/);
      await page.fill('input[name=name]', 'trần bình');
      await page.fill('input[name=password]', `${password}x`);
      await page.click('button:has-text("Đăng nhập")');
      await expect(page.locator('[role=alert]')).toHaveText('Tên hoặc mật khẩu không đúng.');
      await page.fill('input[name=password]', password);
      await page.click('button:has-text("Đăng nhập")');
      await expect(page).toHaveURL(/\/account\/password/);
      await page.goto('/backlog');
      await expect(page).toHaveURL(/\/account\/password/);
      const first = (await page.context().cookies()).find(({ name }) => name === 'sid');
      expect(first).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', secure: false });
      const own = 'nắng sớm trên sông';
      await page.fill('input[name=current]', password);
      for (const name of ['next', 'again']) await page.fill(`input[name=${name}]`, own);
      await page.click('main button');
      await expect(page).toHaveURL(`${url}/`);
      await expect(page.locator('header')).toContainText('Trần Bình');
      const second = (await page.context().cookies()).find(({ name }) => name === 'sid');
      expect(second?.value).not.toBe(first?.value);
      await page.click('button:has-text("Đăng xuất")');
      await expect(page).toHaveURL(/\/sign-in/);
      await page.goto('/');
      await expect(page).toHaveURL(/\/sign-in$/);
    },
  );

  for (const to of ['//evil.example', '/\\evil.example', 'https://evil.example/', '/.//evil.example']) {
    visitor(`is never led to ${to}`, async () => {
      const client = await asRole('analyst');
      const answer = await client.get(`/sign-in?to=${encodeURIComponent(to)}`);
      expect(answer.headers()['location']).toBe('/');
      await client.dispose();
    });
  }

  for (const lang of languages) {
    visitor(`finds the sign-in in ${lang} accessible, wide and narrow`, async ({ page }) => {
      await page.goto(`/sign-in?lang=${lang}`);
      expect(await faultsOf(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await faultsOf(page, ['color-contrast'])).toEqual([]);
      await page.setViewportSize({ width: 320, height: 640 });
      const overhang = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overhang).toBeLessThanOrEqual(0);
    });
  }
});

visitor.describe('a session', () => {
  visitor.use({ role: null });

  visitor('that ends while a page is open leads to the sign-in, and back', async ({ page }) => {
    const dataDir = setting('LANG_KINH_DATA');
    await page.context().addCookies(sessionOf('briefing').cookies);
    await page.goto('/definitions');
    await page.locator('nav a[href="/backlog"]').waitFor();
    await page.context().clearCookies();
    await page.locator('nav a[href="/trends"]').click();
    await expect(page).toHaveURL(/\/sign-in\?to=%2Ftrends$/);
    expect(await admin(dataDir, 'audit', 'verify')).toMatchObject({ passed: true });
  });
});
