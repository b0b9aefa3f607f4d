import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { colours } from '$lib/charts/theme';
import { contrast, distance, luminance, tokensIn, visions, type Tokens } from '../support/colour.ts';

const [light, preferred, chosen] = tokensIn(readFileSync('src/tokens.css', 'utf8'));
if (!light || !preferred || !chosen) throw new Error('tokens.css must have three sets of colours.');
const themes: [string, Tokens][] = [
  ['light', light],
  ['dark', chosen],
];
const eyes = Object.keys(visions) as (keyof typeof visions)[];
const steps = [1, 2, 3, 4, 5];

function of(tokens: Tokens, name: string): string {
  const value = tokens.get(name);
  if (!value) throw new Error(`There is no token --${name}.`);
  return value;
}

/** Pairs of tokens that stand under the wanted contrast, with what they have. */
function tooFaint(tokens: Tokens, pairs: readonly (readonly [string, string])[], least: number): string[] {
  return pairs
    .map(([one, other]) => ({ one, other, has: contrast(of(tokens, one), of(tokens, other)) }))
    .filter(({ has }) => has < least)
    .map(({ one, other, has }) => `${one} on ${other}: ${has.toFixed(2)}`);
}

/** Pairs of tokens that some eye sees too near to each other, with how near. */
function tooNear(tokens: Tokens, pairs: readonly (readonly [string, string])[], least: number): string[] {
  return pairs.flatMap(([one, other]) =>
    eyes
      .map((eye) => ({ eye, has: distance(of(tokens, one), of(tokens, other), eye) }))
      .filter(({ has }) => has < least)
      .map(({ eye, has }) => `${one} and ${other}, ${eye}: ${has.toFixed(1)}`),
  );
}

const grounds = ['paper', 'ground', 'band', 'chosen', 'absent'];
const texts = [
  ...['ink', 'second', 'third', 'volume'].flatMap((text) => grounds.map((ground) => [text, ground] as const)),
  ...['good', 'late', 'brand', 'fault'].map((text) => [text, 'paper'] as const),
  ...['brand', 'fault'].map((text) => [text, 'ground'] as const),
  ...['heat', 'rate'].flatMap((palette) =>
    steps.map((step) => [`${palette}-${step}-text`, `${palette}-${step}`] as const),
  ),
  ['volume-text', 'volume'],
  ['volume-text', 'volume-strong'],
  ['late-text', 'late'],
  ['paper', 'volume'],
  ['paper', 'good'],
  ['paper', 'fault'],
] as const;

describe.each(themes)('the %s theme', (name, tokens) => {
  it('sets every text in 4.5:1 to what is behind it', () => {
    expect(tooFaint(tokens, texts, 4.5)).toEqual([]);
  });

  it('draws lines, dots and borders of controls in 3:1 to the paper', () => {
    const marks = ['volume', 'volume-middle', 'good', 'late', 'third', 'field'];
    expect(
      tooFaint(
        tokens,
        marks.map((mark) => [mark, 'paper'] as const),
        3,
      ),
    ).toEqual([]);
  });

  it('lets every eye tell late from on time, and series from each other', () => {
    const pairs = [
      ['good', 'late'],
      ['volume', 'late'],
      ['volume-middle', 'late'],
      ['third', 'late'],
      ['volume', 'volume-middle'],
      ['volume-middle', 'volume-light'],
    ] as const;
    expect(tooNear(tokens, pairs, 10)).toEqual([]);
    expect(tooNear(tokens, [['good', 'third']], 7)).toEqual([]);
  });

  it('lets every eye tell a step of the heat from the next, and good rates from bad ones', () => {
    const next = steps.slice(0, 4).map((step) => [`heat-${step}`, `heat-${step + 1}`] as const);
    const nextRate = steps.slice(0, 4).map((step) => [`rate-${step}`, `rate-${step + 1}`] as const);
    const sides = [1, 2].flatMap((bad) => [4, 5].map((good) => [`rate-${bad}`, `rate-${good}`] as const));
    expect(tooNear(tokens, next, 7)).toEqual([]);
    expect(tooNear(tokens, nextRate, 4.5)).toEqual([]);
    expect(tooNear(tokens, sides, 9)).toEqual([]);
  });

  it('runs the heat away from the paper, step by step', () => {
    const paper = luminance(of(tokens, 'paper'));
    const far = steps.map((step) => Math.abs(luminance(of(tokens, `heat-${step}`)) - paper));
    expect(far, name).toEqual(far.toSorted((a, b) => a - b));
  });
});

it('has the same colours in the dark that is chosen and in the dark that the machine prefers', () => {
  expect([...chosen]).toEqual([...preferred]);
  expect([...chosen.keys()]).toEqual([...light.keys()]);
});

it('finds two colours that an eye without red cones takes for one', () => {
  const faulty = new Map([
    ['a', '#b04040'],
    ['b', '#58573f'],
  ]);
  expect(distance('#b04040', '#58573f', 'usual')).toBeGreaterThan(10);
  expect(tooNear(faulty, [['a', 'b']], 10)).toHaveLength(2);
  expect(tooFaint(faulty, [['a', 'b']], 4.5)).toEqual(['a on b: 1.28']);
});

it('names in charts only colours that the style sheet has', () => {
  for (const reference of Object.values(colours)) {
    expect(light.has(/^var\(--(.+)\)$/.exec(reference)?.[1] ?? ''), reference).toBe(true);
  }
});

it('writes colours in tokens.css only', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
    (path) => /\.(svelte|css)$/.test(path) && path !== 'tokens.css',
  );
  const found = files.filter((path) =>
    /:[^;{}]*#[0-9a-f]{3,6}\b[^;{}]*;/i.test(readFileSync(join('src', path), 'utf8')),
  );
  expect(found).toEqual([]);
});
