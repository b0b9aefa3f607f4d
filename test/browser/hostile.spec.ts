import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { setting, visitor as test } from './pages.ts';
import { etl, startServer, type Server } from './program.ts';

/** Names that would run as markup, as an address, as a template or as a formula of a spreadsheet. */
const hostile = [
  '<img src=x onerror="window.__pwn=1">',
  '</script><script>window.__pwn=2</script>',
  '"><svg onload=window.__pwn=3>',
  'javascript:window.__pwn=4',
  '=HYPERLINK("javascript:window.__pwn=5";"x")',
  `+cmd|' /C calc'!A0`,
  '@SUM(1+1)',
  ' -2+3',
  '＝1+1',
  '${window.__pwn=6}{{constructor.constructor("window.__pwn=7")()}}',
  ']]></text><script>window.__pwn=8</script>',
  '<a href="javascript:window.__pwn=9" style="position:fixed;inset:0">x</a>',
];

const folder = mkdtempSync(join(tmpdir(), 'hostile-test-'));
let server: Server | undefined;
test.describe.configure({ mode: 'serial', timeout: 240_000 });

test.beforeAll(async () => {
  test.setTimeout(240_000);
  const [dataDir, month] = [join(folder, 'data'), join(folder, 'month')];
  cpSync(setting('LANG_KINH_EARLY'), dataDir, { recursive: true });
  cpSync(setting('LANG_KINH_NEWEST'), month, { recursive: true });
  const register = join(month, 'organizations.csv');
  const [head = '', ...rows] = readFileSync(register, 'utf8').trimEnd().split(/\r?\n/);
  const renamed = rows.map((row, index) => {
    const [code, , ...rest] = fieldsOf(row);
    const name = `${hostile[index % hostile.length]} ${code}`;
    return [code, name, ...rest].map((field = '') => `"${field.replaceAll('"', '""')}"`).join(',');
  });
  writeFileSync(register, [head, ...renamed, ''].join('\n'));
  const about = join(month, 'snapshot.json');
  writeFileSync(about, JSON.stringify({ ...JSON.parse(readFileSync(about, 'utf8')), source: hostile[1] }));
  await etl(dataDir, 'load', month);
  server = await startServer(dataDir);
});
test.afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true });
});

/** The address of a path on the server with hostile names. */
function at(path: string): string {
  return (server?.url ?? '') + path;
}

/** Opens a page, looks at all of it, points at its charts and walks them by keys; gives what was run or forbidden. */
async function visit(page: Page, path: string): Promise<string[]> {
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, lineNumber }) => {
      const seen = document.documentElement.dataset;
      seen['faults'] = `${seen['faults'] ?? ''} ${violatedDirective} ${blockedURI} line ${lineNumber};`;
    });
  });
  const response = await page.goto(at(path), { waitUntil: 'networkidle' });
  expect(response?.status(), path).toBe(200);
  for (const chart of await page.locator('.chart').all()) {
    await chart.scrollIntoViewIfNeeded();
    for (const x of [0.3, 0.5, 0.7, 0.85]) {
      const box = await chart.boundingBox();
      if (box) await page.mouse.move(box.x + box.width * x, box.y + box.height * 0.5);
    }
    await chart.focus();
    for (const key of ['End', 'ArrowLeft', 'Home']) await page.keyboard.press(key);
  }
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  return ranOrForbidden(page);
}

function ranOrForbidden(page: Page): Promise<string[]> {
  return page.evaluate(() => [
    ...('__pwn' in window ? [`__pwn is ${String(window.__pwn)}`] : []),
    ...(document.documentElement.dataset['faults']?.split(';').filter((part) => part.trim()) ?? []),
    ...[...document.querySelectorAll('[href^="javascript:" i], [onerror], [onload], img[src="x"]')].map(
      (element) => element.outerHTML,
    ),
  ]);
}

/** Fields of a CSV file. */
function fieldsOf(csv: string): string[] {
  return [...csv.replace(/^\ufeff/, '').matchAll(/(?:^|,|\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
  );
}

const formula = /^[ \u00a0]*[=+\-@\t\r\0＝＋－＠]/;
const isNumber = (field: string) => /^-?\d+(\.\d+)?(e-?\d+)?$/.test(field);

const paths = [
  '/',
  '/trends',
  '/compliance',
  '/backlog',
  '/backlog?row=organization&col=age_band',
  '/compare',
  '/organizations',
  '/organizations?q=script',
  '/organizations/0004',
  '/explain?metric=cases_pending&org=0004',
  '/definitions',
  '/data',
  '/compliance?org=0004&mode=meeting',
];

for (const path of paths) {
  test(`names that are code stay text on ${path}, and in its files`, async ({ page }) => {
    expect(await visit(page, path)).toEqual([]);
    const links = await page
      .locator('a[href*="/panels/"]')
      .evaluateAll((anchors) => [...new Set(anchors.map((anchor) => anchor.getAttribute('href') ?? ''))]);
    for (const link of links) {
      const answer = await page.request.get(new URL(link, page.url()).href);
      const text = await answer.text();
      expect(answer.headers()['content-disposition'], link).toMatch(/^attachment; filename="[\w.-]+"$/);
      if (link.includes('.csv')) {
        const running = fieldsOf(text).filter((field) => formula.test(field) && !isNumber(field));
        expect(running, link).toEqual([]);
      } else {
        const markup = await page.evaluate((svg) => {
          const drawn = new DOMParser().parseFromString(svg, 'image/svg+xml');
          const odd = 'parsererror, script, foreignObject, img, a[href^="javascript:"], [onload], [onerror]';
          return [...drawn.querySelectorAll(odd)].map((element) => element.outerHTML);
        }, text);
        expect(markup, link).toEqual([]);
      }
    }
  });
}

test('the hostile names are there to be seen', async ({ page }) => {
  await page.goto(at('/organizations'));
  await expect(page.getByText('<img src=x onerror="window.__pwn=1">').first()).toBeVisible();
  const csv = await (await page.request.get(at('/panels/organizations/tree.csv'))).text();
  expect(fieldsOf(csv).filter((field) => /^' ?[=+\-@＝]/.test(field)).length).toBeGreaterThan(0);
});

test('markup that did get into a page is seen here, and does not run', async ({ page }) => {
  expect(await visit(page, '/definitions')).toEqual([]);
  const [image = ''] = hostile;
  await page.evaluate((markup) => document.body.insertAdjacentHTML('beforeend', markup), image);
  await expect
    .poll(() => ranOrForbidden(page))
    .toEqual([expect.stringMatching(/^ ?script-src/), expect.stringContaining('onerror')]);
});
