import type { Lang } from '$lib/i18n/lang';

/** What stands where there is no number. */
export const nothing = '–';

const minus = '\u2212';
const space = '\u00a0';
const marks = { vi: { group: '.', decimal: ',' }, en: { group: ',', decimal: '.' } } as const;

/** 4857 -> `4.857` (vi) or `4,857` (en); null -> an en dash. Own rules, so that no ICU version changes a page. */
export function formatCount(value: number | null, lang: Lang): string {
  return formatDecimal(value, lang, 0);
}

/** 1234.56 with one digit -> `1.234,6` (vi) or `1,234.6` (en). Halves are rounded away from zero. */
export function formatDecimal(value: number | null, lang: Lang, digits = 1): string {
  if (value === null || !Number.isFinite(value)) return nothing;
  const rounded = roundTo(Math.abs(value), digits);
  const [whole = '0', fraction] = rounded.toFixed(digits).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, marks[lang].group);
  const sign = value < 0 && rounded > 0 ? minus : '';
  return sign + grouped + (fraction ? marks[lang].decimal + fraction : '');
}

/** A figure of which nothing is known, with about three digits that count: 12345.6 -> `12.346`, 1.2345 -> `1,23`. */
export function formatFigure(value: number | null, lang: Lang): string {
  if (value === null || Number.isInteger(value)) return formatDecimal(value, lang, 0);
  const size = Math.abs(value);
  return formatDecimal(value, lang, size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 4);
}

/** 0.924 -> `92,4 %` (vi) or `92.4%` (en). Never rounds up to 100 % or down to 0 % what is not quite that. */
export function formatRatio(ratio: number | null, lang: Lang, digits = 1): string {
  if (ratio === null || !Number.isFinite(ratio)) return nothing;
  return formatDecimal(percentShown(ratio, digits), lang, digits) + percentSign(lang);
}

/** The sign that follows a percentage: with a no-break space in Vietnamese. */
export function percentSign(lang: Lang): string {
  return lang === 'vi' ? `${space}%` : '%';
}

/** A change with its sign: 5 -> `+5`, -3 -> `−3`, 0 -> `0`. */
export function formatChange(value: number | null, lang: Lang, digits = 0): string {
  if (value === null) return nothing;
  const text = formatDecimal(value, lang, digits);
  return value > 0 && roundTo(value, digits) > 0 ? `+${text}` : text;
}

function percentShown(ratio: number, digits: number): number {
  const step = 10 ** -digits;
  const percent = roundTo(ratio * 100, digits);
  if (percent >= 100 && ratio < 1) return 100 - step;
  if (percent <= 0 && ratio > 0) return step;
  return percent;
}

function roundTo(value: number, digits: number): number {
  if (Number.isInteger(value)) return value;
  const factor = 10 ** digits;
  return Math.round(Number((value * factor).toPrecision(15))) / factor;
}
