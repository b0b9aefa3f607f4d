/** Whether a panel's content holds something that can be drawn as a picture: a chart, a heatmap, a flow or small charts. */
export function isDrawn(content: object): boolean {
  return (
    'spec' in content ||
    'heatmap' in content ||
    'flow' in content ||
    ('items' in content && 'topText' in content)
  );
}
