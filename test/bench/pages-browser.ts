import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import type { Running } from './pages-server.ts';

/** A page of a server, and who looks at it. */
export interface Place {
  pages: Running;
  path: string;
}

/** What a reader's browser gets and does with one page. Times in milliseconds, sizes in bytes as they came. */
export interface Seen {
  largestPaint: number;
  styleBytes: number;
  /** Scripts before a chart comes alive. */
  scriptBytes: number;
  /** The drawing library and what comes with it. */
  drawingBytes: number;
}

const laptop: BrowserContextOptions = { viewport: { width: 1366, height: 768 } };
// Chunks larger than this are the drawing library: the pages' own are a few kB each.
const largestOwnChunk = 100_000;
// A new window of Chromium loads pages of its own for a second, on the same processors.
const windowRestMs = 1500;

/**
 * Opens a page in a new context, so that nothing is known from before, and lets it come to rest. The window itself stands
 * before, as a reader's does.
 */
export async function look(browser: Browser, place: Place): Promise<Seen> {
  return inContext(browser, place, async (page) => {
    await page.goto('about:blank');
    await page.waitForTimeout(windowRestMs);
    const sizes = { style: 0, script: 0, drawing: 0 };
    const kinds = new Map<string, string>();
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const kind = kinds.get(requestId);
      if (kind === 'Stylesheet') sizes.style += encodedDataLength;
      if (kind === 'Script')
        sizes[encodedDataLength > largestOwnChunk ? 'drawing' : 'script'] += encodedDataLength;
    });
    await page.goto(addressOf(place), { waitUntil: 'networkidle' });
    return {
      largestPaint: await largestPaint(page),
      styleBytes: sizes.style,
      scriptBytes: sizes.script,
      drawingBytes: sizes.drawing,
    };
  });
}

function largestPaint(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? Number.NaN)).observe(
          {
            type: 'largest-contentful-paint',
            buffered: true,
          },
        );
      }),
  );
}

/** What a page draws when no script runs: how many panels there are, how many of them show nothing of what they hold, and the drawings. */
export async function withoutScript(
  browser: Browser,
  place: Place,
): Promise<{ panels: number; empty: number; drawings: string[] }> {
  // Scripts of the page stay off; those of this measurement still run.
  return inContext(
    browser,
    place,
    async (page) => {
      await page.goto(addressOf(place));
      // No named function in here: tsx would call a helper that the page does not have.
      return page.evaluate(() => {
        const panels = [...document.querySelectorAll('.panel')];
        const drawings = [...document.querySelectorAll('.chart .wide > svg, .multiples svg, .heatmap table')];
        const filled = panels.filter(
          (panel) =>
            !panel.querySelector('.content > *') ||
            [...panel.querySelectorAll('.content :is(svg, td, li, p, form)')].some(
              (element) => element.getBoundingClientRect().height > 0,
            ),
        );
        return {
          panels: panels.length,
          empty: panels.length - filled.length,
          drawings: drawings.map((drawing) => drawing.outerHTML),
        };
      });
    },
    { javaScriptEnabled: false },
  );
}

/** Choices of the filter bar, by what their address holds: one changes few charts, the other all of them. */
export const filters = { basis: 'basis=current', 'organisation type': 'type=agency' };

/** Milliseconds from a choice to the second frame after the page changed; null where the page has no such choice. */
export async function filterToRepaint(
  browser: Browser,
  place: Place,
  filter: string,
): Promise<number | null> {
  return inContext(browser, place, async (page) => {
    await page.goto(addressOf(place), { waitUntil: 'networkidle' });
    // Before the page is alive a link is a way to another page. Kit notes so when it starts.
    await page.waitForFunction(() => history.state?.['sveltekit:history'] !== undefined);
    return page.evaluate((filter) => {
      const link = document.querySelector<HTMLAnchorElement>(`.bar a[href*="${filter}"]`);
      const main = document.querySelector('main');
      if (!link || !main) return null;
      return new Promise<number>((resolve) => {
        const start = performance.now();
        const watch = new MutationObserver(() => {
          watch.disconnect();
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - start)));
        });
        watch.observe(main, { subtree: true, childList: true, characterData: true, attributes: true });
        link.click();
      });
    }, filter);
  });
}

const addressOf = ({ pages, path }: Place) => pages.url + path;

/** Does something with a page of a new context, signed in where the server has a session. */
export async function inContext<Found>(
  browser: Browser,
  { pages }: Place,
  work: (page: Page) => Promise<Found>,
  options: BrowserContextOptions = {},
): Promise<Found> {
  const context = await browser.newContext({ ...laptop, ...options });
  try {
    if (pages.session !== null)
      await context.addCookies([{ name: 'sid', value: pages.session, url: pages.url, httpOnly: true }]);
    return await work(await context.newPage());
  } finally {
    await context.close();
  }
}
