import { backlogPage, backlogParameters } from './backlog';
import { comparePage, compareParameters } from './compare';
import { compliancePage } from './compliance';
import { dataPage } from './data';
import { definitionsPage } from './definitions';
import { explainPage, explainParameters } from './explain';
import { organizationsPage } from './organizations/page';
import { overviewPage } from './overview';
import { rejectParameters } from './reject-choice';
import { trendsPage } from './trends';

/** Every page: what makes it, and the parameters that only it knows. */
export const pages = {
  overview: { make: overviewPage, parameters: ['changed', 'since', 'organizations'] },
  trends: { make: trendsPage, parameters: ['by', 'measure', 'item'] },
  compliance: { make: compliancePage, parameters: ['span', 'rates', 'overdue', 'page'] },
  backlog: { make: backlogPage, parameters: backlogParameters },
  organizations: {
    make: organizationsPage,
    parameters: ['at', 'open', 'page', 'q', 'sort', 'span', 'to', 'wave'],
  },
  compare: { make: comparePage, parameters: compareParameters },
  definitions: { make: definitionsPage, parameters: [] },
  explain: { make: explainPage, parameters: explainParameters },
  data: { make: dataPage, parameters: [...rejectParameters, 'against'] },
} as const;
