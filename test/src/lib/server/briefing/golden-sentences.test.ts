import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plain } from '../../../../../src/lib/server/briefing/text/runs.ts';
import { givenOf, rules } from './given.ts';

const lines = readFileSync(join(import.meta.dirname, 'golden-sentences.tsv'), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1);
const golden = lines.map((line) => line.split('\t') as [rule: string, given: string, expected: string]);

/** No-break spaces matter on paper, not to whoever reads the file of sentences. */
const readable = (text: string) => text.replaceAll('\u00a0', ' ');

describe('the sentences of a briefing', () => {
  it('are held to at least 200 written by hand', () => {
    expect(golden.length).toBeGreaterThanOrEqual(200);
    expect(new Set(golden.map(([rule, given]) => `${rule} ${given}`)).size).toBe(golden.length);
    expect(new Set(golden.map(([rule]) => rule))).toEqual(new Set(Object.keys(rules)));
  });

  it.each(golden)('%s of %s', (rule, given, expected) => {
    const runs = rules[rule]?.(givenOf(given)) ?? ['no such rule'];
    expect(readable(plain(runs))).toBe(expected ?? '');
  });

  it('bind every count and rate to the figure that it is', () => {
    const given = givenOf('now=45 before=40 year_ago=48 year=410 term=520');
    const bound = rules.opened?.(given).filter((run) => typeof run !== 'string');
    expect(bound).toEqual([
      { text: '45', fact: 'now' },
      { text: 'tăng 05 hồ sơ (12,5\u00a0%)', fact: 'before' },
      { text: 'giảm 03 hồ sơ (6,3\u00a0%)', fact: 'year_ago' },
      { text: '410', fact: 'year' },
      { text: '520', fact: 'term' },
    ]);
  });

  it('leave no figure of a count without its origin', () => {
    const counting = golden.filter(([rule]) => ['opened', 'closed', 'petition', 'stock'].includes(rule));
    const loose = counting.flatMap(([rule, given]) =>
      (rules[rule]?.(givenOf(given)) ?? [])
        .filter((run) => typeof run === 'string')
        .map((text) => text.replace('nhiệm kỳ 2025-2030', ''))
        .filter((text) => /\d/.test(text)),
    );
    expect(loose).toEqual([]);
  });
});
