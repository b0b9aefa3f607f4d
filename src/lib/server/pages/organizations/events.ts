import type { Row } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import { formatDate } from '$lib/format/dates';
import { counted } from '$lib/i18n/sentences';
import type { TableData } from '$lib/shape/table';
import { hrefWith } from '../choice';
import { subtreeOf, type PageContext } from '../context';
import type { ChosenWave } from './flow';
import { organizationHref } from './links';

/** One reorganisation: what became of one organisation. */
export interface ReorganizationEvent {
  date: string;
  event: string;
  from: { code: string; name: string };
  to: { code: string; name: string } | null;
  /** The organisations above, before and after. */
  fromGroup: string | null;
  toGroup: { code: string; name: string } | null;
  /** The organisation above at the end of the days asked for; '' for none. */
  endGroup: string | null;
  basis: string | null;
}

interface Link {
  name: string;
  href: string;
}

/** What happened in one wave, by where it led. */
export interface WaveDetail {
  title: string;
  close: { label: string; href: string };
  groups: {
    name: string;
    lines: { key: string; date: string; event: string; from: Link; to: Link | null }[];
  }[];
  more: string;
}

const most = 120;
const eventsSql = sqlFile('queries/page-reorganization-events.sql');

/** Every reorganisation after a day up to another, the earliest first. */
export async function eventsBetween(
  page: PageContext,
  from: string,
  to: string,
): Promise<ReorganizationEvent[]> {
  const rows = await page.version.all(eventsSql, { root: subtreeOf(page)[0] ?? null, from, to });
  return rows.map((row) => eventOf(page, row));
}

function eventOf(page: PageContext, row: Row): ReorganizationEvent {
  const textOf = (name: string) => (row[name] === null ? null : String(row[name]));
  const named = (end: 'from' | 'to') => {
    const code = textOf(`${end}_code`);
    return code === null ? null : { code, name: textOf(`${end}_name`) ?? code };
  };
  const event = String(row.event);
  const [toGroup, toName] = [textOf('to_group'), textOf('to_group_name')];
  return {
    date: String(row.event_on),
    event:
      event === 'moved' ? page.say.organizations.movedEvent : page.codes.label('succession_event', event),
    from: named('from') ?? { code: '', name: '' },
    to: named('to'),
    fromGroup: textOf('from_group_name'),
    toGroup: toGroup === null ? null : { code: toGroup, name: toName ?? toGroup },
    endGroup: textOf('end_group'),
    basis: textOf('legal_basis'),
  };
}

/** Every event as a table. */
export function eventsTable({ say }: PageContext, events: readonly ReorganizationEvent[]): TableData {
  const words = say.organizations;
  const text = (label: string) => ({ label, kind: 'text' as const });
  return {
    caption: words.eventsTable,
    columns: [
      { label: words.date, kind: 'date' },
      text(words.event),
      text(words.from),
      text(words.fromGroup),
      text(words.to),
      text(words.toGroup),
      text(words.basis),
    ],
    rows: events.map((event) => [
      event.date,
      event.event,
      event.from.name,
      event.fromGroup,
      event.to?.name ?? null,
      event.toGroup?.name ?? null,
      event.basis,
    ]),
  };
}

/** The events of the chosen wave, of the chosen destination if there is one. */
export async function waveDetail(page: PageContext, chosen: ChosenWave): Promise<WaveDetail> {
  const { say, lang, params } = page;
  const all = await eventsBetween(page, chosen.from, chosen.to);
  const wanted = all.filter((event) => chosen.group === null || event.endGroup === chosen.group);
  const groups = new Map<string, ReorganizationEvent[]>();
  for (const event of wanted.slice(0, most)) {
    const name =
      event.to === null ? say.organizations.groupEnded : (event.toGroup?.name ?? say.organizations.noneAbove);
    groups.set(name, [...(groups.get(name) ?? []), event]);
  }
  const [from, to] = [formatDate(chosen.from, lang), formatDate(chosen.to, lang)];
  const rest = wanted.length - most;
  return {
    title: say.organizations.waveTitle(counted(wanted.length, lang), { from, to, group: chosen.groupName }),
    close: {
      label: say.backlog.close,
      href: `${hrefWith(new URLSearchParams(hrefWith(params, 'wave', null)), 'to', null)}#flow`,
    },
    groups: [...groups]
      .toSorted((a, b) => b[1].length - a[1].length)
      .map(([name, events]) => ({ name, lines: events.map((event) => lineOf(page, event)) })),
    more: rest > 0 ? say.organizations.more(counted(rest, lang)) : '',
  };
}

function lineOf(
  page: PageContext,
  event: ReorganizationEvent,
): WaveDetail['groups'][number]['lines'][number] {
  const link = ({ code, name }: { code: string; name: string }) => ({
    name: `${name} (${code})`,
    href: organizationHref(page, code),
  });
  return {
    key: [event.date, event.event, event.from.code, event.to?.code].join(' '),
    date: formatDate(event.date, page.lang),
    event: event.event,
    from: link(event.from),
    to: event.to && event.to.code !== event.from.code ? link(event.to) : null,
  };
}
