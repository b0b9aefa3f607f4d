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

/**
 * Every page: what makes it, the parameters that only it knows, the panels whose tables open by a link, and its name where
 * it is kept (the one that compares reads other versions too).
 */
export const pages = {
  overview: {
    make: overviewPage,
    parameters: ['changed', 'since', 'organizations'],
    folds: ['flow', 'compliance', 'age', 'attention', 'changed'],
    keptAs: 'overview',
  },
  trends: {
    make: trendsPage,
    parameters: ['by', 'measure', 'item'],
    folds: ['flows', 'stock', 'days', 'on-time', 'outlook', 'multiples'],
    keptAs: 'trends',
  },
  compliance: {
    make: compliancePage,
    parameters: ['span', 'rates', 'overdue', 'page'],
    folds: [
      'funnel',
      'parts',
      'matrix',
      'overdue',
      'overdue-organizations',
      'due',
      'rates',
      'over-time',
      'bases',
    ],
    keptAs: 'compliance',
  },
  backlog: {
    make: backlogPage,
    parameters: backlogParameters,
    folds: ['cross', 'age', 'stage'],
    keptAs: 'backlog',
  },
  organizations: {
    make: organizationsPage,
    parameters: ['at', 'open', 'page', 'q', 'sort', 'span', 'to', 'wave'],
    folds: ['tree', 'search', 'flow'],
    keptAs: 'organizations',
  },
  compare: { make: comparePage, parameters: compareParameters },
  definitions: { make: definitionsPage, parameters: [], keptAs: 'definitions' },
  explain: { make: explainPage, parameters: explainParameters, keptAs: 'explain' },
  data: { make: dataPage, parameters: [...rejectParameters, 'against'], keptAs: 'data' },
} as const;
