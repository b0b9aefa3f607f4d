import { addMonths, monthInWords, monthWithoutYear } from '$lib/format/dates';
import { lowerFirst, upperFirst } from '$lib/format/names';
import { formatChange, formatCount, formatRatio } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import { sqlFile } from '#warehouse/project.ts';
import type { TableData } from '$lib/shape/table';
import type { MetricRow } from '../metrics.ts';
import { ask, subtreeOf, type PageContext } from './context';
import { sourceLine, type PanelFrame } from './panel';

/** One thing that needs attention: its finding, the reason, the figure of its effect, and where to look further. */
export interface AttentionItem {
  title: string;
  detail: string;
  figure: string;
  href: string;
}

export interface AttentionPanel {
  frame: PanelFrame;
  items: AttentionItem[];
  /** What falls due next, and who has not reported: nothing late yet. */
  coming: AttentionItem[];
  /** What eased most, or that nothing rose. */
  closing: string;
  /** The kind of case whose overdue cases rose most, for the page's heading. */
  driver: { label: string; change: string } | null;
}

interface Effect {
  kind: 'case' | 'duty';
  code: string;
  label: string;
  before: number;
  now: number;
  change: number;
  mostly: { label: string; count: number } | null;
}

const missingSql = sqlFile('queries/page-missing.sql');
const most = 5;
const fewestForHeading = 2;

/** What added to overdue work since the month before, by its part in all that was added; the largest first. */
export async function attentionPanel(page: PageContext): Promise<AttentionPanel> {
  const { say, lang, filters } = page;
  const effects = [...(await effectsOf(page, 'case')), ...(await effectsOf(page, 'duty'))].sort(
    (a, b) => b.change - a.change || b.now - a.now,
  );
  const rise = effects.reduce((sum, effect) => sum + Math.max(0, effect.change), 0);
  const risen = effects.filter((effect) => effect.change > 0);
  const month = monthWithoutYear(addMonths(filters.month, -1), lang);
  const eased = effects.filter((effect) => effect.change < 0).at(-1);
  return {
    frame: {
      page: 'overview',
      id: 'attention',
      title: say.attention.title(risen.length, lowerFirst(risen[0]?.label ?? '', page.lang)),
      description: say.attention.description(month),
      source: sourceLine(page),
      table: tableOf(page, effects, rise),
      drawn: false,
    },
    driver: driverOf(page, risen),
    items: risen.slice(0, most).map((effect) => itemOf(page, effect, { month, rise })),
    coming: await comingOf(page),
    closing: eased
      ? say.attention.eased(eased.label, formatChange(eased.change, lang))
      : risen.length === 0
        ? say.attention.none(month)
        : '',
  };
}

async function effectsOf(page: PageContext, kind: Effect['kind']): Promise<Effect[]> {
  const dimension = kind === 'case' ? 'case_type' : 'duty_type';
  const metric = kind === 'case' ? 'cases_overdue' : 'duties_overdue';
  const { month } = page.filters;
  const rows = await ask(page, metric, ['month', dimension, 'organization_type'], {
    from: addMonths(month, -1),
    to: month,
  });
  const isNow = (row: MetricRow) => row.month?.slice(0, 7) === month;
  const codes = [...new Set(rows.map((row) => row[dimension] ?? ''))];
  return codes.map((code) => {
    const own = rows.filter((row) => row[dimension] === code);
    const now = sum(own.filter(isNow));
    const before = sum(own) - now;
    const [top] = own.filter(isNow).toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
    const label = page.codes.label(dimension, code);
    return { kind, code, label, before, now, change: now - before, mostly: placeOf(page, top) };
  });
}

function placeOf(page: PageContext, row: MetricRow | undefined): Effect['mostly'] {
  if (!row) return null;
  const type = row.organization_type;
  const label = type ? page.codes.label('organization_type', type) : page.say.words.upper;
  return { label, count: row.value ?? 0 };
}

function sum(rows: readonly MetricRow[]): number {
  return rows.reduce((total, row) => total + (row.value ?? 0), 0);
}

function itemOf(
  page: PageContext,
  effect: Effect,
  { month, rise }: { month: string; rise: number },
): AttentionItem {
  const { attention } = page.say;
  const now = counted(effect.now, page.lang);
  const write = effect.kind === 'case' ? attention.cases : attention.duties;
  const details = [attention.before(upperFirst(month, page.lang), formatCount(effect.before, page.lang))];
  if (effect.mostly && page.filters.type.length !== 1) {
    details.push(attention.mostly(effect.mostly.label, formatCount(effect.mostly.count, page.lang)));
  }
  details.push(attention.share(formatRatio(rise === 0 ? null : effect.change / rise, page.lang, 0)));
  return {
    title: write(effect.label, now),
    detail: details.join(' · '),
    figure: formatChange(effect.change, page.lang),
    href: effect.kind === 'case' ? `/backlog?case=${effect.code}` : '/compliance#duty',
  };
}

function driverOf(page: PageContext, risen: readonly Effect[]): AttentionPanel['driver'] {
  const first = risen.find((effect) => effect.kind === 'case' && effect.change >= fewestForHeading);
  return first
    ? { label: lowerFirst(first.label, page.lang), change: formatChange(first.change, page.lang) }
    : null;
}

function tableOf(page: PageContext, effects: readonly Effect[], rise: number): TableData {
  const { attention } = page.say;
  const month = page.filters.month;
  const name = (back: number) => monthWithoutYear(addMonths(month, back), page.lang);
  return {
    caption: attention.table,
    columns: [
      { label: attention.item, kind: 'text' },
      { label: attention.kind, kind: 'text' },
      { label: upperFirst(name(-1), page.lang), kind: 'count' },
      { label: upperFirst(name(0), page.lang), kind: 'count' },
      { label: attention.change, kind: 'count' },
      { label: attention.shareColumn, kind: 'ratio' },
    ],
    rows: effects.map((effect) => [
      effect.label,
      attention.kinds[effect.kind],
      effect.before,
      effect.now,
      effect.change,
      effect.change > 0 && rise > 0 ? effect.change / rise : null,
    ]),
  };
}

async function comingOf(page: PageContext): Promise<AttentionItem[]> {
  const { attention } = page.say;
  const next = addMonths(page.filters.month, 1);
  const due = await ask(page, 'duties_due', ['duty_type'], { from: next, to: next });
  const missing = await page.version.all(missingSql, {
    month: `${page.filters.month}-01`,
    basis: page.filters.basis,
    organization: subtreeOf(page),
  });
  const items: AttentionItem[] = [];
  const [first] = due.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
  if (first) {
    items.push({
      title: attention.due(counted(sum(due), page.lang), monthInWords(next, page.lang)),
      detail: attention.mostlyDue(
        page.codes.label('duty_type', first.duty_type ?? ''),
        formatCount(first.value, page.lang),
      ),
      figure: formatCount(sum(due), page.lang),
      href: '/compliance',
    });
  }
  if (missing.length > 0) {
    items.push({
      title: attention.notDelivered(counted(missing.length, page.lang)),
      detail: missing.map((row) => String(row.organization_name)).join(', '),
      figure: formatCount(missing.length, page.lang),
      href: '/data#not-delivered',
    });
  }
  return items;
}
