import { InvalidArgumentError } from 'commander';

/** A share in per cent. Throws what the command line tells as wrong usage. */
export function percent(value: string): number {
  const number = Number(value);
  if (value.trim() === '' || !(number >= 0 && number <= 100))
    throw new InvalidArgumentError('cần một số từ 0 đến 100');
  return number;
}

/** A month as YYYY-MM. Throws what the command line tells as wrong usage. */
export function month(value: string): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(value)) throw new InvalidArgumentError('cần YYYY-MM');
  return value;
}

/** A whole number of up to nine digits. Throws what the command line tells as wrong usage. */
export function seed(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('cần một số nguyên từ 0');
  return Number(value);
}

/** A day that exists, as YYYY-MM-DD. Throws what the command line tells as wrong usage. */
export function date(value: string): string {
  const day = new Date(`${value}T00:00:00Z`);
  if (
    !/^\d{4}-\d{2}-\d{2}$/.test(value) ||
    Number.isNaN(day.getTime()) ||
    !day.toISOString().startsWith(value)
  ) {
    throw new InvalidArgumentError('cần một ngày có thật, dạng YYYY-MM-DD');
  }
  return value;
}
