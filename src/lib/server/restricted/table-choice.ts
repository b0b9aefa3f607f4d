import { metricOf, type Dimension, type Metric } from '#warehouse/metrics.ts';
import type { MetricRequest } from '../metrics.ts';
import { addMonths } from '../metric-sql.ts';
import type { LiveVersion } from '../version.ts';
import { NotListed } from '../errors.ts';
import { listedQuestions } from './listed.ts';

/** Which table of the list a question reads, and for which months or year. */
export interface TableChoice {
  span: 'month' | 'year';
  /** Its dimensions besides the period. */
  dimensions: readonly Dimension[];
  /** First days of the months, or the first day of the year. */
  periods: readonly string[];
}

const splitting: readonly Dimension[] = ['organization_type', 'case_type', 'duty_type'];

/**
 * The table that answers a question about persons. Throws NotListed: another dimension (a filter counts as one), another
 * basis, a sum over several values, a period that is neither single months nor a whole calendar year.
 */
export function chooseTable(version: LiveVersion, request: MetricRequest): TableChoice {
  const metric = metricOf(request.metric);
  if (request.basis !== 'as_reported')
    throw refusal('basis', `Bản hạn chế chỉ có basis=as_reported.`, ['as_reported']);
  const dimensions = dimensionsOf(request);
  const period = periodOf(version, metric, request);
  if (period.span === 'month' && dimensions.length > 1)
    throw refusal('by', 'Bản hạn chế không có bảng tháng chia theo nhiều chiều cùng lúc.');
  return { ...period, dimensions };
}

function dimensionsOf({ by, filters }: MetricRequest): Dimension[] {
  const filtered = Object.keys(filters) as Dimension[];
  for (const name of [...by, ...filtered]) {
    if (name === 'month' || splitting.includes(name)) continue;
    const parameter = by.includes(name) ? 'by' : name;
    throw refusal(parameter, `Bản hạn chế không chia theo "${name}" những số đếm liên quan đến cá nhân.`);
  }
  for (const name of filtered) {
    if (by.includes(name) || filters[name as keyof typeof filters]?.length === 1) continue;
    throw refusal(name, `Bản hạn chế không cộng nhiều giá trị của "${name}": hãy thêm "${name}" vào "by".`);
  }
  return splitting.filter((name) => by.includes(name) || filtered.includes(name));
}

function periodOf(
  version: LiveVersion,
  metric: Metric,
  { by, from, to }: MetricRequest,
): Pick<TableChoice, 'span' | 'periods'> {
  if (by.includes('month')) return { span: 'month', periods: monthsBetween(from, to) };
  const parts = [...metric.numerator.measures, ...(metric.denominator?.measures ?? [])];
  if (from === to || parts.every(({ over }) => over !== 'flow'))
    return { span: 'month', periods: [`${to}-01`] };
  const year = to.slice(0, 4);
  const first = [version.firstMonth, `${year}-01`].sort()[1];
  if (to === `${year}-12` && from === first) return { span: 'year', periods: [`${year}-01-01`] };
  throw refusal(
    'from',
    'Bản hạn chế chỉ có từng tháng (by=month, hoặc from bằng to) và trọn một năm dương lịch.',
  );
}

function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(`${month}-01`);
  return months;
}

function refusal(parameter: string, message: string, allowed = listedQuestions): NotListed {
  return new NotListed(parameter, message, allowed);
}
