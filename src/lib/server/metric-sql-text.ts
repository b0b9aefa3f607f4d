import type { Parameter } from '#warehouse/open.server.ts';
import type { Statement } from './metric-sql.ts';

/**
 * A statement as one text that runs anywhere, its values written into it as literals: to be read and tried by
 * people. What the program itself runs has its values bound. Throws for a parameter that has no value.
 */
export function withValues({ sql, params }: Statement): string {
  return sql.replace(/\$([a-z_]+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`The statement has no value for $${name}.`);
    return literal(value);
  });
}

function literal(value: Parameter): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  return String(value);
}
