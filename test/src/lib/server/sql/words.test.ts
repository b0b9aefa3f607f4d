import { expect, it } from 'vitest';
import { troubleWords } from '../../../../../src/lib/server/sql/words.ts';

const hintOf = (message: string) =>
  troubleWords({ kind: 'engine', type: 'Invalid Input', message, position: null }, 'en', {
    timeLimitMs: 1000,
    memory: '1GB',
  }).hint;

it.each([
  `More than one row returned by a subquery.\nUse "SET scalar_subquery_error_on_multiple_rows=false" to revert.`,
  `Pivot column limit of 1000 exceeded. Use SET pivot_limit=X to increase the limit.`,
  `You can adjust this setting, by using (for example) PRAGMA max_temp_directory_size='10GiB'`,
])('where DuckDB advises to change a setting, the hint says that settings stay', (message) => {
  expect(hintOf(message)).toMatch(/^The advice to change a setting .* cannot be changed here/);
});

it('other failures have the hint of their kind', () => {
  expect(hintOf('No SET of values fits, nor a pragma')).toBe('A function got a value that it cannot use.');
});
