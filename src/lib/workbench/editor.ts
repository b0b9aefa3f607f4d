import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { PostgreSQL, sql, SQLDialect } from '@codemirror/lang-sql';
import { EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { basicSetup } from 'codemirror';
import { statementAt, type Span } from './statements';

/** What the editor is made of. */
export interface EditorPlan {
  text: string;
  label: string;
  /** Columns by `schema.table`, for completion. */
  schema: Record<string, string[]>;
  /** The number of the page that its style sheet must name. */
  nonce: string;
  phrases: Record<string, string>;
  changed(text: string): void;
  run(): void;
}

/** The editor as the page uses it. */
export interface SqlEditor {
  /** What is selected, else the statement at the cursor; null: nothing to run. */
  chosen(): { text: string; span: Span } | null;
  /** Everything in it. */
  text(): string;
  replace(text: string): void;
  insert(text: string): void;
  /** Underlines what is wrong, from a place on; null takes the mark away. */
  mark(fault: { at: number; message: string } | null): void;
  focus(): void;
  destroy(): void;
}

const own =
  'qualify pivot unpivot asof summarize describe exclude replace positional semi anti sample macro columns';
const duckdb = SQLDialect.define({
  ...PostgreSQL.spec,
  keywords: `${PostgreSQL.spec.keywords ?? ''} ${own}`,
  doubleDollarQuotedStrings: true,
});

const look = EditorView.theme({
  '&': { fontSize: '13px', backgroundColor: 'var(--paper)', color: 'var(--ink)', height: '100%' },
  '.cm-content': { fontFamily: `ui-monospace, 'DejaVu Sans Mono', monospace`, caretColor: 'var(--ink)' },
  '.cm-gutters': {
    backgroundColor: 'var(--ground)',
    color: 'var(--third)',
    borderRight: '1px solid var(--rule)',
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--band)' },
  '&.cm-focused': { outline: '2px solid var(--volume)', outlineOffset: '-2px' },
  '.cm-tooltip': { backgroundColor: 'var(--paper)', border: '1px solid var(--control)' },
  '.cm-panels': { backgroundColor: 'var(--ground)', color: 'var(--ink)' },
});

/** Puts an editor into an element. Only in the browser. */
export function makeEditor(parent: HTMLElement, plan: EditorPlan): SqlEditor {
  const run = () => {
    plan.run();
    return true;
  };
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: plan.text,
      extensions: [
        Prec.highest(keymap.of([{ key: 'Mod-Enter', run }])),
        basicSetup,
        lintGutter(),
        sql({ dialect: duckdb, schema: plan.schema, defaultSchema: 'marts' }),
        look,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': plan.label }),
        EditorView.cspNonce.of(plan.nonce),
        EditorState.phrases.of(plan.phrases),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) plan.changed(state.doc.toString());
        }),
      ],
    }),
  });
  return {
    chosen: () => chosenIn(view),
    text: () => view.state.doc.toString(),
    replace: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    insert: (text) => view.dispatch(view.state.replaceSelection(text)),
    mark: (fault) => view.dispatch(setDiagnostics(view.state, fault ? [diagnostic(view, fault)] : [])),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

function chosenIn(view: EditorView): { text: string; span: Span } | null {
  const { from, to, head } = view.state.selection.main;
  const text = view.state.doc.toString();
  const span = from < to ? { from, to } : statementAt(text, head);
  return span && { text: text.slice(span.from, span.to), span };
}

function diagnostic(view: EditorView, { at, message }: { at: number; message: string }) {
  const from = Math.min(at, view.state.doc.length);
  const word = /^[\p{L}\p{N}_."]+/u.exec(view.state.sliceDoc(from, from + 80));
  const to = Math.min(from + (word?.[0].length ?? 1), view.state.doc.length);
  return { from, to, message, severity: 'error' as const };
}
