import { argumentOf, choicesIn, parametersOf, type SqlParameter } from '../../workbench/parameters.ts';
import { parseView } from '../../workbench/view.ts';
import { textOf } from '../access/form.ts';
import { kindNamed, type QueryText } from './saved.ts';

/** What is wrong with a query that somebody wants to keep. */
export type FormProblem =
  { field: 'title' | 'description' | 'sql' | 'view' } | { field: 'parameter'; name: string };

const longest = { title: 200, description: 2000, sql: 20_000, view: 10_000 };
/** Any month: only its form is looked at. */
const someMonth = '2000-01';

/** A query as a form tells it: `title`, `description`, `sql`, `view`, and of each parameter `kind.NAME` and `p.NAME`. */
export function queryIn(form: FormData): { text: QueryText; problem: FormProblem | null } {
  const line = (name: string) =>
    textOf(form, name)
      .normalize('NFC')
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim();
  const sql = textOf(form, 'sql').replace(/\r\n?/g, '\n').trim();
  const view = viewIn(textOf(form, 'view').trim());
  const text: QueryText = {
    title: line('title'),
    description: textOf(form, 'description').normalize('NFC').replace(/\r\n?/g, '\n').trim(),
    sql,
    parameters: parametersIn(form, sql),
    view: view ?? null,
  };
  return { text, problem: view === undefined ? { field: 'view' } : problemOf(text) };
}

function parametersIn(form: FormData, sql: string): SqlParameter[] {
  const usual = choicesIn(form);
  return parametersOf(sql).map(({ name, kind }) => ({
    name,
    kind: kindNamed(textOf(form, `kind.${name}`)) ?? kind,
    usual: usual[name] ?? '',
  }));
}

function problemOf({ title, description, sql, parameters }: QueryText): FormProblem | null {
  if (title === '' || title.length > longest.title) return { field: 'title' };
  if (description.length > longest.description) return { field: 'description' };
  if (sql === '' || sql.length > longest.sql) return { field: 'sql' };
  const unfit = parameters.find(({ kind, usual }) => 'unfit' in argumentOf(kind, usual, someMonth));
  return unfit ? { field: 'parameter', name: unfit.name } : null;
}

/** The view of a form, in the form in which it is kept; null for none, undefined for one that cannot be read. */
function viewIn(json: string): string | null | undefined {
  if (json === '') return null;
  try {
    const view = json.length > longest.view ? null : parseView(JSON.parse(json));
    return view === null ? undefined : JSON.stringify(view);
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}
