import type { MetricId } from '#warehouse/metrics.ts';
import { formatCount } from '../../format/numbers.ts';
import type { Dimension, MetricRow } from '../metrics.ts';
import type { Disclosure } from '../state/tables.ts';
import type { TableBlock, TableCell, TableColumn } from './document.ts';
import type { Facts } from './facts.ts';
import { dutiesShown, factId, heatId, rowsId } from './questions.ts';
import { decimalText, hiddenWords, percentText } from './text/runs.ts';

/** A code list in its order. */
export type Codes = readonly { code: string; label: string }[];

/** What tables are made from. */
export interface Tabling {
  facts: Facts;
  disclosure: Disclosure;
  /** Code lists of the version, in Vietnamese, by the dimension that they name. */
  codes: (dimension: 'case_type' | 'organization_type' | 'duty_type' | 'age_band') => Codes;
}

const dash = '–';
/** What stands in a cell whose figure restricted readers do not get. */
export const hiddenMark = '…';

/** A cell with a text. */
export function textCell(text: string): TableCell {
  return { text, value: text, format: 'text' };
}

/** A cell with the value of a row of a metric: its reason in place of a value that there is not. */
export function metricCell(row: MetricRow | undefined, format: TableCell['format'], fact: string): TableCell {
  if (row?.reason === 'suppressed') return { text: hiddenMark, value: null, format, fact, isHidden: true };
  const value = row?.value ?? null;
  if (value === null) {
    const isCount = format === 'count' && row === undefined;
    return isCount ? { text: '0', value: 0, format, fact } : { text: dash, value: null, format, fact };
  }
  return { text: written(value, format), value, format, fact };
}

function written(value: number, format: TableCell['format']): string {
  if (format === 'percent') return percentText(value);
  return format === 'decimal' ? decimalText(value) : formatCount(value, 'vi');
}

interface MetricColumn {
  metric: MetricId;
  label: string;
  format: TableCell['format'];
  /** The numerator stands for the value: of a share, how many. */
  numerator?: boolean;
}

const caseColumns: readonly MetricColumn[] = [
  { metric: 'cases_opened', label: 'Tiếp nhận', format: 'count' },
  { metric: 'cases_closed', label: 'Giải quyết xong', format: 'count' },
  { metric: 'cases_pending', label: 'Đang xử lý', format: 'count' },
  { metric: 'cases_overdue', label: 'Quá hạn', format: 'count' },
  { metric: 'on_time_rate', label: 'Tỷ lệ đúng hạn', format: 'percent' },
];
const dutyColumns: readonly MetricColumn[] = [
  { metric: 'duties_due', label: 'Đến hạn', format: 'count' },
  { metric: 'compliance_rate', label: 'Đúng hạn', format: 'count', numerator: true },
  { metric: 'duties_overdue', label: 'Quá hạn', format: 'count' },
  { metric: 'unknown_share', label: 'Chưa rõ', format: 'count', numerator: true },
  { metric: 'compliance_rate', label: 'Tỷ lệ đúng hạn', format: 'percent' },
];

/** What a table of metrics by one dimension shows. */
interface Crossing {
  id: string;
  caption: string;
  name: string;
  by: 'case_type' | 'organization_type' | 'duty_type';
  first: string;
  columns: readonly MetricColumn[];
  /** The subject of the facts of the totals row. */
  total: string;
}

/** Cases by their type. */
export function casesByType(tabling: Tabling): TableBlock {
  return crossed(tabling, {
    id: 'cases-by-case-type',
    caption: 'Hồ sơ theo loại hồ sơ',
    name: 'Loại hồ sơ',
    by: 'case_type',
    first: 'Loại hồ sơ',
    columns: caseColumns,
    total: 'all',
  });
}

/** Cases by type of organisation. */
export function casesByOrganizationType(tabling: Tabling): TableBlock {
  return crossed(tabling, {
    id: 'cases-by-organization-type',
    caption: 'Hồ sơ theo loại hình tổ chức',
    name: 'Loại hình - hồ sơ',
    by: 'organization_type',
    first: 'Loại hình tổ chức',
    columns: caseColumns,
    total: 'all',
  });
}

/** Duties by type of organisation. */
export function dutiesByOrganizationType(tabling: Tabling): TableBlock {
  return crossed(tabling, {
    id: 'duties-by-organization-type',
    caption: `Nhiệm vụ có thời hạn theo loại hình tổ chức${dutiesWords(tabling)}`,
    name: 'Loại hình - nhiệm vụ',
    by: 'organization_type',
    first: 'Loại hình tổ chức',
    columns: dutyColumns,
    total: dutiesShown(tabling.disclosure).subject,
  });
}

/** Which duties a table by type of organisation leaves out, where it does. */
export function dutiesWords({ disclosure }: Pick<Tabling, 'disclosure'>): string {
  return disclosure === 'restricted' ? ' (không gồm nhiệm vụ về cá nhân)' : '';
}

/** Duties by their type. */
export function dutiesByType(tabling: Tabling): TableBlock {
  return crossed(tabling, {
    id: 'duties-by-duty-type',
    caption: 'Nhiệm vụ có thời hạn theo loại nhiệm vụ',
    name: 'Loại nhiệm vụ',
    by: 'duty_type',
    first: 'Loại nhiệm vụ',
    columns: dutyColumns,
    total: 'all_duties',
  });
}

function crossed({ facts, codes }: Tabling, crossing: Crossing): TableBlock {
  const { by } = crossing;
  const columns = crossing.columns.filter(({ metric }) => !facts.isUnlisted(rowsId(metric, by)));
  const answers = columns.map(({ metric }) => facts.rows(rowsId(metric, by)));
  const told = listed(
    codes(by),
    answers.flatMap(({ rows }) => rows.map((row) => row[by] ?? null)),
  );
  const rows = told.map(({ code, label }) => [
    textCell(label),
    ...columns.map((column, i) => {
      const row = answers[i]?.rows.find((each) => (each[by] ?? null) === code);
      return cellOf(column, row, rowsId(column.metric, by));
    }),
  ]);
  const totals = columns.map((column) => {
    const id = factId(column.metric, crossing.total, 'now');
    return cellOf(column, facts.one(id), id);
  });
  return {
    kind: 'table',
    id: crossing.id,
    caption: crossing.caption,
    name: crossing.name,
    columns: columnsOf(
      crossing.first,
      columns.map(({ label }) => label),
    ),
    rows: [...rows, [textCell('Tổng số'), ...totals]],
    hasTotal: true,
    note: noteOf([...rows, totals]),
  };
}

function cellOf(column: MetricColumn, row: MetricRow | undefined, fact: string): TableCell {
  if (!column.numerator || row === undefined) return metricCell(row, column.format, fact);
  if (row.reason === 'suppressed') return metricCell(row, column.format, fact);
  return metricCell({ ...row, value: row.numerator, reason: null }, column.format, fact);
}

/** The codes that have rows, in the order of their list; rows without one (of no type) come last. */
function listed(codes: Codes, found: readonly (string | null)[]) {
  const known = new Set(found);
  const named = codes.filter(({ code }) => known.has(code));
  const without = known.has(null) ? [{ code: null, label: 'Không thuộc loại hình nào' }] : [];
  return [...named, ...without];
}

function columnsOf(first: string, labels: readonly string[]): TableColumn[] {
  const width = 0.62 / labels.length;
  return [
    { label: first, align: 'left', width: 0.38 },
    ...labels.map((label): TableColumn => ({ label, align: 'right', width })),
  ];
}

function noteOf(rows: readonly (readonly TableCell[])[]): string {
  const texts = rows.flat().map(({ text }) => text);
  const notes = [
    texts.includes(dash) ? `“${dash}”: không phát sinh mẫu số để tính` : '',
    texts.includes(hiddenMark) ? `“${hiddenMark}”, ô gạch chéo: ${hiddenWords}` : '',
  ].filter((note) => note !== '');
  return notes.length > 0 ? `${notes.join('; ')}.` : '';
}

/** Lower bounds of the shades of the heatmap, fixed so that a shade means the same every month. */
export const heatBounds = [1, 4, 10, 30, 100] as const;

/** The heatmap of pending cases: case type by age, shaded by fixed steps, with totals. */
export function backlogHeat({ facts, codes }: Tabling): TableBlock {
  const id = heatId;
  const { rows } = facts.rows(id);
  const bands = codes('age_band');
  const types = codes('case_type').filter(({ code }) => rows.some((row) => row.case_type === code));
  const at = (type: string, band: string) =>
    rows.find((row) => row.case_type === type && row.age_band === band);
  const sum = (wanted: (row: MetricRow) => boolean): TableCell => {
    const total = rows.filter(wanted).reduce((all, row) => all + (row.value ?? 0), 0);
    return { text: formatCount(total, 'vi'), value: total, format: 'count', fact: id };
  };
  return {
    kind: 'table',
    id: 'backlog-heat',
    caption: 'Hồ sơ đang xử lý theo loại hồ sơ và tuổi hồ sơ (ngày làm việc)',
    name: 'Tồn theo tuổi',
    columns: columnsOf('Loại hồ sơ', [...bands.map(({ label }) => label.replace(' ngày', '')), 'Cộng']).map(
      (column, i) => (i === 0 ? column : { ...column, align: 'center' }),
    ),
    rows: [
      ...types.map(({ code, label }) => [
        textCell(label),
        ...bands.map((band) => shaded(metricCell(at(code, band.code), 'count', id))),
        sum((row) => row.case_type === code),
      ]),
      [textCell('Tổng số'), ...bands.map(({ code }) => sum((row) => row.age_band === code)), sum(() => true)],
    ],
    hasTotal: true,
    note: `Ô càng đậm càng nhiều hồ sơ: ${heatBounds.map((bound, i) => stepName(bound, heatBounds[i + 1])).join(', ')}. Ô trắng: không có hồ sơ.`,
  };
}

function shaded(cell: TableCell): TableCell {
  const value = typeof cell.value === 'number' ? cell.value : 0;
  const step = heatBounds.filter((bound) => value >= bound).length - 1;
  return step < 0 ? cell : { ...cell, step };
}

function stepName(from: number, next: number | undefined): string {
  return next === undefined ? `từ ${from}` : `${from}–${next - 1}`;
}

/** Rows of a metric by one dimension, for charts. */
export function rowsBy(facts: Facts, metric: MetricId, by: Dimension): readonly MetricRow[] {
  return facts.rows(rowsId(metric, by)).rows;
}
