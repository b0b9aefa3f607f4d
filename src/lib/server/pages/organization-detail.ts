import { sqlFile } from '#warehouse/project.ts';
import type { Row } from '#warehouse/open.server.ts';
import { metricOf } from '#warehouse/metrics.ts';
import { BadParameter } from '$lib/filters';
import { formatDate, monthInWords } from '$lib/format/dates';
import { formatCount } from '$lib/format/numbers';
import type { MetricId } from '../metrics.ts';
import { hrefWith } from './choice';
import { thisMonth, type PageContext } from './context';
import { ownRows, type ListedOrganization } from './organization-rows';

/** One organisation's month: its figures, the stages of its cases, what became of it. */
export interface OrganizationDetail {
  name: string;
  about: string;
  description: string;
  figures: { label: string; value: string; late: boolean }[];
  stages: { label: string; value: string; share: number }[];
  stagesTitle: string;
  successions: string[];
  successionsTitle: string;
  close: { label: string; href: string };
}

const metrics: MetricId[] = ['cases_pending', 'cases_overdue', 'cases_opened', 'cases_closed'];
const organizationSql = sqlFile('queries/page-organization.sql');
const successionsSql = sqlFile('queries/page-successions.sql');

/** The detail of one organisation at the page's month, without those below it. Throws BadParameter for an unknown code. */
export async function detailOf(page: PageContext, code: string): Promise<OrganizationDetail> {
  const { say, lang } = page;
  const [row] = await page.version.all(organizationSql, { organization: code });
  if (!row) throw new BadParameter('organization', say.notAllowed('organization', code.slice(0, 60), '…'));
  const organization = toListed(row);
  const period = thisMonth(page);
  const [values, stageRows, successions] = await Promise.all([
    Promise.all(
      metrics.map((metric) => ownRows(page, metric, { by: ['organization'], period, of: [organization] })),
    ),
    ownRows(page, 'cases_pending', { by: ['organization', 'stage'], period, of: [organization] }),
    page.version.all(successionsSql, { organization: code }),
  ]);
  const most = Math.max(1, ...stageRows.map((item) => item.value ?? 0));
  return {
    name: organization.name,
    about: [page.codes.label('organization_level', organization.level), typeName(page, organization)].join(
      ' · ',
    ),
    description: say.backlog.detail(monthInWords(page.filters.month, lang)),
    figures: metrics.map((metric, i) => ({
      label: metricOf(metric).label[lang],
      value: formatCount(values[i]?.[0]?.value ?? 0, lang),
      late: metric === 'cases_overdue' && (values[i]?.[0]?.value ?? 0) > 0,
    })),
    stages: page.codes.list('stage').flatMap((stage) => {
      const count = stageRows.find((item) => item.stage === stage.code)?.value ?? 0;
      return count > 0 ? [{ label: stage.label, value: formatCount(count, lang), share: count / most }] : [];
    }),
    stagesTitle: say.backlog.stages,
    successions: successions.map((item) => successionText(page, item)),
    successionsTitle: say.backlog.successionTitle,
    close: { label: say.backlog.close, href: `${hrefWith(page.params, 'organization', null)}#organizations` },
  };
}

function toListed(row: Row): ListedOrganization {
  return {
    code: String(row.organization_code),
    name: String(row.organization_name),
    type: row.organization_type === null ? null : String(row.organization_type),
    level: String(row.organization_level),
  };
}

function typeName(page: PageContext, organization: ListedOrganization): string {
  const { type } = organization;
  return type === null ? page.say.words.upper : page.codes.label('organization_type', type);
}

function successionText(page: PageContext, row: Row): string {
  const { succession } = page.say.backlog;
  const date = formatDate(String(row.event_on), page.lang);
  const other = row.other_name === null ? '–' : String(row.other_name);
  const basis = row.legal_basis === null ? '' : ` (${String(row.legal_basis)})`;
  if (row.event === 'ended') return succession.ended(date) + basis;
  if (row.is_source !== true) return succession.received(date, other) + basis;
  const event = (['renamed', 'merged_into', 'split_from', 'handed_over'] as const).find(
    (name) => name === row.event,
  );
  return event ? succession[event](date, other) + basis : `${date}: ${other}${basis}`;
}
