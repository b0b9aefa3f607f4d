import { sqlFile } from '#warehouse/project.ts';
import { BadParameter, type Basis, type Filters } from '$lib/filters';
import { askedMonths, rowsOfMonth } from '../asked-months.ts';
import type { LiveVersion } from '../warehouse.ts';
import type { Existence } from './existence';

export interface NamedOrganization {
  code: string;
  name: string;
}

/** The organisation whose subtree a page looks at. Names and places are the newest ones, in both bases. */
export interface ChosenOrganization extends NamedOrganization {
  /** The way up, the highest first; without the organisation itself. */
  above: NamedOrganization[];
  /** The organisation that it has become part of, when it no longer stands for itself. */
  successor: NamedOrganization | null;
  /** Whether all organisations stand below it in every month; never in a part, which counts each basis by itself. */
  isWhole: boolean;
  /** When anything existed in its subtree. */
  existence: Existence;
}

const pathSql = sqlFile('queries/page-organization-path.sql');
const existenceSql = sqlFile('queries/page-organization-existence.sql');
const belowSql = sqlFile('queries/page-organizations-below.sql');

/** An organisation of a version by its code. Throws BadParameter for a code that was never reported. */
export async function chosenOrganization(
  version: LiveVersion,
  { code, basis }: { code: string; basis: Basis },
): Promise<ChosenOrganization> {
  const [own, ...above] = await version.all(pathSql, { organization: code, basis });
  if (!own) {
    throw new BadParameter('org', {
      vi: `Tham số "org" không nhận giá trị "${code}": không có tổ chức nào mang mã này. Mã có ở trang Tổ chức.`,
      en: `The parameter "org" does not take the value "${code}": no organisation has this code. Codes are on the page Organisations.`,
    });
  }
  const [bounds] = await version.all(existenceSql, { organization: code, basis });
  const named = (at: Record<string, unknown>) => ({
    code: String(at.organization_code),
    name: String(at.organization_name),
  });
  return {
    ...named(own),
    above: above.map(named).reverse(),
    successor:
      own.successor_code === null
        ? null
        : { code: String(own.successor_code), name: String(own.successor_name) },
    isWhole: own.is_whole === true && version.part === null,
    existence: { from: monthOrNull(bounds?.first_month), to: monthOrNull(bounds?.last_month) },
  };
}

function monthOrNull(month: unknown): string | null {
  return typeof month === 'string' ? month : null;
}

/** The organisations directly below the chosen one, or below the top, that exist in the month: 40 of them, and the count. */
export async function organizationsBelow(
  version: LiveVersion,
  { org, month }: Pick<Filters, 'org' | 'month'>,
): Promise<{ listed: NamedOrganization[]; count: number }> {
  const asked = askedMonths(version, 'marts.dim_organization', { from: month, to: month });
  const rows = rowsOfMonth(await version.all(belowSql, { organization: org ?? '', ...asked }), month);
  return {
    listed: rows.map((row) => ({ code: String(row.organization_code), name: String(row.organization_name) })),
    count: Number(rows[0]?.organization_count ?? 0),
  };
}
