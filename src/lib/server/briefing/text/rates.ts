import { lowerFirst } from '../../../format/names.ts';
import { fewestForRate, rateChanges, type Against } from './compare.ts';
import {
  counted,
  decimalText,
  fraction,
  hiddenWords,
  isHidden,
  joined,
  line,
  percentText,
  type Figure,
  type Run,
} from './runs.ts';

/** What a sentence on a rate is made from. */
export interface RateGiven {
  within: string;
  /** `Tỷ lệ giải quyết đúng hạn`. */
  name: string;
  /** `giải quyết đúng hạn`: what the counted ones did. */
  did: string;
  unit: string;
  now: Figure;
  against: readonly Against[];
}

/** `Tỷ lệ giải quyết đúng hạn đạt 92,4 % (61/66 hồ sơ), tăng 2,1 điểm phần trăm so với tháng trước.` */
export function rateSentence(given: RateGiven): Run[] {
  const { within, name, did, unit, now, against } = given;
  if (isHidden(now)) return [`${name}: ${hiddenWords}.`];
  if (now.reason === 'zero_denominator') return noRatesSentence([given]);
  if (now.value === null) return [`Chưa có số liệu để tính ${lowerFirst(name, 'vi')}.`];
  if ((now.denominator ?? 0) < fewestForRate)
    return line`${within}, có ${fraction(now)} ${unit} ${did} (số lượng ít, không so sánh tỷ lệ).`;
  const rate: Run = { text: percentText(now.value), fact: now.id };
  const changes = rateChanges(now, against);
  const comma = changes.length > 0 ? ', ' : '';
  return line`${name} đạt ${rate} (${fraction(now)} ${unit})${comma}${changes}.`;
}

/** One sentence on all rates of which no case counts: `Trong tháng, không có hồ sơ thuộc diện tính tỷ lệ A, tỷ lệ B.` */
export function noRatesSentence(given: readonly RateGiven[]): Run[] {
  const [first] = given;
  if (!first) return [];
  const names = given.map(({ name, now }): Run[] => [{ text: lowerFirst(name, 'vi'), fact: now.id }]);
  return line`${first.within}, không có ${first.unit} thuộc diện tính ${joined(names, ', ')}.`;
}

/** `Thời gian chờ cơ quan phối hợp trả lời chiếm 23,4 % tổng số ngày xử lý, tăng ...`; nothing without a figure. */
export function externalSentence(now: Figure, against: readonly Against[]): Run[] {
  if (isHidden(now)) return [`Thời gian chờ cơ quan phối hợp trả lời: ${hiddenWords}.`];
  if (now.value === null) return [];
  const rate: Run = { text: percentText(now.value), fact: now.id };
  if (now.value === 0)
    return line`Không có thời gian chờ cơ quan phối hợp trả lời (${rate} tổng số ngày xử lý).`;
  const changes = rateChanges(now, against);
  const comma = changes.length > 0 ? ', ' : '';
  return line`Thời gian chờ cơ quan phối hợp trả lời chiếm ${rate} tổng số ngày xử lý${comma}${changes}.`;
}

/** What a sentence on the days to the conclusion is made from. */
export interface DaysGiven {
  within: string;
  noun: string;
  median: Figure;
  most: Figure;
  yearAgo: Against;
}

/** `Một nửa số hồ sơ có kết luận trong không quá 12 ngày làm việc, 80 % không quá 20 ngày (tính trên 54 hồ sơ).` */
export function daysSentence({ within, noun, median, most, yearAgo }: DaysGiven): Run[] {
  if (isHidden(median)) return [`Thời gian từ tiếp nhận đến kết luận: ${hiddenWords}.`];
  const pooled = counted(median, median.denominator ?? 0);
  if (median.reason === 'zero_denominator')
    return line`${within}, ${{ text: `không có ${noun} được kết luận`, fact: median.id }}.`;
  if (median.value === null && median.denominator !== null)
    return line`${within}, có ${pooled} ${noun} được kết luận, chưa đủ 10 hồ sơ để tính thời gian xử lý.`;
  if (median.value === null || most.value === null) return [];
  const half: Run = { text: decimalText(median.value), fact: median.id };
  const four: Run = { text: decimalText(most.value), fact: most.id };
  const before = formerly(yearAgo);
  return line`Thời gian từ tiếp nhận đến kết luận: một nửa số hồ sơ không quá ${half} ngày làm việc${before}, 80 % số hồ sơ không quá ${four} ngày làm việc (tính trên ${pooled} hồ sơ có kết luận).`;
}

function formerly({ name, figure }: Against): Run[] {
  if (figure === null || figure.value === null) return [];
  return line` (${name} ${{ text: decimalText(figure.value), fact: figure.id }} ngày)`;
}
