import type { Row } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import { formatDate, formatMonth } from '$lib/format/dates';
import { formatChange, formatRatio } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import type { TableData } from '$lib/shape/table';
import { hasTable } from '../has-table.ts';
import { rejectsOf } from '../reject-file';
import type { PageContext } from './context';
import type { TablePanel } from './definitions';
import type { Multiple, MultiplesPanel } from './multiples';
import { sourceLine } from './panel';
import { rejectWords } from './reject-words';

const loadsSql = sqlFile('queries/page-loads.sql');
const warningsSql = sqlFile('queries/page-warnings.sql');

interface FileLoad {
  asOf: string;
  file: string;
  read: number;
  rejected: number;
}

const share = (rejected: number, read: number) => (read === 0 ? null : rejected / read);

/** The share of rejected rows of each file over the snapshots, with how many rows have been mended since. */
export async function qualityPanel(page: PageContext): Promise<MultiplesPanel> {
  const { say, lang, version } = page;
  const loads = (await version.all(loadsSql)).map((row) => ({
    asOf: String(row.as_of),
    file: String(row.file),
    read: Number(row.rows_read_count),
    rejected: Number(row.rows_rejected_count),
  }));
  const dates = [...new Set(loads.map(({ asOf }) => asOf))].sort();
  const items = [...new Set(loads.map(({ file }) => file))]
    .sort((a, b) => order.indexOf(a) - order.indexOf(b))
    .map((file) => multipleOf(page, { file, dates, loads }));
  const top = topOf(items);
  return {
    frame: {
      page: 'data',
      id: 'quality',
      title: findingOf(page, dates, loads),
      description: say.quality.description,
      source: sourceLine(page),
      drawn: false,
      table: await tableOf(page, { dates, loads, items }),
    },
    months: dates.map((date) => formatMonth(date, lang)),
    top,
    topText: formatRatio(top, lang),
    bottom: 0,
    bottomText: formatRatio(0, lang, 0),
    items,
    switches: [],
  };
}

const order = ['organizations', 'members', 'cases', 'duties', 'successions'];

/** The top of the axis: the next tenth of a per cent above the largest share. */
function topOf(items: readonly Multiple[]): number {
  const largest = Math.max(0, ...items.flatMap((item) => item.values.flatMap((value) => value ?? [])));
  return Math.max(1, Math.ceil(largest * 1000)) / 1000;
}

function multipleOf(
  page: PageContext,
  { file, dates, loads }: { file: string; dates: readonly string[]; loads: readonly FileLoad[] },
): Multiple {
  const { lang, say } = page;
  const values = dates.map((date) => {
    const load = loads.find(({ asOf, file: name }) => asOf === date && name === file);
    return load ? share(load.rejected, load.read) : null;
  });
  const [now, before] = [values.at(-1) ?? null, values.at(-2) ?? null];
  return {
    key: file,
    name: rejectWords(say).register(file),
    href: null,
    value: formatRatio(now, lang, 2),
    change: now === null || before === null ? '' : formatChange((now - before) * 100, lang, 2),
    values,
    texts: values.map((value) => formatRatio(value, lang, 2)),
    band: null,
    intervals: null,
    tone: 'late',
  };
}

function totals(loads: readonly FileLoad[], date: string | undefined) {
  const of = loads.filter(({ asOf }) => asOf === date);
  const sum = (name: 'read' | 'rejected') => of.reduce((total, load) => total + load[name], 0);
  return { read: sum('read'), rejected: sum('rejected') };
}

function findingOf(page: PageContext, dates: readonly string[], loads: readonly FileLoad[]): string {
  const { lang } = page;
  const { finding, against } = page.say.quality;
  const newest = totals(loads, dates.at(-1));
  const now = share(newest.rejected, newest.read);
  const text = finding(
    formatRatio(now, lang, 2),
    counted(newest.rejected, lang),
    formatDate(dates.at(-1) ?? null, lang),
  );
  const earlier = totals(loads, dates.at(-2));
  const before = dates.length > 1 ? share(earlier.rejected, earlier.read) : null;
  if (now === null || before === null) return text;
  const shown = formatRatio(before, lang, 2);
  if (shown === formatRatio(now, lang, 2)) return against.same(text);
  return now > before ? against.more(text, shown) : against.less(text, shown);
}

async function tableOf(
  page: PageContext,
  {
    dates,
    loads,
    items,
  }: { dates: readonly string[]; loads: readonly FileLoad[]; items: readonly Multiple[] },
): Promise<TableData> {
  const { columns, table } = page.say.quality;
  const mended = new Map<string, number>();
  for (const row of await rejectsOf(page.version)) {
    if (row.mendedIn !== null) mended.set(row.asOf, (mended.get(row.asOf) ?? 0) + 1);
  }
  return {
    caption: table,
    columns: [
      { label: columns.asOf, kind: 'date' },
      { label: columns.read, kind: 'count' },
      { label: columns.rejected, kind: 'count' },
      { label: columns.share, kind: 'ratio' },
      { label: columns.mended, kind: 'count' },
      { label: columns.open, kind: 'count' },
      ...items.map((item) => ({ label: columns.shareOf(item.name), kind: 'ratio' as const })),
    ],
    rows: dates
      .map((date, at) => {
        const { read, rejected } = totals(loads, date);
        const done = mended.get(date) ?? 0;
        const shares = items.map((item) => item.values[at] ?? null);
        return [date, read, rejected, share(rejected, read), done, rejected - done, ...shares];
      })
      .reverse(),
  };
}

/** What looked unusual in each snapshot against those before it; a version of an older program says that it did not look. */
export async function warningsPanel(page: PageContext): Promise<TablePanel> {
  const { say, lang, version } = page;
  const { warnings } = say.quality;
  const isKnown = await hasTable(version, 'meta', 'warnings');
  const rows = isKnown ? await version.all(warningsSql) : [];
  const newest = rows.filter((row) => row.as_of === version.asOf).length;
  const found = newest > 0 ? warnings.newest(counted(newest, lang)) : warnings.older;
  return {
    frame: {
      page: 'data',
      id: 'warnings',
      title: !isKnown ? warnings.unknown : rows.length === 0 ? warnings.none : found,
      description: warnings.description,
      source: sourceLine(page),
      drawn: false,
      table: {
        caption: warnings.description,
        columns: [
          { label: say.quality.columns.asOf, kind: 'date' },
          { label: say.data.columns.file, kind: 'text' },
          { label: warnings.message, kind: 'text' },
          { label: warnings.subject, kind: 'text' },
        ],
        rows: rows.map((row) => [
          String(row.as_of),
          row.file === 'snapshot' ? say.upload.statement : rejectWords(say).register(String(row.file)),
          String(lang === 'vi' ? row.message_vi : row.message_en),
          isInSentence(row.kind) || row.subject === null ? null : String(row.subject),
        ]),
      },
    },
  };
}

/** Whether a warning's sentence names its subject, a category; of others it is codes of organisations, or columns. */
function isInSentence(kind: Row[string] | undefined): boolean {
  return /^(category_|share_)/.test(String(kind));
}
