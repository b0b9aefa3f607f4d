import { closeCompletion } from '@codemirror/autocomplete';
import { closeSearchPanel, openSearchPanel, searchPanelOpen } from '@codemirror/search';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { PostgreSQL, sql, SQLDialect } from '@codemirror/lang-sql';
import { EditorSelection, EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { basicSetup } from 'codemirror';
import { namesSource, namespaceOf, type EngineFunction, type Nameable } from './completion';
import { look } from './editor-look';
import { markStatement } from './statement-mark';
import { statementAt, type Span } from './statements';

/** What the editor is made of. */
export interface EditorPlan {
  label: string;
  names: Nameable;
  functions(): readonly EngineFunction[];
  /** The number of the page that its style sheet must name. */
  nonce: string;
  phrases: Record<string, string>;
  changed(text: string): void;
  /** What its own keys do: run, show the plan, format, stop, go to the result. */
  commands: Record<'Mod-Enter' | 'Mod-Shift-Enter' | 'Shift-Alt-f' | 'Mod-.' | 'Alt-Enter', () => void>;
}

/** The editor as the page uses it. */
export interface SqlEditor {
  /** Shows the text of a tab, with its own cursor and its own steps back. */
  open(id: string, text: string): void;
  /** What is selected, else the statement at the cursor; null: nothing to run. */
  chosen(): { text: string; span: Span } | null;
  /** Everything in it. */
  text(): string;
  replace(text: string): void;
  insert(text: string): void;
  /** Underlines what is wrong, from a place on; null takes the mark away. */
  mark(fault: { at: number; message: string } | null): void;
  find(): void;
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

/** Puts an editor into an element. Only in the browser. */
export function makeEditor(parent: HTMLElement, plan: EditorPlan): SqlEditor {
  const extensions = extensionsOf(plan);
  const states = new Map<string, EditorState>();
  const view = new EditorView({ parent, state: EditorState.create({ extensions }) });
  let shown = '';
  return {
    open(id, text) {
      if (id === shown) return;
      states.set(shown, view.state);
      const known = states.get(id);
      view.setState(known ?? EditorState.create({ doc: text, extensions }));
      shown = id;
    },
    chosen: () => chosenIn(view),
    text: () => view.state.doc.toString(),
    replace: (text) => replaceAll(view, text),
    insert(text) {
      view.dispatch(view.state.replaceSelection(text), { scrollIntoView: true });
      view.focus();
    },
    mark: (fault) => view.dispatch(setDiagnostics(view.state, fault ? [diagnostic(view, fault)] : [])),
    find: () => void (searchPanelOpen(view.state) ? closeSearchPanel(view) : openSearchPanel(view)),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

function extensionsOf(plan: EditorPlan) {
  const language = sql({ dialect: duckdb, schema: namespaceOf(plan.names), defaultSchema: 'marts' });
  return [
    Prec.highest(
      keymap.of(
        Object.entries(plan.commands).map(([key, command]) => ({
          key,
          run: (view: EditorView) => {
            closeCompletion(view);
            command();
            return true;
          },
        })),
      ),
    ),
    basicSetup,
    lintGutter(),
    language,
    language.language.data.of({ autocomplete: namesSource(plan.names, plan.functions) }),
    markStatement,
    look,
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': plan.label }),
    EditorView.cspNonce.of(plan.nonce),
    EditorState.phrases.of(plan.phrases),
    EditorView.updateListener.of(({ docChanged, state }) => {
      if (docChanged) plan.changed(state.doc.toString());
    }),
  ];
}

/** As one step back, with the cursor about where it was. */
function replaceAll(view: EditorView, text: string): void {
  const { doc, selection } = view.state;
  const share = doc.length === 0 ? 0 : selection.main.head / doc.length;
  view.dispatch({
    changes: { from: 0, to: doc.length, insert: text },
    selection: EditorSelection.cursor(Math.round(share * text.length)),
  });
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
