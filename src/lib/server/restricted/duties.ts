import { personDuties } from '#warehouse/disclosure/thresholds.ts';

/** Duties that are counted person by person: a small count of them tells of somebody. */
export const aboutPersons = personDuties();

/** Whether counts of a duty are counts of persons. */
export function isAboutPersons(dutyType: string): boolean {
  return aboutPersons.includes(dutyType);
}
