import { sqlFile } from '#warehouse/project.ts';
import { BadParameter, notAllowed } from '../../filters/bad-parameter.ts';
import { monthRange } from '../../format/dates.ts';
import type { Lang } from '../../i18n/lang.ts';
import {
  argumentOf,
  fieldOf,
  type Choices,
  type SqlParameter,
  type UnfitReason,
} from '../../workbench/parameters.ts';
import { codeBook, type Labelled } from '../pages/labels.ts';
import type { LiveVersion } from '../version.ts';

/** What may be picked for parameters. */
export interface Pickers {
  /** `YYYY-MM`, the newest first. */
  months: string[];
  organization_type: Labelled[];
  case_type: Labelled[];
  duty_type: Labelled[];
  /** Empty where there are too many to pick from: then their codes are typed. */
  organization: Labelled[];
}

const mostOrganizations = 600;

/** What may be picked for parameters of statements on a version. */
export async function pickersOf(version: LiveVersion, lang: Lang): Promise<Pickers> {
  const [codes, rows] = await Promise.all([
    codeBook(version, lang),
    version.all(sqlFile('queries/organization-list.sql'), { most: mostOrganizations }),
  ]);
  const organizations = rows.map((row) => ({
    code: String(row.organization_code),
    label: String(row.organization_name),
  }));
  return {
    months: monthRange(version.firstMonth, version.newestMonth).reverse(),
    organization_type: codes.list('organization_type'),
    case_type: codes.list('case_type'),
    duty_type: codes.list('duty_type'),
    organization: organizations.length > mostOrganizations ? [] : organizations,
  };
}

/**
 * What is bound for the parameters of a statement: what was chosen, else what is usual. Throws BadParameter for a choice
 * that is no value of its parameter's kind, or of no parameter.
 */
export async function boundTo(
  version: LiveVersion,
  parameters: readonly SqlParameter[],
  choices: Choices,
): Promise<Record<string, string | number | null>> {
  const names = parameters.map(({ name }) => fieldOf(name));
  const other = Object.keys(choices).find((name) => !parameters.some((each) => each.name === name));
  if (other !== undefined) throw notAllowed('p', other, names);
  const bound: Record<string, string | number | null> = {};
  for (const parameter of parameters) {
    const choice = choices[parameter.name] ?? parameter.usual;
    const value = argumentOf(parameter.kind, choice, version.newestMonth);
    if ('unfit' in value) throw new BadParameter(fieldOf(parameter.name), unfit[value.unfit](choice));
    await requireKnown(version, parameter, value.value);
    bound[parameter.name] = value.value;
  }
  return bound;
}

const unfit: Record<UnfitReason, (found: string) => { vi: string; en: string }> = {
  month: (found) => ({
    vi: `"${brief(found)}" không phải là tháng: cần YYYY-MM, ví dụ 2026-10.`,
    en: `"${brief(found)}" is no month: YYYY-MM is needed, such as 2026-10.`,
  }),
  number: (found) => ({
    vi: `"${brief(found)}" không phải là số.`,
    en: `"${brief(found)}" is no number.`,
  }),
  long: () => ({ vi: 'Giá trị dài quá 1.000 ký tự.', en: 'The value is longer than 1,000 characters.' }),
};

/** Codes must be of their list, organisations of the version: a typing mistake must not look like an empty answer. */
async function requireKnown(
  version: LiveVersion,
  { name, kind }: SqlParameter,
  value: string | number | null,
): Promise<void> {
  if (typeof value !== 'string') return;
  if (kind === 'organization') {
    const rows = await version.all(sqlFile('queries/organization-codes.sql'), { codes: [value] });
    const known = rows.map((row) => String(row.organization_code));
    if (!known.includes(value)) throw notAllowed(fieldOf(name), value, known);
  } else if (kind === 'organization_type' || kind === 'case_type' || kind === 'duty_type') {
    const known = (await codeBook(version, 'vi')).list(kind).map(({ code }) => code);
    if (!known.includes(value)) throw notAllowed(fieldOf(name), value, known);
  }
}

function brief(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
