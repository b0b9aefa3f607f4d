import type { Command, CommandOptions } from 'commander';

/** A command of a group that takes --json behind its name too. */
export function commandOf(
  group: Command,
  name: string,
  description: string,
  options: CommandOptions = {},
): Command {
  return group
    .command(name, options)
    .description(description)
    .option('--json', 'trả lời bằng JSON')
    .allowExcessArguments(false);
}

/** Rows as an aligned table for a terminal. */
export function tableText(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heads.map((_, column) =>
    Math.max(...[heads, ...rows].map((row) => [...(row[column] ?? '')].length)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - [...cell].length)))
      .join('  ')
      .trimEnd();
  return [line(heads), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
