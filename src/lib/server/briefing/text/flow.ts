import { countChanges, type Against } from './compare.ts';
import {
  counted,
  hiddenThen,
  hiddenWords,
  isHidden,
  isMissing,
  joined,
  line,
  upperFirst,
  type Figure,
  type Run,
} from './runs.ts';

/** What is done with cases, and how a sentence says that it was done to none. */
export const acts = {
  opened: { did: 'tiếp nhận', none: (noun: string) => `không tiếp nhận ${noun} nào` },
  closed: { did: 'giải quyết xong', none: (noun: string) => `không có ${noun} nào giải quyết xong` },
} as const;

/** What a sentence on a flow is made from. */
export interface FlowGiven {
  /** `Trong tháng`; empty where the sentence before has said so. */
  within: string;
  act: keyof typeof acts;
  /** `hồ sơ thẩm tra`. */
  noun: string;
  /** `hồ sơ`: what changes are counted in. */
  unit: string;
  now: Figure;
  against: readonly Against[];
  year: Figure | null;
  term: { name: string; figure: Figure } | null;
  /** What more there is none of, where there is none: pending cases. */
  alsoNone?: Figure;
}

/**
 * `Trong tháng, tiếp nhận 45 hồ sơ, tăng 05 hồ sơ (12,5 %) so với tháng trước, ...; lũy kế từ đầu năm 410 hồ sơ.`
 * Says so when there were none, when there is no figure, and when it is hidden.
 */
export function flowSentence(given: FlowGiven): Run[] {
  const { act, noun, unit, now, against } = given;
  const { did, none } = acts[act];
  const start = (words: string) => (given.within === '' ? upperFirst(words) : `${given.within}, ${words}`);
  const total = cumulative(given);
  const end = total.length > 0 ? line`; lũy kế ${total}.` : ['.'];
  if (isHidden(now)) return line`${start(`số ${noun} ${did}`)}: ${hiddenWords}${end}`;
  if (isMissing(now)) return [`${start(`chưa có số liệu về số ${noun} ${did}`)}.`];
  if (now.value === 0)
    return line`${{ text: start(none(unit)), fact: now.id }}${formerly(given)}${alsoNone(given)}${end}`;
  const changes = countChanges(now, unit, against);
  const comma = changes.length > 0 ? ', ' : '';
  return line`${start(did)} ${counted(now)} ${noun}${comma}${changes}${end}`;
}

/** What there was before, where there is nothing now. */
function formerly({ against, unit }: FlowGiven): Run[] {
  const known = against.filter(({ figure, name }) => name !== '' && !isMissing(figure));
  const empty = known.filter(({ figure }) => figure?.value === 0);
  if (known.length === 0) return [];
  if (empty.length === known.length)
    return [` (${known.map(({ name }) => name).join(' và ')} cũng không có)`];
  const parts = known.map(({ name, figure }, index): Run[] => {
    if (figure === null) return [];
    if (isHidden(figure)) return [`${name} ${hiddenThen}`];
    if (figure.value === 0) return [`${name} ${index === 0 ? 'cũng không có' : 'không có'}`];
    return line`${name} ${counted(figure)} ${unit}`;
  });
  return line` (${joined(parts, ', ')})`;
}

function alsoNone({ alsoNone: pending, unit }: FlowGiven): Run[] {
  return pending ? line`, ${{ text: `không có ${unit} đang xử lý`, fact: pending.id }}` : [];
}

function cumulative({ year, term, unit, now }: FlowGiven): Run[] {
  if (now.reason === 'not_applicable') return [];
  const sums = [
    { since: 'từ đầu năm', is: '', figure: year },
    { since: `từ đầu nhiệm kỳ ${term?.name ?? ''}`, is: ' là', figure: term?.figure ?? null },
  ].flatMap(({ figure, ...words }) => (figure && !isMissing(figure) ? [{ figure, ...words }] : []));
  const without = sums.filter(({ figure }) => figure.value === 0);
  if (without.length === sums.length)
    return joined(
      without.map(({ since, figure }, i) => [
        { text: i < without.length - 1 ? since : `${since} không có`, fact: figure.id },
      ]),
      ' và ',
    );
  const parts = sums.map(({ since, is, figure }): Run[] => {
    if (isHidden(figure)) return isHidden(now) ? [] : [`${since} ${hiddenThen}`];
    if (figure.value === 0) return [{ text: `${since} không có`, fact: figure.id }];
    return line`${since}${is} ${counted(figure)} ${unit}`;
  });
  return joined(parts, ', ');
}
