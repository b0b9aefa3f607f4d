import { countChanges, type Against } from './compare.ts';
import {
  counted,
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
  closed: { did: 'giải quyết xong', none: (noun: string) => `chưa giải quyết xong ${noun} nào` },
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
  if (now.value === 0) return line`${{ text: start(none(noun)), fact: now.id }}${formerly(given)}${end}`;
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
    if (isHidden(figure)) return [`${name} ${hiddenWords}`];
    if (figure.value === 0) return [`${name} ${index === 0 ? 'cũng không có' : 'không có'}`];
    return line`${name} ${counted(figure)} ${unit}`;
  });
  return line` (${joined(parts, ', ')})`;
}

function cumulative({ year, term, unit, now }: FlowGiven): Run[] {
  if (now.reason === 'not_applicable') return [];
  const parts: Run[][] = [];
  const add = (since: string, is: string, figure: Figure | null) => {
    if (figure === null || isMissing(figure)) return;
    if (isHidden(figure)) {
      if (!isHidden(now)) parts.push([`${since}: ${hiddenWords}`]);
      return;
    }
    if (figure.value === 0) parts.push([{ text: `${since} không có`, fact: figure.id }]);
    else parts.push(line`${since}${is} ${counted(figure)} ${unit}`);
  };
  add('từ đầu năm', '', year);
  if (term) add(`từ đầu nhiệm kỳ ${term.name}`, ' là', term.figure);
  return joined(parts, ', ');
}
