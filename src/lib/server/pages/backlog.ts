import { formatRatio } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import { agePanel, type AgePanel, type HeatPanel, type StockMeasure } from './age-panel';
import { choiceOf, hrefWith } from './choice';
import { ask, thisMonth, type PageContext } from './context';
import type { Choice } from './multiples';
import { detailOf, type OrganizationDetail } from './organization-detail';
import { organizationsPanel, type OrganizationsPanel } from './organizations-panel';
import { contentOf, panel, type PanelResult } from './panel';
import { stagePanel } from './stage-panel';

/** Where work lies, how old it is, and at which stage. */
export interface BacklogPage {
  title: string;
  finding: string;
  lede: string;
  measure: { label: string; choices: Choice[] };
  age: PanelResult<AgePanel>;
  stage: PanelResult<HeatPanel>;
  organizations: PanelResult<OrganizationsPanel>;
  detail: PanelResult<OrganizationDetail> | null;
}

const measures = ['pending', 'overdue'] as const;

/** All of the backlog page, from one version. */
export async function backlogPage(page: PageContext): Promise<BacklogPage> {
  const { say } = page;
  const measure: StockMeasure = choiceOf(page.params, 'measure', measures);
  const chosen = page.params.get('organization');
  const [lede, age, stage, organizations, detail] = await Promise.all([
    panel(page, 'head', () => ledeOf(page)),
    panel(page, 'age', () => agePanel(page, 'backlog', measure)),
    panel(page, 'stage', () => stagePanel(page, measure)),
    panel(page, 'organizations', () => organizationsPanel(page, measure)),
    chosen === null ? null : panel(page, 'detail', () => detailOf(page, chosen)),
  ]);
  return {
    title: say.titles.backlog,
    finding: findingOf(page, { where: contentOf(organizations), old: contentOf(age), measure }),
    lede: contentOf(lede) ?? '',
    measure: {
      label: say.backlog.measureLabel,
      choices: measures.map((value) => ({
        label: say.words[value],
        href: hrefWith(page.params, 'measure', value === measures[0] ? null : value),
        current: value === measure,
      })),
    },
    age,
    stage,
    organizations,
    detail,
  };
}

function findingOf(
  { say, lang }: PageContext,
  { where, old, measure }: { where: OrganizationsPanel | null; old: AgePanel | null; measure: StockMeasure },
): string {
  if (!where || !old || old.total === 0) return where?.frame.title ?? old?.frame.title ?? say.titles.backlog;
  const of = say.backlog.of[measure];
  const half = {
    part: counted(where.halfCount, lang),
    total: counted(where.total, lang),
    organizations: counted(where.halfPlace, lang),
  };
  return say.backlog.headline(half, counted(old.oldCount, lang), of);
}

async function ledeOf(page: PageContext): Promise<string> {
  const [row] = await ask(page, 'overdue_share', [], thisMonth(page));
  const pending = counted(row?.denominator ?? 0, page.lang);
  const overdue = counted(row?.numerator ?? 0, page.lang);
  return page.say.backlog.lede(pending, overdue, formatRatio(row?.value ?? null, page.lang));
}
