import type { Row } from '#warehouse/open.server.ts';
import { sqlFile } from '#warehouse/project.ts';
import { formatDate } from '$lib/format/dates';
import { counted } from '$lib/i18n/sentences';
import type { PageContext } from '../context';
import { sourceLine, type PanelFrame } from '../panel';
import { explainedFor } from './explained';
import { scopeParams, type Subject } from './subject';

/** Something that an organisation still has to do. */
export interface OpenDuty {
  key: string;
  overdue: boolean;
  date: string;
  name: string;
  /** Whose it is, where several organisations are looked at, and from which document. */
  detail: string;
}

/** What is overdue and what falls due soon. */
export interface OpenDutiesPanel {
  frame: PanelFrame;
  lines: OpenDuty[];
  more: string;
}

const openSql = sqlFile('queries/page-organization-open-duties.sql');
const days = 30;
const shown = 10;

/** Duties overdue or due within 30 days, as of the newest snapshot, whatever month the page shows. */
export async function openDutiesPanel(page: PageContext, subject: Subject): Promise<OpenDutiesPanel> {
  const { say, lang, version } = page;
  const rows = await page.version.all(openSql, { ...scopeParams(page, subject, { cases: false }), days });
  const total = (name: string) => counted(Number(rows[0]?.[name] ?? 0), lang);
  const rest = rows.length - shown;
  return {
    frame: {
      page: `organization-${encodeURIComponent(subject.code)}`,
      id: 'open',
      title: say.organizations.openTitle(total('overdue_total'), total('coming_total')),
      description: say.organizations.openDescription(formatDate(version.asOf, lang)),
      source: sourceLine(page, say.organizations.scope[subject.scope]),
      ...explainedFor(page, subject, 'duties_overdue'),
      table: {
        caption: say.organizations.openTable,
        columns: [
          { label: say.organizations.dueDate, kind: 'date' },
          { label: say.organizations.state, kind: 'text' },
          { label: say.words.duty, kind: 'text' },
          { label: say.organizations.document, kind: 'text' },
          { label: say.organizations.dutyCount, kind: 'count' },
          { label: say.words.organization, kind: 'text' },
        ],
        rows: rows.map((row) => [
          String(row.due_date),
          stateOf(page, row),
          page.codes.label('duty_type', String(row.duty_type)),
          row.document_code === null ? null : String(row.document_code),
          Number(row.duty_count),
          ownerOf(page, row),
        ]),
      },
      drawn: false,
    },
    lines: rows.slice(0, shown).map((row) => ({
      key: [row.duty_status, row.due_date, row.duty_type, row.document_code].join(' '),
      overdue: row.duty_status === 'overdue',
      date: formatDate(String(row.due_date), lang),
      name: page.codes.label('duty_type', String(row.duty_type)),
      detail: [
        ...(row.duty_status === 'overdue' ? [say.organizations.states.overdue.toLowerCase()] : []),
        ...(row.organization_count === 1 && row.organization_code === subject.code
          ? []
          : [ownerOf(page, row)]),
        ...(row.document_code === null ? [] : [String(row.document_code)]),
      ].join(' · '),
    })),
    more: rest > 0 ? say.organizations.more(counted(rest, lang)) : '',
  };
}

function stateOf(page: PageContext, row: Row): string {
  return page.say.organizations.states[row.duty_status === 'overdue' ? 'overdue' : 'not_yet_due'];
}

function ownerOf(page: PageContext, row: Row): string {
  const count = Number(row.organization_count);
  if (count === 1) return String(row.organization_name ?? row.organization_code);
  return page.say.organizations.several(counted(count, page.lang));
}
