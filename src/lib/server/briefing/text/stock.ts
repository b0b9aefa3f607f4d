import { countChanges, type Against } from './compare.ts';
import {
  counted,
  hiddenThen,
  hiddenWords,
  isHidden,
  isMissing,
  joined,
  line,
  percentText,
  type Figure,
  type Run,
} from './runs.ts';

/** What a sentence on pending cases is made from. */
export interface StockGiven {
  /** `Đến hết ngày 31/10/2026`, `Cuối tháng`. */
  upTo: string;
  noun: string;
  unit: string;
  pending: Figure;
  pendingAgainst: readonly Against[];
  overdue: Figure;
  /** What part of the pending ones is overdue. */
  share: Figure;
  overdueAgainst: readonly Against[];
}

/** `Đến hết ngày 31/10/2026, còn 120 hồ sơ đang xử lý, giảm ...; trong đó 12 hồ sơ quá hạn (10,0 %), tăng ...` */
export function stockSentence(given: StockGiven): Run[] {
  const { upTo, noun, unit, pending, pendingAgainst } = given;
  if (isHidden(pending)) return [`${upTo}, số ${noun} đang xử lý: ${hiddenWords}.`];
  if (isMissing(pending)) return [`${upTo}, chưa có số liệu về số ${noun} đang xử lý.`];
  if (pending.value === 0) {
    const before = formerly(unit, pendingAgainst);
    const none: Run = {
      text: `${before.length > 0 ? 'không còn' : 'không có'} ${noun} đang xử lý`,
      fact: pending.id,
    };
    return line`${upTo}, ${none}${before}.`;
  }
  const changes = countChanges(pending, unit, pendingAgainst);
  const comma = changes.length > 0 ? ', ' : '';
  return line`${upTo}, còn ${counted(pending)} ${noun} đang xử lý${comma}${changes}; ${overdueWords(given)}.`;
}

function overdueWords({ noun, unit, share, overdue, overdueAgainst }: StockGiven): Run[] {
  if (isHidden(overdue)) return [`số ${noun} quá hạn: ${hiddenWords}`];
  if (isMissing(overdue)) return [`chưa có số liệu về số ${noun} quá hạn`];
  const none: Run = { text: `không có ${noun} quá hạn`, fact: overdue.id };
  if (overdue.value === 0) return line`${none}${formerly(unit, overdueAgainst)}`;
  const part: Run[] =
    share.value === null ? [] : line` (${{ text: percentText(share.value), fact: share.id }})`;
  const changes = countChanges(overdue, unit, overdueAgainst);
  const comma = changes.length > 0 ? ', ' : '';
  return line`trong đó ${counted(overdue)} ${unit} quá hạn${part}${comma}${changes}`;
}

function formerly(unit: string, against: readonly Against[]): Run[] {
  const parts = against.flatMap(({ name, figure }): Run[][] => {
    if (name === '' || figure === null || isMissing(figure) || figure.value === 0) return [];
    if (isHidden(figure)) return [[`${name} ${hiddenThen}`]];
    return [line`${name} ${counted(figure)} ${unit}`];
  });
  return parts.length > 0 ? line` (${joined(parts, ', ')})` : [];
}
