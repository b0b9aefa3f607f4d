import { BadParameter } from '../../filters/bad-parameter.ts';
import { addMonths } from '../metric-sql.ts';

/** What a briefing reports on. */
export const spans = ['month', 'quarter', 'half', 'nine_months', 'year'] as const;
export type Span = (typeof spans)[number];

/** Months of a period, `YYYY-MM`, both included. */
export interface Months {
  from: string;
  to: string;
}

/** The period of a briefing, and what it is compared with; null where there is no such comparison. */
export interface BriefingPeriod extends Months {
  span: Span;
  before: Months | null;
  yearAgo: Months;
  /** From January on; null where the period itself begins in January. */
  year: Months | null;
}

const lengths: Record<Span, number> = { month: 1, quarter: 3, half: 6, nine_months: 9, year: 12 };
const ends: Record<Span, (month: number) => boolean> = {
  month: () => true,
  quarter: (month) => month % 3 === 0,
  half: (month) => month === 6,
  nine_months: (month) => month === 9,
  year: (month) => month === 12,
};

/** The period of a span that ends with a month. Throws BadParameter when no such period ends there. */
export function periodOf(month: string, span: Span): BriefingPeriod {
  const number = Number(month.slice(5));
  if (!ends[span](number)) {
    const allowed = spans.filter((each) => ends[each](number));
    throw new BadParameter(
      'span',
      {
        vi: `Không có kỳ "${span}" kết thúc vào tháng ${month}. Với tháng này: ${allowed.join(', ')}.`,
        en: `No period "${span}" ends with ${month}. With that month: ${allowed.join(', ')}.`,
      },
      allowed,
    );
  }
  const length = lengths[span];
  const from = addMonths(month, 1 - length);
  const shifted = (months: number) => ({ from: addMonths(from, -months), to: addMonths(month, -months) });
  return {
    span,
    from,
    to: month,
    before: length <= 3 ? shifted(length) : null,
    yearAgo: shifted(12),
    year: from.endsWith('-01') ? null : { from: `${month.slice(0, 4)}-01`, to: month },
  };
}

const romans = ['I', 'II', 'III', 'IV'];

/** `tháng 10 năm 2026`, `quý III năm 2026`, `6 tháng đầu năm 2026`; months 1 and 2 with a leading zero (05-HD/VPTW). */
export function nameOf({ span, to }: Pick<BriefingPeriod, 'span' | 'to'>): string {
  const year = to.slice(0, 4);
  const month = Number(to.slice(5));
  const names: Record<Span, string> = {
    month: `tháng ${monthNumber(month)} năm ${year}`,
    quarter: `quý ${romans[month / 3 - 1] ?? ''} năm ${year}`,
    half: `6 tháng đầu năm ${year}`,
    nine_months: `9 tháng đầu năm ${year}`,
    year: `năm ${year}`,
  };
  return names[span];
}

/** The period that follows, in the same words. */
export function nextName({ span, to }: BriefingPeriod): string {
  if (span === 'month' || span === 'quarter') return nameOf({ span, to: addMonths(to, lengths[span]) });
  if (span === 'half') return `6 tháng cuối năm ${to.slice(0, 4)}`;
  if (span === 'nine_months') return `quý IV năm ${to.slice(0, 4)}`;
  return `năm ${Number(to.slice(0, 4)) + 1}`;
}

/** How a sentence names the period, the one before, and the same one a year ago. */
export interface PeriodWords {
  /** `Trong tháng`. */
  within: string;
  /** `tháng trước`; empty where nothing of the kind is compared. */
  before: string;
  yearAgo: string;
  /** `cuối tháng trước`, `cùng thời điểm năm trước`: of stocks. */
  beforeEnd: string;
  yearAgoEnd: string;
  /** `Cuối tháng`. */
  end: string;
}

/** The words of a span. */
export function wordsOf(span: Span): PeriodWords {
  const name = { month: 'tháng', quarter: 'quý', half: '6 tháng', nine_months: '9 tháng', year: 'năm' }[span];
  const compared = lengths[span] <= 3;
  return {
    within: `Trong ${name}`,
    before: compared ? `${name} trước` : '',
    yearAgo: span === 'year' ? 'năm trước' : 'cùng kỳ năm trước',
    beforeEnd: compared ? `cuối ${name} trước` : '',
    yearAgoEnd: 'cùng thời điểm năm trước',
    end: `Cuối ${compared || span === 'year' ? name : 'kỳ'}`,
  };
}

/** 2 -> `02`, 3 -> `3`: the months as documents write them. */
export function monthNumber(month: number): string {
  return month < 3 ? `0${month}` : String(month);
}

/** `2025-07-31` -> `31/7/2025`: days below ten and months 1 and 2 with a leading zero (05-HD/VPTW). */
export function dayText(date: string): string {
  const [year = '', month = '', day = ''] = date.slice(0, 10).split('-');
  return `${day}/${monthNumber(Number(month))}/${year}`;
}

/** The last day of a month `YYYY-MM`, as `YYYY-MM-DD`. */
export function lastDay(month: string): string {
  const days = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  return `${month}-${days}`;
}
