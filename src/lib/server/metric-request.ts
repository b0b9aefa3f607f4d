import type { Dimension, Metric } from '#warehouse/metrics.ts';
import { sqlFile } from '#warehouse/project.ts';
import { BadParameter, notAllowed } from '../filters/bad-parameter.ts';
import { commaList, monthOf, oneOf, requireWithin } from '../filters/read.ts';
import { monthsOf } from './metric-cell.ts';
import type { Basis, Filters } from './metric-sql.ts';
import type { MetricRequest } from './metrics.ts';
import type { Disclosure } from './state/tables.ts';
import type { LiveVersion } from './version.ts';

const filterNames = [
  'organization_type',
  'organization_level',
  'organization',
  'parent',
  'case_type',
  'stage',
  'age_band',
  'duty_type',
] as const satisfies readonly Exclude<Dimension, 'month'>[];
const parameterNames = ['by', 'from', 'to', 'basis', 'disclosure', 'version', ...filterNames];
const bases: readonly Basis[] = ['as_reported', 'current'];

/** The name of a published version in a query string, or undefined. Checks what needs no version. */
export function parseVersionName(params: URLSearchParams): string | undefined {
  for (const name of params.keys()) {
    if (!parameterNames.includes(name)) {
      const message = `Không có tham số "${name.slice(0, 40)}". Các tham số: ${parameterNames.join(', ')}.`;
      throw new BadParameter(name.slice(0, 40), message, parameterNames);
    }
    if (params.getAll(name).length > 1) {
      throw new BadParameter(name, `Tham số "${name}" chỉ được ghi một lần.`);
    }
  }
  return params.get('version')?.trim();
}

/** Which profile a query string asks for; null: the reader's own. */
export function parseDisclosure(params: URLSearchParams): Disclosure | null {
  if (!params.has('disclosure')) return null;
  return oneOf<Disclosure>(params, 'disclosure', { allowed: ['full', 'restricted'], fallback: 'full' });
}

/**
 * The question in a query string, every value checked against the version's codes and months. Throws
 * BadParameter, which names the parameter and the allowed values.
 */
export async function parseMetricRequest(
  version: LiveVersion,
  metric: Metric,
  params: URLSearchParams,
): Promise<MetricRequest> {
  const by = parseBy(metric, params);
  const period = parsePeriod(version, metric, params);
  const basis = oneOf(params, 'basis', { allowed: bases, fallback: 'as_reported' });
  return { metric: metric.id, by, ...period, basis, filters: await parseFilters(version, metric, params) };
}

function parseBy(metric: Metric, params: URLSearchParams): Dimension[] {
  const text = params.get('by')?.trim() ?? '';
  const names = text === '' ? [] : text.split(',').map((name) => name.trim());
  const by = names.map((name) => {
    const dimension = metric.dimensions.find((known) => known === name);
    if (!dimension) throw notAllowed('by', name, metric.dimensions);
    return dimension;
  });
  const twice = by.find((name, i) => by.indexOf(name) !== i);
  if (twice) throw new BadParameter('by', `Chiều "${twice}" được ghi hai lần trong "by".`, metric.dimensions);
  return by;
}

function parsePeriod(version: LiveVersion, metric: Metric, params: URLSearchParams) {
  const known = monthsOf(metric, version);
  const range = { first: [version.firstMonth, known.first].sort()[0] ?? known.first, last: known.last };
  const to = monthOf(params, 'to') ?? [version.newestMonth, range.last].sort()[0] ?? version.newestMonth;
  requireWithin('to', to, range);
  const from = monthOf(params, 'from') ?? (to < version.newestMonth ? to : version.newestMonth);
  if (from > to) {
    const message = `Tham số "from" (${from}) phải không muộn hơn "to" (${to}).`;
    throw new BadParameter('from', message, [`${range.first}..${to}`]);
  }
  return { from, to };
}

async function parseFilters(version: LiveVersion, metric: Metric, params: URLSearchParams): Promise<Filters> {
  const filters: Filters = {};
  for (const name of filterNames) {
    const values = commaList(params, name);
    if (!values) continue;
    if (!metric.dimensions.includes(name)) {
      const message = `Chỉ tiêu "${metric.id}" không có chiều "${name}". Các chiều cho phép: ${metric.dimensions.join(', ')}.`;
      throw new BadParameter(name, message, metric.dimensions);
    }
    if (name === 'organization' || name === 'parent') await requireOrganizations(version, name, values);
    else await requireCodes(version, name, values);
    filters[name] = values;
  }
  return filters;
}

async function requireCodes(version: LiveVersion, list: string, values: string[]): Promise<void> {
  const rows = await version.all(sqlFile('queries/codes.sql'));
  const codes = rows.filter((row) => row.code_list === list).map((row) => String(row.code));
  const allowed = list === 'stage' && !codes.includes('unknown') ? [...codes, 'unknown'] : codes;
  const unknown = values.find((value) => !allowed.includes(value));
  if (unknown !== undefined) throw notAllowed(list, unknown, allowed);
}

async function requireOrganizations(version: LiveVersion, name: string, values: string[]): Promise<void> {
  const rows = await version.all(sqlFile('queries/organization-codes.sql'), { codes: values });
  const known = new Set(rows.map((row) => String(row.organization_code)));
  const unknown = values.find((value) => !known.has(value));
  if (unknown !== undefined) throw notAllowed(name, unknown, [...known].sort());
}
