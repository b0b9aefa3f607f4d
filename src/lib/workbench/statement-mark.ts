import type { EditorState } from '@codemirror/state';
import {
  Decoration,
  type EditorView,
  ViewPlugin,
  type DecorationSet,
  type ViewUpdate,
} from '@codemirror/view';
import { statementAt, statementsOf } from './statements';

const line = Decoration.line({ class: 'cm-statement' });

/** Marks the lines of the statement at the cursor, which is the one that runs, where there is more than one. */
export const markStatement = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor({ state }: EditorView) {
      this.decorations = marksIn(state);
    }

    update({ docChanged, selectionSet, state }: ViewUpdate) {
      if (docChanged || selectionSet) this.decorations = marksIn(state);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function marksIn({ doc, selection }: EditorState): DecorationSet {
  const text = doc.toString();
  const span = statementsOf(text).length > 1 ? statementAt(text, selection.main.head) : null;
  if (!span) return Decoration.none;
  const first = doc.lineAt(span.from).number;
  const count = doc.lineAt(span.to).number - first + 1;
  return Decoration.set(Array.from({ length: count }, (_, i) => line.range(doc.line(first + i).from)));
}
