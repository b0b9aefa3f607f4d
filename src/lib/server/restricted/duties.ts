/** Duties that are counted person by person: a small count of them tells of somebody. */
const aboutPersons: readonly string[] = [
  'approval_before_travel',
  'report_after_travel',
  'admission_ceremony',
  'probation_review',
  'reappointment_notice',
];

/** Whether counts of a duty are counts of persons. */
export function isAboutPersons(dutyType: string): boolean {
  return aboutPersons.includes(dutyType);
}
