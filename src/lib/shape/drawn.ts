/**
 * A share as it is drawn, with four decimals: a small part of a pixel, and a third of the bytes. For places and lines
 * alone; figures that are read as text keep all of theirs.
 */
export function drawnShare(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}

/** Whether a panel's content holds something that can be drawn as a picture: a chart, a heatmap, a flow or small charts. */
export function isDrawn(content: object): boolean {
  return (
    'spec' in content ||
    'heatmap' in content ||
    'flow' in content ||
    ('items' in content && 'topText' in content)
  );
}
