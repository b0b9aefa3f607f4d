import { AxeBuilder } from '@axe-core/playwright';
import { expect, languages, paths, screens, test } from './pages.ts';

for (const path of [...paths, '/data/load']) {
  for (const lang of languages) {
    for (const screen of screens) {
      test(`${path} in ${lang} is whole and accessible on ${screen.width} x ${screen.height}`, async ({
        page,
      }) => {
        await page.setViewportSize(screen);
        const response = await page.goto(`${path}?lang=${lang}`, { waitUntil: 'networkidle' });
        expect(response?.status()).toBe(200);
        await expect(page.locator('html')).toHaveAttribute('lang', lang);
        await expect(page.locator('h1')).toHaveCount(1);
        await expect(page.locator('h1')).toHaveText(/\S{2}/);
        const overhang = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overhang, 'pixels wider than the screen').toBeLessThanOrEqual(0);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }))).toEqual([]);
      });
    }
  }
}

test('the language of a page goes on to the next one', async ({ page }) => {
  await page.goto('/?lang=en');
  await page.locator('nav a[href^="/backlog"]').click();
  await expect(page).toHaveURL(/\/backlog\?(.*&)?lang=en/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});
