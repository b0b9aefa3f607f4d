import type { Row } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import { formatDate, formatMonth } from '$lib/format/dates';
import { counted } from '$lib/i18n/sentences';
import type { PageContext } from '../context';
import { sourceLine, type PanelFrame } from '../panel';
import { organizationHref } from './links';
import { monthsBack, type Subject } from './subject';

/** Something that happened to an organisation, with the others that took part. */
export interface HistoryEvent {
  key: string;
  /** The day, as the warehouse writes it. */
  on: string;
  date: string;
  text: string;
  others: { name: string; href: string }[];
  /** Others beyond those named. */
  more: string;
  basis: string;
  /** How far away: 1 of this organisation, 2 of those it came from or went into, and so on. */
  step: number;
}

/** Whether an organisation delivered, month by month. */
export interface Delivery {
  month: string;
  state: 'delivered' | 'missing' | 'absent' | 'none';
  label: string;
}

/** What became of an organisation over time. */
export interface HistoryPanel {
  frame: PanelFrame;
  events: HistoryEvent[];
  more: string;
  deliveries: { title: string; items: Delivery[] };
  /** Organisations that took over its work when it ended. */
  successors: { name: string; href: string }[];
}

const historySql = sqlFile('queries/page-organization-history.sql');
const changesSql = sqlFile('queries/page-organization-changes.sql');
const deliveriesSql = sqlFile('queries/page-organization-deliveries.sql');
const named = 4;
const shown = 4;

/** Predecessors and successors in order of time, changes of its own, and whether it delivered in 24 months. */
export async function historyPanel(page: PageContext, subject: Subject): Promise<HistoryPanel> {
  const { say, lang } = page;
  const period = monthsBack(page, 24);
  const [successions, changes, deliveries] = await Promise.all([
    page.version.all(historySql, { organization: subject.code }),
    page.version.all(changesSql, { organization: subject.code }),
    page.version.all(deliveriesSql, {
      organization: subject.code,
      from: `${period.from}-01`,
      to: `${period.to}-01`,
    }),
  ]);
  const rows = [...successions, ...changes].toSorted(byDay);
  const items = deliveries.map((row) => deliveryOf(page, row));
  const gone = rows.filter((row) => row.side === 'after' && Number(row.step) === 1 && row.to_code !== null);
  return {
    frame: {
      page: `organization-${encodeURIComponent(subject.code)}`,
      id: 'history',
      title: findingOf(page, subject, rows),
      description: '',
      source: sourceLine(page),
      table: {
        caption: say.organizations.historyTable,
        columns: [
          { label: say.organizations.date, kind: 'date' },
          { label: say.organizations.event, kind: 'text' },
          { label: say.organizations.from, kind: 'text' },
          { label: say.organizations.to, kind: 'text' },
          { label: say.organizations.basis, kind: 'text' },
        ],
        rows: rows.map((row) => [
          String(row.event_on),
          eventName(page, String(row.event)),
          valueOf(page, row, 'from'),
          valueOf(page, row, 'to'),
          row.legal_basis === null ? null : String(row.legal_basis),
        ]),
      },
      drawn: false,
    },
    ...shownEvents(page, subject, rows),
    deliveries: {
      title: say.organizations.deliveries(
        counted(items.filter((item) => item.state === 'missing').length, lang),
        counted(items.filter((item) => item.state === 'missing' || item.state === 'delivered').length, lang),
      ),
      items,
    },
    successors: unique(gone.map((row) => String(row.to_code))).map((code) => {
      const row = gone.find((item) => item.to_code === code);
      return { name: `${String(row?.to_name ?? code)} (${code})`, href: organizationHref(page, code) };
    }),
  };
}

/** The events nearest to the organisation itself, in order of time, and how many others the table has. */
function shownEvents(
  page: PageContext,
  subject: Subject,
  rows: readonly Row[],
): Pick<HistoryPanel, 'events' | 'more'> {
  const all = [...founded(page, subject, rows), ...eventsOf(page, rows)];
  const near = all.toSorted((a, b) => a.step - b.step).slice(0, shown);
  return {
    events: all
      .filter((event) => near.includes(event))
      .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)),
    more: all.length > shown ? page.say.organizations.more(counted(all.length - shown, page.lang)) : '',
  };
}

/** The founding, unless it came of a succession on that day, which tells of it. */
function founded(page: PageContext, { establishedOn }: Subject, rows: readonly Row[]): HistoryEvent[] {
  const on = establishedOn ?? '';
  if (on === '' || rows.some((row) => row.side === 'before' && row.step === 1 && row.event_on === on))
    return [];
  const date = formatDate(on, page.lang);
  const text = page.say.organizations.founded;
  return [{ key: 'founded', on, date, step: 0, text, others: [], more: '', basis: '' }];
}

/** Events of one day, kind and side are one line that names the others. */
function eventsOf(page: PageContext, rows: readonly Row[]): HistoryEvent[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const near = row.side === 'before' ? row.to_code : row.side === 'after' ? row.from_code : '';
    const key = [row.event_on, row.side, row.event, near].join(' ');
    const group = groups.get(key) ?? [];
    if (!group.some((item) => item.from_code === row.from_code && item.to_code === row.to_code))
      group.push(row);
    groups.set(key, group);
  }
  return [...groups].map(([key, group]) => eventOf(page, key, group));
}

function eventOf(page: PageContext, key: string, rows: readonly Row[]): HistoryEvent {
  const { organizations } = page.say;
  const [first] = rows;
  const side = String(first?.side);
  const event = String(first?.event);
  const step = Number(first?.step ?? 0);
  const others = rows.flatMap((row) => otherOf(page, row));
  const base = {
    key,
    on: String(first?.event_on),
    date: formatDate(String(first?.event_on), page.lang),
    others: others.slice(0, named),
    more: others.length > named ? organizations.more(counted(others.length - named, page.lang)) : '',
    basis: step > 1 || first?.legal_basis === null ? '' : String(first?.legal_basis),
    step,
  };
  if (side === 'own') return { ...base, others: [], text: ownText(page, first) };
  const kind = (['renamed', 'merged_into', 'split_from', 'handed_over', 'ended'] as const).find(
    (name) => name === event,
  );
  if (!kind) return { ...base, text: event };
  const who = step > 1 ? String((side === 'before' ? first?.to_name : first?.from_name) ?? '') : '';
  return { ...base, text: organizations.events[side === 'before' ? 'in' : 'out'][kind](who) };
}

function otherOf(page: PageContext, row: Row): { name: string; href: string }[] {
  const end = row.side === 'before' ? 'from' : 'to';
  const code = row[`${end}_code`];
  if (row.side === 'own' || code === null) return [];
  return [{ name: String(row[`${end}_name`] ?? code), href: organizationHref(page, String(code)) }];
}

function ownText(page: PageContext, row: Row | undefined): string {
  const { organizations } = page.say;
  if (!row) return '';
  const [from, to] = [valueOf(page, row, 'from') ?? '–', valueOf(page, row, 'to') ?? '–'];
  if (row.event === 'name') return organizations.ownName(from, to);
  return row.event === 'type' ? organizations.ownType(from, to) : organizations.ownParent(from, to);
}

function valueOf(page: PageContext, row: Row, end: 'from' | 'to'): string | null {
  const value = row[`${end}_name`] ?? row[`${end}_code`] ?? null;
  if (value === null) return null;
  return row.event === 'type' ? page.codes.label('organization_type', String(value)) : String(value);
}

function eventName(page: PageContext, event: string): string {
  const { organizations } = page.say;
  if (event === 'name' || event === 'type' || event === 'parent') return organizations.ownEvents[event];
  return page.codes.label('succession_event', event);
}

function findingOf(page: PageContext, subject: Subject, rows: readonly Row[]): string {
  const { organizations } = page.say;
  const codes = (side: string, end: string) =>
    unique(rows.filter((row) => row.side === side && row[end] !== null).map((row) => String(row[end])))
      .length;
  const before = codes('before', 'from_code');
  const after = codes('after', 'to_code');
  if (subject.endedOn !== null)
    return organizations.historyEnded(formatDate(subject.endedOn, page.lang), counted(after, page.lang));
  if (before === 0 && after === 0) return organizations.historyNone;
  return organizations.historyFrom(counted(before, page.lang));
}

function deliveryOf(page: PageContext, row: Row): Delivery {
  const month = String(row.month);
  const state = (['delivered', 'missing', 'absent'] as const).find((name) => name === row.state) ?? 'none';
  return {
    month,
    state,
    label: `${formatMonth(month, page.lang)}: ${page.say.organizations.deliveryStates[state]}`,
  };
}

function byDay(a: Row, b: Row): number {
  return String(a.event_on) < String(b.event_on) ? -1 : String(a.event_on) > String(b.event_on) ? 1 : 0;
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
