import { sqlFile } from '#warehouse/project.ts';
import { lowerFirst } from '../../format/names.ts';
import { codeBook } from '../pages/labels.ts';
import type { LiveVersion } from '../version.ts';
import { annexOf } from './annex.ts';
import type {
  Block,
  BriefingDocument,
  BriefingTexts,
  PromptBlock,
  PromptId,
  SecrecyMark,
} from './document.ts';
import { collectFacts, type Facts } from './facts.ts';
import { letterheadOn, type Letterhead } from './letterhead.ts';
import type { PinnedTable } from './pinned.ts';
import { dayText, lastDay, nameOf, nextName, wordsOf, type BriefingPeriod } from './period.ts';
import { rowsId, sentenceQuestions, tableQuestions } from './questions.ts';
import {
  allDutiesSentence,
  beginningSentence,
  caseParagraph,
  cutoffOf,
  daysOf,
  dutyParagraph,
  externalOf,
  ratesOf,
  structureOf,
  titledParagraph,
  type Telling,
} from './sentences.ts';
import type { Tabling } from './tables.ts';
import { counted, line, type Run } from './text/runs.ts';
import { documentsSentence, extremesSentence, reorganisationSentence, typeName } from './text/structure.ts';

/** What a person decides about a briefing. */
export interface BriefingWish {
  period: BriefingPeriod;
  texts: BriefingTexts;
  secrecy: SecrecyMark | null;
  isDraft: boolean;
  /** Tables of saved queries for the annex. */
  pinned: readonly PinnedTable[];
}

/** A briefing as a document, with every figure that it was made from. */
export interface MadeBriefing {
  document: BriefingDocument;
  facts: Facts;
}

/**
 * The briefing of a period from one published version, in the profile of that version: facts first, then sentences and
 * tables from them, then the order in which a report tells them. Throws LetterheadMissing.
 */
export async function makeBriefing(version: LiveVersion, wish: BriefingWish): Promise<MadeBriefing> {
  const { period } = wish;
  const letterhead = await letterheadOn(version, lastDay(period.to));
  const { disclosure } = version;
  const questions = [
    ...sentenceQuestions({ period, term: letterhead.term }, disclosure),
    ...tableQuestions(period, disclosure),
  ];
  const [facts, codes, events] = await Promise.all([
    collectFacts(version, questions),
    codeBook(version, 'vi'),
    eventsOf(version, period),
  ]);
  const tabling: Tabling = { facts, disclosure, codes: (list) => codes.list(list) };
  const telling: Telling = {
    facts,
    period,
    term: letterhead.term,
    cutoff: cutoffOf(period, version.asOf),
    scope: letterhead.text.scope || 'Đảng bộ',
    dutyNames: new Map(codes.list('duty_type').map(({ code, label }) => [code, label])),
  };
  const parts = { telling, tabling, letterhead, events, texts: wish.texts, firstMonth: version.firstMonth };
  return {
    facts,
    document: {
      period,
      abstract: `công tác bảo vệ chính trị nội bộ ${nameOf(period)}`,
      cutoff: telling.cutoff,
      letterhead,
      secrecy: wish.secrecy,
      isDraft: wish.isDraft,
      body: bodyOf(parts),
      annex: await annexOf(version, tabling, {
        telling,
        letterhead,
        secrecy: wish.secrecy,
        pinned: wish.pinned,
      }),
      version: version.id,
    },
  };
}

/** What happened in the period, beside figures of the catalogue. */
interface Events {
  documents: { code: string; issuer: string; title: string }[];
  reorganised: number;
}

async function eventsOf(version: LiveVersion, { from, to }: BriefingPeriod): Promise<Events> {
  const days = { from: `${from}-01`, to: lastDay(to) };
  const [documents, reorganised] = await Promise.all([
    version.all(sqlFile('queries/briefing-documents.sql'), days),
    version.all(sqlFile('queries/briefing-reorganised.sql'), days),
  ]);
  return {
    documents: documents.map((row) => ({
      code: String(row.document_code),
      issuer: String(row.issuer ?? ''),
      title: String(row.title_vi ?? ''),
    })),
    reorganised: Number(reorganised[0]?.organization_count ?? 0),
  };
}

interface Parts {
  telling: Telling;
  tabling: Tabling;
  letterhead: Letterhead;
  events: Events;
  texts: BriefingTexts;
  /** The first month that has figures. */
  firstMonth: string;
}

const said = (...runs: (readonly Run[])[]): Block[] =>
  runs.filter((each) => each.length > 0).map((each) => ({ kind: 'paragraph', runs: each }));
const heading = (level: 1 | 2, text: string): Block => ({ kind: 'heading', level, text });

function bodyOf(parts: Parts): Block[] {
  const { telling } = parts;
  const opening = `Cấp ủy báo cáo tình hình, kết quả công tác bảo vệ chính trị nội bộ ${nameOf(telling.period)} như sau (số liệu chốt đến hết ngày ${dayText(telling.cutoff)}):`;
  return [
    ...said([opening], beginningSentence(telling, parts.firstMonth)),
    { kind: 'part', text: 'Phần thứ nhất\nTÌNH HÌNH, KẾT QUẢ' },
    heading(1, 'I- CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO'),
    ...leadership(parts),
    heading(1, 'II- KẾT QUẢ THỰC HIỆN NHIỆM VỤ'),
    ...results(parts),
    heading(1, 'III- ĐÁNH GIÁ CHUNG'),
    ...assessment(parts),
    {
      kind: 'part',
      text: `Phần thứ hai\nPHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM ${nextName(telling.period).toUpperCase()}`,
    },
    ...outlook(parts),
  ];
}

/** A heading below `I-`, or directly below a part, in the numbering of the day: `1- ` in the rules of 2018, `1. ` in those of 2026. */
function numbered({ letterhead }: Parts, number: number, text: string, level: 1 | 2 = 2): Block {
  return heading(level, `${number}${letterhead.text.second_heading.slice(1) || '.'} ${text}`);
}

function prompt({ texts }: Parts, id: PromptId, question: string): PromptBlock {
  const text = texts[id]?.trim() ?? '';
  return { kind: 'prompt', id, question, text: text === '' ? null : text };
}

const appraisalRates = ['on_time_rate', 'first_pass_rate', 'conclusion_before_decision_rate'] as const;

function leadership(parts: Parts): Block[] {
  const { telling, events } = parts;
  const { within } = wordsOf(telling.period.span);
  return [
    ...said(structureOf(telling), reorganisationSentence(within, events.reorganised)),
    ...said(documentsSentence(within, events.documents)),
    prompt(
      parts,
      'leadership',
      'Nêu văn bản cấp ủy đã ban hành, hội nghị, cuộc kiểm tra, giám sát trong kỳ.',
    ),
    ...said(dutyParagraph(telling, 'leading')),
  ];
}

function results(parts: Parts): Block[] {
  const { telling } = parts;
  return [
    ...said(
      caseParagraph(telling, 'all'),
      ratesOf(telling, 'all', 'on_time_rate'),
      allDutiesSentence(telling),
    ),
    numbered(parts, 1, 'Nắm tình hình và rà soát chính trị nội bộ'),
    ...said(dutyParagraph(telling, 'situation')),
    numbered(parts, 2, 'Thẩm định, kết luận tiêu chuẩn chính trị'),
    ...said(
      caseParagraph(telling, 'appraisal'),
      daysOf(telling, 'appraisal'),
      ratesOf(telling, 'appraisal', ...appraisalRates),
    ),
    numbered(parts, 3, 'Thẩm tra, xác minh, sưu tra'),
    ...said(
      titledParagraph(telling, 'a) Thẩm tra lý lịch người xin vào Đảng', 'admission'),
      titledParagraph(telling, 'b) Sưu tra hồ sơ', 'records'),
      titledParagraph(telling, 'c) Thẩm tra, xác minh vấn đề', 'verification'),
      titledParagraph(telling, 'd) Nhân sự có yếu tố nước ngoài', 'foreign'),
      externalOf(telling, 'all'),
    ),
    numbered(parts, 4, 'Quản lý đảng viên ra nước ngoài'),
    ...said(caseParagraph(telling, 'travel')),
    ...said(dutyParagraph(telling, 'travel')),
    numbered(parts, 5, 'Giải quyết đơn thư'),
    ...said(caseParagraph(telling, 'petition')),
    numbered(parts, 6, 'Thực hiện quy chế phát ngôn, bảo vệ bí mật'),
    ...said(dutyParagraph(telling, 'rules')),
    numbered(parts, 7, 'Công tác đảng viên, khen thưởng, xử lý vi phạm'),
    ...said(dutyParagraph(telling, 'members', 'conduct')),
  ];
}

function assessment(parts: Parts): Block[] {
  const { telling, tabling } = parts;
  const { within } = wordsOf(telling.period.span);
  const types = tabling.codes('organization_type');
  const rates = tabling.facts.rows(rowsId('compliance_rate', 'organization_type')).rows.map((row) => ({
    name: typeName(types.find(({ code }) => code === row.organization_type)?.label ?? 'loại hình khác'),
    figure: { ...row, id: rowsId('compliance_rate', 'organization_type') },
  }));
  const told = extremesSentence(within, rates);
  const apart = tabling.disclosure === 'full' ? [] : [' Tỷ lệ này không gồm nhiệm vụ về cá nhân.'];
  return [
    ...said(told.length > 0 ? [...told, ...apart] : []),
    numbered(parts, 1, 'Ưu điểm'),
    prompt(parts, 'strengths', 'Ghi nhận định về ưu điểm, kết quả nổi bật.'),
    numbered(parts, 2, 'Hạn chế, khuyết điểm'),
    prompt(parts, 'weaknesses', 'Ghi nhận định về hạn chế, khuyết điểm.'),
    numbered(parts, 3, 'Nguyên nhân'),
    prompt(parts, 'causes', 'Nêu nguyên nhân khách quan, chủ quan.'),
  ];
}

function outlook(parts: Parts): Block[] {
  const { telling } = parts;
  return [
    ...said(nextSentence(parts)),
    numbered(parts, 1, 'Nhiệm vụ trọng tâm', 1),
    prompt(parts, 'tasks', `Nêu nhiệm vụ trọng tâm ${nextName(telling.period)}.`),
    numbered(parts, 2, 'Kiến nghị, đề xuất', 1),
    prompt(parts, 'proposals', 'Nêu kiến nghị, đề xuất với cấp trên; nếu không có thì ghi “Không”.'),
  ];
}

/** How many duties are already known to fall due in the period after, and of which kind most. */
function nextSentence({ telling, tabling }: Parts): Run[] {
  const next = tabling.facts.one('duties_due/all_duties/next');
  if (next.value === null || next.value === 0) return [];
  const { rows } = tabling.facts.rows('duties_due/by_type/next');
  const [most] = [...rows].sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const name = lowerFirst(telling.dutyNames.get(most?.duty_type ?? '') ?? '', 'vi');
  const ofThem =
    most && name !== ''
      ? line`, nhiều nhất là ${name} (${counted({ ...most, id: 'duties_due/by_type/next' })} lượt)`
      : [];
  const upper = nextName(telling.period);
  return line`${upper.charAt(0).toUpperCase() + upper.slice(1)}, theo số liệu hiện nay, có ${counted(next)} lượt nhiệm vụ đến hạn${ofThem}.`;
}
