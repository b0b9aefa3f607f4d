import { isComparable } from '../coverage.ts';
import { addMonths, monthInWords, monthWithoutYear } from '$lib/format/dates';
import { lowerFirst } from '$lib/format/names';
import { formatChange, formatCount, formatDecimal } from '$lib/format/numbers';
import { mostOf } from '$lib/shape/most';
import type { TableData } from '$lib/shape/table';
import { choiceOf, hrefWith } from './choice';
import { byOrganization, bySplit, type ChangedGroup } from './changed-parts';
import { limitMonths } from '$lib/shape/variation';
import type { PageContext } from './context';
import { judgedSeries, type JudgedSeries, type Verdict } from './judged';
import type { Choice } from './multiples';
import { dutySource, metricsShown, sourceLine, type PanelFrame } from './panel';

/** One bar of a change: its figure, how far it goes (-1 to 1 of the longest), what it is in words. */
export interface ChangedBar {
  key: string;
  name: string;
  text: string;
  part: number;
  detail: string;
  href: string | null;
}

/** The bars of one dimension. `closing` tells that nothing changed, or where organisations can be seen. */
export interface ChangedList {
  label: string;
  bars: ChangedBar[];
  closing: string;
  href: string | null;
}

/** What changed a figure since an earlier month, along each dimension. */
export interface ChangedPanel {
  frame: PanelFrame;
  lists: ChangedList[];
  switches: { label: string; choices: Choice[] }[];
}

export const changedMeasures = ['pending', 'overdue', 'opened', 'closed', 'compliance'] as const;
export type ChangedMeasure = (typeof changedMeasures)[number];

const spans = ['month', 'year'] as const;
const ids = {
  pending: 'cases_pending',
  overdue: 'cases_overdue',
  opened: 'cases_opened',
  closed: 'cases_closed',
  compliance: 'compliance_rate',
} as const;

/** What was chosen, and the two months that are compared. */
export interface ChangedQuestion {
  measure: ChangedMeasure;
  metric: (typeof ids)[ChangedMeasure];
  before: string;
  now: string;
}

/** Which organisation types, case or duty types and organisations made a figure change; the parts add up exactly. */
export async function changedPanel(page: PageContext): Promise<ChangedPanel> {
  const measure = choiceOf(page.params, 'changed', changedMeasures);
  const since = choiceOf(page.params, 'since', spans);
  const before = addMonths(page.filters.month, since === 'year' ? -12 : -1);
  const question: ChangedQuestion = { measure, metric: ids[measure], before, now: page.filters.month };
  const than = since === 'year' ? monthInWords(before, page.lang) : monthWithoutYear(before, page.lang);
  const switches = switchesOf(page, { measure, since });
  const judged = await judgedSeries(page, question.metric, limitMonths);
  const change = changeOf(judged, since === 'year' ? 12 : 1);
  const groups = change === null ? [] : await groupsOf(page, question);
  const { changed } = page.say;
  const isRatio = measure === 'compliance';
  return {
    frame: {
      page: 'overview',
      id: 'changed',
      title: titleOf(page, { measure, than, change, groups, verdict: judged.verdict }),
      description: isRatio ? changed.ratio : changed.description,
      source: isRatio ? dutySource(page) : sourceLine(page),
      metrics: metricsShown(page, question.metric),
      ...(measure === 'pending' ? { note: changed.transfers } : {}),
      ...(isRatio && page.filters.case.length > 0 ? { note: page.say.compliance.caseFilter } : {}),
      table: tableOf(page, groups, {
        caption: changed.table(lowerFirst(changed.metric[measure], page.lang), than),
        isRatio,
      }),
      drawn: false,
    },
    lists: listsOf(page, groups, isRatio),
    switches,
  };
}

function changeOf({ all }: JudgedSeries, back: number): number | null {
  const [now, before] = [all.at(-1) ?? null, all.at(-1 - back) ?? null];
  return now === null || before === null ? null : now - before;
}

async function groupsOf(page: PageContext, question: ChangedQuestion): Promise<ChangedGroup[]> {
  const isRatio = question.measure === 'compliance';
  const own = isRatio ? 'duty_type' : 'case_type';
  const made = await Promise.all([
    bySplit(page, question, 'organization_type'),
    bySplit(page, question, own),
    isRatio ? null : byOrganization(page, question),
  ]);
  return made.filter((group) => group !== null);
}

interface Told {
  measure: ChangedMeasure;
  than: string;
  change: number | null;
  groups: readonly ChangedGroup[];
  verdict: Verdict;
}

function titleOf(page: PageContext, { measure, than, change, groups, verdict }: Told): string {
  const { changed } = page.say;
  const isRatio = measure === 'compliance';
  const name = changed.metric[measure];
  if (!isComparable(page.coverage)) return page.say.coverage.changed(lowerFirst(name, page.lang));
  if (change === null) return changed.title.missing(lowerFirst(name, page.lang), than);
  const size = formatDecimal(Math.abs(isRatio ? change * 100 : change), page.lang, isRatio ? 1 : 0);
  if (!/[1-9]/.test(size)) return changed.title.same(name, than);
  const text = isRatio ? changed.points(size) : size;
  const write = change > 0 ? changed.title.rose : changed.title.fell;
  const title = write(name, text, than) + page.say.variation.clause(verdict, change);
  return withMost(page, { title, group: groups[1], change });
}

/** The title with the case or duty types that changed the most to the same side, where the page shows several. */
function withMost(
  page: PageContext,
  { title, group, change }: { title: string; group: ChangedGroup | undefined; change: number },
): string {
  const dimension = group?.dimension;
  if (dimension !== 'case_type' && dimension !== 'duty_type') return title;
  if (dimension === 'case_type' && page.filters.case.length === 1) return title;
  const most = mostOf(group?.items ?? [], (item) => Math.abs(item.change));
  const [first] = most;
  if (!first || most.some((item) => item.change * change <= 0)) return title;
  const names = most.map((item) => lowerFirst(item.name, page.lang));
  const text = written(page, first.change, dimension === 'duty_type');
  return page.say.changed.title.most(title, dimension, names, text);
}

function written(page: PageContext, change: number, isRatio: boolean): string {
  return isRatio
    ? page.say.changed.points(formatChange(change * 100, page.lang, 1))
    : formatChange(change, page.lang);
}

function listsOf(page: PageContext, groups: readonly ChangedGroup[], isRatio: boolean): ChangedList[] {
  const { changed } = page.say;
  const longest = Math.max(
    ...groups.flatMap(({ items, rest }) => [...items, rest].map(({ change }) => Math.abs(change))),
    Number.EPSILON,
  );
  return groups.map(({ dimension, items, rest, isHidden }) => ({
    label: changed.by[dimension],
    bars: [
      ...items.map((item) => ({
        key: item.key,
        name: item.name,
        text: written(page, item.change, isRatio),
        part: item.change / longest,
        detail: item.moved ? changed.movedIn(formatChange(item.moved, page.lang)) : '',
        href: item.href,
      })),
      ...(rest.count === 0
        ? []
        : [
            {
              key: ' ',
              name: changed.rest(formatCount(rest.count, page.lang)),
              text: written(page, rest.change, isRatio),
              part: rest.change / longest,
              detail: '',
              href: null,
            },
          ]),
    ],
    closing: isHidden ? changed.show : items.length === 0 ? changed.none : '',
    href: isHidden ? `${hrefWith(page.params, 'organizations', 'shown')}#changed` : null,
  }));
}

function tableOf(
  page: PageContext,
  groups: readonly ChangedGroup[],
  { caption, isRatio }: { caption: string; isRatio: boolean },
): TableData {
  const { changed, words } = page.say;
  const kind = isRatio ? 'ratio' : 'count';
  return {
    caption,
    columns: [
      { label: changed.item, kind: 'text' },
      { label: changed.dimension, kind: 'text' },
      { label: changed.before, kind },
      { label: changed.now, kind },
      { label: changed.change, kind: isRatio ? 'figure' : 'count' },
      ...(isRatio
        ? [
            { label: changed.share, kind: 'figure' as const },
            { label: changed.mix, kind: 'figure' as const },
          ]
        : [{ label: changed.moved, kind: 'count' as const }]),
    ],
    rows: groups.flatMap(({ dimension, items, rest, change }) => {
      const more = (item: { change: number; moved?: number | null; byRate?: number; byMix?: number }) =>
        isRatio
          ? [points(page, item.change), points(page, item.byRate), points(page, item.byMix)]
          : [item.change, item.moved ?? null];
      const row = (
        name: string,
        item: Parameters<typeof more>[0] & { before?: number | null; now?: number | null },
      ) => [name, changed.by[dimension], item.before ?? null, item.now ?? null, ...more(item)];
      return [
        ...items.map((item) => row(item.name, item)),
        ...(rest.count === 0 ? [] : [row(changed.rest(formatCount(rest.count, page.lang)), rest)]),
        ...(items.length === 0 ? [] : [row(words.total, { change })]),
      ];
    }),
  };
}

function points({ lang }: PageContext, ratio: number | undefined): string | null {
  return ratio === undefined ? null : formatChange(ratio * 100, lang, 2);
}

function switchesOf(
  page: PageContext,
  chosen: { measure: ChangedMeasure; since: (typeof spans)[number] },
): ChangedPanel['switches'] {
  const { changed } = page.say;
  const link = (name: string, value: string | null) => `${hrefWith(page.params, name, value)}#changed`;
  return [
    {
      label: changed.metricLabel,
      choices: changedMeasures.map((measure) => ({
        label: changed.metric[measure],
        href: link('changed', measure === changedMeasures[0] ? null : measure),
        current: measure === chosen.measure,
      })),
    },
    {
      label: changed.sinceLabel,
      choices: spans.map((since) => ({
        label: changed.since[since],
        href: link('since', since === spans[0] ? null : since),
        current: since === chosen.since,
      })),
    },
  ];
}
