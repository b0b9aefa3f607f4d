import { sqlFile } from '#warehouse/project.ts';
import type { Filters } from '$lib/filters';
import type { Disclosure } from '../state/tables.ts';
import { basisNote } from './basis-note';
import { coverageNote } from './coverage-note';
import {
  chosenOrganization,
  organizationsBelow,
  type ChosenOrganization,
  type NamedOrganization,
} from './chosen-organization';
import type { PageContext } from './context';
import type { Labelled } from './labels';

/** What the frame around every page needs: filters, their choices, and the footer's figures. */
export interface Shell {
  filters: Filters;
  version: string;
  asOf: string;
  firstMonth: string;
  newestMonth: string;
  types: Labelled[];
  cases: Labelled[];
  /** The organisation that is looked at, with the way up from it. */
  organization: ChosenOrganization | null;
  /** Which figures the page shows. */
  disclosure: Disclosure;
  /** The organisation at the top of what the viewer may see; null: everything. */
  part: NamedOrganization | null;
  /** The organisations directly below it, or below the top: the first of them by name, and how many there are. */
  below: { listed: NamedOrganization[]; count: number };
  /** What the chosen basis does to the figures, in a sentence; empty when nothing. */
  basisNote: string;
  /** Which provinces the month lacks, in a sentence or two; empty when none. */
  coverage: string;
  checks: { passed: number; total: number };
  figures: { agreeing: number; total: number };
  /** Parameters of this page alone, which links of the filter bar keep. */
  view: Record<string, string>;
}

const shellSql = sqlFile('queries/page-shell.sql');

/** The frame's data, from the same version as the page itself. */
export async function shellOf(page: PageContext, view: Record<string, string>): Promise<Shell> {
  const { version, filters, codes } = page;
  const [[counts], below, note, part] = await Promise.all([
    version.all(shellSql),
    organizationsBelow(version, { org: page.organization?.code ?? null, month: filters.month }),
    basisNote(page),
    partOf(page),
  ]);
  const count = (name: string) => Number(counts?.[name] ?? 0);
  return {
    filters,
    version: version.id,
    asOf: version.asOf,
    firstMonth: version.firstMonth,
    newestMonth: version.newestMonth,
    types: codes.list('organization_type'),
    cases: codes.list('case_type'),
    organization: page.organization,
    disclosure: version.disclosure,
    part,
    below,
    basisNote: note,
    coverage: coverageNote(page),
    checks: { passed: count('passed_count'), total: count('check_count') },
    figures: { agreeing: count('agreeing_count'), total: count('figure_count') },
    view,
  };
}

/** Whose figures a page shows that looks at all that its viewer may see, in words. */
export async function whoseFigures(page: PageContext): Promise<string> {
  const part = await partOf(page);
  return part ? page.say.below(part.name) : page.say.allOrganizations;
}

async function partOf({ version, filters }: PageContext): Promise<NamedOrganization | null> {
  if (version.part === null) return null;
  const { code, name } = await chosenOrganization(version, { code: version.part, basis: filters.basis });
  return { code, name };
}
