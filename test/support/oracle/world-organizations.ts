import { addDays, dayNumber } from './dates.ts';
import { type Random } from './random.ts';
import { codes, type Organization, type Succession } from './registers.ts';

/** A row of a register that may be left out of the next file. */
export type Present<T> = T & { isPresent: boolean };

/** Organisations and their successions as the source knows them; `noticed` counts snapshots until a file tells it. */
export interface OrganizationState {
  organizations: Present<Organization>[];
  successions: { row: Succession; noticed: number }[];
  /** Moves of open cases that reorganisations of this step bring with them. */
  moves: { from: string; to: string }[];
}

export interface Span {
  after: string;
  until: string;
}

/** A day in (after, until], often one at its edges. */
export function dayIn(random: Random, { after, until }: Span): string {
  const days = Math.max(0, dayNumber(until) - dayNumber(after) - 1);
  return addDays(until, -random.pick([0, days, ...Array.from({ length: 6 }, () => random.int(0, days))]));
}

const lowerLevels = ['grassroots_committee', 'grassroots_cell', 'section_committee', 'member_cell'];

/** A tree of organisations as of the first snapshot. */
export function firstOrganizations(random: Random, span: Span): OrganizationState {
  const state: OrganizationState = { organizations: [], successions: [], moves: [] };
  const count = random.int(5, 14);
  for (let i = 0; i < count; i += 1) addOrganization(random, state, span);
  return state;
}

function addOrganization(random: Random, state: OrganizationState, span: Span): Present<Organization> {
  const number = state.organizations.length;
  const isUpper = number < 3;
  const parents = state.organizations.filter((one) => one.isPresent);
  const row: Present<Organization> = {
    organization_code: codeOf(number),
    organization_name: `Chi bộ "Hòa, thuý" ${number + 1}`,
    organization_level:
      number === 0 ? 'province_committee' : isUpper ? 'upper_committee' : random.pick(lowerLevels),
    organization_type: isUpper ? null : random.chance(0.06) ? null : random.pick(codes.types.slice(0, 4)),
    parent_code:
      parents.length === 0 || (!isUpper && random.chance(0.05))
        ? null
        : random.pick(parents).organization_code,
    established_on: random.chance(0.5) ? null : addDays(span.until, -random.int(0, 700)),
    ended_on: random.chance(0.05) ? addDays(span.until, -random.int(0, 90)) : null,
    isPresent: true,
  };
  state.organizations.push(row);
  return row;
}

/** Codes with leading zeros, of unlike case, with accents, and with signs that mean something to a database. */
function codeOf(number: number): string {
  const plain = String(number + 1).padStart(4, '0');
  const group = Math.floor(number / 6);
  return (
    [plain, plain, `a${group}`, `A${group}`, `Tổ đảng ${plain}`, `x'"; --%_${group}`][number % 6] ?? plain
  );
}

/** What happens to organisations between two snapshots. */
export function changeOrganizations(random: Random, state: OrganizationState, span: Span): void {
  state.moves = [];
  for (const one of state.successions) one.noticed -= 1;
  for (const one of state.organizations.slice(1)) changeOne(random, one, { state, span });
  for (let i = random.int(0, 2); i > 0; i -= 1) addOrganization(random, state, span);
  for (let i = random.int(1, 4); i > 0; i -= 1) reorganize(random, state, span);
  if (state.successions.length > 0 && random.chance(0.15)) correctSuccession(random, state, span);
}

function changeOne(
  random: Random,
  one: Present<Organization>,
  { state, span }: { state: OrganizationState; span: Span },
): void {
  if (random.chance(0.08)) one.organization_name = `${one.organization_name} *`;
  if (random.chance(0.06) && one.organization_type !== null) one.organization_type = random.pick(codes.types);
  if (random.chance(0.03)) one.organization_level = random.pick(lowerLevels);
  if (random.chance(0.06)) changeParent(random, one, state);
  if (random.chance(0.03)) one.ended_on = dayIn(random, { ...span, after: addDays(span.after, -40) });
  else if (random.chance(0.1)) one.ended_on = null;
  if (random.chance(0.04))
    one.established_on = random.chance(0.5) ? null : addDays(span.until, -random.int(0, 300));
  if (one.isPresent ? random.chance(0.05) : random.chance(0.35)) one.isPresent = !one.isPresent;
  if (!one.isPresent && random.chance(0.8)) {
    for (const child of state.organizations) {
      if (child.parent_code === one.organization_code) child.parent_code = one.parent_code;
    }
  }
}

function changeParent(random: Random, one: Present<Organization>, state: OrganizationState): void {
  const parent = random.pick(state.organizations);
  for (let above: string | null = parent.organization_code; above !== null;) {
    if (above === one.organization_code) return;
    above = state.organizations.find((other) => other.organization_code === above)?.parent_code ?? null;
  }
  one.parent_code = parent.organization_code;
}

function reorganize(random: Random, state: OrganizationState, span: Span): void {
  const old = random.pick(state.organizations.slice(1));
  const length = random.chance(0.3) ? random.int(2, 3) : 1;
  let from = old;
  let date = random.chance(0.6) ? dayIn(random, span) : addDays(span.until, -random.int(0, 250));
  for (let step = 0; step < length; step += 1) {
    const next = random.chance(0.4)
      ? addOrganization(random, state, span)
      : random.pick(state.organizations.slice(1));
    const event = random.pick([
      'renamed',
      'merged_into',
      'handed_over',
      'split_from',
      'handed_over',
      'ended',
    ]);
    const to_code = event === 'ended' ? null : next.organization_code;
    const row = { from_code: from.organization_code, to_code, event, event_on: date, legal_basis: null };
    const noticed = random.chance(0.6) ? 0 : random.int(1, 2);
    state.successions.push({ row, noticed });
    if (random.chance(0.15))
      state.successions.push({ row: { ...row, event_on: dayIn(random, span) }, noticed });
    if (to_code === null) break;
    date = random.chance(0.3) ? date : dayIn(random, { after: date, until: span.until });
    finish(random, from, row);
    from = next;
  }
  if (random.chance(0.8)) state.moves.push({ from: old.organization_code, to: from.organization_code });
}

function finish(random: Random, from: Present<Organization>, { event, event_on }: Succession): void {
  if (event === 'split_from' || event === 'handed_over') return;
  if (random.chance(0.5)) from.ended_on = event_on;
  else if (random.chance(0.4)) from.isPresent = false;
}

/** Where a walk of up to three successions ends, whatever their dates. */
export function walkFrom(random: Random, { successions }: OrganizationState, start: string): string {
  let at = start;
  for (let steps = random.int(1, 3); steps > 0; steps -= 1) {
    const next = successions.filter(({ row }) => row.from_code === at && row.to_code !== null);
    if (next.length === 0) break;
    at = random.pick(next).row.to_code ?? at;
  }
  return at;
}

function correctSuccession(random: Random, state: OrganizationState, span: Span): void {
  const one = random.pick(state.successions);
  if (random.chance(0.3)) state.successions.splice(state.successions.indexOf(one), 1);
  else
    one.row = { ...one.row, event_on: dayIn(random, { after: addDays(span.after, -60), until: span.until }) };
}
