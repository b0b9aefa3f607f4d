import type { Against } from '../../../../../src/lib/server/briefing/text/compare.ts';
import { dutySentence, noDutiesSentence } from '../../../../../src/lib/server/briefing/text/duties.ts';
import { flowSentence, type acts } from '../../../../../src/lib/server/briefing/text/flow.ts';
import {
  daysSentence,
  externalSentence,
  noRatesSentence,
  rateSentence,
  type RateGiven,
} from '../../../../../src/lib/server/briefing/text/rates.ts';
import type { Figure, Run } from '../../../../../src/lib/server/briefing/text/runs.ts';
import { stockSentence } from '../../../../../src/lib/server/briefing/text/stock.ts';
import {
  documentsSentence,
  extremesSentence,
  reorganisationSentence,
  structureSentence,
  typeName,
} from '../../../../../src/lib/server/briefing/text/structure.ts';

/**
 * The inputs of a rule as the file of golden sentences writes them: `now=45 before=- year_ago=*`. `-` is missing, `*`
 * suppressed, `none` no such comparison, `61/66` a rate, `12@54` days over cases, `small@9` too few of them.
 */
type Given = ReadonlyMap<string, string>;

const empty = { value: null, numerator: null, denominator: null };

function figure(given: Given, name: string): Figure {
  const text = given.get(name) ?? 'none';
  const id = name;
  if (text === '-') return { id, ...empty, reason: 'not_applicable' };
  if (text === '*') return { id, ...empty, reason: 'suppressed' };
  const days = /^(small|none|[\d.]+)@(\d+)$/.exec(text);
  if (days) return daysFigure(id, days[1] ?? '', Number(days[2]));
  const rate = /^(\d+)\/(\d+)$/.exec(text);
  if (rate) return rateFigure(id, Number(rate[1]), Number(rate[2]));
  return { id, ...empty, value: Number(text), reason: null };
}

function daysFigure(id: string, days: string, denominator: number): Figure {
  if (days === 'none') return { id, ...empty, denominator, reason: 'zero_denominator' };
  if (days === 'small') return { id, ...empty, denominator, reason: 'not_applicable' };
  return { id, value: Number(days), numerator: null, denominator, reason: null };
}

function rateFigure(id: string, numerator: number, denominator: number): Figure {
  if (denominator === 0) return { id, value: null, numerator, denominator, reason: 'zero_denominator' };
  return { id, value: numerator / denominator, numerator, denominator, reason: null };
}

function maybe(given: Given, name: string): Figure | null {
  return given.get(name) === 'none' ? null : figure(given, name);
}

function against(given: Given, ...names: [key: string, name: string][]): Against[] {
  return names.map(([key, name]) => ({
    name: given.get(key) === 'none' ? '' : name,
    figure: maybe(given, key),
  }));
}

const month: [string, string][] = [
  ['before', 'tháng trước'],
  ['year_ago', 'cùng kỳ năm trước'],
];
const ends = (key: string): [string, string][] => [
  [`${key}_before`, 'cuối tháng trước'],
  [`${key}_year_ago`, 'cùng thời điểm năm trước'],
];

function flow(act: keyof typeof acts, within: string, noun = 'hồ sơ', others = month) {
  return (given: Given): Run[] => {
    const term = maybe(given, 'term');
    return flowSentence({
      within,
      act,
      noun,
      unit: noun,
      now: figure(given, 'now'),
      against: against(given, ...others),
      year: maybe(given, 'year'),
      term: term && { name: '2025-2030', figure: term },
    });
  };
}

function stock(upTo: string, noun = 'hồ sơ') {
  return (given: Given): Run[] =>
    stockSentence({
      upTo,
      noun,
      unit: noun,
      pending: figure(given, 'pending'),
      pendingAgainst: against(given, ...ends('p')),
      overdue: figure(given, 'overdue'),
      share: rateFigure('share', Number(given.get('overdue')), Number(given.get('pending'))),
      overdueAgainst: against(given, ['o_before', 'cuối tháng trước']),
    });
}

function rate(name: string, did: string) {
  return (given: Given): Run[] => rateSentence(rateGiven(name, did, given));
}

function rateGiven(name: string, did: string, given: Given): RateGiven {
  return {
    within: 'Trong tháng',
    name,
    did,
    unit: 'hồ sơ',
    now: figure(given, 'now'),
    against: against(given, ...month),
  };
}

/** `names=Tỷ_lệ_một,Tỷ_lệ_hai` of which no case counts. */
function noRates(given: Given): Run[] {
  const none = new Map([['now', '0/0']]);
  return noRatesSentence(listOf(given, 'names', ',').map((name) => rateGiven(spaced(name), '', none)));
}

function duty(given: Given): Run[] {
  const unknown = given.get('unknown') ?? '';
  const due = figure(given, 'due');
  return dutySentence({
    name: 'Báo cáo định kỳ',
    due,
    rate: figure(given, 'rate'),
    overdue: figure(given, 'overdue'),
    unknown: /^\d+$/.test(unknown)
      ? rateFigure('unknown', Number(unknown), due.value ?? 0)
      : figure(given, 'unknown'),
    against: against(given, ...month),
  });
}

function structure(given: Given): Run[] {
  return structureSentence({
    day: '28/02/2025',
    scope: 'Đảng bộ',
    organizations: figure(given, 'organizations'),
    committees: figure(given, 'committees'),
    cells: figure(given, 'cells'),
    organizationsAgainst: against(given, ...ends('o')),
    members: figure(given, 'members'),
    membersAgainst: against(given, ...ends('m')),
  });
}

const spaced = (text: string) => text.replaceAll('_', ' ');
const listOf = (given: Given, name: string, between: string) =>
  (given.get(name) ?? '').split(between).filter((each) => each !== '');
const within = 'Trong tháng';

/** The rules by the name that the file of golden sentences gives them. */
export const rules: Readonly<Record<string, (given: Given) => Run[]>> = {
  opened: flow('opened', within),
  closed: flow('closed', ''),
  petition: flow('opened', within, 'đơn thư'),
  quarter: flow('opened', 'Trong quý', 'hồ sơ', [
    ['before', 'quý trước'],
    ['year_ago', 'cùng kỳ năm trước'],
  ]),
  half: flow('opened', 'Trong 6 tháng'),
  nine: flow('opened', 'Trong 9 tháng'),
  year: flow('opened', 'Trong năm', 'hồ sơ', [
    ['before', ''],
    ['year_ago', 'năm trước'],
  ]),
  stock: stock('Cuối tháng'),
  stock_half: stock('Cuối kỳ'),
  stock_petition: stock('Cuối tháng', 'đơn thư'),
  on_time: rate('Tỷ lệ giải quyết đúng hạn', 'giải quyết đúng hạn'),
  first_pass: rate('Tỷ lệ hồ sơ không phải trả lại', 'không phải trả lại'),
  decision: rate(
    'Tỷ lệ hồ sơ có kết luận trước khi ban hành quyết định nhân sự',
    'có kết luận trước khi ban hành quyết định nhân sự',
  ),
  no_rates: noRates,
  days: (given) =>
    daysSentence({
      within,
      noun: 'hồ sơ',
      median: figure(given, 'median'),
      most: figure(given, 'most'),
      yearAgo: { name: 'cùng kỳ năm trước', figure: maybe(given, 'year_ago') },
    }),
  external: (given) => externalSentence(figure(given, 'now'), against(given, ...month)),
  duty,
  no_duties: (given) =>
    noDutiesSentence(
      within,
      listOf(given, 'names', ',').map((name) => ({
        name: spaced(name),
        due: figure(new Map([['due', '0']]), 'due'),
      })),
    ),
  structure,
  reorganisation: (given) => reorganisationSentence(within, Number(given.get('count'))),
  documents: (given) =>
    documentsSentence(
      within,
      listOf(given, 'list', '|').map((each) => {
        const [code = '', issuer = '', title = ''] = each.split(':').map(spaced);
        return { code, issuer, title };
      }),
    ),
  extremes: (given) =>
    extremesSentence(
      within,
      [...given.keys()].map((name) => ({ name: typeName(spaced(name)), figure: figure(given, name) })),
    ),
};

/** `now=45 before=40` as names and values. */
export function givenOf(text: string): Given {
  return new Map(
    text
      .split(' ')
      .filter((part) => part !== '')
      .map((part) => {
        const at = part.indexOf('=');
        return [part.slice(0, at), part.slice(at + 1)];
      }),
  );
}
