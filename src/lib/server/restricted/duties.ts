import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#warehouse/project.ts';

/** Duties that are counted person by person: a small count of them tells of somebody. */
export const aboutPersons: readonly string[] = readFileSync(
  join(projectRoot(), 'warehouse', 'disclosure', 'person-duties.csv'),
  'utf8',
)
  .trim()
  .split('\n')
  .slice(1);

/** Whether counts of a duty are counts of persons. */
export function isAboutPersons(dutyType: string): boolean {
  return aboutPersons.includes(dutyType);
}
