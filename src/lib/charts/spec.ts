import type { Lang } from '$lib/i18n/lang';
import type { Limits, Place } from '$lib/shape/binomial';
import type { Band } from '$lib/shape/variation';
import type { Interval } from '$lib/shape/wilson';
import type { Tone } from './theme';

/** What every chart says of itself; plain data that crosses from the server to the browser. */
interface Drawing {
  lang: Lang;
  height: number;
  /** Where a click on the month, or on the row, of the same place leads; null or absent: nowhere. */
  links?: (string | null)[];
}

/** A dashed upright line where something changed: the index of its month, and what it was. */
export interface ChangeMark {
  index: number;
  label: string;
}

/** One line or one set of bars: one value a month, null where there is none. */
export interface ChartSeries {
  name: string;
  tone: Tone;
  values: (number | null)[];
  /** Places of the values that are signals, marked by a square. */
  signals?: number[];
}

/** A dashed level line: what should be reached, from the place on where it holds. */
export interface TargetLine {
  value: number;
  label: string;
  from: number;
}

/** Two panes on one time axis: the stock above with its band of ordinary variation, the flows as bars below. */
export interface FlowSpec extends Drawing {
  kind: 'flow';
  months: string[];
  stock: ChartSeries[];
  flows: ChartSeries[];
  band: Band | null;
  bandName: string;
  marks: ChangeMark[];
}

/** Lines over months with their names at their ends. */
export interface LinesSpec extends Drawing {
  kind: 'lines';
  months: string[];
  unit: 'count' | 'ratio' | 'decimal' | 'figure';
  series: ChartSeries[];
  band: Band | null;
  bandName: string;
  marks: ChangeMark[];
  target?: TargetLine | null;
}

/** Level bars: one group of them a name. */
export interface BarsSpec extends Drawing {
  kind: 'bars';
  /** The names, from above. */
  months: string[];
  unit: LinesSpec['unit'];
  series: ChartSeries[];
}

/** A rate with its interval, and the same rate a year before. */
export interface IntervalRow {
  name: string;
  rate: number | null;
  interval: Interval | null;
  before: number | null;
  numerator: number | null;
  denominator: number | null;
  tone: Tone;
  /** What changed, below the figures; a side only where it is more than chance. */
  changes?: IntervalChange[];
}

export interface IntervalChange {
  text: string;
  side: 'up' | 'down' | null;
}

/** A list of rates as dots on one scale from 0 to 1. */
export interface IntervalsSpec extends Drawing {
  kind: 'intervals';
  rows: IntervalRow[];
  target: { ratio: number; label: string } | null;
  beforeName: string;
  nowName: string;
}

/** One organisation, or several with the same counts, in a funnel plot. */
export interface FunnelPoint {
  /** How many duties count towards the rate, and how many of them were on time. */
  counted: number;
  onTime: number;
  organizations: number;
  place: Place;
  /** The organisation's name; null for several at once. */
  name: string | null;
}

/** Rates of organisations over their number of duties, with the limits of chance around the common rate. */
export interface FunnelSpec extends Drawing {
  kind: 'funnel';
  points: FunnelPoint[];
  /** The page of each point's organisation; null for several at once. */
  links: (string | null)[];
  common: number;
  /** By rising number of duties. */
  limits: Limits[];
  words: {
    counted: string;
    common: string;
    outer: string;
    inner: string;
    /** What stands for a point without a name, by its number of organisations. */
    organizations: string;
    place: Record<Place, string>;
  };
}

export type ChartSpec = FlowSpec | LinesSpec | BarsSpec | IntervalsSpec | FunnelSpec;
