import type { Role } from '../../src/lib/server/state/tables.ts';
import { expect, faultsOf, languages, paths, test } from './pages.ts';

const laptop = { width: 1366, height: 768 };
// The last one is a laptop's page at 400 %: text must flow, only tables may scroll sideways.
const narrow = [
  { width: 820, height: 1180 },
  { width: 390, height: 844 },
  { width: 320, height: 640 },
];

const visits: [Role, string][] = [
  ...paths.map((path): [Role, string] => ['analyst', path]),
  ['briefing', '/briefings'],
  ['briefing', '/briefings?disclosure=restricted'],
  ...['/sql/saved', '/sql/history', '/sql/board'].map((path): [Role, string] => ['analyst', path]),
  ['steward', '/data'],
  ['steward', '/data/load'],
  ['committee', '/account'],
  ['committee', '/account/factor'],
  ['committee', '/account/password'],
];

for (const [role, path] of visits) {
  test.describe(`for the role ${role}`, () => {
    test.use({ role });
    for (const lang of languages) {
      test(`${path} in ${lang} is whole and accessible in both themes and on every screen`, async ({
        page,
      }) => {
        await page.setViewportSize(laptop);
        const separator = path.includes('?') ? '&' : '?';
        const response = await page.goto(`${path}${separator}lang=${lang}`, { waitUntil: 'networkidle' });
        expect(response?.status()).toBe(200);
        await expect(page.locator('html')).toHaveAttribute('lang', lang);
        await expect(page.locator('h1')).toHaveCount(1);
        await expect(page.locator('h1')).toHaveText(/\S{2}/);
        expect(await faultsOf(page), 'light').toEqual([]);
        // Colours are the same in both languages.
        if (lang === 'vi') {
          await page.emulateMedia({ colorScheme: 'dark' });
          expect(await faultsOf(page, ['color-contrast']), 'dark').toEqual([]);
        }
        for (const screen of narrow) {
          await page.setViewportSize(screen);
          const overhang = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          expect(overhang, `pixels wider than ${screen.width}`).toBeLessThanOrEqual(0);
        }
        await page.setViewportSize({ width: 390, height: 844 });
        expect(await faultsOf(page, ['target-size', 'scrollable-region-focusable']), 'on a phone').toEqual(
          [],
        );
      });
    }
  });
}

test('the language of a page goes on to the next one', async ({ page }) => {
  await page.goto('/?lang=en');
  await page.locator('nav a[href^="/backlog"]').click();
  await expect(page).toHaveURL(/\/backlog\?(.*&)?lang=en/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('a page is painted before its scripts are asked for', async ({ page }) => {
  const response = await page.goto('/');
  expect(response?.headers()['link'] ?? '').not.toContain('modulepreload');
  const html = (await response?.text()) ?? '';
  const [, asked = '[]'] =
    /requestAnimationFrame\(\(\) => setTimeout\(go\)\)\)\.then\(\(\) => \{ for \(const href of (\[.*?\])\)/.exec(
      html,
    ) ?? [];
  expect(JSON.parse(asked)).toEqual(
    expect.arrayContaining([expect.stringMatching(/\/entry\/start\..*\.js$/)]),
  );
  await expect(page.locator('.chart .live svg').first()).toBeVisible();
});
