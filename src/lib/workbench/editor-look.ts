import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const mono = `ui-monospace, 'DejaVu Sans Mono', monospace`;

const sheet = EditorView.theme({
  '&': { fontSize: '13px', backgroundColor: 'var(--paper)', color: 'var(--ink)', height: '100%' },
  '.cm-scroller': { fontFamily: mono, lineHeight: '20px' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': {
    backgroundColor: 'var(--ground)',
    color: 'var(--third)',
    borderRight: '1px solid var(--rule)',
  },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '.cm-activeLineGutter': { backgroundColor: 'var(--band)', color: 'var(--ink)' },
  '.cm-statement': { boxShadow: 'inset 2px 0 0 var(--volume-middle)' },
  '&.cm-focused': { outline: '2px solid var(--volume)', outlineOffset: '-2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--volume-light) !important',
  },
  '.cm-selectionMatch': { backgroundColor: 'var(--band)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--volume-light)', color: 'var(--ink)' },
  '.cm-tooltip': { backgroundColor: 'var(--paper)', border: '1px solid var(--control)', color: 'var(--ink)' },
  '.cm-tooltip-autocomplete > ul': { fontFamily: mono, fontSize: '12.5px', maxHeight: '17em' },
  '.cm-tooltip-autocomplete > ul > li': { padding: '2px 6px', lineHeight: '19px' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--volume)',
    color: 'var(--volume-text)',
  },
  '.cm-completionIcon': { display: 'none' },
  '.cm-completionDetail': { fontStyle: 'normal', opacity: '1', color: 'var(--second)', marginLeft: '12px' },
  'li[aria-selected] .cm-completionDetail': { color: 'inherit' },
  '.cm-completionInfo': {
    maxWidth: '340px',
    padding: '6px 10px',
    whiteSpace: 'pre-line',
    fontSize: '12.5px',
    lineHeight: '18px',
  },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--fault)' },
  '.cm-panels': { backgroundColor: 'var(--ground)', color: 'var(--ink)', borderColor: 'var(--rule)' },
  '.cm-textfield, .cm-button': {
    backgroundColor: 'var(--paper)',
    backgroundImage: 'none',
    color: 'var(--ink)',
    border: '1px solid var(--field)',
    borderRadius: '4px',
  },
});

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--volume)', fontWeight: '600' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--good)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--fault)' },
  { tag: [tags.lineComment, tags.blockComment], color: 'var(--third)', fontStyle: 'italic' },
  { tag: [tags.typeName, tags.standard(tags.name)], color: 'var(--volume)' },
]);

/** How the editor looks, by the colours of the page. */
export const look = [sheet, syntaxHighlighting(colours)];
