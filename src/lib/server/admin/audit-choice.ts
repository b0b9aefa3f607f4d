import { startOfHouseDay } from '#warehouse/house-time.ts';
import { notAllowed } from '$lib/filters/bad-parameter';
import { actions, isAction, type ActionName } from '../audit/actions.ts';
import type { State } from '../state/open.ts';
import type { AuditRow } from '../state/tables.ts';

/** Which entries are asked for. */
export interface AuditChoice {
  person: string | null;
  action: ActionName | null;
  /** `YYYY-MM-DD`, in the time zone of this machine. */
  day: string | null;
  /** Only older ones than this. */
  before: number | null;
}

/** The choice that an address makes. Throws BadParameter. */
export function auditChoiceOf(params: URLSearchParams): AuditChoice {
  const given = (name: string) => params.get(name)?.trim() || null;
  const [action, day, before] = [given('action'), given('day'), given('before')];
  if (action !== null && !isAction(action)) throw notAllowed('action', action, Object.keys(actions));
  if (day !== null && Number.isNaN(startOfHouseDay(day).getTime()))
    throw notAllowed('day', day, ['YYYY-MM-DD']);
  if (before !== null && !/^[1-9]\d{0,14}$/.test(before)) throw notAllowed('before', before, ['1, 2, 3, …']);
  return { person: given('person'), action, day, before: before === null ? null : Number(before) };
}

/** The chosen entries, newest first. */
export function chosenEntries(state: State, choice: AuditChoice, most: number): Promise<AuditRow[]> {
  const { person, action, day, before } = choice;
  let entries = state.selectFrom('audit').selectAll().orderBy('seq', 'desc').limit(most);
  if (person !== null) entries = entries.where('actor', '=', person);
  if (action !== null) entries = entries.where('action', '=', action);
  if (before !== null) entries = entries.where('seq', '<', before);
  if (day !== null) {
    const start = startOfHouseDay(day);
    const end = new Date(start.getTime() + 86_400_000);
    entries = entries.where('at', '>=', start.toISOString()).where('at', '<', end.toISOString());
  }
  return entries.execute();
}
