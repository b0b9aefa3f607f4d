import { isRecord } from '#warehouse/json.ts';
import { addMonths, lastDayOf } from '../format/dates.ts';
import type { Json, LiveVersion } from './version.ts';

/** A province that does not reach so far, with the date that its figures go to; null: nothing of it is there. */
export interface Lag {
  prefix: string;
  name: string;
  as_of: string | null;
}

/** Which provinces a month of a combined version lacks. */
export interface Coverage {
  /** How many provinces are looked at, those that nothing is there of included. */
  total: number;
  /** Those whose figures end before the month does: its sums are not comparable. */
  late: Lag[];
  /** Those that no month has figures of. */
  absent: Lag[];
  /** The first month that a late one lacks, `YYYY-MM`; null: nobody is late. */
  since: string | null;
}

/** What a combined version says of a province: which of its versions is in it, or why none is. */
export interface Standing extends Lag {
  /** `included`, `late`, or the reason why nothing of it is there. */
  state: string;
  version: string | null;
  /** A version that has a fault, where another one is taken; without a version: all that is at the province's place. */
  passedOver: { version: string | null; fault: string } | null;
  /** A copy that was kept here is taken. */
  isKept: boolean;
}

/**
 * Whom a month (`YYYY-MM`) lacks in a version that combines provinces; null for any other version. Of an organisation
 * and what stands below it only its own province is looked at.
 */
export function coverageOf(
  version: Pick<LiveVersion, 'manifest' | 'asOf'>,
  month: string,
  organization: string | null,
): Coverage | null {
  const all = standingsOf(version);
  if (all === null) return null;
  const provinces = organization === null ? all : all.filter((each) => holds(each, organization));
  const end = [lastDayOf(month), version.asOf].sort()[0] ?? version.asOf;
  const lags = (some: readonly Standing[]) =>
    some.map(({ prefix, name, as_of }): Lag => ({ prefix, name, as_of }));
  const late = lags(provinces.filter((each) => isTaken(each) && (each.as_of ?? '') < end));
  const absent = lags(provinces.filter((each) => !isTaken(each))).map((lag) => ({ ...lag, as_of: null }));
  return { total: provinces.length, late, absent, since: firstLacking(late) };
}

/** Whether figures of a month can be set beside those of others: of no province some are still to come. */
export function isComparable(coverage: Coverage | null | undefined): boolean {
  return !coverage || coverage.late.length === 0;
}

function isTaken({ state }: Standing): boolean {
  return state === 'included' || state === 'late';
}

/**
 * Whether nothing of a month that the whole has reached can be known of some organisations and what stands below them,
 * because the figures of all their provinces end before it: missing then, not zero.
 */
export function isUntold(version: LiveVersion, month: string, organizations: readonly string[]): boolean {
  const asked = organizations.length > 0 ? organizations : version.part === null ? [] : [version.part];
  const standings = standingsOf(version);
  if (standings === null || asked.length === 0 || month > version.newestMonth) return false;
  return asked.every((code) =>
    standings.some((each) => holds(each, code) && (each.as_of ?? '').slice(0, 7) < month),
  );
}

function firstLacking(late: readonly Lag[]): string | null {
  const [oldest] = late.map(({ as_of: date }) => date ?? '').sort();
  if (oldest === undefined) return null;
  const month = oldest.slice(0, 7);
  return oldest === lastDayOf(month) ? addMonths(month, 1) : month;
}

function holds({ prefix }: Lag, organization: string): boolean {
  return organization.startsWith(`${prefix}.`);
}

/** Of a combined version what its manifest says of the province of an organisation; nothing of any other version. */
export function ownProvince(
  { manifest: { provinces } }: Pick<LiveVersion, 'manifest'>,
  organization: string,
): { provinces?: Json[] } {
  if (!Array.isArray(provinces)) return {};
  const isOwn = (each: Json) => isRecord(each) && organization.startsWith(`${String(each.prefix)}.`);
  return { provinces: provinces.filter(isOwn) };
}

/** What a combined version says of each of its provinces; null for any other version. */
export function standingsOf({ manifest }: Pick<LiveVersion, 'manifest'>): Standing[] | null {
  const told = manifest.provinces;
  if (!Array.isArray(told)) return null;
  return told.flatMap((each) => {
    if (!isRecord(each)) return [];
    const passed = each.passed_over;
    return [
      {
        prefix: String(each.prefix),
        name: String(each.name),
        as_of: textOf(each.as_of),
        state: String(each.state),
        version: textOf(each.version),
        passedOver: isRecord(passed)
          ? { version: textOf(passed.version), fault: String(passed.fault) }
          : null,
        isKept: each.is_kept === true,
      },
    ];
  });
}

function textOf(value: Json | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
