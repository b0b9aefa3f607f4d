import { formatChange, formatRatio } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import type { MetricRow } from '../../metrics.ts';
import type { PageContext } from '../context';
import { contentOf, panel, type PanelFrame, type PanelResult } from '../panel';
import type { Choice } from '../multiples';
import { countsOf } from '../rates';
import { formOf, presetsOf, type CompareForm } from './choices';
import { pairsOf, rowsOf, tableOf, type CompareRow, type Pair } from './rows';
import { areSame, namesOf, sidesOf, sourceOf, type Letter, type Sides } from './sides';
import { trendPanel, windowsOf, type TrendPanel } from './trend';

export { compareParameters } from './sides';

export interface FiguresPanel {
  frame: PanelFrame;
  names: Record<Letter, string>;
  rows: CompareRow[];
  heads: { metric: string; difference: string };
  pairs: Pair[];
}

/** Two sides beside each other: periods, organisations, kinds of cases or versions. */
export interface ComparePage {
  title: string;
  finding: string;
  lede: string;
  presets: { label: string; choices: Choice[] };
  form: CompareForm & { words: { legend: string; organization: string; submit: string } };
  /** That the sides come from two versions, and where it is told what changed between them. */
  versions: { text: string; link: string; href: string } | null;
  figures: PanelResult<FiguresPanel>;
  pending: PanelResult<TrendPanel> | null;
  overdue: PanelResult<TrendPanel> | null;
}

/** All of the comparison. Throws BadParameter, which names the parameter of the side. */
export async function comparePage(page: PageContext): Promise<ComparePage> {
  const { say } = page;
  const sides = await sidesOf(page);
  const windows = windowsOf(sides);
  const [figures, pending, overdue] = await Promise.all([
    panel(page, 'figures', () => figuresPanel(page, sides)),
    windows && panel(page, 'pending', () => trendPanel(page, { sides, windows }, 'pending')),
    windows && panel(page, 'overdue', () => trendPanel(page, { sides, windows }, 'overdue')),
  ]);
  const { compare } = say;
  const pairs = contentOf(figures)?.pairs ?? [];
  const [a, b] = [sides.a.page.version.id, sides.b.page.version.id];
  return {
    title: say.titles.compare,
    finding: findingOf(page, sides, pairs),
    lede: ledeOf(page, pairs),
    presets: { label: compare.presetsLabel, choices: presetsOf(page) },
    form: {
      ...formOf(page, sides),
      words: { legend: compare.side, organization: compare.organizationCode, submit: compare.submit },
    },
    versions:
      a === b
        ? null
        : {
            text: compare.versions(a, b),
            link: compare.whatChanged,
            href: `/data?lang=${page.lang}#changes`.replace('?lang=vi', ''),
          },
    figures,
    pending,
    overdue,
  };
}

async function figuresPanel(page: PageContext, sides: Sides): Promise<FiguresPanel> {
  const { compare } = page.say;
  const { pairs, isShortened } = await pairsOf(sides);
  const names = namesOf(sides);
  return {
    frame: {
      page: 'compare',
      id: 'figures',
      title: compare.table(names.a, names.b),
      description: compare.description,
      source: sourceOf(page, sides),
      ...(isShortened ? { note: compare.withoutDuties } : {}),
      table: tableOf(page, sides, pairs),
      drawn: false,
    },
    names,
    rows: rowsOf(page, sides, pairs),
    heads: { metric: compare.metric, difference: compare.difference },
    pairs,
  };
}

function findingOf(page: PageContext, sides: Sides, pairs: readonly Pair[]): string {
  const { compare } = page.say;
  if (areSame(sides)) return compare.same;
  const overdue = pairs.find(({ id }) => id === 'cases_overdue');
  const [now, before] = [overdue?.a?.value ?? null, overdue?.b?.value ?? null];
  const names = namesOf(sides);
  if (now === null || before === null) return compare.table(names.a, names.b);
  const count = (n: number) => counted(n, page.lang);
  if (now === before)
    return now === 0 ? compare.none(names.a, names.b) : compare.equal(names.a, names.b, count(now));
  const write = now > before ? compare.more : compare.fewer;
  return write({
    ...names,
    difference: count(Math.abs(now - before)),
    now: count(now),
    before: count(before),
  });
}

function ledeOf(page: PageContext, pairs: readonly Pair[]): string {
  const found = pairs.find(({ id }) => id === 'compliance_rate');
  if (found?.a?.value == null || found.b?.value == null) return '';
  const text = (row: MetricRow) => `${formatRatio(row.value, page.lang)} (${countsOf(row, page)})`;
  const points = formatChange((found.a.value - found.b.value) * 100, page.lang, 1);
  return page.say.compare.compliance(text(found.a), text(found.b), page.say.compare.points(points));
}
