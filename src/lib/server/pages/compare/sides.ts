import { BadParameter } from '$lib/filters';
import { notAllowed } from '$lib/filters/bad-parameter';
import { addMonths, monthRange } from '$lib/format/dates';
import { upperFirst } from '$lib/format/names';
import { coverageOf, isComparable, type Coverage } from '../../coverage.ts';
import { UnknownPart, UnknownVersion } from '../../errors.ts';
import { besides } from '../../reading.ts';
import type { LiveVersion } from '../../warehouse.ts';
import { openContext, type PageContext, type Period } from '../context';
import { sourceLine } from '../panel';
import { periodInWords } from '../rates';

export type Letter = 'a' | 'b';

/** One side of a comparison: a page of its own, with its version and filters, over a period. */
export interface Side {
  letter: Letter;
  page: PageContext;
  period: Period;
}

export interface Sides {
  a: Side;
  b: Side;
}

const own = ['type', 'case', 'org', 'version'] as const;

/** The parameters of the page: a period for each side, and what each side sets for itself. */
export const compareParameters = ['a', 'b', ...own.flatMap((name) => [`${name}_a`, `${name}_b`])];

/** A parameter of a form: what is left empty counts as absent. */
export function given(params: URLSearchParams, name: string): string | null {
  return params.get(name)?.trim() || null;
}

/**
 * Both sides of an address. What a side does not set is as in the page's filters; without periods they are the page's
 * month and the one before it, without `b` the period just before `a`. Throws BadParameter, which names the side's own
 * parameter.
 */
export async function sidesOf(page: PageContext): Promise<Sides> {
  const [versionA, versionB] = await Promise.all([versionOf(page, 'a'), versionOf(page, 'b')]);
  const month = [page.filters.month, versionA.newestMonth].sort()[0] ?? page.filters.month;
  const a = periodOf(page, 'a', versionA) ?? { from: month, to: month };
  const b = periodOf(page, 'b', versionB) ?? periodBefore(a, versionB);
  const [pageA, pageB] = await Promise.all([open(page, 'a', [versionA, a]), open(page, 'b', [versionB, b])]);
  return { a: { letter: 'a', page: pageA, period: a }, b: { letter: 'b', page: pageB, period: b } };
}

/** The period of the same length that ends just before one, or that one itself where there is none. */
export function periodBefore(period: Period, { firstMonth }: Pick<LiveVersion, 'firstMonth'>): Period {
  const length = monthRange(period.from, period.to).length;
  const before = { from: addMonths(period.from, -length), to: addMonths(period.to, -length) };
  return before.from < firstMonth ? period : before;
}

/** A period as an address writes it: `2026-10` or `2025-11..2026-10`. */
export function periodText({ from, to }: Period): string {
  return from === to ? to : `${from}..${to}`;
}

/** What tells the sides apart, as a name for each: the period alone when they differ in time only. */
export function namesOf({ a, b }: Sides): Record<Letter, string> {
  const [partsA, partsB] = [partsOf(a), partsOf(b)];
  const differing = partsA.map((part, i) => part !== partsB[i]);
  const shown = differing.includes(true) ? differing : partsA.map((_, i) => i === 0);
  const write = (parts: string[]) => {
    const name = parts.filter((part, i) => shown[i] && part !== '').join(', ');
    return upperFirst(name, a.page.lang);
  };
  return { a: write(partsA), b: write(partsB) };
}

/**
 * Whether the sides are the same organisations and kinds of cases over periods of one length, with the figures of all
 * provinces: their counts compare.
 */
export function areAlike({ a, b }: Sides): boolean {
  if (![a, b].every((side) => isComparable(coverageAt(side)))) return false;
  const [partsA, partsB] = [partsOf(a), partsOf(b)];
  const lengthOf = ({ from, to }: Period) => monthRange(from, to).length;
  return (
    [1, 2, 3].every((part) => partsA[part] === partsB[part]) && lengthOf(a.period) === lengthOf(b.period)
  );
}

/** The source line of both sides: the version of A; names tell where B has another. */
export function sourceOf(page: PageContext, sides: Sides): string {
  const names = namesOf(sides);
  return sourceLine({ ...page, version: sides.a.page.version }, `A: ${names.a} · B: ${names.b}`);
}

/** Whether both sides show the same thing. */
export function areSame(sides: Sides): boolean {
  const [a, b] = [partsOf(sides.a), partsOf(sides.b)];
  return a.every((part, i) => part === b[i]);
}

/** Which provinces the last month of a side lacks. */
function coverageAt({ page: { version, organization }, period }: Side): Coverage | null {
  return coverageOf(version, period.to, organization?.code ?? version.part);
}

function partsOf({ page, period }: Side): string[] {
  const { filters, codes, say, organization, version } = page;
  const labels = (list: 'organization_type' | 'case_type', chosen: readonly string[]) =>
    chosen.map((code) => codes.label(list, code)).join(' + ');
  return [
    periodInWords(page, period),
    organization?.name ?? say.allOrganizations,
    labels('organization_type', filters.type) || say.compare.allTypes,
    labels('case_type', filters.case) || say.compare.allCases,
    say.compare.version(version.id),
  ];
}

async function versionOf(page: PageContext, letter: Letter): Promise<LiveVersion> {
  const id = given(page.params, `version_${letter}`);
  try {
    return await besides(page.version, id);
  } catch (error) {
    if (id !== null && error instanceof UnknownVersion)
      throw notAllowed(`version_${letter}`, id, error.versions);
    if (id !== null && error instanceof UnknownPart)
      throw new BadParameter(`version_${letter}`, error.reason);
    throw error;
  }
}

const oneMonth = String.raw`(\d{4}-(?:0[1-9]|1[0-2]))`;
const written = new RegExp(String.raw`^${oneMonth}(?:\.\.${oneMonth})?$`);

function periodOf(page: PageContext, letter: Letter, version: LiveVersion): Period | null {
  const text = given(page.params, letter);
  if (text === null) return null;
  const { firstMonth, newestMonth } = version;
  const [, from = '', to = from] = written.exec(text) ?? [];
  if (from !== '' && from >= firstMonth && to <= newestMonth && from <= to) return { from, to };
  const allowed = ['YYYY-MM', 'YYYY-MM..YYYY-MM', `${firstMonth}..${newestMonth}`];
  throw notAllowed(letter, text, allowed);
}

async function open(
  page: PageContext,
  letter: Letter,
  [version, period]: [LiveVersion, Period],
): Promise<PageContext> {
  const params = new URLSearchParams({ month: period.to, basis: page.filters.basis });
  params.set('lang', page.lang);
  for (const name of ['type', 'case', 'org'] as const) {
    const value = given(page.params, `${name}_${letter}`) ?? page.params.get(name);
    if (value !== null) params.set(name, value);
  }
  try {
    return await openContext(version, params, page.report);
  } catch (error) {
    if (!(error instanceof BadParameter) || !page.params.has(`${error.parameter}_${letter}`)) throw error;
    throw error.renamed(`${error.parameter}_${letter}`);
  }
}
