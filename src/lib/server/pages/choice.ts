import { BadParameter } from '$lib/filters';
import { sentences } from '$lib/i18n/sentences';

/** A parameter of one page that takes one of a few values; the first is its default. Throws BadParameter. */
export function choiceOf<Value extends string>(
  params: URLSearchParams,
  name: string,
  allowed: readonly [Value, ...Value[]],
): Value {
  const found = params.get(name);
  if (found === null) return allowed[0];
  const known = allowed.find((value) => value === found);
  if (known !== undefined) return known;
  throw new BadParameter(
    name,
    sentences('vi').notAllowed(name, found.slice(0, 60), allowed.join(', ')),
    allowed,
  );
}

/** The address of the same page with one parameter changed; null takes it away. */
export function hrefWith(params: URLSearchParams, name: string, value: string | null): string {
  const next = new URLSearchParams(params);
  if (value === null) next.delete(name);
  else next.set(name, value);
  const text = next.toString().replaceAll('%2C', ',');
  return text === '' ? '?' : `?${text}`;
}
