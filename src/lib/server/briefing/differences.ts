import { metricOf, type MetricId } from '#warehouse/metrics.ts';
import { sqlFile } from '#warehouse/project.ts';
import { DamagedVersion, UnknownVersion } from '../errors.ts';
import type { Disclosure, IssuedBriefing } from '../state/tables.ts';
import type { LiveVersion } from '../version.ts';
import { figuresIn, figuresOf, manifestOf } from './desk.ts';
import type { BriefingFiles } from './files.ts';
import { periodOf, type BriefingPeriod, type Months, type Span } from './period.ts';
import { monthsOfWhen, nextMonths, type When } from './questions.ts';

/** The figures that a briefing told, by name, and what decided them. */
export interface Told {
  month: string;
  span: Span;
  disclosure: Disclosure;
  version: string;
  program: string;
  figures: Readonly<Record<string, number | null>>;
}

/** A figure that one briefing tells otherwise than the other. Null: it has none, or may not show it. */
export interface Difference {
  metric: MetricId;
  /** A topic of cases, a type of duties, a level of organisations, or all. */
  subject: string;
  /** Null for the sum of the term, whose beginning is a setting. */
  months: Months | null;
  then: number | null;
  now: number | null;
}

/** What an issued briefing told. */
export function toldIn(issued: IssuedBriefing): Told {
  const { month, span, disclosure, version, program_version: program } = manifestOf(issued);
  return { month, span, disclosure, version, program, figures: figuresIn(issued) };
}

/** What a briefing that was made now tells. */
export function toldNow({ manifest, facts }: Pick<BriefingFiles, 'manifest' | 'facts'>): Told {
  const { month, span, disclosure, version, program_version: program } = manifest;
  return { month, span, disclosure, version, program, figures: figuresOf(facts) };
}

interface Named {
  metric: MetricId;
  subject: string;
  months: Months | null;
  value: number | null;
}

/**
 * The figures of the same metric, subject and months that two briefings tell otherwise: October told in October's
 * briefing is compared with October as last month in November's.
 */
export function differencesBetween(then: Told, now: Told): Difference[] {
  const known = named(now);
  return [...named(then)].flatMap(([key, before]) => {
    const after = known.get(key);
    if (!after || after.value === before.value) return [];
    // What one profile hides is no difference.
    const isHidden = before.value === null || after.value === null;
    if (isHidden && then.disclosure !== now.disclosure) return [];
    const { metric, subject, months } = before;
    return [{ metric, subject, months, then: before.value, now: after.value }];
  });
}

function named({ month, span, figures }: Told): Map<string, Named> {
  const period = periodOf(month, span);
  const found = Object.entries(figures).map(([id, value]) => {
    const [metric = '', subject = '', when = ''] = id.split('/');
    const months = monthsOf(period, when);
    const key = [metric, subject, months ? `${months.from} ${months.to}` : `${when} ${month}`].join('/');
    return [key, { metric: metricOf(metric as MetricId).id, subject, months, value }] as const;
  });
  return new Map(found);
}

function monthsOf(period: BriefingPeriod, when: string): Months | null {
  if (when === 'next') return nextMonths(period);
  return monthsOfWhen(period, null).get(when as When) ?? null;
}

const causes = ['late_arrivals', 'corrections', 'reorganisation', 'rules'] as const;
export type Cause = (typeof causes)[number];

/** Why figures moved between two versions. */
export interface Reasons {
  /** What moved a metric in months, over all organisations and types; empty when nothing is known of it. */
  of(metric: MetricId, months: Months | null): Cause[];
  /** Whether every version between the two is still there and told its changes. */
  isComplete: boolean;
}

/** The published versions: their names, oldest first, and how one is opened. */
export interface Versions {
  names: readonly string[];
  open(version: string): Promise<LiveVersion>;
}

/** So many versions between two briefings are opened; of more the reasons are not looked for. */
const mostVersions = 12;

/** What each version after `from` up to `to` says of its changes since the one before it. */
export async function reasonsBetween(
  { from, to }: { from: string; to: string },
  { names, open }: Versions,
): Promise<Reasons> {
  const between = names.filter((name) => name > from && name <= to);
  const isKnown = names.includes(from) && names.includes(to) && between.length <= mostVersions;
  const told = await Promise.all((isKnown ? between : []).map((name) => changesOf(name, open)));
  const rows = told.flatMap((each) => each ?? []);
  return {
    isComplete: isKnown && told.every((each) => each !== null),
    of: (metric, months) => {
      if (!months) return [];
      const from = metricOf(metric).kind === 'stock' ? months.to : months.from;
      const own = rows.filter((row) => {
        const month = String(row.month).slice(0, 7);
        return row.metric_id === metric && month >= from && month <= months.to;
      });
      return causes.filter((cause) => own.some((row) => Number(row[cause]) !== 0));
    },
  };
}

async function changesOf(id: string, open: Versions['open']) {
  try {
    const version = await open(id);
    return await version.all(sqlFile('queries/page-changes.sql'), { compared_with: 'version_before' });
  } catch (error) {
    if (error instanceof UnknownVersion || error instanceof DamagedVersion) return null;
    throw error;
  }
}
