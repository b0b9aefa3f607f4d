import { fewestForRate, rateChanges, type Against } from './compare.ts';
import {
  counted,
  fraction,
  hiddenWords,
  isHidden,
  isMissing,
  joined,
  line,
  percentText,
  type Figure,
  type Run,
} from './runs.ts';

/** What is told of one kind of duty. */
export interface DutyGiven {
  /** `Quán triệt văn bản`. */
  name: string;
  due: Figure;
  rate: Figure;
  overdue: Figure;
  unknown: Figure;
  against: readonly Against[];
}

/**
 * `Quán triệt văn bản: 104 lượt đến hạn, 98/103 lượt thực hiện đúng hạn (95,1 %), tăng ...; 03 lượt thực hiện muộn; ...`
 * Nothing where no duty of the kind was due.
 */
export function dutySentence(given: DutyGiven): Run[] {
  const { name, due } = given;
  if (isHidden(due)) return [`${name}: ${hiddenWords}.`];
  if (isMissing(due) || due.value === 0) return [];
  if (isHidden(given.rate))
    return line`${name}: ${counted(due)} lượt đến hạn; kết quả thực hiện: ${hiddenWords}.`;
  return line`${name}: ${joined([line`${counted(due)} lượt đến hạn${doneWords(given)}`, ...rests(given)], '; ')}.`;
}

function doneWords({ due, rate, against }: DutyGiven): Run[] {
  const judged = rate.denominator ?? 0;
  if (judged === 0) return [];
  if (rate.numerator === judged && judged === due.value)
    return line`, ${all(rate)}${compared(rate, against)}`;
  const done =
    rate.numerator === 0
      ? [{ text: 'không có lượt nào thực hiện đúng hạn', fact: rate.id }]
      : line`${fraction(rate)} lượt thực hiện đúng hạn`;
  return line`, ${done}${shareOf(rate)}${compared(rate, against)}`;
}

function all(rate: Figure): Run {
  const words = rate.denominator === 1 ? 'đã thực hiện đúng hạn' : 'tất cả thực hiện đúng hạn';
  return { text: `${words}${shareOf(rate)}`, fact: rate.id };
}

function shareOf({ value, denominator }: Figure): string {
  return (denominator ?? 0) >= fewestForRate ? ` (${percentText(value ?? 0)})` : '';
}

function compared(rate: Figure, against: readonly Against[]): Run[] {
  if ((rate.denominator ?? 0) < fewestForRate) return [];
  const known = against.filter(({ figure }) => !isMissing(figure));
  const changes = rateChanges(rate, known);
  return changes.length > 0 ? line`, ${changes}` : [];
}

/** What was not done on time: late, overdue, of unknown state, not yet due; together where they may not be told apart. */
function rests({ due, rate, overdue, unknown }: DutyGiven): Run[][] {
  const judged = rate.denominator ?? 0;
  const notOnTime = judged - (rate.numerator ?? 0);
  const unknownCount = unknown.numerator ?? 0;
  const toCome = (due.value ?? 0) - judged - unknownCount;
  const part = (count: number, figure: Figure, words: string): Run[] =>
    count > 0 ? line`${counted(figure, count)} lượt ${words}` : [];
  const undone = isHidden(overdue)
    ? [part(notOnTime, rate, 'muộn hoặc quá hạn chưa thực hiện')]
    : [
        part(notOnTime - (overdue.value ?? 0), rate, 'thực hiện muộn'),
        part(overdue.value ?? 0, overdue, 'quá hạn chưa thực hiện'),
      ];
  const others =
    unknown.numerator !== null
      ? [
          part(unknownCount, unknown, 'chưa rõ tình trạng'),
          part(toCome, due, 'chưa đến hạn tại ngày chốt số liệu'),
        ]
      : [part(toCome, due, 'chưa rõ tình trạng hoặc chưa đến hạn')];
  return [...undone, ...others];
}

/** `Trong tháng không có lượt nhiệm vụ đến hạn về: rà soát năm, rà soát quý.`; nothing for an empty list. */
export function noDutiesSentence(within: string, names: readonly { name: string; due: Figure }[]): Run[] {
  if (names.length === 0) return [];
  const listed = names.map(({ name, due }): Run[] => [
    { text: name.charAt(0).toLowerCase() + name.slice(1), fact: due.id },
  ]);
  return line`${within}, không có lượt nhiệm vụ đến hạn về: ${joined(listed, ', ')}.`;
}
