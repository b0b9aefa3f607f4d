import { redirect, type RequestEvent } from '@sveltejs/kit';
import { BadParameter } from '$lib/filters';
import { formatCount, formatDecimal } from '$lib/format/numbers';
import type { Lang } from '$lib/i18n';
import { keptWords } from '$lib/i18n/kept';
import { formatMoment } from '../moments.ts';
import { answering } from '../pages/load';
import { sqlService } from '../sql/service.ts';
import type { QueryRun } from '../state/tables.ts';
import { clearRuns, runsOf } from './history.ts';
import { keptVisit, pathIn } from './visit.ts';

/** A statement in the history. */
export interface ListedRun {
  id: string;
  time: string;
  sql: string;
  /** What was bound: `$month = 2026-10-01`. */
  parameters: string[];
  rows: string;
  seconds: string;
  version: string;
  problem: string | null;
}

/** The history of whoever asks. */
export interface HistoryPage {
  lang: Lang;
  /** For how many days it is kept; 0: not at all. */
  days: number;
  search: string;
  runs: ListedRun[];
  count: number;
  page: number;
  pages: number;
}

const size = 50;

/** A page of one's own history: `q` finds in the statements, `page` goes back in time. */
export async function historyLoad(event: RequestEvent): Promise<HistoryPage> {
  const { viewer, lang, world } = await keptVisit(event);
  const { searchParams } = event.url;
  const days = sqlService().settings.historyDays;
  const search = (searchParams.get('q') ?? '').slice(0, 200);
  const page = await answering(event.url, async () => pageOf(searchParams));
  const { runs, count } = await runsOf(world, viewer.name, { search, page, size, keepDays: days });
  const pages = Math.max(1, Math.ceil(count / size));
  return { lang, days, search, runs: runs.map((run) => listed(run, lang)), count, page, pages };
}

function pageOf(params: URLSearchParams): number {
  const text = params.get('page') ?? '1';
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new BadParameter('page', {
    vi: 'Tham số "page" phải là một số nguyên từ 1.',
    en: 'The parameter "page" must be a whole number from 1.',
  });
}

function listed(run: QueryRun, lang: Lang): ListedRun {
  const words = keptWords(lang).history;
  const rows = formatCount(run.row_count, lang);
  return {
    id: run.id,
    time: formatMoment(run.ran_at, lang),
    sql: run.sql,
    parameters: (JSON.parse(run.arguments) as [string, unknown][]).map(
      ([name, value]) => `$${name} = ${value === null ? 'NULL' : String(value)}`,
    ),
    rows: run.is_cut ? words.atLeast(rows) : rows,
    seconds: formatDecimal(run.elapsed_ms / 1000, lang, 2),
    version: run.version,
    problem: run.problem,
  };
}

/** Emptying one's own history. */
export const historyActions = {
  clear: async (event: RequestEvent) => {
    const { viewer, world } = await keptVisit(event);
    await clearRuns(world, viewer.name);
    redirect(303, pathIn(event, '/sql/history'));
  },
};
