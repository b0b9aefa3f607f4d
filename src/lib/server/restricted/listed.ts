/** What restricted readers may ask for counts about persons, in words. */
export const listedQuestions: readonly string[] = [
  'by=month',
  'by=month,organization_type',
  'by=month,case_type',
  'by=month,duty_type',
  'from=YYYY-01&to=YYYY-12',
  'by=organization_type&from=YYYY-01&to=YYYY-12',
  'by=case_type&from=YYYY-01&to=YYYY-12',
  'by=organization_type,case_type&from=YYYY-01&to=YYYY-12',
];
