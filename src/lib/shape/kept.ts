/**
 * `next`, with every part of it that equals the same part of `previous` taken from there: what did not change stays the
 * same object, and nothing that shows only it need be done again. For plain data, as a page gets them.
 */
export function kept<Data>(previous: unknown, next: Data): Data {
  if (Array.isArray(next) && Array.isArray(previous)) {
    const items = next.map((item, index) => kept(previous[index], item));
    return asBefore(previous, items) ? (previous as Data) : (items as Data);
  }
  if (!isRecord(next) || !isRecord(previous)) return next;
  const parts = Object.fromEntries(
    Object.entries(next).map(([name, part]) => [name, kept(previous[name], part)]),
  );
  return asBefore(previous, parts) ? (previous as Data) : (parts as Data);
}

/** Whether two lists or records have the same parts; those that are equal are the same objects by now. */
function asBefore(previous: object, parts: object): boolean {
  const names = Object.keys(parts);
  if (names.length !== Object.keys(previous).length) return false;
  const [before, now] = [previous, parts] as Record<string, unknown>[];
  return names.every((name) => name in previous && Object.is(before?.[name], now?.[name]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
