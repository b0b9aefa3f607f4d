/** Cases that the briefing tells of together; the codes of warehouse/codes/case-type.csv, each in one topic. */
export interface CaseTopic {
  id: string;
  /** In a sentence: `tiếp nhận 05 hồ sơ thẩm định ...`. */
  noun: string;
  types: readonly string[];
}

export const caseTopics = {
  all: { id: 'all', noun: 'hồ sơ các loại', types: [] },
  appraisal: {
    id: 'appraisal',
    noun: 'hồ sơ thẩm định, kết luận tiêu chuẩn chính trị',
    types: [
      'appraisal_planning',
      'appraisal_appointment',
      'appraisal_reappointment',
      'appraisal_committee',
      'appraisal_election',
      'appraisal_training',
      'appraisal_key_post',
    ],
  },
  admission: {
    id: 'admission',
    noun: 'hồ sơ thẩm tra lý lịch người xin vào Đảng',
    types: ['admission_check'],
  },
  records: { id: 'records', noun: 'hồ sơ đề nghị sưu tra', types: ['record_check'] },
  verification: { id: 'verification', noun: 'hồ sơ thẩm tra, xác minh', types: ['verification'] },
  foreign: { id: 'foreign', noun: 'hồ sơ có yếu tố nước ngoài', types: ['foreign_element'] },
  travel: { id: 'travel', noun: 'hồ sơ ra nước ngoài', types: ['travel_abroad'] },
  petition: { id: 'petition', noun: 'đơn thư', types: ['petition'] },
} as const satisfies Record<string, CaseTopic>;

export type TopicId = keyof typeof caseTopics;

/** Duties by the section of the briefing that tells of them; the codes of warehouse/codes/duty-type.csv. */
export const dutySections = {
  leading: ['document_dissemination', 'education_session', 'annual_plan', 'named_responsible'],
  situation: ['annual_review', 'quarterly_review', 'periodic_report'],
  travel: ['approval_before_travel', 'report_after_travel', 'committee_follow_up'],
  rules: ['speech_rule', 'secrecy_training'],
  members: ['admission_ceremony', 'probation_review', 'reappointment_notice'],
  conduct: ['commendation_review', 'violation_handling'],
} as const;

export type DutySection = keyof typeof dutySections;

/** Every duty type of the briefing. */
export const dutyTypes: readonly string[] = Object.values(dutySections).flat();

/** The types of each topic: of `all` every one. */
export function typesOf(topic: TopicId): string[] {
  return [...caseTopics[topic].types];
}
