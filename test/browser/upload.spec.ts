import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, faultsOf, setting, test } from './pages.ts';
import { startServer } from './program.ts';

test.use({ role: 'steward' });

const optional = ['duties', 'successions'];

/** The newest snapshot's cases with an unknown type in line 2 and a day that does not exist in line 3. */
function dirtyCases(path: string): string {
  const lines = readFileSync(path, 'utf8').split('\n');
  const change = (at: number, field: number, value: string) => {
    const fields = (lines[at - 1] ?? '').split(',');
    fields[field] = value;
    lines[at - 1] = fields.join(',');
  };
  change(2, 3, 'loại lạ');
  change(3, 5, '31/02/2026');
  return lines.join('\n');
}

/** Lets files fall onto the list, as from a folder window. */
async function drop(page: Page, files: { name: string; text: string }[]): Promise<void> {
  const carried = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const { name, text } of given) transfer.items.add(new File([text], name));
    return transfer;
  }, files);
  await page.locator('.zone').dispatchEvent('drop', { dataTransfer: carried });
}

test('a steward checks a snapshot, loads it, and sees the new version and what was rejected', async ({
  page,
}) => {
  const snapshot = setting('LANG_KINH_NEWEST');
  const text = (name: string) => readFileSync(join(snapshot, name), 'utf8');
  const folder = mkdtempSync(join(tmpdir(), 'upload-test-'));
  const cases = join(folder, 'hồ sơ tháng 10.csv');
  writeFileSync(cases, dirtyCases(join(snapshot, 'cases.csv')));
  const server = await startServer(setting('LANG_KINH_UPLOAD'));
  try {
    await page.goto(`${server.url}/data`);
    await page.click('a[href="/data/load"]');
    await drop(page, [
      { name: 'organizations.csv', text: text('organizations.csv') },
      { name: 'members.csv', text: text('members.csv') },
      { name: 'danh sach.csv', text: 'a,b\n' },
    ]);
    await expect(page.locator('[data-register=members] .state')).toContainText('members.csv');
    await expect(page.locator('#files')).toContainText('Không nhận ra tệp “danh sach.csv”');
    await page.setInputFiles('input[name=file_cases]', cases);
    await expect(page.locator('[data-register=cases] .state')).toContainText('hồ sơ tháng 10.csv');
    for (const name of optional) {
      await page.setInputFiles(`input[name=file_${name}]`, join(snapshot, `${name}.csv`));
      await expect(page.locator(`[data-register=${name}] .state`)).toContainText(`${name}.csv`);
    }
    await page.fill('input[name=as_of]', '2026-10-31');
    await page.click('button[value=check]');
    await expect(page.locator('.verdict')).toContainText('Bản chốt 31/10/2026 nạp được', {
      timeout: 120_000,
    });
    await expect(page.locator('.verdict')).toContainText('loại 2 dòng có lý do');
    expect(await faultsOf(page)).toEqual([]);
    await expect(page.locator('footer')).toContainText('30/09/2026');

    const address = page.url();
    await page.click('button[value=load]');
    await expect(page.locator('h1')).toContainText('Đang nạp bản chốt 31/10/2026');
    await page.goto(`${server.url}/definitions`);
    await page.goto(address);
    await expect(page.locator('h1')).toContainText('bản 2026-10-31.001 đang dùng', { timeout: 120_000 });
    expect(keptFiles(new URL(address).searchParams.get('upload') ?? '')).toEqual([]);

    await page.click('a:has-text("Xem trang Dữ liệu")');
    await expect(page.locator('#rejects h2')).toContainText('2 dòng của bản chốt 31/10/2026 còn phải sửa');
    await expect(page.locator('#rejects tbody').last()).toContainText('31/02/2026');
    await page.selectOption('#rejects select[name=reason]', 'unknown_code');
    await expect(page).toHaveURL(/reason=unknown_code/);
    await expect(page.locator('#rejects h2')).toContainText('1 dòng bị loại theo lựa chọn');
    const csv = await page.request.get(`${server.url}/data/rejects.csv?reason=wrong_type`);
    expect(csv.headers()['content-disposition']).toContain('attachment');
    const lines = (await csv.text()).trimEnd().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('2026-10-31,cases.csv,3,Ngày tiếp nhận,received_on,');
    await page.goto('about:blank');
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
});

/** What is left in memory of an upload. */
function keptFiles(id: string): string[] {
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  const all = readdirSync('/dev/shm', { recursive: true, encoding: 'utf8' });
  return all.filter((path) => path.includes(id));
}

test('a request from another site changes nothing', async ({ request }) => {
  const id = 'a'.repeat(32);
  const put = (headers: Record<string, string>) =>
    request.put(`/data/load/${id}/files/cases?name=cases.csv`, { data: 'case_code\n', headers });
  expect((await put({ origin: 'http://evil.example' })).status()).toBe(403);
  expect((await put({})).status()).toBe(403);
  expect((await request.post('/data/load', { multipart: { do: 'check' } })).status()).toBe(403);
  expect((await request.get(`/data/load/${id}/rejects.csv`)).status()).toBe(404);
});
