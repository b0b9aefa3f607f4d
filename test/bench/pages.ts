import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { projectRoot } from '#warehouse/project.ts';
import { ensureBuilt } from '../../launch/build.mjs';
import { findChromium } from '../../launch/chromium.mjs';
import { progressOn } from '../../launch/report.mjs';
import type { Line } from './bench.ts';
import { servedCopy, type Served } from './folder.ts';
import { gridLines } from './grid.ts';
import { filters, filterToRepaint, look, withoutScript, type Place } from './pages-browser.ts';
import { ask, serveBare, startPages, type Running } from './pages-server.ts';
import { paths, quantile, timeLines } from './pages-times.ts';

const rounds = 5;

/**
 * Measures the pages of a data directory: server time, bytes, paint beside a bare page with the same drawings, charts
 * without script, repaint after a filter. Throws when nothing is published there, or when there is no Chromium.
 */
export async function benchPages(
  dataDir: string,
  { limitMs, scratch }: { limitMs: number; scratch: string },
): Promise<Line[]> {
  const executablePath = findChromium();
  if (!executablePath) {
    throw new Error(
      'There is no Chromium: "apt-get install chromium" as root, or "npx playwright install chromium".',
    );
  }
  await ensureBuilt(progressOn(process.stderr));
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
  ];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const served = servedCopy(dataDir, join(scratch, 'pages'));
    return [...(await timesOf(served, limitMs)), ...(await browserLines(browser, served.folder))];
  } finally {
    await browser.close();
  }
}

/** The server times alone: what a browser does with a page depends on neither the engine nor the size of the data. */
export async function benchTimes(
  dataDir: string,
  { limitMs, scratch }: { limitMs: number; scratch: string },
): Promise<Line[]> {
  await ensureBuilt(progressOn(process.stderr));
  return timesOf(servedCopy(dataDir, join(scratch, 'pages')), limitMs);
}

async function timesOf(served: Served, limitMs: number): Promise<Line[]> {
  return [
    ...(await timeLines(served, { limitMs })),
    ...(await timeLines(served, { limitMs, disclosure: 'restricted' })),
  ];
}

async function browserLines(browser: Browser, dataDir: string): Promise<Line[]> {
  const pages = await startPages(dataDir);
  try {
    const drawn = new Map<string, Awaited<ReturnType<typeof withoutScript>>>();
    for (const path of paths) drawn.set(path, await withoutScript(browser, { pages, path }));
    const bare = await serveBare(
      new Map([...drawn].map(([path, { drawings }]) => [path, barePage(drawings)])),
    );
    const frame = await look(browser, { pages, path: '/definitions' });
    const lines = [];
    for (const path of paths) {
      const { panels, empty } = drawn.get(path) ?? { panels: 0, empty: 0 };
      lines.push(
        measured(`${path} panels drawn without script`, `${panels - empty} of ${panels}`, 'all', empty === 0),
        ...(await pageLines(browser, path, { pages, bare, frameBytes: frame.scriptBytes })),
      );
    }
    await bare.stop();
    return [...lines, ...(await gridLines(browser, pages))];
  } finally {
    await pages.stop();
  }
}

async function pageLines(
  browser: Browser,
  path: string,
  { pages, bare, frameBytes }: { pages: Running; bare: Running; frameBytes: number },
): Promise<Line[]> {
  const own = [];
  const least = [];
  for (let round = 0; round < rounds; round++) {
    own.push(await look(browser, { pages, path }));
    least.push(await look(browser, { pages: bare, path }));
  }
  const [seen] = own;
  if (!seen) throw new Error('No round was run.');
  const { bytes: html } = await ask(pages.url + path, pages.session);
  const early = html + Math.max(0, seen.scriptBytes - frameBytes);
  const all = html + seen.styleBytes + seen.scriptBytes + seen.drawingBytes;
  const paint = median(own.map(({ largestPaint }) => largestPaint));
  const barePaint = median(least.map(({ largestPaint }) => largestPaint));
  return [
    {
      what: `${path} largest paint`,
      taken: `${Math.round(paint)} ms`,
      bare: `${Math.round(barePaint)} ms`,
      ratio: Math.round((paint / barePaint) * 100) / 100,
      bar: '<= 1000 ms, <= 1.5x',
      holds: paint <= 1000 && paint / barePaint <= 1.5,
    },
    measured(
      `${path} before charts are live, beyond the frame`,
      kilobytes(early),
      '<= 30 kB',
      early <= 30_000,
    ),
    measured(`${path} in all, fonts apart`, kilobytes(all), '<= 260 kB', all <= 260_000),
    ...(await repaintLines(browser, { pages, path })),
  ];
}

async function repaintLines(browser: Browser, place: Place): Promise<Line[]> {
  const lines = [];
  for (const [name, filter] of Object.entries(filters)) {
    const taken = [];
    for (let round = 0; round < rounds; round++) taken.push(await filterToRepaint(browser, place, filter));
    const known = taken.filter((ms) => ms !== null);
    if (known.length === 0) continue;
    const ms = median(known);
    lines.push(
      measured(`${place.path} filter by ${name} to repaint`, `${Math.round(ms)} ms`, '<= 100 ms', ms <= 100),
    );
  }
  return lines;
}

/** The same drawings and nothing else: the least that a server-drawn page can be. */
function barePage(drawings: readonly string[]): string {
  const tokens = readFileSync(join(projectRoot(), 'src', 'tokens.css'), 'utf8');
  return `<!doctype html><html lang="vi"><meta charset="utf-8"><title>bare</title><style>${tokens}</style><h1>Bare</h1>${drawings.join('')}</html>`;
}

function measured(what: string, taken: string, bar: string, holds: boolean): Line {
  return { what, taken, bare: null, ratio: null, bar, holds };
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const median = (values: readonly number[]) => quantile(values, 0.5);
