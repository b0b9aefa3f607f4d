/** `refuse`: the gate or the engine says no; `allow`: gives rows; `limit`: ends in time, in whatever way. */
export type Expected = 'refuse' | 'allow' | 'limit';

/** A statement that tries something, and what must become of it. */
export interface Attack {
  kind: string;
  expected: Expected;
  sql: string;
}

/** Statements of one kind. */
export const of = (kind: string, expected: Expected, statements: readonly string[]): Attack[] =>
  statements.map((sql) => ({ kind, expected, sql }));
