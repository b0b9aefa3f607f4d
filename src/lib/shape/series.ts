/** A row of a metric: what was counted, beside any dimensions. */
export interface Measured {
  month?: string | null;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
}

/** One line of a chart: its key and one value a month. */
export interface KeyedSeries {
  key: string;
  values: (number | null)[];
}

/** How rows become lines: which months, which dimension tells the lines apart, what stands in an empty month. */
export interface SeriesPlan<Row> {
  months: readonly string[];
  key: keyof Row;
  measure?: 'value' | 'numerator' | 'denominator';
  empty: number | null;
}

/**
 * One series a key, each over every month of the plan: months without a row hold `empty` (0 for counts, null for
 * rates). Rows outside the months are left out; keys come in order of their first appearance.
 */
export function seriesByKey<Row extends Measured>(
  rows: readonly Row[],
  plan: SeriesPlan<Row>,
): KeyedSeries[] {
  const measure = plan.measure ?? 'value';
  const places = new Map(plan.months.map((month, place) => [month, place]));
  const series = new Map<string, (number | null)[]>();
  for (const row of rows) {
    const key = String(row[plan.key]);
    const values = series.get(key) ?? plan.months.map(() => plan.empty);
    series.set(key, values);
    const place = places.get(String(row.month).slice(0, 7));
    if (place !== undefined) values[place] = row[measure];
  }
  return [...series].map(([key, values]) => ({ key, values }));
}

/** The values of rows that hold one month each, in the order of `months`; null where a month has no row. */
export function monthSeries(
  rows: readonly Measured[],
  months: readonly string[],
  measure: 'value' | 'numerator' | 'denominator' = 'value',
): (number | null)[] {
  const byMonth = new Map(rows.map((row) => [String(row.month).slice(0, 7), row[measure]]));
  return months.map((month) => byMonth.get(month) ?? null);
}

/**
 * The rate over the last `width` months at each month: sum of numerators / sum of denominators. Null before
 * `width` months have passed and where the denominators sum to 0.
 */
export function rollingRatio(
  numerators: readonly (number | null)[],
  denominators: readonly (number | null)[],
  width: number,
): (number | null)[] {
  const part = rollingSum(numerators, width);
  const whole = rollingSum(denominators, width);
  return part.map((sum, i) => {
    const below = whole[i] ?? null;
    return sum === null || !below ? null : sum / below;
  });
}

/** Sum of the last `width` values at each place; missing ones count 0; null before `width` values have passed. */
export function rollingSum(values: readonly (number | null)[], width: number): (number | null)[] {
  return values.map((_, i) =>
    i < width - 1
      ? null
      : values.slice(i - width + 1, i + 1).reduce<number>((sum, value) => sum + (value ?? 0), 0),
  );
}
