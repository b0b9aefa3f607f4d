/** What one accepted row of each register says, and what a snapshot is. */

export interface Organization {
  organization_code: string;
  organization_name: string;
  organization_level: string;
  organization_type: string | null;
  parent_code: string | null;
  established_on: string | null;
  ended_on: string | null;
}

export interface Member {
  member_code: string;
  organization_code: string;
  member_status: string;
  admitted_on: string | null;
}

export interface Case {
  case_code: string;
  organization_code: string;
  case_type: string;
  stage: string;
  received_on: string;
  due_on: string | null;
  external_sent_on: string | null;
  external_answered_on: string | null;
  paused_workdays: number;
  return_count: number;
  concluded_on: string | null;
  decision_on: string | null;
  closed_on: string | null;
  closing: string | null;
}

export interface Duty {
  duty_code: string;
  organization_code: string;
  duty_type: string;
  document_code: string | null;
  due_on: string;
  fulfilled_on: string | null;
  duty_state: string | null;
}

export interface Succession {
  from_code: string;
  to_code: string | null;
  event: string;
  event_on: string;
  legal_basis: string | null;
}

export interface Reject {
  as_of: string;
  file: string;
  line: number;
  reason: string;
  /** Register and code of the row, empty where it has none. */
  code: string;
  /** as_of of the first later snapshot that accepts a row with the same code; null too for a row without one. */
  mended_in: string | null;
}

/** The accepted rows of one folder. A register that has no file is null. */
export interface Snapshot {
  as_of: string;
  source: string;
  /** Organisations that sent nothing. */
  not_delivered: string[];
  organizations: Organization[];
  members: Member[];
  cases: Case[];
  duties: Duty[] | null;
  successions: Succession[] | null;
  rejects: Reject[];
  /** Register and code of every row that was accepted. */
  accepted: Set<string>;
  rows_read: Record<string, number>;
}

export type RegisterName = 'organizations' | 'members' | 'cases' | 'duties' | 'successions';

type Kind = 'text' | 'date' | 'count' | readonly string[];

export interface Column {
  name: string;
  kind: Kind;
  required: boolean;
  aliases: readonly string[];
}

const levels = [
  'province_committee',
  'upper_committee',
  'grassroots_committee',
  'grassroots_cell',
  'section_committee',
  'member_cell',
] as const;
const types = [
  'agency',
  'public_service_unit',
  'state_owned_enterprise',
  'state_controlled_enterprise',
  'state_minority_enterprise',
  'private_enterprise',
  'other',
] as const;
const statuses = ['official', 'probationary', 'exempt', 'suspended'] as const;
const caseTypes = [
  'appraisal_planning',
  'appraisal_appointment',
  'appraisal_reappointment',
  'appraisal_committee',
  'appraisal_election',
  'appraisal_training',
  'appraisal_key_post',
  'admission_check',
  'record_check',
  'verification',
  'foreign_element',
  'travel_abroad',
  'petition',
] as const;
const stages = [
  'intake',
  'completeness',
  'situation',
  'examination',
  'verification',
  'appraisal',
  'conclusion',
  'notice',
  'closed',
] as const;
const dutyTypes = [
  'document_dissemination',
  'education_session',
  'annual_plan',
  'annual_review',
  'quarterly_review',
  'periodic_report',
  'speech_rule',
  'named_responsible',
  'approval_before_travel',
  'report_after_travel',
  'committee_follow_up',
  'admission_ceremony',
  'probation_review',
  'reappointment_notice',
  'secrecy_training',
  'commendation_review',
  'violation_handling',
] as const;
const events = ['renamed', 'merged_into', 'split_from', 'handed_over', 'ended'] as const;

export const codes = {
  levels,
  types,
  statuses,
  caseTypes,
  stages,
  dutyTypes,
  closings: ['concluded', 'withdrawn', 'transferred'],
  dutyStates: ['waived', 'not_applicable', 'unknown'],
  events,
} as const;

const needs = (name: string, kind: Kind, ...aliases: string[]): Column => ({
  name,
  kind,
  required: true,
  aliases,
});
const may = (name: string, kind: Kind, ...aliases: string[]): Column => ({
  name,
  kind,
  required: false,
  aliases,
});

/** The columns of every register, as section 1 of the contract lists them. */
export const columns: Record<RegisterName, readonly Column[]> = {
  organizations: [
    needs('organization_code', 'text', 'Mã tổ chức'),
    needs('organization_name', 'text', 'Tên tổ chức', 'Tên tổ chức đảng'),
    needs('organization_level', levels, 'Cấp tổ chức'),
    may('organization_type', types, 'Loại hình'),
    may('parent_code', 'text', 'Mã tổ chức cấp trên'),
    may('established_on', 'date', 'Ngày thành lập'),
    may('ended_on', 'date', 'Ngày kết thúc'),
  ],
  members: [
    needs('member_code', 'text', 'Mã đảng viên', 'Số thẻ đảng viên'),
    needs('organization_code', 'text', 'Mã tổ chức'),
    needs('member_status', statuses, 'Tình trạng'),
    may('admitted_on', 'date', 'Ngày vào Đảng', 'Ngày kết nạp'),
  ],
  cases: [
    needs('case_code', 'text', 'Mã hồ sơ', 'Số hồ sơ'),
    needs('organization_code', 'text', 'Mã tổ chức'),
    may('member_code', 'text', 'Mã đảng viên'),
    needs('case_type', caseTypes, 'Loại hồ sơ'),
    needs('stage', stages, 'Giai đoạn'),
    needs('received_on', 'date', 'Ngày tiếp nhận'),
    may('due_on', 'date', 'Hạn xử lý'),
    may('external_sent_on', 'date', 'Ngày gửi xác minh'),
    may('external_answered_on', 'date', 'Ngày trả lời'),
    may('paused_workdays', 'count', 'Số ngày tạm dừng'),
    may('return_count', 'count', 'Số lần trả hồ sơ'),
    may('concluded_on', 'date', 'Ngày kết luận'),
    may('decision_on', 'date', 'Ngày quyết định'),
    may('closed_on', 'date', 'Ngày kết thúc'),
    may('closing', ['concluded', 'withdrawn', 'transferred'], 'Hình thức kết thúc'),
  ],
  duties: [
    needs('duty_code', 'text', 'Mã nhiệm vụ'),
    needs('organization_code', 'text', 'Mã tổ chức'),
    needs('duty_type', dutyTypes, 'Loại nhiệm vụ'),
    may('document_code', 'text', 'Văn bản'),
    needs('due_on', 'date', 'Hạn thực hiện'),
    may('fulfilled_on', 'date', 'Ngày thực hiện'),
    may('duty_state', ['waived', 'not_applicable', 'unknown'], 'Trạng thái'),
  ],
  successions: [
    needs('from_code', 'text'),
    may('to_code', 'text'),
    needs('event', events),
    needs('event_on', 'date'),
    may('legal_basis', 'text'),
  ],
};

/** The column that tells a row of the register; successions have none. */
export const codeColumn: Partial<Record<RegisterName, string>> = {
  organizations: 'organization_code',
  members: 'member_code',
  cases: 'case_code',
  duties: 'duty_code',
};
