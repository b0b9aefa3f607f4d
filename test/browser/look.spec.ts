import type { Page } from '@playwright/test';
import { expect, faultsOf, test } from './pages.ts';

const paper = (page: Page) =>
  page
    .locator('.panel')
    .first()
    .evaluate((panel) => getComputedStyle(panel).backgroundColor);
const light = 'rgb(255, 255, 255)';
const dark = 'rgb(28, 32, 36)';

test('follows the machine until a theme is chosen, and remembers the choice', async ({ page }) => {
  await page.goto('/');
  expect(await paper(page)).toBe(light);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await paper(page)).toBe(dark);
  await page.emulateMedia({ colorScheme: 'light' });
  const kept = page.waitForResponse((response) => response.url().endsWith('/preferences'));
  await page.getByRole('button', { name: 'Chuyển sang nền tối' }).click();
  expect(await paper(page)).toBe(dark);
  await kept;
  await page.goto('/backlog');
  expect(await paper(page)).toBe(dark);
  await page.goto('/backlog?theme=light');
  expect(await paper(page)).toBe(light);
});

test('draws lines in the colours of the theme, without drawing them anew', async ({ page }) => {
  await page.goto('/trends');
  const line = page.locator('.live svg path[stroke="var(--volume)"]').first();
  await expect(line).toBeAttached();
  const stroke = () => line.evaluate((path) => getComputedStyle(path).stroke);
  expect(await stroke()).toBe('rgb(31, 78, 121)');
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await stroke()).toBe('rgb(147, 189, 230)');
});

test('is light on paper, shows its address, and no controls', async ({ page }) => {
  await page.goto('/?theme=dark');
  await page.emulateMedia({ media: 'print' });
  expect(await paper(page)).toBe(light);
  await expect(page.locator('nav').first()).toBeHidden();
  await expect(page.locator('.panel .foot ul').first()).toBeHidden();
  const printed = await page.evaluate(() =>
    getComputedStyle(document.documentElement).getPropertyValue('--printed'),
  );
  expect(printed).toContain('/?theme=dark');
  expect(printed).toContain('2026-10-31.001');
});

test('cuts nothing off at the width of a sheet', async ({ page }) => {
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 1010, height: 700 });
  for (const path of ['/', '/trends', '/compliance', '/backlog', '/organizations', '/organizations/0004']) {
    await page.goto(path);
    await expect(page.locator('.panel').first()).toBeVisible();
    const cut = await page
      .locator('.grid :is(div, section, ul, table, figure, figcaption, td, th)')
      .evaluateAll((boxes) =>
        boxes
          .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
          .map((box) => `${box.tagName} ${box.className}: ${box.textContent?.trim().slice(0, 30)}`),
      );
    expect(cut, path).toEqual([]);
  }
});

test('sets headings and codes of a table no larger than its rows on paper', async ({ page }) => {
  await page.emulateMedia({ media: 'print' });
  for (const path of ['/compliance', '/organizations', '/organizations/0004', '/compare']) {
    await page.goto(path);
    await expect(page.locator('.panel').first()).toBeVisible();
    const larger = await page.locator('.panel table').evaluateAll((tables) => {
      const sizeOf = (element: Element) => Number.parseFloat(getComputedStyle(element).fontSize);
      return tables.flatMap((table) =>
        [...table.querySelectorAll('thead th, small')]
          .filter((part) => part.checkVisibility() && sizeOf(part) > sizeOf(table))
          .map((part) => part.textContent),
      );
    });
    expect(larger, path).toEqual([]);
  }
});

test('keeps three panels of a row side by side on paper', async ({ page }) => {
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 1010, height: 700 });
  await page.goto('/trends');
  const tops = await page
    .locator('.panel.span-4')
    .evaluateAll((panels) => panels.map((panel) => panel.getBoundingClientRect().top));
  expect(tops).toHaveLength(3);
  expect(new Set(tops).size).toBe(1);
});

test('shows the names of small pictures whole, on a phone too', async ({ page }) => {
  for (const width of [390, 820, 1366]) {
    await page.setViewportSize({ width, height: 800 });
    for (const path of ['/trends', '/compliance']) {
      await page.goto(path);
      const names = page.locator('.multiples figcaption > :first-child');
      await expect(names.first()).toBeVisible();
      const cut = await names.evaluateAll((all) =>
        all
          .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
          .map(({ textContent }) => textContent),
      );
      expect(cut, `${path} at ${width}`).toEqual([]);
    }
  }
});

test('shows the rates of duties beside their names on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  for (const path of ['/organizations/0004', '/organizations/0004?lang=en']) {
    await page.goto(path);
    const table = page.locator('#duties .scroll-table');
    await expect(table).toBeVisible();
    const [needed, room] = await table.evaluate((box) => [box.scrollWidth, box.clientWidth]);
    expect(needed, path).toBeLessThanOrEqual(room ?? 0);
  }
});

test('a language is remembered, and the address says it', async ({ page }) => {
  await page.goto('/?month=2026-09');
  await page.getByRole('link', { name: 'English' }).click();
  await expect(page).toHaveURL(/lang=en/);
  await page.goto('/trends?month=2026-09');
  await expect(page).toHaveURL(/\/trends\?month=2026-09&lang=en$/);
  await page.getByRole('link', { name: 'Tiếng Việt' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'vi');
  await page.goto('/trends');
  await expect(page).toHaveURL(/\/trends$/);
});

test('presents one panel a screen, by the keys of a presenter', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Trình chiếu' }).click();
  const position = page.locator('.meeting .position');
  await expect(position).toHaveText(/^1\/\d+$/);
  const count = Number((await position.innerText()).split('/')[1]);
  expect(count).toBeGreaterThan(3);
  await expect(page.locator('header')).toBeHidden();
  await page.setViewportSize({ width: 1024, height: 768 });
  expect(await burst(page)).toEqual([]);
  await page.keyboard.press('PageDown');
  await expect(position).toHaveText(`2/${count}`);
  const panel = page.locator('.grid > .panel').first();
  await expect(page.locator('.meeting [aria-live]')).toContainText(await panel.locator('h2').innerText());
  expect(Math.abs((await panel.boundingBox())?.y ?? 99)).toBeLessThanOrEqual(2);
  expect(await smallestType(page)).toBeGreaterThanOrEqual(18);
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('End');
  await expect(position).toHaveText(`${count}/${count}`);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/$/);
  await expect(page.locator('header')).toBeVisible();
});

test('presents the panels that stand in columns, too', async ({ page }) => {
  for (const path of ['/compliance', '/organizations/0004']) {
    await page.goto(`${path}?mode=meeting`);
    const panels = await page.locator('.grid .panel').count();
    await expect(page.locator('.meeting .position')).toHaveText(`1/${panels + 1}`);
    for (let place = 0; place < panels; place++) {
      await page.keyboard.press('PageDown');
      const top = async () =>
        Math.abs((await page.locator('.grid .panel').nth(place).boundingBox())?.y ?? 99);
      await expect.poll(top, `${path}, panel ${place}`).toBeLessThanOrEqual(2);
    }
  }
});

/** Figures of cards that do not hold what stands beside them. */
function burst(page: Page): Promise<(string | null)[]> {
  return page.locator('.strip .value').evaluateAll((values) => {
    const heightOf = (element: Element) => element.getBoundingClientRect().height;
    const isBurst = (value: Element) =>
      [...value.children].some((part) => heightOf(part) > heightOf(value) + 1);
    return values.filter(isBurst).map(({ textContent }) => textContent);
  });
}

/** The smallest type in sight, in pixels of the screen. */
function smallestType(page: Page): Promise<number> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const sizes: number[] = [];
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (!element || !walker.currentNode.textContent?.trim() || element.closest('.visually-hidden'))
        continue;
      if (!element.checkVisibility()) continue;
      const size = Number.parseFloat(getComputedStyle(element).fontSize);
      sizes.push(size * element.currentCSSZoom);
    }
    return Math.min(...sizes);
  });
}

test('a heatmap is taken along as a picture', async ({ page }) => {
  await page.goto('/backlog');
  const saved = page.waitForEvent('download');
  await page.locator('#age').getByRole('button', { name: /PNG/ }).click();
  expect((await saved).suggestedFilename()).toBe('backlog-age.png');
  const response = await page.request.get('/panels/backlog/age.svg');
  expect(response.headers()['content-type']).toContain('image/svg+xml');
  expect(await response.text()).toContain('2026-10-31.001');
});

test('keeps figures and borders where the machine sets all colours', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  await page.goto('/backlog');
  const cell = page.locator('td.s5, td.s4').first();
  const [text, back] = await cell.evaluate((td) => {
    const { color, backgroundColor } = getComputedStyle(td);
    return [color, backgroundColor];
  });
  expect(text).not.toBe(back);
  expect(await faultsOf(page)).toEqual([]);
});

test('moves nothing for a reader who wants no motion', async ({ page }) => {
  await page.goto('/');
  const moving = await page.evaluate(
    () =>
      [...document.querySelectorAll('*')].filter((element) => {
        const { transitionDuration, animationName } = getComputedStyle(element);
        return transitionDuration !== '0s' || animationName !== 'none';
      }).length,
  );
  expect(moving).toBe(0);
});

test('shows where the focus is, first of all on the way to the content', async ({ page }) => {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto('/');
    await page.keyboard.press('Tab');
    await expect(page.locator('.skip')).toBeFocused();
    for (let press = 0; press < 40; press++) {
      await page.keyboard.press('Tab');
      const seen = await page.evaluate(() => {
        const at = document.activeElement;
        if (!at || at === document.body) return 'body';
        const { outlineStyle, outlineWidth } = getComputedStyle(at);
        return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1
          ? 'seen'
          : at.outerHTML.slice(0, 120);
      });
      expect(['seen', 'body']).toContain(seen);
    }
  }
});

test('a mode or a theme that there is not is refused with what there is', async ({ request }) => {
  const mode = await request.get('/?mode=cinema');
  expect([mode.status(), (await mode.text()).includes('meeting')]).toEqual([400, true]);
  const theme = await request.get('/?theme=sepia');
  expect([theme.status(), (await theme.text()).includes('light, dark')]).toEqual([400, true]);
});

const helped = [
  ['/trends', 'multiples', 'Bấm tên để xem biểu đồ lớn'],
  ['/compliance', 'overdue', 'Bấm tên nhiệm vụ để xem tổ chức'],
  ['/organizations', 'flow', 'Bấm một dải hay một đợt để xem từng tổ chức'],
] as const;

test('says what can be pressed on screens alone, where something can be pressed', async ({ page }) => {
  for (const [path, panel, help] of helped) {
    await page.emulateMedia({ media: 'screen' });
    await page.goto(path);
    const description = page.locator(`#${panel} .description`);
    expect(await description.innerText(), path).toContain(help);
    await page.emulateMedia({ media: 'print' });
    expect(await description.innerText(), path).not.toContain('Bấm');
    await page.emulateMedia({ media: 'screen' });
    await page.goto(`${path}?mode=meeting`);
    expect(await description.innerText(), path).not.toContain('Bấm');
  }
  for (const [path, panel] of helped) {
    const picture = await page.request.get(`/panels${path}/${panel}.svg`);
    if (picture.ok()) expect(await picture.text(), path).not.toContain('Bấm');
  }
});

test('keeps the cells of a row side by side on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ['/compliance', '/backlog?rows=organization_type&measure=share']) {
    await page.goto(path);
    const rows = page.locator('.panel .heatmap tbody tr');
    await expect(rows.first()).toBeVisible();
    const piled = await rows.evaluateAll((all) =>
      all
        .filter((row) => new Set([...row.children].map((cell) => cell.getBoundingClientRect().top)).size > 1)
        .map(({ textContent }) => textContent?.slice(0, 40)),
    );
    expect(piled, path).toEqual([]);
  }
});
