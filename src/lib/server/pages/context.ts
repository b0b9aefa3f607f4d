import { metricOf } from '#warehouse/metrics.ts';
import { parseFilters, type Filters } from '$lib/filters';
import { addMonths } from '$lib/format/dates';
import type { Lang } from '$lib/i18n/lang';
import { sentences, type Sentences } from '$lib/i18n/sentences';
import {
  metricRows,
  type Dimension,
  type Filters as MetricFilters,
  type MetricId,
  type MetricRequest,
  type MetricRow,
} from '../metrics.ts';
import { coverageOf, type Coverage } from '../coverage.ts';
import { NotDisclosed } from '../errors.ts';
import { isAboutPersons } from '../restricted/duties.ts';
import type { LiveVersion } from '../warehouse.ts';
import { codeBook, type CodeBook } from './labels';
import { chosenOrganization, type ChosenOrganization } from './chosen-organization';

/** All that a page is made from: one version, the filters of the URL, names and sentences in its language. */
export interface PageContext {
  version: LiveVersion;
  filters: Filters;
  /** The organisation of the filters, else the top of the part that may be seen; null when all are looked at. */
  organization: ChosenOrganization | null;
  /** Which provinces the month lacks; null but in a version that combines some. */
  coverage: Coverage | null;
  lang: Lang;
  codes: CodeBook;
  say: Sentences;
  /** The parameters that only one page knows. */
  params: URLSearchParams;
  /** Where faults of single panels are told. */
  report: (message: string, cause: unknown) => void;
}

/** Months of a period, `YYYY-MM`, both included. */
export interface Period {
  from: string;
  to: string;
}

/** Reads a page's URL against a version. Throws BadParameter, which names the parameter and what it allows. */
export async function openContext(
  version: LiveVersion,
  params: URLSearchParams,
  report: PageContext['report'],
): Promise<PageContext> {
  const known = await codeBook(version, 'vi');
  const filters = parseFilters(params, {
    firstMonth: version.firstMonth,
    newestMonth: version.newestMonth,
    organizationTypes: known.list('organization_type').map((item) => item.code),
    caseTypes: known.list('case_type').map((item) => item.code),
  });
  const code = filters.org ?? version.part;
  const [codes, organization] = await Promise.all([
    filters.lang === 'vi' ? known : codeBook(version, filters.lang),
    code === null ? null : chosenOrganization(version, { code, basis: filters.basis }),
  ]);
  const { lang } = filters;
  const coverage = coverageOf(version, filters.month, code);
  return { version, filters, organization, coverage, lang, codes, say: sentences(lang), params, report };
}

/** What is asked of a metric beyond the page's own filters. */
export interface Question {
  by: Dimension[];
  period: Period;
  /** Filters that hold beside those of the page. */
  within?: MetricFilters;
}

/** Rows of a metric under the page's basis and filters; the same figures as the API's. */
export function ask(
  page: PageContext,
  metric: MetricId,
  by: Dimension[],
  period: Period,
): Promise<MetricRow[]> {
  return askWithin(page, metric, { by, period });
}

/**
 * Rows of a metric under the page's basis and filters. The figures are those of the API, because they come from
 * the same question. Throws NotDisclosed when a cell is hidden: what takes absent rows for 0 must not get it.
 */
export async function askWithin(
  page: PageContext,
  metric: MetricId,
  question: Question,
): Promise<MetricRow[]> {
  const rows = await askShown(page, metric, question);
  if (rows.some(({ reason }) => reason === 'suppressed')) throw new NotDisclosed();
  return rows;
}

/** The same, hidden cells among them: for what shows them as hidden and counts nothing from their neighbours. */
export function askShown(page: PageContext, metric: MetricId, question: Question): Promise<MetricRow[]> {
  return metricRows(page.version, requestOf(page, metric, question));
}

/** A question under the page's basis and filters: a filter holds where the metric has its dimension. */
export function requestOf(
  page: PageContext,
  metric: MetricId,
  { by, period, within = {} }: Question,
): MetricRequest {
  const { dimensions } = metricOf(metric);
  const filters: MetricFilters = { ...within };
  if (page.filters.type.length > 0 && dimensions.includes('organization_type')) {
    filters.organization_type = page.filters.type;
  }
  if (page.filters.case.length > 0 && dimensions.includes('case_type')) filters.case_type = page.filters.case;
  const [subtree] = subtreeOf(page);
  if (subtree !== undefined && !within.organization && dimensions.includes('organization')) {
    filters.organization = [subtree];
  }
  if (page.version.disclosure === 'restricted' && dimensions.includes('duty_type'))
    filters.duty_type ??= openDuties(page);
  return { metric, by, ...period, basis: page.filters.basis, filters };
}

/** The duty types that are not about persons. */
export function openDuties({ codes }: Pick<PageContext, 'codes'>): string[] {
  return codes.list('duty_type').flatMap(({ code }) => (isAboutPersons(code) ? [] : [code]));
}

/**
 * The organisation whose subtree limits what is counted, as a list for SQL; empty when all organisations are looked
 * at, also when the chosen one stands above all: the roll-ups answer that faster, with the same figures.
 */
export function subtreeOf({ organization }: PageContext): string[] {
  return organization === null || organization.isWhole ? [] : [organization.code];
}

/** The window of `count` months that ends with the page's month, no longer than the data. */
export function windowOf(page: PageContext, count: number): Period {
  const from = addMonths(page.filters.month, 1 - count);
  return { from: from < page.version.firstMonth ? page.version.firstMonth : from, to: page.filters.month };
}

/** The page's month alone. */
export function thisMonth(page: PageContext): Period {
  return { from: page.filters.month, to: page.filters.month };
}
