import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { colours } from '$lib/charts/theme';

const css = (readFileSync('src/app.css', 'utf8').split('@media')[0] ?? '').trim();
const tokens = new Map(
  [...css.matchAll(/--([a-z0-9-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
);
const token = (name: string) => tokens.get(name) ?? 'missing';

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe('colours', () => {
  it('are the same in charts and in the pages', () => {
    const named = Object.entries(colours).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
      value,
    ]);
    for (const [name = '', value] of named) expect(`${name} ${token(name)}`).toBe(`${name} ${value}`);
  });

  it('are legible as text on paper', () => {
    for (const name of ['ink', 'second', 'third', 'volume', 'good', 'late', 'brand']) {
      expect(contrast(token(name), token('paper')), name).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('keep the figures of every heat step legible', () => {
    for (const step of [1, 2, 3]) {
      expect(contrast(token('ink'), token(`heat-${step}`)), `heat-${step}`).toBeGreaterThanOrEqual(4.5);
    }
    for (const step of [4, 5]) {
      expect(contrast('#ffffff', token(`heat-${step}`)), `heat-${step}`).toBeGreaterThanOrEqual(4.5);
    }
    for (const step of [1, 2, 3, 4, 5]) {
      expect(contrast(token('ink'), token(`rate-${step}`)), `rate-${step}`).toBeGreaterThanOrEqual(4.5);
    }
  });
});
