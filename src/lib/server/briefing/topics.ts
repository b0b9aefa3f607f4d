/** Types of cases that the briefing tells of together; the codes of warehouse/codes/case-type.csv, each in one topic. */
const topics = {
  all: [],
  appraisal: [
    'appraisal_planning',
    'appraisal_appointment',
    'appraisal_reappointment',
    'appraisal_committee',
    'appraisal_election',
    'appraisal_training',
    'appraisal_key_post',
  ],
  admission: ['admission_check'],
  records: ['record_check'],
  verification: ['verification'],
  foreign: ['foreign_element'],
  travel: ['travel_abroad'],
  petition: ['petition'],
} as const satisfies Record<string, readonly string[]>;

export type TopicId = keyof typeof topics;

/** Every topic. */
export const topicIds = Object.keys(topics) as TopicId[];

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
  return [...topics[topic]];
}
