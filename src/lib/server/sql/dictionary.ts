import { sqlFile } from '#warehouse/project.ts';
import type { Lang } from '../../i18n/lang.ts';

/** What the tables and columns of the published file mean, in one language; null for what nothing is said of. */
export interface Dictionary {
  table(name: string): { about: string; grain: string } | null;
  /** A column of a table, `schema.table`; what is said of the name alone where the table has nothing of its own. */
  column(table: string, name: string): string | null;
}

/** The dictionary of warehouse/dictionary. */
export function dictionaryIn(lang: Lang): Dictionary {
  const tables = linesOf('dictionary/tables.csv');
  const columns = linesOf('dictionary/columns.csv');
  return {
    table(name) {
      const found = tables.get(name);
      return found ? { grain: found[`grain_${lang}`] ?? '', about: found[`about_${lang}`] ?? '' } : null;
    },
    column: (table, name) => (columns.get(`${table}.${name}`) ?? columns.get(name))?.[lang] ?? null,
  };
}

/** Lines by their first field, each with its other fields by name. Fields are parted by semicolons and have none. */
function linesOf(file: string): Map<string, Record<string, string>> {
  const [heading = '', ...lines] = sqlFile(file).trimEnd().split('\n');
  const names = heading.split(';');
  return new Map(
    lines.map((line) => {
      const fields = line.split(';');
      return [fields[0] ?? '', Object.fromEntries(names.map((name, i) => [name, fields[i] ?? '']))];
    }),
  );
}
