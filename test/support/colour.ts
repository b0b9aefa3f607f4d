/** Colours of app style sheets, and how far apart people see them. */

/** A theme's tokens by name, without the two dashes: `#rrggbb`. */
export type Tokens = ReadonlyMap<string, string>;

/** The sets of tokens in a style sheet, in the order in which it has them: one a rule for `:root`. */
export function tokensIn(css: string): Tokens[] {
  return [...css.matchAll(/:root[^{]*\{([^}]*)\}/g)].map(
    ([, rules = '']) =>
      new Map(
        [...rules.matchAll(/--([a-z0-9-]+):\s*(#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [
          name,
          value,
        ]),
      ),
  );
}

type Three = readonly [number, number, number];

function linear(colour: string): Three {
  const part = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
}

/** Relative luminance after WCAG 2. */
export function luminance(colour: string): number {
  const [red, green, blue] = linear(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio after WCAG 2, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const whole: readonly Three[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

/** What the linear colours become for an eye without one kind of cones: Machado, Oliveira, Fernandes 2009. */
export const visions = {
  usual: whole,
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const satisfies Record<string, readonly Three[]>;

/** Distance of two colours for an eye, in Oklab, times 100: 0 the same, 100 black to white, 2 just noticeable. */
export function distance(one: string, other: string, vision: keyof typeof visions): number {
  const [a, b] = [one, other].map((colour) => oklab(seen(colour, visions[vision])));
  if (!a || !b) return 0;
  return 100 * Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function seen(colour: string, rows: readonly Three[]): Three {
  const [red, green, blue] = linear(colour);
  const value = (row: Three | undefined) => {
    const [r, g, b] = row ?? [0, 0, 0];
    return Math.min(1, Math.max(0, r * red + g * green + b * blue));
  };
  return [value(rows[0]), value(rows[1]), value(rows[2])];
}

function oklab([red, green, blue]: Three): Three {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
