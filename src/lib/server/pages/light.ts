import tokensCss from '../../../tokens.css?raw';

const light = new Map(
  [...(tokensCss.split('@media')[0] ?? '').matchAll(/(--[a-z0-9-]+):\s*(#[0-9a-f]{6});/g)].map(
    ([, name = '', value = '']) => [name, value],
  ),
);

/**
 * The same drawing with the colours of the light theme written out: a file that leaves the pages has no style sheet
 * beside it. Throws when the drawing refers to a colour that tokens.css does not have.
 */
export function inLight(svg: string): string {
  return svg.replace(/var\((--[a-z0-9-]+)\)/g, (_, name: string) => {
    const value = light.get(name);
    if (value === undefined) throw new Error(`A drawing refers to ${name}, which tokens.css does not have.`);
    return value;
  });
}
