import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser } from '@playwright/test';
import { projectRoot } from '#warehouse/project.ts';
import { ensureBuilt } from '../../launch/build.mjs';
import { findChromium } from '../../launch/chromium.mjs';
import { progressOn } from '../../launch/report.mjs';
import type { Line } from './bench.ts';
import { gridLines } from './grid.ts';
import { filterToRepaint, look, withoutScript } from './pages-browser.ts';
import { ask, serveBare, startPages, type Running } from './pages-server.ts';

/** The pages to be measured; a page more is a line more. */
const paths = [
  '/',
  '/trends',
  '/compliance',
  '/backlog',
  '/organizations',
  '/compare',
  '/definitions',
  '/data',
];
const rounds = 5;
const largestCopy = 400 * 1024 * 1024;
const versionName = /^\d{4}-\d{2}-\d{2}\.\d{3}$/;

/**
 * Measures the pages of a data directory: server time, bytes, paint beside a bare page with the same drawings, charts
 * without script, repaint after a filter. Throws when nothing is published there, or when there is no Chromium.
 */
export async function benchPages(dataDir: string, limitMs: number): Promise<Line[]> {
  const executablePath = findChromium();
  if (!executablePath) {
    throw new Error(
      'There is no Chromium: "apt-get install chromium" as root, or "npx playwright install chromium".',
    );
  }
  if (!existsSync(join(dataDir, 'published', 'current.json'))) {
    throw new Error(
      `${dataDir} has no published version: run "npm start" once, or name another one by --data.`,
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
    return [...(await serverLines(dataDir, limitMs)), ...(await browserLines(browser, dataDir))];
  } finally {
    await browser.close();
  }
}

/** Server time of each page's data: many addresses, asked once and again, and once more after a publish. */
async function serverLines(dataDir: string, limitMs: number): Promise<Line[]> {
  const isSmall = sizeOf(join(dataDir, 'published')) + sizeOf(join(dataDir, 'private')) <= largestCopy;
  const folder = isSmall ? mkdtempSync(join(tmpdir(), 'pages-bench-')) : dataDir;
  if (isSmall) cpSync(dataDir, folder, { recursive: true, filter: (path) => !path.endsWith('/sample') });
  const pages = await startPages(folder);
  try {
    const newest = newestMonth(dataDir);
    for (const path of paths)
      await ask(addressOf(pages, path, { month: newest, basis: 'current' }), pages.session);
    const first = await asked(pages, newest);
    const warm = await asked(pages, newest);
    const lines = paths.flatMap((path) => [
      timeLine(`${path} data, first request`, first.get(path) ?? [], limitMs),
      timeLine(`${path} data, again`, warm.get(path) ?? [], limitMs),
    ]);
    if (!isSmall) return lines;
    await promisify(execFile)(process.execPath, [join(projectRoot(), 'launch.mjs'), 'etl', 'rebuild'], {
      env: { ...process.env, DATA_DIR: folder },
    });
    const published = await asked(pages, newest);
    return [
      ...lines,
      ...paths.map((path) =>
        timeLine(`${path} data, first after a publish`, published.get(path) ?? [], limitMs),
      ),
    ];
  } finally {
    await pages.stop();
    if (isSmall) rmSync(folder, { recursive: true, force: true });
  }
}

/** Times of every page's addresses, in turn: 24 months in both bases. */
async function asked(pages: Running, newest: string): Promise<Map<string, number[]>> {
  const times = new Map(paths.map((path) => [path, [] as number[]]));
  for (let back = 1; back <= 24; back++) {
    for (const basis of ['as_reported', 'current']) {
      for (const path of paths) {
        const { status, ms } = await ask(
          addressOf(pages, path, { month: monthBefore(newest, back), basis }),
          pages.session,
        );
        if (status !== 200) throw new Error(`${path} was answered with ${status}.`);
        times.get(path)?.push(ms);
      }
    }
  }
  return times;
}

function addressOf(pages: Running, path: string, query: Record<string, string>): string {
  return `${pages.url}${path === '/' ? '' : path}/__data.json?${new URLSearchParams(query).toString()}`;
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
  const repaints = [];
  for (let round = 0; round < rounds; round++) {
    own.push(await look(browser, { pages, path }));
    least.push(await look(browser, { pages: bare, path }));
    repaints.push(await filterToRepaint(browser, { pages, path }));
  }
  const [seen] = own;
  if (!seen) throw new Error('No round was run.');
  const { bytes: html } = await ask(pages.url + path, pages.session);
  const early = html + Math.max(0, seen.scriptBytes - frameBytes);
  const all = html + seen.styleBytes + seen.scriptBytes + seen.drawingBytes;
  const paint = median(own.map(({ largestPaint }) => largestPaint));
  const barePaint = median(least.map(({ largestPaint }) => largestPaint));
  const known = repaints.filter((ms) => ms !== null);
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
    ...(known.length > 0
      ? [
          measured(
            `${path} filter to repaint`,
            `${Math.round(median(known))} ms`,
            '<= 100 ms',
            median(known) <= 100,
          ),
        ]
      : []),
  ];
}

/** The same drawings and nothing else: the least that a server-drawn page can be. */
function barePage(drawings: readonly string[]): string {
  const tokens = readFileSync(join(projectRoot(), 'src', 'tokens.css'), 'utf8');
  return `<!doctype html><html lang="vi"><meta charset="utf-8"><title>bare</title><style>${tokens}</style><h1>Bare</h1>${drawings.join('')}</html>`;
}

function timeLine(what: string, times: readonly number[], limitMs: number): Line {
  const p95 = quantile(times, 0.95);
  const taken = `p50 ${quantile(times, 0.5).toFixed(1)}, p95 ${p95.toFixed(1)} ms`;
  return measured(what, taken, `p95 <= ${limitMs} ms`, p95 <= limitMs);
}

function measured(what: string, taken: string, bar: string, holds: boolean): Line {
  return { what, taken, bare: null, ratio: null, bar, holds };
}

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const median = (values: readonly number[]) => quantile(values, 0.5);

/** The smallest value that at least `share` of the values do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** The month so many months before, both `YYYY-MM`. */
export function monthBefore(month: string, count: number): string {
  const [year = 0, at = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, at - 1 - count, 1)).toISOString().slice(0, 7);
}

function newestMonth(dataDir: string): string {
  const current: { version: string } = JSON.parse(
    readFileSync(join(dataDir, 'published', 'current.json'), 'utf8'),
  );
  if (!versionName.test(current.version)) throw new Error(`${current.version} is no name of a version.`);
  return current.version.slice(0, 7);
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
