import { notAllowed } from '$lib/filters/bad-parameter';
import { choiceOf } from '../choice';
import type { PageContext } from '../context';

/** By what rows can be split. */
export const rowDimensions = [
  'organization',
  'parent',
  'organization_type',
  'organization_level',
  'case_type',
  'stage',
  'age_band',
  'month',
] as const;

export type HeatDimension = (typeof rowDimensions)[number];

/** A dimension whose keys are codes of a list. */
export type CodeDimension = Exclude<HeatDimension, 'organization' | 'parent' | 'month'>;

export type HeatMeasure = 'pending' | 'overdue' | 'share';

/**
 * What columns each kind of row can have, the first by default. Organisations are too many to be columns, and each
 * has one type, level and committee above at a time: there would be nothing to cross.
 */
export const columnsOf: Record<HeatDimension, readonly [HeatDimension, ...HeatDimension[]]> = {
  organization: ['month', 'case_type', 'stage', 'age_band'],
  parent: ['month', 'organization_type', 'organization_level', 'case_type', 'stage', 'age_band'],
  organization_type: ['month', 'organization_level', 'case_type', 'stage', 'age_band'],
  organization_level: ['month', 'organization_type', 'case_type', 'stage', 'age_band'],
  case_type: ['month', 'organization_type', 'organization_level', 'stage', 'age_band'],
  stage: ['month', 'organization_type', 'organization_level', 'case_type', 'age_band'],
  age_band: ['month', 'organization_type', 'organization_level', 'case_type', 'stage'],
  month: ['organization_type', 'organization_level', 'case_type', 'stage', 'age_band'],
};

export type HeatSort = 'meaning' | 'size' | 'type' | 'tree';

/** What the address says of the heatmap. */
export interface HeatChoice {
  rows: HeatDimension;
  columns: HeatDimension;
  measure: HeatMeasure;
  sort: HeatSort;
  /** Of a long list: which page, and what its rows are searched for. */
  at: number;
  find: string;
  /** How many months are shown where months are columns or rows. */
  months: number;
  /** Keys of the chosen row and column. */
  row: string | null;
  column: string | null;
}

/** The parameters of the address that belong to the heatmap. */
export const heatParameters = [
  'rows',
  'columns',
  'measure',
  'sort',
  'page',
  'find',
  'back',
  'row',
  'column',
] as const;

const longest = 240;

/** Reads the heatmap's parameters. Throws BadParameter, which names the parameter and what it allows. */
export function heatChoice(page: PageContext): HeatChoice {
  const { params } = page;
  const rows = choiceOf(params, 'rows', rowDimensions);
  const columns = choiceOf(params, 'columns', columnsOf[rows]);
  return {
    rows,
    columns,
    measure: choiceOf(params, 'measure', measuresOf(rows, columns)),
    sort: choiceOf(params, 'sort', sortsOf(rows)),
    at: numberIn(params, 'page', 99_999) ?? 1,
    find: (params.get('find') ?? '').normalize('NFC').trim().slice(0, 60),
    months: Math.max(page.filters.months, numberIn(params, 'back', longest) ?? 0),
    row: params.get('row'),
    column: params.get('column'),
  };
}

/** What can stand in the cells: a share only where both counts are split by the catalogue in that way. */
export function measuresOf(
  rows: HeatDimension,
  columns: HeatDimension,
): readonly [HeatMeasure, ...HeatMeasure[]] {
  return isFine(rows) || isFine(columns) ? ['pending', 'overdue'] : ['pending', 'overdue', 'share'];
}

/** In which orders rows can stand, the first by default. */
export function sortsOf(rows: HeatDimension): readonly [HeatSort, ...HeatSort[]] {
  if (rows === 'organization') return ['size', 'type', 'tree'];
  if (rows === 'parent') return ['size', 'tree'];
  return rows === 'month' ? ['meaning'] : ['meaning', 'size'];
}

/** Whether rows are organisations, of which one page is shown at a time. */
export function isListed(rows: HeatDimension): rows is 'organization' | 'parent' {
  return rows === 'organization' || rows === 'parent';
}

function isFine(dimension: HeatDimension): boolean {
  return dimension === 'stage' || dimension === 'age_band';
}

function numberIn(params: URLSearchParams, name: string, most: number): number | null {
  const found = params.get(name);
  if (found === null) return null;
  const number = /^[1-9]\d{0,4}$/.test(found) ? Number(found) : most + 1;
  if (number > most) throw notAllowed(name, found, [`1..${most}`]);
  return number;
}
