import { addDays } from './dates.ts';
import { type Random } from './random.ts';
import { type Case, codes, type Duty, type Member } from './registers.ts';
import { dayIn, type OrganizationState, type Present, type Span, walkFrom } from './world-organizations.ts';

/** A case as the source keeps it, with the person it is about. */
export type SourceCase = Present<Case> & { member_code: string | null };

/** Cases, duties and members as the source knows them. */
export interface RegisterState {
  cases: SourceCase[];
  duties: Present<Duty>[];
  members: Present<Member>[];
}

const openStages = codes.stages.filter((stage) => stage !== 'closed');

/** Registers as of the first snapshot. */
export function firstRegisters(random: Random, organizations: OrganizationState, span: Span): RegisterState {
  const state: RegisterState = { cases: [], duties: [], members: [] };
  for (let i = random.int(25, 70); i > 0; i -= 1)
    addCase(random, state, { organizations, span, before: 420 });
  const [oldest] = state.cases;
  if (oldest && random.chance(0.15))
    oldest.received_on = addDays(span.until, -random.pick([1200, 3500, 30_000]));
  for (let i = random.int(20, 50); i > 0; i -= 1) addDuty(random, state, { organizations, span });
  for (const { organization_code } of organizations.organizations) {
    for (let i = random.pick([0, 3, 8, 9, 10, 14, 25]); i > 0; i -= 1)
      addMember(random, state, organization_code);
  }
  return state;
}

/** What happens in the registers between two snapshots. */
export function changeRegisters(
  random: Random,
  state: RegisterState,
  { organizations, span }: { organizations: OrganizationState; span: Span },
): void {
  for (const one of state.cases) changeCase(random, one, { organizations, span });
  for (let i = random.int(5, 22); i > 0; i -= 1) {
    addCase(random, state, { organizations, span, before: random.chance(0.25) ? 300 : 60 });
  }
  for (const one of state.duties) changeDuty(random, one, span);
  for (let i = random.int(2, 10); i > 0; i -= 1) addDuty(random, state, { organizations, span });
  for (const one of state.members) {
    if (random.chance(0.06)) one.organization_code = someCode(random, organizations);
    if (random.chance(0.05)) one.member_status = random.pick(codes.statuses);
    if (random.chance(0.03)) one.isPresent = !one.isPresent;
  }
  for (let i = random.int(0, 9); i > 0; i -= 1) addMember(random, state, someCode(random, organizations));
}

function someCode(random: Random, { organizations }: OrganizationState): string {
  const present = organizations.filter((one) => one.isPresent);
  return random.pick(random.chance(0.97) ? present : organizations).organization_code;
}

interface Setting {
  organizations: OrganizationState;
  span: Span;
}

function addCase(
  random: Random,
  state: RegisterState,
  { organizations, span, before }: Setting & { before: number },
) {
  const events = organizations.successions.map(({ row }) => row.event_on);
  const received =
    events.length > 0 && random.chance(0.12)
      ? random.pick(events)
      : addDays(span.until, -random.int(0, before));
  const one: SourceCase = {
    case_code: `HS-${String(state.cases.length + 1).padStart(5, '0')}${random.chance(0.2) ? '/Đ ở' : ''}`,
    member_code:
      state.members.length > 0 && random.chance(0.7) ? random.pick(state.members).member_code : null,
    organization_code: someCode(random, organizations),
    case_type: random.pick(codes.caseTypes.slice(random.chance(0.9) ? 8 : 0, 11)),
    stage: random.pick(openStages),
    received_on: received,
    due_on: random.chance(0.5) ? addDays(received, random.int(0, 90)) : null,
    external_sent_on: null,
    external_answered_on: null,
    paused_workdays: random.chance(0.3) ? random.int(1, 30) : 0,
    return_count: random.chance(0.3) ? random.int(1, 3) : 0,
    concluded_on: null,
    decision_on: null,
    closed_on: null,
    closing: null,
    isPresent: true,
  };
  if (random.chance(0.4)) sendOut(random, one, span);
  if (random.chance(0.45)) closeCase(random, one, span);
  state.cases.push(one);
}

function sendOut(random: Random, one: SourceCase, span: Span): void {
  const sent = addDays(one.received_on, random.int(-3, 40));
  one.external_sent_on = sent <= span.until ? sent : span.until;
  const answered = addDays(sent, random.int(-2, 60));
  if (random.chance(0.6) && answered <= span.until) one.external_answered_on = answered;
}

function closeCase(random: Random, one: SourceCase, span: Span): void {
  const from = addDays(one.received_on, -1);
  one.stage = 'closed';
  one.closing = random.pick(codes.closings);
  one.closed_on = dayIn(random, { after: from, until: span.until });
  one.concluded_on = random.chance(0.8) ? dayIn(random, { after: from, until: one.closed_on }) : null;
  if (random.chance(0.5)) one.decision_on = addDays(one.closed_on, random.pick([0, random.int(-20, 60)]));
  if (random.chance(0.2)) one.due_on = addDays(one.closed_on, random.int(-1, 1));
}

function changeCase(random: Random, one: SourceCase, { organizations, span }: Setting): void {
  const move = organizations.moves.find(({ from }) => from === one.organization_code);
  if (one.closed_on === null) {
    if (move && random.chance(0.8)) one.organization_code = move.to;
    else if (random.chance(0.25))
      one.organization_code = walkFrom(random, organizations, one.organization_code);
    else if (random.chance(0.08)) one.organization_code = someCode(random, organizations);
    if (random.chance(0.4)) one.stage = random.pick(openStages);
    if (random.chance(0.2)) one.paused_workdays += random.int(1, 40);
    if (random.chance(0.1)) one.return_count += 1;
    if (random.chance(0.15)) sendOut(random, one, span);
    if (random.chance(0.2))
      one.concluded_on = dayIn(random, { after: addDays(one.received_on, -1), until: span.until });
    if (random.chance(0.25)) closeCase(random, one, span);
  } else {
    if (random.chance(move ? 0.3 : 0.03)) one.organization_code = move?.to ?? someCode(random, organizations);
    if (random.chance(0.05)) reopen(random, one);
    else if (random.chance(0.04)) closeCase(random, one, span);
  }
  correctCase(random, one, span);
  if (one.isPresent ? random.chance(0.05) : random.chance(0.3)) one.isPresent = !one.isPresent;
}

function reopen(random: Random, one: SourceCase): void {
  one.stage = random.pick(openStages);
  one.closed_on = null;
  one.closing = null;
  if (random.chance(0.7)) one.concluded_on = null;
}

function correctCase(random: Random, one: SourceCase, span: Span): void {
  if (random.chance(0.05)) {
    const last = one.concluded_on ?? one.closed_on ?? span.until;
    const late = dayIn(random, { after: addDays(last, -90), until: last });
    const moved = random.chance(0.4) ? late : addDays(one.received_on, random.int(-45, 60));
    one.received_on = moved <= last || random.chance(0.05) ? moved : last;
  }
  if (random.chance(0.04))
    one.due_on = random.chance(0.5) ? null : addDays(one.received_on, random.int(0, 60));
  if (random.chance(0.02)) one.case_type = random.pick(codes.caseTypes.slice(8, 11));
  if (random.chance(0.04)) one.decision_on = addDays(one.received_on, random.int(0, 120));
}

function addDuty(random: Random, state: RegisterState, { organizations, span }: Setting): void {
  const one: Present<Duty> = {
    duty_code: `NV${state.duties.length + 1}`,
    organization_code: someCode(random, organizations),
    duty_type: random.pick(codes.dutyTypes.slice(0, 6)),
    document_code: random.chance(0.2) ? 'QD-KHONG-CO' : null,
    due_on: random.chance(0.3)
      ? edgeDay(random, organizations, span)
      : addDays(
          span.until,
          random.pick([random.int(-400, 300), random.int(-400, 300), random.int(-9000, 50_000)]),
        ),
    fulfilled_on: null,
    duty_state: null,
    isPresent: true,
  };
  changeDuty(random, one, span);
  state.duties.push(one);
}

/** A day on which something else begins or ends. */
function edgeDay(random: Random, { organizations }: OrganizationState, span: Span): string {
  const { established_on, ended_on } = random.pick(organizations);
  const edge = random.pick([established_on, ended_on, span.until, span.after]) ?? span.until;
  return addDays(edge, random.int(-1, 1));
}

function changeDuty(random: Random, one: Present<Duty>, span: Span): void {
  const done = addDays(one.due_on, random.int(-30, 30));
  if (one.fulfilled_on === null && done <= span.until && random.chance(0.5)) one.fulfilled_on = done;
  if (random.chance(0.15)) one.duty_state = random.chance(0.4) ? null : random.pick(codes.dutyStates);
  if (random.chance(0.05)) one.due_on = addDays(one.due_on, random.int(-60, 60));
  if (random.chance(0.04)) one.isPresent = !one.isPresent;
  if (random.chance(0.02)) one.fulfilled_on = null;
}

function addMember(random: Random, state: RegisterState, organization: string): void {
  state.members.push({
    member_code: `DV-${String(state.members.length + 1).padStart(6, '0')}`,
    organization_code: organization,
    member_status: random.chance(0.7) ? 'official' : random.pick(codes.statuses),
    admitted_on: random.chance(0.5)
      ? null
      : `19${random.int(60, 99)}-0${random.int(1, 9)}-1${random.int(0, 9)}`,
    isPresent: true,
  });
}
