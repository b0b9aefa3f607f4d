import { choiceOf, hrefWith } from './choice';
import { basesPanel, type BasesPanel } from './compliance-bases';
import { dutyFlowPanel, type DutyFlowPanel } from './compliance-flow';
import { funnelPanel, type FunnelPanel } from './compliance-funnel';
import { headOf } from './compliance-head';
import { matrixPanel, type MatrixPanel } from './compliance-matrix';
import { duePanel, overduePanel } from './compliance-open';
import type { OpenPanel } from './compliance-open-parts';
import { overdueOrganizationsPanel, type OverduePanel } from './compliance-overdue-list';
import { intervalsPanel } from './compliance-rates';
import { rateTimePanel } from './compliance-time';
import { windowOf, type PageContext } from './context';
import type { Choice, MultiplesPanel } from './multiples';
import type { IntervalsPanel } from './overview';
import { contentOf, panel, type PanelResult } from './panel';

/** Which duties were fulfilled on time, where, and since when; what is overdue, and what falls due next. */
export interface CompliancePage {
  title: string;
  finding: string;
  lede: string;
  span: Switch;
  /** By what the panels `rates` and `overTime` are split. */
  by: Switch;
  funnel: PanelResult<FunnelPanel>;
  parts: PanelResult<DutyFlowPanel>;
  matrix: PanelResult<MatrixPanel>;
  overdue: PanelResult<OpenPanel>;
  /** Null for a month that is not the newest. */
  overdueOrganizations: PanelResult<OverduePanel> | null;
  due: PanelResult<OpenPanel> | null;
  rates: PanelResult<IntervalsPanel>;
  overTime: PanelResult<MultiplesPanel>;
  /** Null where both bases tell the same. */
  bases: PanelResult<BasesPanel> | null;
}

interface Switch {
  label: string;
  choices: Choice[];
}

const spans = ['12', '3', '1'] as const;
const splits = ['type', 'duty'] as const;
const dimensionOf = { type: 'organization_type', duty: 'duty_type' } as const;

/** All of the compliance page, from one version. */
export async function compliancePage(page: PageContext): Promise<CompliancePage> {
  const { say, params } = page;
  const span = choiceOf(params, 'span', spans);
  const split = choiceOf(params, 'rates', splits);
  const period = windowOf(page, Number(span));
  const by = dimensionOf[split];
  const [head, bases, funnel, parts, matrix, overdue, overdueOrganizations, due, rates, overTime] =
    await Promise.all([
      panel(page, 'head', () => headOf(page, period)),
      panel(page, 'bases', () => basesPanel(page, period)),
      panel(page, 'funnel', () => funnelPanel(page, period)),
      panel(page, 'parts', () => dutyFlowPanel(page, period)),
      panel(page, 'matrix', () => matrixPanel(page, period)),
      panel(page, 'overdue', () => overduePanel(page)),
      panel(page, 'overdue-organizations', () => overdueOrganizationsPanel(page)),
      panel(page, 'due', () => duePanel(page)),
      panel(page, 'rates', () => intervalsPanel(page, by, period)),
      panel(page, 'over-time', () => rateTimePanel(page, by)),
    ]);
  const known = contentOf(head);
  return {
    title: say.titles.compliance,
    finding: known?.finding ?? say.titles.compliance,
    lede: known?.lede ?? '',
    span: {
      label: say.compliance.spanLabel,
      choices: spans.map((value) => ({
        label: say.compliance.span(Number(value)),
        href: hrefWith(params, 'span', value === spans[0] ? null : value),
        current: value === span,
      })),
    },
    by: {
      label: say.duties.changes.switchLabel,
      choices: splits.map((value) => ({
        label: say.words[value],
        href: `${hrefWith(params, 'rates', value === splits[0] ? null : value)}#rates`,
        current: value === split,
      })),
    },
    ...{ funnel, parts, matrix, overdue, rates, overTime },
    overdueOrganizations: shown(overdueOrganizations),
    due: shown(due),
    bases: shown(bases),
  };
}

function shown<Content>(result: PanelResult<Content | null>): PanelResult<Content> | null {
  if (!result.ok) return result;
  return result.content === null ? null : { ok: true, content: result.content };
}
