import type {
  Completion,
  CompletionContext,
  CompletionResult,
  CompletionSource,
} from '@codemirror/autocomplete';
import type { SQLNamespace } from '@codemirror/lang-sql';
import { statementAt } from './statements';

/** What can be named in a statement, with what the reader is told of it. */
export interface Nameable {
  tables: readonly {
    name: string;
    about: string | null;
    grain: string | null;
    columns: readonly { name: string; type: string; about: string | null }[];
  }[];
  metrics: readonly { id: string; label: string; formula: string; expression: string; table: string }[];
}

export interface EngineFunction {
  name: string;
  parameters: string;
  about: string | null;
  isAggregate: boolean;
}

/** Tables and their columns, for completion behind a point. */
export function namespaceOf({ tables }: Nameable): SQLNamespace {
  const schemas: Record<string, Record<string, SQLNamespace>> = {};
  for (const table of tables) {
    const [schema = '', name = ''] = table.name.split('.');
    schemas[schema] ??= {};
    schemas[schema][name] = {
      self: { label: name, type: 'class', ...told(schema, [table.about, table.grain]) },
      children: table.columns.map(columnCompletion),
    };
  }
  return schemas;
}

/**
 * Completes bare names: columns of the tables that the statement at the cursor names, names of its WITH queries,
 * metrics as expressions, functions of the engine.
 */
export function namesSource(names: Nameable, functions: () => readonly EngineFunction[]): CompletionSource {
  const metrics = names.metrics.map(({ id, label, formula, expression, table }): Completion => ({
    label: id,
    type: 'constant',
    detail: label,
    info: `${formula}\n${expression}\n${table}`,
    apply: expression,
    boost: 1,
  }));
  return (context: CompletionContext): CompletionResult | null => {
    const word = context.matchBefore(/[\p{L}_][\p{L}\p{N}_]*/u);
    if (!word && !context.explicit) return null;
    if (word && context.state.sliceDoc(word.from - 1, word.from) === '.') return null;
    const statement = statementOf(context);
    return {
      from: word?.from ?? context.pos,
      options: [
        ...columnsIn(statement, names.tables),
        ...withNames(statement),
        ...metrics,
        ...functions().map(functionCompletion),
      ],
      validFor: /^[\p{L}\p{N}_]*$/u,
    };
  };
}

function statementOf({ state, pos }: CompletionContext): string {
  const text = state.doc.toString();
  const span = statementAt(text, pos);
  return span ? text.slice(span.from, Math.max(span.to, pos)) : '';
}

/** Columns of the tables whose names stand in a statement, each once; where they stand in several, the first tells. */
export function columnsIn(statement: string, tables: Nameable['tables']): Completion[] {
  const words = new Set(statement.toLowerCase().match(/[\p{L}_][\p{L}\p{N}_]*/gu));
  const named = tables.filter(({ name }) => words.has(name.split('.')[1] ?? ''));
  const columns = new Map<string, Completion>();
  for (const column of named.flatMap((table) => table.columns)) {
    if (!columns.has(column.name)) columns.set(column.name, { ...columnCompletion(column), boost: 2 });
  }
  return [...columns.values()];
}

/** Names that WITH gives to queries. */
function withNames(statement: string): Completion[] {
  const found = statement.matchAll(
    /(?:\bwith(?:\s+recursive)?|,)\s+([\p{L}_][\p{L}\p{N}_]*)\s+as\s+(?:materialized\s+)?\(/giu,
  );
  return [...found].map(([, name = '']) => ({ label: name, type: 'class', detail: 'with', boost: 2 }));
}

function columnCompletion(column: Nameable['tables'][number]['columns'][number]): Completion {
  return { label: column.name, type: 'property', ...told(column.type, [column.about]) };
}

function functionCompletion({ name, parameters, about, isAggregate }: EngineFunction): Completion {
  return {
    label: name,
    type: 'function',
    ...told(`(${parameters})`, [about]),
    apply: `${name}(`,
    boost: isAggregate ? -1 : -2,
  };
}

function told(detail: string, about: readonly (string | null)[]): Pick<Completion, 'detail' | 'info'> {
  const info = about.filter((each) => each !== null).join('\n');
  return info === '' ? { detail } : { detail, info };
}
