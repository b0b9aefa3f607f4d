import type { Lang } from '$lib/i18n/lang';
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
  unit: 'count' | 'ratio' | 'decimal';
  series: ChartSeries[];
  band: Band | null;
  bandName: string;
  marks: ChangeMark[];
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
}

/** A list of rates as dots on one scale from 0 to 1. */
export interface IntervalsSpec extends Drawing {
  kind: 'intervals';
  rows: IntervalRow[];
  target: { ratio: number; label: string } | null;
  beforeName: string;
  nowName: string;
}

export type ChartSpec = FlowSpec | LinesSpec | IntervalsSpec;
