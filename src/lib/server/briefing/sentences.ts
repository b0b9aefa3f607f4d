import type { MetricId } from '#warehouse/metrics.ts';
import { monthInWords } from '../../format/dates.ts';
import type { Facts } from './facts.ts';
import { dayText, lastDay, wordsOf, type BriefingPeriod, type PeriodWords } from './period.ts';
import { factId, type Term, type When } from './questions.ts';
import { dutySections, typesOf, type DutySection, type TopicId } from './topics.ts';
import type { Against } from './text/compare.ts';
import { dutySentence, noDutiesSentence } from './text/duties.ts';
import { flowSentence } from './text/flow.ts';
import {
  daysSentence,
  externalSentence,
  noRatesSentence,
  rateSentence,
  type RateGiven,
} from './text/rates.ts';
import { hiddenWords, isHidden, isMissing, joined, lowerFirst, type Figure, type Run } from './text/runs.ts';
import { stockSentence } from './text/stock.ts';
import { structureSentence } from './text/structure.ts';

/** What sentences are made from: the figures and how the period is named. */
export interface Telling {
  facts: Facts;
  period: BriefingPeriod;
  term: Term | null;
  /** The last day that the figures count, `YYYY-MM-DD`. */
  cutoff: string;
  scope: string;
  /** Names of duty types by code. */
  dutyNames: ReadonlyMap<string, string>;
}

/** A fact where the period has one. */
function figureAt(
  { facts, period, term }: Telling,
  metric: MetricId,
  subject: string,
  when: When,
): Figure | null {
  const has: Record<When, boolean> = {
    now: true,
    before: period.before !== null,
    year_ago: true,
    year: period.year !== null,
    term: term !== null && term.from < period.from,
  };
  return has[when] ? facts.one(factId(metric, subject, when)) : null;
}

function now(telling: Telling, metric: MetricId, subject: string): Figure {
  return telling.facts.one(factId(metric, subject, 'now'));
}

function against(telling: Telling, metric: MetricId, subject: string, isStock = false): Against[] {
  const words: PeriodWords = wordsOf(telling.period.span);
  const names: [When, string][] = [
    ['before', isStock ? words.beforeEnd : words.before],
    ['year_ago', isStock ? words.yearAgoEnd : words.yearAgo],
  ];
  return names.map(([when, name]) => ({
    name: isUnknown(telling, when) || isUnlisted(telling, metric, subject, when) ? '' : name,
    figure: figureAt(telling, metric, subject, when),
  }));
}

/** Whether no case figure of that time is known at all: it is said once, not in every sentence. */
function isUnknown(telling: Telling, when: When): boolean {
  return isMissing(figureAt(telling, 'cases_opened', 'all', when));
}

/** Whether restricted readers have no such figure: then nothing is said of it. */
function isUnlisted({ facts }: Telling, metric: MetricId, subject: string, when: When = 'now'): boolean {
  return facts.isUnlisted(factId(metric, subject, when));
}

/** Says once from when on there are figures, where the period cannot be compared for that reason. */
export function beginningSentence(telling: Telling, firstMonth: string): Run[] {
  const { before, yearAgo } = wordsOf(telling.period.span);
  const lacking = [
    ...(before !== '' && isUnknown(telling, 'before') ? [before] : []),
    ...(isUnknown(telling, 'year_ago') ? [yearAgo] : []),
  ];
  if (lacking.length === 0) return [];
  return [
    `Số liệu có từ ${monthInWords(firstMonth, 'vi')} nên báo cáo không so sánh với ${lacking.join(' và ')}.`,
  ];
}

/** Topics that are told with every comparison; of the others less, or nobody would read to the end. */
const toldWhole: readonly TopicId[] = ['all', 'appraisal'];

/**
 * The sentences on the cases of a topic, one after the other: received, closed, pending and overdue; a single one where
 * there was nothing at all.
 */
export function caseParagraph(telling: Telling, topic: TopicId): Run[] {
  const counts = (['cases_opened', 'cases_closed', 'cases_pending'] as const).map((metric) =>
    now(telling, metric, topic),
  );
  if (counts.every(isHidden)) return [`${hiddenCounts(topic)}.`];
  const isIdle = !toldWhole.includes(topic) && counts.every(({ value }) => value === 0);
  if (isIdle) return flowOf(telling, topic, 'opened', now(telling, 'cases_pending', topic));
  const sentences = [
    flowOf(telling, topic, 'opened'),
    flowOf(telling, topic, 'closed'),
    stockOf(telling, topic),
  ];
  return joined(sentences, ' ');
}

function hiddenCounts(topic: TopicId): string {
  const types = typesOf(topic).length > 1 ? '; số liệu từng loại được công bố nêu ở Phụ lục' : '';
  return `Số ${nounOf(topic)} tiếp nhận, giải quyết, đang xử lý: ${hiddenWords}${types}`;
}

/** The same behind a numbered title: `a) Sưu tra hồ sơ: trong tháng, tiếp nhận ...`. */
export function titledParagraph(telling: Telling, title: string, topic: TopicId): Run[] {
  return [`${title}: `, ...lowerFirst(caseParagraph(telling, topic))];
}

function flowOf(telling: Telling, topic: TopicId, act: 'opened' | 'closed', alsoNone?: Figure): Run[] {
  const metric = `cases_${act}` as const;
  const isFirst = act === 'opened';
  const isWhole = isFirst || toldWhole.includes(topic);
  const term = isWhole ? figureAt(telling, metric, topic, 'term') : null;
  return flowSentence({
    within: isFirst ? wordsOf(telling.period.span).within : '',
    act,
    noun: isFirst && topic === 'all' ? 'hồ sơ các loại' : nounOf(topic),
    unit: nounOf(topic),
    now: now(telling, metric, topic),
    against: isWhole ? against(telling, metric, topic) : [],
    year: figureAt(telling, metric, topic, 'year'),
    term: term && telling.term ? { name: telling.term.name, figure: term } : null,
    ...(alsoNone ? { alsoNone } : {}),
  });
}

function stockOf(telling: Telling, topic: TopicId): Run[] {
  const { end } = wordsOf(telling.period.span);
  const isWhole = toldWhole.includes(topic);
  return stockSentence({
    upTo: topic === 'all' ? `Đến hết ngày ${dayText(telling.cutoff)}` : end,
    noun: nounOf(topic),
    unit: nounOf(topic),
    pending: now(telling, 'cases_pending', topic),
    pendingAgainst: isWhole ? against(telling, 'cases_pending', topic, true) : [],
    overdue: now(telling, 'cases_overdue', topic),
    share: now(telling, 'overdue_share', topic),
    overdueAgainst: isWhole ? against(telling, 'cases_overdue', topic, true).slice(0, 1) : [],
  });
}

/** `đơn thư` are no `hồ sơ`. */
function nounOf(topic: TopicId): string {
  return topic === 'petition' ? 'đơn thư' : 'hồ sơ';
}

const rates = {
  on_time_rate: { name: 'Tỷ lệ giải quyết đúng hạn', did: 'giải quyết đúng hạn' },
  first_pass_rate: { name: 'Tỷ lệ hồ sơ không phải trả lại', did: 'không phải trả lại' },
  conclusion_before_decision_rate: {
    name: 'Tỷ lệ hồ sơ có kết luận trước khi ban hành quyết định nhân sự',
    did: 'có kết luận trước khi ban hành quyết định nhân sự',
  },
} as const;

/** The sentences on rates of a topic: one a rate, and one for all those of which no case counts. */
export function ratesOf(telling: Telling, topic: TopicId, ...metrics: (keyof typeof rates)[]): Run[] {
  const given = metrics.flatMap((metric): RateGiven[] => {
    const figure = now(telling, metric, topic);
    const isSaidAlready = isHidden(figure) && isHidden(now(telling, 'cases_closed', topic));
    if (isSaidAlready || isUnlisted(telling, metric, topic)) return [];
    const { within } = wordsOf(telling.period.span);
    const told = { ...rates[metric], unit: nounOf(topic), against: against(telling, metric, topic) };
    return [{ within, ...told, now: figure }];
  });
  const isEmpty = ({ now: figure }: RateGiven) => figure.reason === 'zero_denominator';
  const sentences = given.filter((each) => !isEmpty(each)).map((each) => rateSentence(each));
  return joined([...sentences, noRatesSentence(given.filter(isEmpty))], ' ');
}

/** The sentence on the days to the conclusion of a topic. */
export function daysOf(telling: Telling, topic: TopicId): Run[] {
  if (isUnlisted(telling, 'days_to_conclusion_median', topic)) return [];
  const words = wordsOf(telling.period.span);
  const before = against(telling, 'days_to_conclusion_median', topic);
  return daysSentence({
    within: words.within,
    noun: 'hồ sơ',
    median: now(telling, 'days_to_conclusion_median', topic),
    most: now(telling, 'days_to_conclusion_p80', topic),
    yearAgo: before[1] ?? { name: '', figure: null },
  });
}

/** The sentence on the time that cases wait for other bodies. */
export function externalOf(telling: Telling, topic: TopicId): Run[] {
  return externalSentence(now(telling, 'external_share', topic), against(telling, 'external_share', topic));
}

/** The sentences on the duties of sections: one a kind that was due; where none was, one that says so. */
export function dutyParagraph(telling: Telling, ...sections: DutySection[]): Run[] {
  const types = sections.flatMap((section): readonly string[] => dutySections[section]);
  const given = types.map((type) => dutyGiven(telling, type));
  const told = joined(
    given.map((each) => dutySentence(each)),
    ' ',
  );
  const idle = given.filter(({ due }) => due.value === 0);
  return told.length > 0 ? told : noDutiesSentence(wordsOf(telling.period.span).within, idle);
}

/** The sentence on all duties together. */
export function allDutiesSentence(telling: Telling): Run[] {
  return dutySentence({
    ...dutyGiven(telling, 'all_duties'),
    name: 'Các nhiệm vụ có thời hạn',
    against: against(telling, 'compliance_rate', 'all_duties'),
  });
}

function dutyGiven(telling: Telling, type: string) {
  return {
    name: telling.dutyNames.get(type) ?? type,
    due: now(telling, 'duties_due', type),
    rate: now(telling, 'compliance_rate', type),
    overdue: now(telling, 'duties_overdue', type),
    unknown: now(telling, 'unknown_share', type),
    // Many duties come once a quarter or a year: the same time a year ago says more than last month.
    against: against(telling, 'compliance_rate', type).slice(1),
  };
}

/** The sentence on organisations and members. */
export function structureOf(telling: Telling): Run[] {
  return structureSentence({
    day: dayText(telling.cutoff),
    scope: telling.scope,
    organizations: now(telling, 'organizations', 'grassroots'),
    committees: now(telling, 'organizations', 'committees'),
    cells: now(telling, 'organizations', 'cells'),
    organizationsAgainst: against(telling, 'organizations', 'grassroots', true),
    members: now(telling, 'members', 'all'),
    membersAgainst: against(telling, 'members', 'all', true),
  });
}

/** The last day that figures of a period count: its end, or the day of the newest snapshot if that is earlier. */
export function cutoffOf(period: BriefingPeriod, asOf: string): string {
  const end = lastDay(period.to);
  return asOf < end ? asOf : end;
}
