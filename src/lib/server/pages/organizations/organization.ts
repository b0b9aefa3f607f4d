import { formatDate, monthInWords } from '$lib/format/dates';
import { counted } from '$lib/i18n/sentences';
import { underFilters, toSearch } from '$lib/filters';
import { hrefWith } from '../choice';
import type { PageContext } from '../context';
import type { Choice } from '../multiples';
import type { FigureCard } from '../overview-figures';
import { contentOf, panel, type PanelResult } from '../panel';
import { backlogPanel, type SubjectBacklog } from './backlog';
import { dutiesPanel, type DutiesPanel } from './duties';
import { chartPanel, subjectCards, subjectSeries, type SubjectChart } from './figures';
import { historyPanel, type HistoryPanel } from './history';
import { organizationHref } from './links';
import { openDutiesPanel, type OpenDutiesPanel } from './open-duties';
import { pathsOf } from './search';
import { subjectOf, type Subject } from './subject';

interface Link {
  name: string;
  href: string;
}

/** One organisation: what it has to do, what it did, where it came from. */
export interface OrganizationPage {
  title: string;
  finding: string;
  lede: string;
  /** What is odd about it in this month: not yet founded, ended, counted elsewhere today. */
  notice: { text: string; links: Link[] } | null;
  path: { label: string; items: Link[] };
  elsewhere: { label: string; items: Link[] };
  scope: { label: string; choices: Choice[] } | null;
  /** The organisation for which figures are explained; null where it is looked at by itself. */
  explained: string | null;
  cards: PanelResult<{ cards: FigureCard[] }>;
  cases: PanelResult<SubjectChart>;
  age: PanelResult<SubjectBacklog>;
  duties: PanelResult<DutiesPanel>;
  open: PanelResult<OpenDutiesPanel>;
  history: PanelResult<HistoryPanel>;
}

/** Makes the page of one organisation. Answers 404 for a code that was never reported. */
export function organizationPage(code: string): (page: PageContext) => Promise<OrganizationPage> {
  return async (page) => {
    const subject = await subjectOf(page, code);
    const series = subjectSeries(page, subject);
    const [cards, cases, age, duties, open, history, path] = await Promise.all([
      panel(page, 'figures', async () => ({ cards: subjectCards(page, await series) })),
      panel(page, 'cases', async () => chartPanel(page, subject, await series)),
      panel(page, 'age', () => backlogPanel(page, subject)),
      panel(page, 'duties', () => dutiesPanel(page, subject)),
      panel(page, 'open', () => openDutiesPanel(page, subject)),
      panel(page, 'history', () => historyPanel(page, subject)),
      pathOf(page, subject),
    ]);
    return {
      title: subject.name,
      finding: findingOf(page, subject, contentOf(cards)?.cards ?? []),
      lede: ledeOf(page, subject),
      notice: noticeOf(page, subject, contentOf(history)?.successors ?? []),
      path,
      elsewhere: elsewhereOf(page, subject),
      scope: scopeOf(page, subject),
      explained: subject.scope === 'own' ? null : subject.code,
      cards,
      cases,
      age,
      duties,
      open,
      history,
    };
  };
}

/** The way up to the tree, opened down to the organisation. */
async function pathOf(page: PageContext, { code }: Subject): Promise<OrganizationPage['path']> {
  const above = (await pathsOf(page, [code])).get(code) ?? [];
  const search = toSearch({ ...page.filters, org: null }, page.version);
  const open = above.map((item) => item.code).join(',');
  return {
    label: page.say.organizations.pathLabel,
    items: [
      { name: page.say.organizations.title, href: underFilters(`/organizations?open=${open}`, search) },
      ...above.map((item) => ({ name: item.name, href: organizationHref(page, item.code) })),
    ],
  };
}

function findingOf(page: PageContext, subject: Subject, cards: readonly FigureCard[]): string {
  const { say, lang, filters } = page;
  const words = say.organizations;
  if (subject.existence === 'before') return words.notYet(subject.name, monthInWords(filters.month, lang));
  const value = (id: string) => cards.find((card) => card.id === id)?.spark.values.at(-1) ?? 0;
  const [pending, overdue] = [value('cases_pending'), value('cases_overdue')];
  if (subject.existence === 'after' && pending === 0)
    return words.gone(subject.name, formatDate(subject.endedOn, lang));
  return words.subject(subject.name, counted(pending, lang), counted(overdue, lang));
}

function ledeOf(page: PageContext, subject: Subject): string {
  const { say, lang, codes } = page;
  const words = say.organizations;
  const since = subject.establishedOn ? formatDate(subject.establishedOn, lang) : '';
  const until = subject.endedOn ? formatDate(subject.endedOn, lang) : '';
  return [
    codes.label('organization_level', subject.level),
    ...(subject.type === null ? [] : [codes.label('organization_type', subject.type)]),
    words.codeIs(subject.code),
    words.period(since, until),
    ...(subject.below > 0 ? [words.belowCount(counted(subject.below, lang))] : []),
    ...(subject.newestName === null ? [] : [words.nowNamed(subject.newestName)]),
  ].join(' · ');
}

function noticeOf(page: PageContext, subject: Subject, successors: Link[]): OrganizationPage['notice'] {
  const words = page.say.organizations;
  const current = subject.current && {
    name: words.today(`${subject.current.name} (${subject.current.code})`),
    href: organizationHref(page, subject.current.code),
  };
  if (page.filters.basis === 'current' && current)
    return { text: words.countedElsewhere(subject.name), links: [current] };
  if (subject.endedOn !== null && subject.existence !== 'before') {
    const date = formatDate(subject.endedOn, page.lang);
    if (successors.length === 0) return { text: words.endedWithout(date), links: [] };
    const text = words.endedInto(date, counted(successors.length, page.lang));
    const today = current && !successors.some((item) => item.href === current.href) ? [current] : [];
    return { text, links: [...successors.slice(0, 6), ...today] };
  }
  return null;
}

/** The other pages, looking at this organisation and all below it. */
function elsewhereOf(page: PageContext, { code }: Subject): OrganizationPage['elsewhere'] {
  const { titles, organizations } = page.say;
  const search = toSearch({ ...page.filters, org: code }, page.version);
  const pages = ['overview', 'trends', 'compliance', 'backlog'] as const;
  return {
    label: organizations.elsewhere,
    items: pages.map((name) => ({
      name: titles[name],
      href: `/${name === 'overview' ? '' : name}${search}`,
    })),
  };
}

function scopeOf(page: PageContext, subject: Subject): OrganizationPage['scope'] {
  if (subject.below === 0 && subject.scope === 'all') return null;
  const words = page.say.organizations;
  return {
    label: words.scopeLabel,
    choices: (['all', 'own'] as const).map((scope) => ({
      label: words.scopes[scope],
      href: hrefWith(page.params, 'scope', scope === 'all' ? null : scope),
      current: subject.scope === scope,
    })),
  };
}

/** The panels of an organisation's page that can be taken along as files. */
export async function organizationPanels(page: PageContext, code: string) {
  const { cases, age, duties, open, history } = await organizationPage(code)(page);
  return [cases, age, duties, open, history];
}
