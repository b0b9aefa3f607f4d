import { sqlFile } from '#warehouse/project.ts';
import { formatDate } from '$lib/format/dates';
import { formatCount } from '$lib/format/numbers';
import { counted, type Sentences } from '$lib/i18n/sentences';
import type { TableData } from '$lib/shape/table';
import { rejectsOf, type RejectedRow } from '../reject-file';
import type { LiveVersion } from '../warehouse.ts';
import type { PageContext } from './context';
import { sourceLine, type PanelFrame } from './panel';
import {
  chosenRows,
  committeeOf,
  nobody,
  rejectChoiceOf,
  rejectSearch,
  rowsPerPage,
  type OwnedRow,
  type Owner,
  type RejectChoice,
} from './reject-choice';
import { fieldsOf, type SelectField } from './reject-fields';
import { columnsOf, fileCell, rejectWords } from './reject-words';

/** A count of rejected rows with the address that shows them. */
export interface RejectGroup {
  file: string;
  reason: string;
  todo: string;
  count: string;
  href: string;
  chosen: boolean;
}

export interface CommitteeShare {
  name: string;
  count: string;
  href: string;
  csv: string;
  csvLabel: string;
}

/** The reject list as a work list: what is chosen, counts by file and reason, by committee, and one page of rows. */
export interface RejectsPanel {
  frame: PanelFrame;
  fields: SelectField[];
  /** Parameters of the URL that the form must hand on. */
  hidden: [string, string][];
  clear: string;
  groups: RejectGroup[];
  committees: CommitteeShare[];
  pager: { text: string; previous: string | null; next: string | null };
  /** All rows of the choice. */
  count: string;
  csvLabel: string;
  words: RejectListWords;
}

type RejectListWords = Pick<
  Sentences['rejects'],
  'groups' | 'byCommittee' | 'whole' | 'csv' | 'previous' | 'next' | 'pages'
> &
  Pick<Sentences['rejects']['filters'], 'label' | 'apply' | 'clear'> & { groupHeads: string[] };

const ownersSql = sqlFile('queries/page-reject-organizations.sql');
const mostGroups = 40;

/** The newest snapshot first; within it as the files stand. */
function newestFirst(a: RejectedRow, b: RejectedRow): number {
  if (a.asOf !== b.asOf) return a.asOf < b.asOf ? 1 : -1;
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0);
}

const owned = new WeakMap<readonly RejectedRow[], Promise<OwnedRow[]>>();

/** Rows of a version with who they are handed back to; made once as long as the rows stay in memory. */
export async function ownedRejects(version: LiveVersion): Promise<OwnedRow[]> {
  const rows = await rejectsOf(version);
  const known = owned.get(rows);
  if (known) return known;
  const made = withOwners(version, [...rows].sort(newestFirst));
  owned.set(rows, made);
  made.catch(() => owned.delete(rows));
  return made;
}

/** Rejected rows with their organisations' names and upper committees, by the newest structure. */
export async function withOwners(version: LiveVersion, rows: readonly RejectedRow[]): Promise<OwnedRow[]> {
  const codes = [...new Set(rows.flatMap((row) => row.organizationCode ?? []))].sort();
  const owners = new Map<string, Owner>();
  for (const row of codes.length === 0 ? [] : await version.all(ownersSql, { codes })) {
    owners.set(String(row.organization_code), {
      name: String(row.organization_name),
      committeeCode: row.committee_code === null ? null : String(row.committee_code),
      committeeName: row.committee_name === null ? null : String(row.committee_name),
    });
  }
  return rows.map((row) => ({ ...row, owner: owners.get(row.organizationCode ?? '') ?? null }));
}

/** The rejects panel of the data page. Throws BadParameter and DamagedVersion. */
export async function rejectsPanel(page: PageContext): Promise<RejectsPanel> {
  const all = await ownedRejects(page.version);
  const choice = rejectChoiceOf(page.params, page.version.asOf);
  const chosen = chosenRows(all, choice);
  const last = Math.max(1, Math.ceil(chosen.length / rowsPerPage));
  const at = Math.min(choice.page, last);
  const shown = chosen.slice((at - 1) * rowsPerPage, at * rowsPerPage);
  const turn = (to: number) =>
    `${rejectSearch(page.params, { rows: to === 1 ? null : String(to) }) || '?'}#rejects`;
  const { rejects: say } = page.say;
  const count = (n: number) => formatCount(n, page.lang);
  return {
    frame: {
      page: 'data',
      id: 'rejects',
      title: findingOf(page, { all, chosen, choice }),
      description: say.description,
      source: sourceLine(page),
      drawn: false,
      csv: `/data/rejects.csv${rejectSearch(page.params, {})}`,
      table: tableOf(page, shown, choice),
    },
    fields: fieldsOf(page, all, choice),
    hidden: [...page.params].filter(([name]) => name === 'lang'),
    clear: rejectSearch(new URLSearchParams(page.params.has('lang') ? { lang: page.lang } : {}), {}) || '?',
    groups: groupsOf(page, chosenRows(all, choice, ['file', 'reason']), choice),
    committees: committeesOf(page, chosenRows(all, choice, ['committee'])),
    pager: {
      text:
        chosen.length === 0
          ? ''
          : say.rows(
              count((at - 1) * rowsPerPage + 1),
              count((at - 1) * rowsPerPage + shown.length),
              count(chosen.length),
            ),
      previous: at > 1 ? turn(at - 1) : null,
      next: at < last ? turn(at + 1) : null,
    },
    count: count(chosen.length),
    csvLabel: say.csvOf(say.whole, count(chosen.length)),
    words: listWords(page.say),
  };
}

function listWords({ rejects: say }: Sentences): RejectListWords {
  const { groups, byCommittee, whole, csv, previous, next, pages, columns } = say;
  const { label, apply, clear } = say.filters;
  const groupHeads = [columns.file, columns.reason, columns.todo, columns.count];
  return { groups, byCommittee, whole, csv, previous, next, pages, label, apply, clear, groupHeads };
}

function findingOf(
  page: PageContext,
  { all, chosen, choice }: { all: readonly OwnedRow[]; chosen: readonly OwnedRow[]; choice: RejectChoice },
): string {
  const { say, lang } = page;
  const open = chosen.filter((row) => row.mendedIn === null);
  const isWhole = choice.file === null && choice.reason === null && choice.committee === null;
  const date = choice.snapshot === null ? null : formatDate(choice.snapshot, lang);
  if (!isWhole || choice.state !== 'open') {
    if (chosen.length === 0) return all.length === 0 ? say.rejects.noneAll : say.rejects.noneFound;
    return say.rejects.findingMixed(counted(chosen.length, lang), counted(open.length, lang));
  }
  if (open.length === 0) return date === null ? say.rejects.noneAll : say.rejects.none(date);
  const [most] = grouped(open, (row) => `${row.register} ${row.reason}`);
  const [first] = most?.rows ?? [];
  const words = rejectWords(page.say);
  const told = say.rejects.most(
    words.register(first?.register ?? ''),
    words.reason(first?.reason ?? '').toLocaleLowerCase(lang),
    formatCount(most?.rows.length ?? 0, lang),
  );
  return date === null
    ? say.rejects.findingAll(counted(open.length, lang), told)
    : say.rejects.finding(counted(open.length, lang), date, told);
}

/** Rows by a key, the largest group first; equal ones in order of the key. */
function grouped(rows: readonly OwnedRow[], keyOf: (row: OwnedRow) => string) {
  const groups = new Map<string, OwnedRow[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups]
    .map(([key, group]) => ({ key, rows: group }))
    .sort((a, b) => b.rows.length - a.rows.length || (a.key < b.key ? -1 : 1));
}

function groupsOf(page: PageContext, rows: readonly OwnedRow[], choice: RejectChoice): RejectGroup[] {
  const words = rejectWords(page.say);
  return grouped(rows, (row) => `${row.register} ${row.reason}`)
    .slice(0, mostGroups)
    .map(({ key, rows: group }) => {
      const [file = '', reason = ''] = key.split(' ');
      const chosen = choice.file === file && choice.reason === reason;
      const change = chosen ? { file: null, reason: null } : { file, reason };
      return {
        file: words.register(file),
        reason: words.reason(reason),
        todo: words.todo(reason),
        count: formatCount(group.length, page.lang),
        href: `${rejectSearch(page.params, change) || '?'}#rejects`,
        chosen,
      };
    });
}

function committeesOf(page: PageContext, rows: readonly OwnedRow[]): CommitteeShare[] {
  const { rejects: say } = page.say;
  return grouped(rows, committeeOf).map(({ key, rows: group }) => {
    const name = key === nobody ? say.noCommittee : (group[0]?.owner?.committeeName ?? key);
    const search = rejectSearch(page.params, { committee: key });
    const count = formatCount(group.length, page.lang);
    return {
      name,
      count,
      href: `${search}#rejects`,
      csv: `/data/rejects.csv${search}`,
      csvLabel: say.csvOf(name, count),
    };
  });
}

/** Rows as readers of the page see them: what is the same in all of them needs no column. */
function tableOf(page: PageContext, rows: readonly OwnedRow[], choice: RejectChoice): TableData {
  const columns = columnsOf(page);
  const chosen = [
    columns.line,
    ...(choice.snapshot === null ? [columns.asOf] : []),
    { ...columns.file, cell: (row: OwnedRow) => fileCell(columns.file.cell(row)) },
    columns.column,
    columns.reason,
    columns.found,
    columns.expected,
    columns.organization,
    columns.committee,
    ...(choice.state === 'open' ? [] : [columns.mended]),
  ];
  return {
    caption: page.say.rejects.rowsCaption,
    columns: chosen.map(({ head }) => head),
    rows: rows.map((row) => chosen.map(({ cell }) => cell(row))),
  };
}
