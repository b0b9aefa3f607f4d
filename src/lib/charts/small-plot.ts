interface Frame {
  width: number;
  height: number;
  /** The ends of the axis of values. */
  top: number;
  bottom: number;
  /** How many months there are. */
  count: number;
}

type Interval = { low: number; high: number } | null;

/** Places and paths of one small chart: months from left to right, values cut off at the ends of the axis. */
export function smallPlot({ width, height, top, bottom, count }: Frame) {
  const x = (index: number) => (count < 2 ? width / 2 : (index / (count - 1)) * width);
  const y = (value: number) => {
    const part = (Math.max(bottom, Math.min(value, top)) - bottom) / (top - bottom);
    return height - part * height;
  };
  const point = (index: number, value: number) => `${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
  return {
    x,
    y,
    /** A line that breaks where there is no value. */
    line: (values: readonly (number | null)[]) =>
      values
        .map((value, index) => {
          if (value === null) return '';
          const isStart = index === 0 || values[index - 1] === null;
          return `${isStart ? 'M' : 'L'}${point(index, value)}`;
        })
        .join(''),
    /** The area between lows and highs; empty when there are none. */
    area: (intervals: readonly Interval[] | null) => {
      const known = (intervals ?? []).flatMap((interval, index) =>
        interval ? [{ index, ...interval }] : [],
      );
      if (known.length === 0) return '';
      const upper = known.map(({ index, high }) => point(index, high));
      const lower = known.map(({ index, low }) => point(index, low)).reverse();
      return `M${upper.join('L')}L${lower.join('L')}Z`;
    },
  };
}
