import type { Locator, Page } from '@playwright/test';
import { expect, faultsOf, languages, test, visitor } from './pages.ts';

// Statements that fail are answered 422, which the browser tells on its console: those pages are not watched.

const rows = 3000;
const many = `select i as n, 'Chi bộ ' || (i % 3) as ten, i / 4 as phan from range(${rows}) as r(i)`;
const months = `select month::date as month, kind, value from (values
  ('2026-01-01', 'a', 1), ('2026-02-01', 'a', 4), ('2026-01-01', 'b', 2)) as v(month, kind, value)`;

const grid = (page: Page): Locator => page.getByRole('grid');
const editor = (page: Page): Locator => page.locator('.cm-content');
const status = (page: Page): Locator => page.locator('.status [role=status]');

async function write(page: Page, sql: string): Promise<void> {
  await editor(page).click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(sql);
}

/** Rows as they stand in the page, by the number that a screen reader tells. */
const shownRows = (page: Page): Promise<number[]> =>
  page
    .locator('.lines [role=row]')
    .evaluateAll((found) => found.map((row) => Number(row.getAttribute('aria-rowindex'))));

async function run(page: Page, sql: string): Promise<void> {
  await write(page, sql);
  await page.keyboard.press('ControlOrMeta+Enter');
}

for (const lang of languages) {
  test(`the workbench in ${lang} is accessible in both themes, with rows, groups and a plan`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 1366, height: 768 });
    await page.goto(`/sql?lang=${lang}`);
    await run(page, months);
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '4');
    expect(await faultsOf(page), 'rows').toEqual([]);
    await page.getByRole('tab', { name: lang === 'vi' ? 'Nhóm và biểu đồ' : 'Groups and charts' }).click();
    await expect(page.locator('.heatmap')).toBeVisible();
    expect(await faultsOf(page), 'groups').toEqual([]);
    await editor(page).click();
    await page.keyboard.press('ControlOrMeta+Shift+Enter');
    await expect(page.locator('tbody th code').first()).toHaveText(/[A-Z]/);
    expect(await faultsOf(page), 'plan').toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await faultsOf(page, ['color-contrast']), 'dark').toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    const overhang = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overhang).toBeLessThanOrEqual(0);
  });
}

test('everything is done by keyboard: write, run, walk, select, copy, sort, resize', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/sql');
  await run(page, many);
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(rows + 1));
  await page.keyboard.press('Alt+Enter');
  await expect(grid(page)).toBeFocused();
  await page.keyboard.press('Control+End');
  await expect(page.locator('.under')).toContainText('749,75');
  for (let pages = 0; pages < 3; pages++) await page.keyboard.press('PageUp');
  await expect.poll(() => shownRows(page)).not.toContain(rows + 1);
  const shown = await shownRows(page);
  expect(shown, 'rows stand in the page as they are read').toEqual(shown.toSorted((a, b) => a - b));
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+End');
  await page.keyboard.press('ControlOrMeta+C');
  await expect(status(page)).toContainText('2 dòng');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('0\tChi bộ 0\t0\n1\tChi bộ 1\t0,25');
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  const name = page.getByRole('columnheader').nth(1);
  await expect(name).toHaveAttribute('aria-sort', 'descending');
  await expect(page.getByRole('gridcell').first()).toHaveText(String(rows - 1));
  const before = (await name.boundingBox())?.width ?? 0;
  await page.keyboard.press('Alt+ArrowRight');
  await expect.poll(async () => (await name.boundingBox())?.width).toBe(before + 16);
});

test('totals leave out what cannot be added', async ({ page }) => {
  await page.goto('/sql');
  await run(page, 'select unnest([1, 2, null]) as so, unnest([0.5, 0.5, 0.25]) as ti_le_ratio');
  const totals = page.locator('.totals .cell');
  await expect(totals).toHaveText(['3', '']);
  await page.getByLabel('Hàng cuối').selectOption('mean');
  await expect(totals).toHaveText(['1,50', '0,42']);
});

test('tabs keep their texts over a reload, and what is closed stays closed', async ({ page }) => {
  await page.goto('/sql');
  await write(page, 'select 1 as mot');
  await page.getByRole('button', { name: 'Thêm một câu' }).click();
  await write(page, 'select 2 as hai');
  const tabs = page.getByRole('tablist', { name: 'Các câu đang soạn' }).getByRole('tab');
  await expect(tabs).toHaveCount(2);
  await page.reload();
  await expect(tabs).toHaveCount(2);
  await expect(editor(page)).toHaveText('select 2 as hai');
  await tabs.first().focus();
  await page.keyboard.press('Home');
  await expect(editor(page)).toHaveText('select 1 as mot');
  await page.getByRole('button', { name: 'Đóng Câu 1' }).click();
  await page.reload();
  await expect(editor(page)).toHaveText('select 2 as hai');
  await expect(tabs).toHaveCount(1);
});

test('a view of a result is drawn with its table and comes back with its tab', async ({ page }) => {
  await page.goto('/sql');
  await run(page, months);
  await page.getByRole('tab', { name: 'Nhóm và biểu đồ' }).click();
  await page.getByRole('button', { name: 'Biểu đồ đường' }).click();
  await expect(page.locator('.chart svg')).toBeVisible();
  await page.getByText('Bảng số liệu của biểu đồ').click();
  await expect(page.locator('.result tbody tr').first()).toHaveText(/1\/2026\s*1\s*2\s*3/);
  await page.reload();
  await editor(page).click();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByRole('button', { name: 'Biểu đồ đường' })).toHaveAttribute('aria-pressed', 'true');
});

visitor(
  'groups are computed in a worker that may make functions and load nothing; the page may make none',
  async ({ page }) => {
    const makes = () =>
      new Promise<string>((told) => {
        setTimeout(() => {
          try {
            told(String(Function('return 7')()));
          } catch (error) {
            told(error instanceof Error ? error.name : '');
          }
        });
      });
    await page.goto('/sql');
    await run(page, months);
    const [worker] = await Promise.all([
      page.waitForEvent('worker'),
      page.getByRole('tab', { name: 'Nhóm và biểu đồ' }).click(),
    ]);
    await expect(page.locator('.heatmap')).toBeVisible();
    expect([await page.evaluate(makes), await worker.evaluate(makes)]).toEqual(['EvalError', '7']);
    const loads = async () => {
      const tries = [fetch(`${location.origin}/healthz`), import(`${location.href}?again`)];
      return (await Promise.allSettled(tries)).map(({ status }) => status);
    };
    expect(await worker.evaluate(loads)).toEqual(['rejected', 'rejected']);
  },
);

test('names of columns that look like code stay names', async ({ page }) => {
  const names = [
    'd.x); self.postMessage(1)//',
    '__proto__',
    'd => op.sum(d.value)',
    '`${x}`',
    "'];throw 1;//",
  ];
  await page.goto('/sql');
  const columns = names.map((name, i) => `${i < 4 ? `'n${i}'` : '5'} as "${name}"`);
  await run(page, `select ${columns.join(', ')}`);
  await page.getByRole('tab', { name: 'Nhóm và biểu đồ' }).click();
  const last = names.at(-1) ?? '';
  for (const name of names.slice(0, 4)) {
    await page.getByLabel('Chia cột theo').selectOption('');
    await page.getByLabel('Nhóm theo').selectOption(name);
    await page.getByRole('button', { name: 'Bảng chéo' }).click();
    await expect(page.locator('.result h2')).toHaveText(`Tổng ${last} theo ${name}`);
    await expect(page.locator('.result tbody tr').first()).toHaveText(/^n\d\s*5$/);
  }
});

visitor('a worker that is blocked is told of, and the rows stay', async ({ page }) => {
  await page.route('**/grouping.worker*', (route) => route.abort());
  await page.goto('/sql');
  await run(page, months);
  await page.getByRole('tab', { name: 'Nhóm và biểu đồ' }).click();
  await expect(page.getByRole('alert')).toContainText('Trình duyệt không nhóm được kết quả này');
  await page.getByRole('tab', { name: 'Bảng', exact: true }).click();
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '4');
  await page.unroute('**/grouping.worker*');
  await page.route('**/grouping.worker*', async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), 'content-security-policy': "default-src 'none'" };
    await route.fulfill({ response, headers });
  });
  await page.getByRole('tab', { name: 'Nhóm và biểu đồ' }).click();
  await expect(page.getByRole('alert')).toContainText('EvalError');
});

test('completion knows columns of the tables named, functions of the engine and metrics', async ({
  page,
}) => {
  const told = page.waitForResponse('**/sql/functions');
  await page.goto('/sql');
  await told;
  const suggested = page.locator('.cm-tooltip-autocomplete');
  for (const [text, label] of [
    ['select * from marts.fct_cases where is_over', 'is_overdue'],
    ['select quantile_co', 'quantile_cont'],
    ['select on_time_r', 'on_time_rate'],
  ] as const) {
    await write(page, text);
    await page.keyboard.press('Control+Space');
    await expect(suggested.locator('li').first(), text).toContainText(label);
    await page.keyboard.press('Escape');
  }
});

visitor('an error stands at its place, with a hint', async ({ page }) => {
  await page.goto('/sql');
  await run(page, 'select 1;\nselect stage, cout(*)\nfrom marts.fct_cases');
  await expect(page.locator('.trouble')).toContainText('Dòng 1, cột 15.');
  await expect(page.locator('.cm-lintRange-error')).toHaveText('cout');
});

test('what runs is stopped at once, also what hears no interrupt, and the next statement runs', async ({
  page,
}) => {
  await page.goto('/sql');
  for (const endless of [
    'select count(*) from range(1000000000) a, range(1000000000) b',
    `select levenshtein(repeat('a', 300000), repeat('b', 300000))`,
  ]) {
    await run(page, endless);
    await expect(page.getByRole('button', { name: 'Dừng' })).toBeEnabled();
    await page.getByRole('button', { name: 'Dừng' }).click();
    await expect(status(page)).toContainText('Đã dừng');
  }
  await run(page, 'select 42 as tra_loi');
  await expect(page.getByRole('gridcell').first()).toHaveText('42');
});

test('a result that is cut at a limit says so, on paper too', async ({ page }) => {
  await page.goto('/sql');
  await run(page, 'select i from range(100001) as r(i)');
  await expect(status(page)).toContainText('Chỉ có 100.000 dòng đầu, còn nữa');
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await expect(page.locator('.result tbody tr')).toHaveCount(500);
  await expect(page.getByText('Bản in có 500 trong 100.000 dòng đã nhận')).toBeVisible();
  await expect(grid(page)).toBeHidden();
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await expect(page.locator('.result tbody tr')).toHaveCount(0);
});

test.describe('without scripts', () => {
  visitor.use({ javaScriptEnabled: false });
  visitor('a statement is sent as a form and its rows come back', async ({ page }) => {
    await page.goto('/sql');
    await page.locator('textarea[name=sql]').fill('select 7 as bay');
    await page.getByRole('button', { name: 'Chạy', exact: true }).click();
    await expect(page.locator('main td')).toHaveText('7');
  });
});
