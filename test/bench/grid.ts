import type { Browser, Page } from '@playwright/test';
import type { Line } from './bench.ts';
import { inContext } from './pages-browser.ts';
import type { Running } from './pages-server.ts';

const rows = 100_000;
/** Five kinds of columns, as many rows as a result may have. */
const sql = `select i as n, date '2020-01-01' + (i % 2000)::int as ngay, 'Chi bộ số ' || i % 997 as ten,
  i % 7 / 3.0 as ty_le, case when i % 5 = 0 then null else i % 1000 end as so
from range(${rows}) as r(i)`;
const limitMs = 50;
const rounds = 3;

/** The longest frames while a result of 100,000 rows is scrolled through, sorted and grouped: the best of three rounds each. */
export async function gridLines(browser: Browser, pages: Running): Promise<Line[]> {
  const frames: Frames[] = [];
  for (let round = 0; round < rounds; round++) frames.push(await frameTimes(browser, pages));
  const best = (what: keyof Frames) => Math.min(...frames.map((times) => times[what]));
  return [
    lineOf('scrolling', best('scrolled')),
    lineOf('sorting', best('sorted')),
    lineOf('grouping', best('grouped')),
  ];
}

type Frames = Record<'scrolled' | 'sorted' | 'grouped', number>;

function lineOf(what: string, ms: number): Line {
  return {
    what: `/sql ${what} 100,000 rows, longest frame`,
    taken: `${ms.toFixed(0)} ms`,
    bare: null,
    ratio: null,
    bar: `<= ${limitMs} ms`,
    holds: ms <= limitMs,
  };
}

function frameTimes(browser: Browser, pages: Running): Promise<Frames> {
  return inContext(browser, { pages, path: '/sql' }, async (page) => {
    await page.goto(`${pages.url}/sql`, { waitUntil: 'networkidle' });
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(sql);
    await page.keyboard.press('Control+Enter');
    await page.locator(`[role="grid"][aria-rowcount="${rows + 1}"]:not(.busy)`).waitFor();
    await page.waitForTimeout(500);
    // No named function in here: tsx would call a helper that the page does not have.
    const frames = await page.evaluate(async () => {
      const grid = document.querySelector<HTMLElement>('[role="grid"]');
      const name = grid?.querySelectorAll<HTMLElement>('[role="columnheader"] button')[2];
      if (!grid || !name) throw new Error('There is no result.');
      const found = { scrolled: 0, sorted: 0 };
      let last = await new Promise<number>(requestAnimationFrame);
      for (let step = 0; step < 120; step++) {
        grid.scrollTop = step < 60 ? step * 400 : ((step * 7919) % 100) * 26_000;
        const now = await new Promise<number>(requestAnimationFrame);
        found.scrolled = Math.max(found.scrolled, now - last);
        last = now;
      }
      name.click();
      const end = performance.now() + 2500;
      last = await new Promise<number>(requestAnimationFrame);
      while (last < end) {
        const now = await new Promise<number>(requestAnimationFrame);
        found.sorted = Math.max(found.sorted, now - last);
        last = now;
      }
      return found;
    });
    await page.locator('.panes [role="tab"]').last().click();
    await page.locator('.shows button').nth(2).click();
    const choices = page.locator('.choices select');
    await choices.nth(2).selectOption('');
    await choices.nth(0).selectOption('ten');
    await page.locator('.chart svg').waitFor();
    await page.waitForTimeout(500);
    return { ...frames, grouped: await groupedFrames(page) };
  });
}

/** The longest frame while 100,000 rows are grouped by another measure, and their first 30 groups drawn anew. */
function groupedFrames(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const measure = document.querySelector<HTMLSelectElement>('.choices label:last-child select');
    if (!measure) throw new Error('There are no groups.');
    measure.value = 'median';
    measure.dispatchEvent(new Event('change', { bubbles: true }));
    const end = performance.now() + 2500;
    let last = await new Promise<number>(requestAnimationFrame);
    let longest = 0;
    while (last < end) {
      const now = await new Promise<number>(requestAnimationFrame);
      longest = Math.max(longest, now - last);
      last = now;
    }
    return longest;
  });
}
