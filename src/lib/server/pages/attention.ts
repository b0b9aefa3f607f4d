import { addMonths, monthWithoutYear } from '$lib/format/dates';
import { formatChange, formatCount, formatRatio } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import type { TableData } from '$lib/shape/table';
import type { MetricRow } from '../metrics.ts';
import { ask, type PageContext } from './context';
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

const most = 5;

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
      title: say.attention.title(risen.length, lower(page, risen[0]?.label ?? '')),
      description: say.attention.description(month),
      source: sourceLine(page),
      table: tableOf(page, effects, rise),
      drawn: false,
    },
    driver: driverOf(page, risen),
    items: risen.slice(0, most).map((effect) => itemOf(page, effect, { month, rise })),
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
  const rows = await ask(page, metric, ['month', dimension, 'organization_type'], { from: addMonths(month, -1), to: month });
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

function itemOf(page: PageContext, effect: Effect, { month, rise }: { month: string; rise: number }): AttentionItem {
  const { attention } = page.say;
  const now = counted(effect.now, page.lang);
  const write = effect.kind === 'case' ? attention.cases : attention.duties;
  const details = [attention.before(capital(month), formatCount(effect.before, page.lang))];
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
  const first = risen.find((effect) => effect.kind === 'case');
  return first ? { label: lower(page, first.label), change: formatChange(first.change, page.lang) } : null;
}

/** A name inside a sentence: Vietnamese names lose their capital, English ones too; abbreviations keep theirs. */
function lower(page: PageContext, name: string): string {
  const second = name.charAt(1);
  if (second !== second.toLocaleLowerCase(page.lang)) return name;
  return name.charAt(0).toLocaleLowerCase(page.lang) + name.slice(1);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
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
      { label: capital(name(-1)), kind: 'count' },
      { label: capital(name(0)), kind: 'count' },
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
