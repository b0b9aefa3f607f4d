import type { HeatLinks } from '$lib/shape/heatmap';
import { hrefWith } from '../choice';
import type { PageContext } from '../context';
import type { Choice } from '../multiples';
import {
  columnsOf,
  isListed,
  measuresOf,
  rowDimensions,
  sortsOf,
  type HeatChoice,
  type HeatDimension,
  type HeatMeasure,
} from './choice';

/** Pairs that a reader need not put together: the first is shown by default. */
const presets: readonly (readonly [HeatDimension, HeatDimension])[] = [
  ['organization', 'month'],
  ['organization_type', 'month'],
  ['organization_type', 'age_band'],
  ['case_type', 'stage'],
  ['case_type', 'month'],
  ['parent', 'month'],
];

/** The controls above a heatmap: everything is an address or a form that leads to one. */
export interface HeatControls {
  presets: { label: string; choices: Choice[] };
  sorts: { label: string; choices: Choice[] } | null;
  custom: {
    label: string;
    /** Parameters that the form keeps. */
    kept: [string, string][];
    rows: { label: string; options: Option[] };
    columns: { label: string; options: (Option & { rows: string[] })[] };
    button: string;
    /** Whether the pair shown is none of the presets. */
    current: boolean;
  };
  search: {
    label: string;
    help: string;
    button: string;
    value: string;
    kept: [string, string][];
    clear: { label: string; href: string } | null;
  } | null;
}

interface Option {
  value: string;
  label: string;
  selected: boolean;
}

/** Parameters that say where in one table a reader is: another table starts without them. */
const places = ['row', 'column', 'page', 'find', 'sort', 'back'];

/** The controls of a heatmap. */
export function controlsOf(page: PageContext, choice: HeatChoice): HeatControls {
  const { say, params } = page;
  const { heat } = say;
  const isShown = ([rows, columns]: readonly [HeatDimension, HeatDimension]) =>
    rows === choice.rows && columns === choice.columns;
  const sorts = sortsOf(choice.rows);
  return {
    presets: {
      label: heat.presets,
      choices: presets.map((pair) => ({
        label: pairName(page, pair),
        href: pairHref(page, pair),
        current: isShown(pair),
      })),
    },
    sorts:
      sorts.length === 1
        ? null
        : {
            label: heat.sortLabel,
            choices: sorts.map((sort) => ({
              label: heat.sorts[sort],
              href: hrefWith(without(params, ['page']), 'sort', sort === sorts[0] ? null : sort),
              current: sort === choice.sort,
            })),
          },
    custom: customOf(page, choice, !presets.some(isShown)),
    search: isListed(choice.rows) ? searchOf(page, choice) : null,
  };
}

/** What stands in the cells, as a switch beside the page's heading. */
export function measureSwitch(page: PageContext, choice: HeatChoice): { label: string; choices: Choice[] } {
  const { words, backlog, heat } = page.say;
  const labels: Record<HeatMeasure, string> = {
    pending: words.pending,
    overdue: words.overdue,
    share: heat.share,
  };
  return {
    label: backlog.measureLabel,
    choices: measuresOf(choice.rows, choice.columns).map((measure) => ({
      label: labels[measure],
      href: hrefWith(without(page.params, ['page']), 'measure', measure === 'pending' ? null : measure),
      current: measure === choice.measure,
    })),
  };
}

/** Where the cells of the heatmap that is shown lead. */
export function linksOf({ params }: PageContext, chosen: Pick<HeatChoice, 'row' | 'column'>): HeatLinks {
  const clear = hrefWith(without(params, ['row', 'column']), 'row', null);
  return { path: '', clear, parts: partsOf(clear), row: chosen.row, column: chosen.column };
}

/** Where the cells of a small heatmap lead: to the page that shows its pair, with the cell chosen. */
export function linksToPair(page: PageContext, pair: readonly [HeatDimension, HeatDimension]): HeatLinks {
  const href = pairHref(page, pair);
  return { path: '/backlog', clear: `/backlog${href}`, parts: partsOf(href), row: null, column: null };
}

/** An address in parts, so that a choice can be put in where addresses have it. */
function partsOf(href: string): HeatLinks['parts'] {
  const marked = (name: string) => hrefWith(new URLSearchParams(href.slice(1)), name, '~');
  const [before = ''] = marked('column').slice(1).split('column=%7E');
  const [, after = ''] = marked('row').split('row=%7E');
  const between = href.slice(1 + before.length, href.length - after.length);
  const bare = (text: string) => text.replace(/^&|&$/g, '');
  return [bare(before), bare(between), bare(after)];
}

/** The address of the page with another pair of dimensions, in its first state. */
export function pairHref(
  { params }: PageContext,
  [rows, columns]: readonly [HeatDimension, HeatDimension],
): string {
  const next = without(params, places);
  const set = (name: string, value: string | null) =>
    value === null ? next.delete(name) : next.set(name, value);
  set('rows', rows === rowDimensions[0] ? null : rows);
  set('columns', columns === columnsOf[rows][0] ? null : columns);
  const measure = next.get('measure');
  const canKeep = measuresOf(rows, columns).some((known) => known === measure);
  return hrefWith(next, 'measure', canKeep ? measure : null);
}

function pairName({ say }: PageContext, [rows, columns]: readonly [HeatDimension, HeatDimension]): string {
  return say.heat.pair(say.heat.dimensions[rows], say.heat.dimensions[columns]);
}

function customOf(page: PageContext, choice: HeatChoice, current: boolean): HeatControls['custom'] {
  const { dimensions, custom, rows, columns, show } = page.say.heat;
  const everyColumn = rowDimensions.filter((name) => !isListed(name));
  return {
    label: custom,
    kept: [...without(page.params, ['rows', 'columns', 'measure', ...places])],
    rows: {
      label: rows,
      options: rowDimensions.map((value) => ({
        value,
        label: dimensions[value],
        selected: value === choice.rows,
      })),
    },
    columns: {
      label: columns,
      options: everyColumn.map((value) => ({
        value,
        label: dimensions[value],
        selected: value === choice.columns,
        rows: rowDimensions.filter((row) => columnsOf[row].includes(value)),
      })),
    },
    button: show,
    current,
  };
}

function searchOf({ say, params }: PageContext, { find }: HeatChoice): HeatControls['search'] {
  const rest = without(params, ['find', 'page', 'row', 'column']);
  return {
    label: say.heat.find,
    help: say.heat.findHelp,
    button: say.heat.findButton,
    value: find,
    kept: [...rest],
    clear: find === '' ? null : { label: say.heat.findClear, href: hrefWith(rest, 'find', null) },
  };
}

function without(params: URLSearchParams, names: readonly string[]): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const name of names) next.delete(name);
  return next;
}
