import { formatRatio } from '$lib/format/numbers';
import { counted } from '$lib/i18n/sentences';
import { agePanel, oldBands, stockMetric, type AgePanel, type HeatPanel } from './age-panel';
import { ask, thisMonth, type PageContext } from './context';
import { heatChoice, heatParameters, type HeatChoice } from './heat/choice';
import { detailOf, type HeatDetail } from './heat/detail';
import { measureSwitch } from './heat/links';
import { periodOf } from './heat/figures';
import { halfOf, isConcentrated, listingOf, type Half } from './heat/list';
import { crossPanel, type CrossPanel } from './heat/panel';
import { picksOf, type Pick } from './heat/picks';
import type { Choice } from './multiples';
import { contentOf, panel, type PanelResult } from './panel';
import { stagePanel } from './stage-panel';

/** Where work lies, how old it is, and at which stage. */
export interface BacklogPage {
  title: string;
  finding: string;
  lede: string;
  measure: { label: string; choices: Choice[] };
  cross: PanelResult<ShownCross>;
  detail: PanelResult<HeatDetail>;
  /** The two standing tables, of what is chosen; null where the heatmap shows the same. */
  age: PanelResult<AgePanel> | null;
  stage: PanelResult<HeatPanel> | null;
}

export const backlogParameters = heatParameters;

/** The heatmap as readers get it: its sides are for what is made beside it. */
type ShownCross = Omit<CrossPanel, 'sides'>;

/** All of the backlog page, from one version. */
export async function backlogPage(page: PageContext): Promise<BacklogPage> {
  const choice = heatChoice(page);
  const measure = countedIn(choice);
  const [finding, lede, cross] = await Promise.all([
    panel(page, 'head', () => findingOf(page, choice)),
    panel(page, 'head', () => ledeOf(page)),
    panel(page, 'cross', () => crossPanel(page, choice)),
  ]);
  const picks = pickedOn(page, choice, contentOf(cross));
  const held = picks ?? [];
  const shows = (rows: string, columns: string) => choice.rows === rows && choice.columns === columns;
  const [detail, age, stage] = await Promise.all([
    panel(page, 'detail', () => detailOf(page, choice, picks)),
    shows('organization_type', 'age_band')
      ? null
      : panel(page, 'age', () => agePanel(page, 'backlog', measure, held)),
    shows('case_type', 'stage') ? null : panel(page, 'stage', () => stagePanel(page, measure, held)),
  ]);
  return {
    title: page.say.titles.backlog,
    finding: contentOf(finding) ?? page.say.titles.backlog,
    lede: contentOf(lede) ?? '',
    measure: measureSwitch(page, choice),
    cross: shownOf(cross),
    detail,
    age,
    stage,
  };
}

/** What is counted where a share cannot be. */
function countedIn({ measure }: HeatChoice): 'pending' | 'overdue' {
  return measure === 'pending' ? 'pending' : 'overdue';
}

function shownOf(cross: PanelResult<CrossPanel>): PanelResult<ShownCross> {
  return cross.ok ? { ok: true, content: withoutSides(cross.content) } : cross;
}

function withoutSides({ sides: _, ...shown }: CrossPanel): ShownCross {
  return shown;
}

function pickedOn(page: PageContext, choice: HeatChoice, cross: CrossPanel | null): Pick[] | null {
  return cross ? picksOf(page, choice, cross.sides) : [];
}

async function findingOf(page: PageContext, choice: HeatChoice): Promise<string> {
  const { backlog } = page.say;
  const measure = countedIn(choice);
  const [found, bands] = await Promise.all([
    concentration(page, choice),
    ask(page, stockMetric[measure], ['age_band'], thisMonth(page)),
  ]);
  const old = bands.filter((row) => oldBands.includes(row.age_band ?? ''));
  const oldCount = old.reduce((sum, row) => sum + (row.value ?? 0), 0);
  if (found.all === 0) return backlog.empty[measure];
  const isFinding = isConcentrated(found);
  const half = {
    part: counted(found.count, page.lang),
    total: counted(found.all, page.lang),
    organizations: counted(isFinding ? found.place : found.among, page.lang),
    isConcentrated: isFinding,
  };
  return backlog.headline(half, counted(oldCount, page.lang), backlog.of[measure]);
}

/** How few organisations hold half of the cases of the page's month: of a list of them, what that has found. */
function concentration(page: PageContext, choice: HeatChoice): Promise<Half> {
  const window = choice.rows === 'organization' ? periodOf(page, choice) : thisMonth(page);
  return halfOf(page, listingOf(choice, 'organization', window));
}

async function ledeOf(page: PageContext): Promise<string> {
  const [row] = await ask(page, 'overdue_share', [], thisMonth(page));
  const pending = counted(row?.denominator ?? 0, page.lang);
  const overdue = counted(row?.numerator ?? 0, page.lang);
  return page.say.backlog.lede(pending, overdue, formatRatio(row?.value ?? null, page.lang));
}
