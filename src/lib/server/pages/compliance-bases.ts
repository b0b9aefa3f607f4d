import { sqlFile } from '#warehouse/project.ts';
import { formatChange, formatCount, formatRatio } from '$lib/format/numbers';
import { lowerFirst } from '$lib/format/names';
import { counted } from '$lib/i18n/sentences';
import type { MetricRow } from '../metrics.ts';
import { ask, subtreeOf, type PageContext, type Period } from './context';
import { organizationHref } from './organizations/links';
import { dutySource, metricsShown, type PanelFrame } from './panel';
import { countsOf, periodInWords } from './rates';

/** The rates of types in both bases, where they differ in the period, and who moved. */
export interface BasesPanel {
  frame: PanelFrame;
  rows: { name: string; reported: string; current: string; change: string }[];
  heads: [string, string, string, string];
  movesLabel: string;
  moves: { name: string; href: string; text: string }[];
  more: string;
}

interface Pair {
  code: string;
  reported: MetricRow | undefined;
  current: MetricRow | undefined;
}

const movesSql = sqlFile('queries/page-type-moves.sql');
const mostMoves = 8;

/** Both bases side by side; null where they tell the same of every type. */
export async function basesPanel(page: PageContext, period: Period): Promise<BasesPanel | null> {
  const { say } = page;
  const pairs = (await pairsOf(page, period)).filter(isDifferent);
  if (pairs.length === 0) return null;
  const rows = await page.version.all(movesSql, {
    from: `${period.from}-01`,
    to: `${period.to}-01`,
    organization_type: page.filters.type,
    organization: subtreeOf(page),
    limit: mostMoves,
  });
  const moved = Number(rows[0]?.move_count ?? 0);
  const rest = Number(rows[0]?.row_count ?? 0) - rows.length;
  const { bases } = say.duties;
  const heads: BasesPanel['heads'] = [say.words.type, bases.reported, bases.current, bases.difference];
  return {
    frame: {
      page: 'compliance',
      id: 'bases',
      title: findingOf(page, pairs),
      description: bases.description(periodInWords(page, period)),
      source: dutySource(page),
      table: tableOf(page, pairs),
      drawn: false,
      metrics: metricsShown(page, 'compliance_rate'),
      narrower: { from: period.from },
    },
    heads,
    rows: pairs.map(({ code, reported, current }) => ({
      name: nameOf(page, code),
      reported: figure(page, reported),
      current: figure(page, current),
      change: formatChange(pointsOf({ code, reported, current }), page.lang, 1),
    })),
    movesLabel: bases.moves(counted(moved, page.lang)),
    moves: rows.map((row) => ({
      name: String(row.organization_name),
      href: organizationHref(page, String(row.organization_code)),
      text: bases.move(
        inSentence(page, row.reported_type),
        inSentence(page, row.current_type),
        formatCount(Number(row.counted), page.lang),
      ),
    })),
    more: rest > 0 ? say.duties.funnel.more(counted(rest, page.lang)) : '',
  };
}

/** Whether any type has other counts in today's structure than as reported. */
export async function basesDiffer(page: PageContext, period: Period): Promise<boolean> {
  return (await pairsOf(page, period)).some(isDifferent);
}

async function pairsOf(page: PageContext, period: Period): Promise<Pair[]> {
  const under = (basis: 'as_reported' | 'current') =>
    ask({ ...page, filters: { ...page.filters, basis } }, 'compliance_rate', ['organization_type'], period);
  const [reported, current] = await Promise.all([under('as_reported'), under('current')]);
  const order = page.codes.list('organization_type').map(({ code }) => code);
  const codes = [...order, ''];
  const of = (rows: readonly MetricRow[], code: string) =>
    rows.find((row) => (row.organization_type ?? '') === code);
  return codes.map((code) => ({ code, reported: of(reported, code), current: of(current, code) }));
}

function isDifferent({ reported, current }: Pair): boolean {
  return (['numerator', 'denominator'] as const).some(
    (part) => (reported?.[part] ?? 0) !== (current?.[part] ?? 0),
  );
}

function pointsOf({ reported, current }: Pair): number | null {
  const [now, then] = [current?.value ?? null, reported?.value ?? null];
  return now === null || then === null ? null : (now - then) * 100;
}

/** The type whose rate differs most; where only one basis has a rate, that is said with both figures. */
function findingOf(page: PageContext, pairs: readonly Pair[]): string {
  const { bases } = page.say.duties;
  const [most] = pairs.toSorted((a, b) => Math.abs(pointsOf(b) ?? 0) - Math.abs(pointsOf(a) ?? 0));
  if (!most) return '';
  return bases.finding(nameOf(page, most.code), figure(page, most.reported), figure(page, most.current));
}

function figure(page: PageContext, row: MetricRow | undefined): string {
  if (!row || row.value === null) return page.say.duties.bases.nothing;
  return `${formatRatio(row.value, page.lang)} (${countsOf(row, page)})`;
}

function nameOf(page: PageContext, code: string): string {
  return code === '' ? page.say.words.upper : page.codes.label('organization_type', code);
}

function inSentence(page: PageContext, type: unknown): string {
  return lowerFirst(nameOf(page, type === null ? '' : String(type)), page.lang);
}

function tableOf(page: PageContext, pairs: readonly Pair[]): PanelFrame['table'] {
  const { bases } = page.say.duties;
  const { words } = page.say;
  return {
    caption: bases.table,
    columns: [
      { label: words.type, kind: 'text' },
      ...[bases.reported, bases.current].flatMap((of) => [
        { label: of, kind: 'ratio' as const },
        { label: `${of}: ${words.onTime}`, kind: 'count' as const },
        { label: `${of}: ${words.counted}`, kind: 'count' as const },
      ]),
      { label: bases.difference, kind: 'decimal' },
    ],
    rows: pairs.map((pair) => [
      nameOf(page, pair.code),
      ...[pair.reported, pair.current].flatMap((row) => [
        row?.value ?? null,
        row?.numerator ?? 0,
        row?.denominator ?? 0,
      ]),
      pointsOf(pair),
    ]),
  };
}
