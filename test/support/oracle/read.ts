import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isHeader, judgeRows, type Judged } from './accept.ts';
import { parseCsv } from './csv.ts';
import { rejectUnknownOrganizations } from './references.ts';
import {
  type Case,
  type Duty,
  type Member,
  type Organization,
  type RegisterName,
  type Reject,
  type Snapshot,
  type Succession,
} from './registers.ts';

const registers: readonly RegisterName[] = ['organizations', 'members', 'cases', 'duties', 'successions'];

/** The accepted rows and the rejects of each folder, in order of as_of. Reads plain CSV registers only. */
export function readSnapshots(folders: readonly string[]): Snapshot[] {
  const heads = folders.map((folder) => ({ folder, ...readHead(folder) }));
  heads.sort((a, b) => (a.as_of < b.as_of ? -1 : 1));
  const known = new Set<string>();
  const snapshots = heads.map(({ folder, ...head }) => readSnapshot(folder, { ...head, known }));
  for (const { rejects } of snapshots) {
    for (const reject of rejects) {
      const mended = snapshots.find(
        ({ as_of, accepted }) => as_of > reject.as_of && accepted.has(reject.code),
      );
      reject.mended_in = mended?.as_of ?? null;
    }
  }
  return snapshots;
}

type Head = Pick<Snapshot, 'as_of' | 'source' | 'not_delivered'>;

function readHead(folder: string): Head {
  const head: unknown = JSON.parse(readFileSync(join(folder, 'snapshot.json'), 'utf8'));
  if (typeof head !== 'object' || head === null || !('as_of' in head) || typeof head.as_of !== 'string') {
    throw new Error(`${folder}: snapshot.json has no as_of`);
  }
  const missing: unknown[] =
    'not_delivered' in head && Array.isArray(head.not_delivered) ? head.not_delivered : [];
  return {
    as_of: head.as_of,
    source: 'source' in head ? String(head.source) : '',
    not_delivered: missing.map(String),
  };
}

function readSnapshot(
  folder: string,
  { as_of, source, not_delivered, known }: Head & { known: Set<string> },
): Snapshot {
  const files: Partial<Record<RegisterName, Judged[]>> = {};
  for (const name of registers) {
    const path = join(folder, `${name}.csv`);
    if (!existsSync(path)) continue;
    const records = parseCsv(readFileSync(path, 'utf8'));
    const top = records.findIndex((record) => isHeader(name, record.fields));
    const header = records[top]?.fields ?? [];
    files[name] = judgeRows(name, { header, rows: records.slice(top + 1), asOf: as_of });
  }
  rejectUnknownOrganizations(files, known);
  return {
    as_of,
    source,
    not_delivered,
    organizations: accepted(files.organizations).map(toOrganization),
    members: accepted(files.members).map(toMember),
    cases: accepted(files.cases).map(toCase),
    duties: files.duties ? accepted(files.duties).map(toDuty) : null,
    successions: files.successions ? accepted(files.successions).map(toSuccession) : null,
    rejects: registers.flatMap((name) => rejectsOf(name, files[name] ?? [], as_of)),
    accepted: acceptedCodes(files),
    rows_read: Object.fromEntries(Object.entries(files).map(([name, rows]) => [name, rows.length])),
  };
}

function rejectsOf(file: RegisterName, rows: Judged[], asOf: string): Reject[] {
  return rows.flatMap(({ line, reason, code }) =>
    reason === null ? [] : [{ as_of: asOf, file, line, reason, code: codeOf(file, code), mended_in: null }],
  );
}

function codeOf(file: RegisterName, code: string | null): string {
  return code === null ? '' : `${file} ${code}`;
}

function acceptedCodes(files: Partial<Record<RegisterName, Judged[]>>): Set<string> {
  const found = registers.flatMap((name) =>
    (files[name] ?? []).filter((row) => row.reason === null).map((row) => codeOf(name, row.code)),
  );
  return new Set(found.filter((code) => code !== ''));
}

type Values = Judged['values'];

function accepted(rows: Judged[] | undefined): Values[] {
  return (rows ?? []).filter((row) => row.reason === null).map((row) => row.values);
}

const text = (values: Values, column: string): string => String(values[column]);
const maybe = (values: Values, column: string): string | null => {
  const value = values[column];
  return value === null || value === undefined ? null : String(value);
};

function toOrganization(values: Values): Organization {
  return {
    organization_code: text(values, 'organization_code'),
    organization_name: text(values, 'organization_name'),
    organization_level: text(values, 'organization_level'),
    organization_type: maybe(values, 'organization_type'),
    parent_code: maybe(values, 'parent_code'),
    established_on: maybe(values, 'established_on'),
    ended_on: maybe(values, 'ended_on'),
  };
}

function toMember(values: Values): Member {
  return {
    member_code: text(values, 'member_code'),
    organization_code: text(values, 'organization_code'),
    member_status: text(values, 'member_status'),
    admitted_on: maybe(values, 'admitted_on'),
  };
}

function toCase(values: Values): Case {
  return {
    case_code: text(values, 'case_code'),
    organization_code: text(values, 'organization_code'),
    case_type: text(values, 'case_type'),
    stage: text(values, 'stage'),
    received_on: text(values, 'received_on'),
    due_on: maybe(values, 'due_on'),
    external_sent_on: maybe(values, 'external_sent_on'),
    external_answered_on: maybe(values, 'external_answered_on'),
    paused_workdays: Number(values.paused_workdays ?? 0),
    return_count: Number(values.return_count ?? 0),
    concluded_on: maybe(values, 'concluded_on'),
    decision_on: maybe(values, 'decision_on'),
    closed_on: maybe(values, 'closed_on'),
    closing: maybe(values, 'closing'),
  };
}

function toDuty(values: Values): Duty {
  return {
    duty_code: text(values, 'duty_code'),
    organization_code: text(values, 'organization_code'),
    duty_type: text(values, 'duty_type'),
    document_code: maybe(values, 'document_code'),
    due_on: text(values, 'due_on'),
    fulfilled_on: maybe(values, 'fulfilled_on'),
    duty_state: maybe(values, 'duty_state'),
  };
}

function toSuccession(values: Values): Succession {
  return {
    from_code: text(values, 'from_code'),
    to_code: maybe(values, 'to_code'),
    event: text(values, 'event'),
    event_on: text(values, 'event_on'),
    legal_basis: maybe(values, 'legal_basis'),
  };
}
