import { BadParameter, notAllowed } from './bad-parameter';

/** The one value of a parameter, or undefined when it is absent. Throws BadParameter when given twice. */
export function single(params: URLSearchParams, parameter: string): string | undefined {
  const values = params.getAll(parameter);
  if (values.length > 1) {
    throw new BadParameter(parameter, {
      vi: `Tham số "${parameter}" chỉ được ghi một lần.`,
      en: `The parameter "${parameter}" may be given once only.`,
    });
  }
  return values[0]?.trim();
}

/** A value out of a closed list; `fallback` when the parameter is absent. */
export function oneOf<T extends string>(
  params: URLSearchParams,
  parameter: string,
  { allowed, fallback }: { allowed: readonly T[]; fallback: T },
): T {
  const found = single(params, parameter);
  if (found === undefined) return fallback;
  const known = allowed.find((value) => value === found);
  if (known === undefined) throw notAllowed(parameter, found, allowed);
  return known;
}

/** The parts of a comma list, without doubles; undefined when absent. An empty part is an error. */
export function commaList(params: URLSearchParams, parameter: string): string[] | undefined {
  const found = single(params, parameter);
  if (found === undefined) return undefined;
  const parts = found.split(',').map((part) => part.trim());
  if (parts.includes('')) {
    throw new BadParameter(parameter, {
      vi: `Tham số "${parameter}" có mục trống; các mục cách nhau bằng dấu phẩy.`,
      en: `The parameter "${parameter}" has an empty item; items are separated by commas.`,
    });
  }
  return [...new Set(parts)];
}

/** A comma list whose every part is in a closed list; empty when absent. */
export function listOf(params: URLSearchParams, parameter: string, allowed: readonly string[]): string[] {
  const parts = commaList(params, parameter) ?? [];
  const unknown = parts.find((part) => !allowed.includes(part));
  if (unknown !== undefined) throw notAllowed(parameter, unknown, allowed);
  return parts;
}

const longestCode = 60;

/** A code out of a list too long to name, or undefined when absent: only its shape is checked. */
export function codeOf(params: URLSearchParams, parameter: string): string | undefined {
  const found = single(params, parameter);
  if (found === undefined) return undefined;
  if (found !== '' && found.length <= longestCode) return found;
  throw new BadParameter(parameter, {
    vi: `Tham số "${parameter}" phải là một mã có từ 1 đến ${longestCode} ký tự.`,
    en: `The parameter "${parameter}" must be a code of 1 to ${longestCode} characters.`,
  });
}

/** A month `YYYY-MM`, or undefined when absent. */
export function monthOf(params: URLSearchParams, parameter: string): string | undefined {
  const found = single(params, parameter);
  if (found === undefined) return undefined;
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(found)) {
    throw notAllowed(parameter, found, ['YYYY-MM']);
  }
  return found;
}

/** Checks that a month lies within first..last (both `YYYY-MM`, inclusive); the error names the range. */
export function requireWithin(
  parameter: string,
  month: string,
  { first, last }: { first: string; last: string },
): void {
  if (month >= first && month <= last) return;
  throw new BadParameter(
    parameter,
    {
      vi: `Tham số "${parameter}" là tháng ${month}, ngoài khoảng có số liệu: ${first} đến ${last}.`,
      en: `The parameter "${parameter}" is the month ${month}, outside the months with data: ${first} to ${last}.`,
    },
    [`${first}..${last}`],
  );
}
