import { describe, expect, it } from 'vitest';
import { formatChange, formatCount, formatDecimal, formatRatio } from '$lib/format/numbers';

describe('formatCount', () => {
  it('groups thousands in the manner of the language', () => {
    expect(formatCount(4857, 'vi')).toBe('4.857');
    expect(formatCount(1014, 'en')).toBe('1,014');
    expect(formatCount(20_000_000, 'vi')).toBe('20.000.000');
    expect(formatCount(999, 'vi')).toBe('999');
  });

  it('writes a dash where there is no number', () => {
    expect(formatCount(null, 'vi')).toBe('–');
    expect(formatCount(Number.NaN, 'vi')).toBe('–');
  });

  it('writes a true minus', () => {
    expect(formatCount(-1294, 'vi')).toBe('−1.294');
  });
});

describe('formatDecimal', () => {
  it('rounds halves away from zero, also where a binary fraction falls short of the half', () => {
    expect(formatDecimal(1.005, 'en', 2)).toBe('1.01');
    expect(formatDecimal(2.25, 'vi', 1)).toBe('2,3');
    expect(formatDecimal(-2.25, 'vi', 1)).toBe('−2,3');
  });

  it('writes no minus before what is rounded to zero', () => {
    expect(formatDecimal(-0.04, 'vi', 1)).toBe('0,0');
  });
});

describe('formatRatio', () => {
  it('writes a percentage with a no-break space in Vietnamese and none in English', () => {
    expect(formatRatio(0.924, 'vi')).toBe('92,4\u00a0%');
    expect(formatRatio(0.924, 'en')).toBe('92.4%');
    expect(formatRatio(57 / 79, 'vi', 0)).toBe('72\u00a0%');
  });

  it('keeps 100 % and 0 % for what is exactly that', () => {
    expect(formatRatio(9999 / 10_000, 'en')).toBe('99.9%');
    expect(formatRatio(1 / 10_000, 'en')).toBe('0.1%');
    expect(formatRatio(999 / 1000, 'en', 0)).toBe('99%');
    expect(formatRatio(1, 'en')).toBe('100.0%');
    expect(formatRatio(0, 'en')).toBe('0.0%');
  });

  it('writes a dash for a rate of nothing', () => {
    expect(formatRatio(null, 'vi')).toBe('–');
  });
});

describe('formatChange', () => {
  it('shows the sign of a rise and of a fall, and none of a standstill', () => {
    expect(formatChange(1200, 'vi')).toBe('+1.200');
    expect(formatChange(-12, 'vi')).toBe('−12');
    expect(formatChange(0, 'vi')).toBe('0');
    expect(formatChange(0.04, 'vi', 1)).toBe('0,0');
  });
});
