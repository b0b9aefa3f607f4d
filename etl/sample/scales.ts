import type { MonthSpan } from './months.ts';

export type SampleScale = 'block' | 'province' | 'nation';

/** What a scale of the sample is made of. */
export interface ScalePlan {
  /** Months that the scale can show. */
  months: MonthSpan;
  /** First month that is written when none is asked for. */
  defaultFrom: string;
  /** Files of statements that make the whole history, in order. */
  history: readonly string[];
  /** Whether registers are sorted; a wide one comes in order by itself and is too large to sort in memory. */
  isSorted: boolean;
  /** Free text that goes into snapshot.json. */
  source: string;
}

/** Where every sample's `source` begins: the mark of a folder that may be replaced. */
export const sourceMark = 'Dữ liệu mẫu Lăng Kính';

const shared = ['shared/macros.sql', 'shared/parameters.sql'] as const;

/** What follows the sizes of a scale above the block. */
const wide = [
  ...shared,
  'wide/units.sql',
  'wide/organizations.sql',
  'wide/members.sql',
  'wide/cases.sql',
  'shared/case-offsets.sql',
  'shared/case-lives.sql',
  'wide/case-lives.sql',
  'wide/duties.sql',
  'shared/duty-lives.sql',
  'shared/duty-codes.sql',
  'wide/in-order.sql',
] as const;

export const scalePlans: Readonly<Record<SampleScale, ScalePlan>> = {
  block: {
    months: { from: '2019-03', until: '2026-10' },
    defaultFrom: '2019-03',
    history: [
      ...shared,
      'block/organizations.sql',
      'block/unit-counts.sql',
      'block/members.sql',
      'block/cells.sql',
      'block/case-numbers.sql',
      'block/case-chances.sql',
      'block/case-seeds.sql',
      'shared/case-offsets.sql',
      'shared/case-lives.sql',
      'block/case-lives.sql',
      'block/kept-cases.sql',
      'block/bodies.sql',
      'block/occasional-duties.sql',
      'block/duty-seeds.sql',
      'shared/duty-lives.sql',
      'shared/duty-codes.sql',
    ],
    isSorted: true,
    source: `${sourceMark}: khối cơ quan và doanh nghiệp (tự sinh, không có thật)`,
  },
  province: {
    months: { from: '2019-03', until: '2026-10' },
    defaultFrom: '2025-11',
    history: ['wide/province.sql', ...wide],
    isSorted: false,
    source: `${sourceMark}: một tỉnh (tự sinh, không có thật)`,
  },
  nation: {
    months: { from: '2026-09', until: '2026-10' },
    defaultFrom: '2026-09',
    history: ['wide/nation.sql', ...wide],
    isSorted: false,
    source: `${sourceMark}: toàn quốc (tự sinh, không có thật)`,
  },
};
