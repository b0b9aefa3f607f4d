import type { LinesSpec } from '$lib/charts/spec';
import type { Tone } from '$lib/charts/theme';
import { formatMonth } from '$lib/format/dates';
import type { ColumnKind, TableData } from '$lib/shape/table';
import type { MetricRow } from '../metrics.ts';
import { monthLinks } from './choice';
import type { PageContext } from './context';
import type { JudgedSeries } from './judged';
import { lineOf, notes, rulesAt, targetLine } from './judged-parts';
import { limitsNote, marksOf } from './marks';
import { metricsShown, sourceLine, type PageName, type PanelFrame } from './panel';
import type { Target } from './targets';

export interface LinesPanel {
  frame: PanelFrame;
  spec: LinesSpec;
  summary: string;
}

/** What a panel of lines is made from. */
export interface Drawing {
  page?: PageName;
  id: string;
  title: string;
  description: string;
  caption: string;
  kind: Extract<ColumnKind, 'count' | 'ratio' | 'decimal'>;
  lines: readonly { name: string; tone: Tone; judged: JudgedSeries }[];
  /** Which line's limits are drawn; none for days, whose percentiles overlap. */
  banded: JudgedSeries | null;
  target?: Target | null;
  /** Whether the figures depend on time limits. */
  hasDueDates?: boolean;
  height?: number;
  note?: string | undefined;
}

/** Judged series as lines over the months shown, with limits, marks and target, and the table with their signals. */
export async function linesPanel(page: PageContext, drawing: Drawing): Promise<LinesPanel> {
  const { say, lang } = page;
  const months = drawing.lines[0]?.judged.months ?? [];
  const marks = await marksOf(page, months);
  const labels = months.map((month) => formatMonth(month, lang));
  const target = drawing.target ?? null;
  return {
    frame: {
      page: drawing.page ?? 'trends',
      id: drawing.id,
      title: drawing.title,
      description: drawing.description,
      source: sourceLine(
        page,
        [
          target ? say.targets.source(target.label, target.source) : '',
          drawing.hasDueDates ? await limitsNote(page, months) : '',
        ]
          .filter((part) => part !== '')
          .join(' · '),
      ),
      note: notes([drawing.note, hiddenNote(page, drawing, months)]),
      metrics: metricsShown(page, ...drawing.lines.map(({ judged }) => judged.metric)),
      table: tableOf(page, drawing, months),
      drawn: true,
    },
    spec: {
      kind: 'lines',
      lang,
      height: drawing.height ?? 232,
      months: labels,
      links: monthLinks(page, months),
      unit: drawing.kind,
      series: drawing.lines.map(({ name, tone, judged }) => lineOf(name, tone, judged)),
      band: drawing.banded?.variation.band ?? null,
      bandName: say.words.ordinary,
      marks,
      target: targetLine(target, months),
    },
    summary: say.flow.summary(drawing.title, labels[0] ?? '', labels.at(-1) ?? ''),
  };
}

function tableOf(page: PageContext, drawing: Drawing, months: readonly string[]): TableData {
  const { say } = page;
  const { lines, kind, banded, caption } = drawing;
  const band = banded?.variation.band ?? null;
  const [only] = lines.length === 1 ? lines : [];
  const parts = kind === 'ratio' && only ? only.judged.rows : null;
  const limits = (index: number) =>
    band && index >= (band.from ?? 0) ? [band.low, band.mean, band.high] : [null, null, null];
  const limitKind = kind === 'ratio' ? ('ratio' as const) : ('decimal' as const);
  return {
    caption,
    links: monthLinks(page, months).reverse(),
    columns: [
      { label: say.words.month, kind: 'month' },
      ...lines.map((line) => ({ label: line.name, kind })),
      ...(parts
        ? [say.trends.part, say.trends.whole].map((label) => ({ label, kind: 'count' as const }))
        : []),
      ...(only && band ? say.variation.limits.map((label) => ({ label, kind: limitKind })) : []),
      { label: say.variation.column, kind: 'text' },
    ],
    rows: months
      .map((month, i) => [
        month,
        ...lines.map(({ judged }) =>
          isHidden(judged, i) ? say.restricted.hidden : (judged.values[i] ?? null),
        ),
        ...(parts ? countsOf(page, parts[i]) : []),
        ...(only && band ? limits(i) : []),
        rulesAt(page, lines, i),
      ])
      .reverse(),
  };
}

function isHidden(judged: JudgedSeries, index: number): boolean {
  return judged.rows[index]?.reason === 'suppressed';
}

/** Which months are not told of which line: what a gap in a line means. */
function hiddenNote(page: PageContext, { lines }: Drawing, months: readonly string[]): string | undefined {
  const told = lines.flatMap(({ name, judged }) => {
    const hidden = months.filter((_, i) => isHidden(judged, i)).map((month) => formatMonth(month, page.lang));
    return hidden.length === 0 ? [] : [`${name} ${hidden.join(', ')}`];
  });
  return told.length === 0 ? undefined : page.say.restricted.hiddenMonths(told.join('; '));
}

function countsOf({ say }: PageContext, row: MetricRow | undefined): (number | string | null)[] {
  if (row?.reason === 'suppressed') return [say.restricted.hidden, say.restricted.hidden];
  return [row?.numerator ?? null, row?.denominator ?? null];
}
