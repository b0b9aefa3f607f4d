import type { ChartSpec } from '../../charts/spec.ts';
import type { Letterhead } from './letterhead.ts';
import type { BriefingPeriod } from './period.ts';
import type { Run } from './text/runs.ts';

/** What a cell of a table holds: a typed value with the text that is printed. */
export interface TableCell {
  text: string;
  value: number | string | null;
  /** How a number is written in a workbook. */
  format: 'count' | 'percent' | 'decimal' | 'text';
  /** The fact or rows that it comes from. */
  fact?: string;
  /** The step of shading, 0-4, in a heatmap. */
  step?: number;
  /** A small figure that restricted readers do not get: hatched. */
  isHidden?: true;
}

export interface TableColumn {
  label: string;
  align: 'left' | 'right' | 'center';
  /** Share of the width. */
  width: number;
}

/** A table with its caption, its totals row last where `hasTotal`, and a note below. */
export interface TableBlock {
  kind: 'table';
  id: string;
  caption: string;
  /** Its name where there is little room: of a sheet. */
  name: string;
  columns: readonly TableColumn[];
  rows: readonly (readonly TableCell[])[];
  hasTotal: boolean;
  note: string;
}

/** A chart: drawn from its specification, with a caption and what it shows in words. */
export interface ChartBlock {
  kind: 'chart';
  id: string;
  /** What its figures are, however they are drawn. */
  subject: string;
  caption: string;
  /** What it shows, for a reader who does not see it. */
  alt: string;
  spec: ChartSpec;
  /** The same figures as names and numbers, for charts that a reader may edit. */
  data: ChartData;
}

/** The numbers of a chart: one value a category, null where there is none. */
export interface ChartData {
  shape: 'columns' | 'bars';
  unit: 'count' | 'percent';
  categories: readonly string[];
  series: readonly { name: string; values: readonly (number | null)[]; isLine: boolean }[];
}

/** The places where only a person can write. */
export const promptIds = ['leadership', 'strengths', 'weaknesses', 'causes', 'tasks', 'proposals'] as const;
export type PromptId = (typeof promptIds)[number];

/** The texts that the officer wrote; what is missing stays a prompt. */
export type BriefingTexts = Partial<Record<PromptId, string>>;

/** A place for the officer's judgement: their text, or else the question that it answers. */
export interface PromptBlock {
  kind: 'prompt';
  id: PromptId;
  question: string;
  /** Null while nothing is written. */
  text: string | null;
}

export type Block =
  | { kind: 'part'; text: string }
  /** Level 1 `I- `, 2 `1.`; the number stands in the text. */
  | { kind: 'heading'; level: 1 | 2; text: string }
  | { kind: 'paragraph'; runs: readonly Run[] }
  | PromptBlock
  | TableBlock
  | ChartBlock;

/** The levels of secrecy, from the lowest. */
export const secrecyLevels = ['MẬT', 'TỐI MẬT', 'TUYỆT MẬT'] as const;

/** A secrecy mark set by a person, never by the program. */
export interface SecrecyMark {
  level: (typeof secrecyLevels)[number];
  /** The rule that it rests on, as the officer names it. */
  basis: string;
}

/** Everything that a briefing says, before it becomes a file. All formats are made from this. */
export interface BriefingDocument {
  period: BriefingPeriod;
  /** `công tác bảo vệ chính trị nội bộ tháng 10 năm 2026`. */
  abstract: string;
  /** The day up to which the figures count, `YYYY-MM-DD`. */
  cutoff: string;
  letterhead: Letterhead;
  secrecy: SecrecyMark | null;
  isDraft: boolean;
  body: readonly Block[];
  annex: readonly Block[];
  /** `2026-10-31.001`, and who it was made by: for the foot of the annex. */
  version: string;
}
