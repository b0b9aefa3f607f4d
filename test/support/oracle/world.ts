import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CalendarDay } from './calendar.ts';
import { addDays, monthEnd, monthOf } from './dates.ts';
import { type TimeLimit } from './facts.ts';
import { type Random, seededRandom } from './random.ts';
import { columns, type RegisterName } from './registers.ts';
import { formatCsv } from './csv.ts';
import { registerText, type TextRow } from './world-files.ts';
import { changeOrganizations, firstOrganizations, type OrganizationState } from './world-organizations.ts';
import { changeRegisters, firstRegisters, type RegisterState } from './world-registers.ts';

/** A small world in files: its snapshot folders in order of as_of, and what settings say. */
export interface World {
  folders: string[];
  limits: TimeLimit[];
  calendarDays: CalendarDay[];
}

/** Writes a world of snapshots under `root`, and its settings under `settingsRoot`. Same seed, same bytes. */
export function makeWorld(
  seed: number,
  { root, settingsRoot }: { root: string; settingsRoot: string },
): World {
  const random = seededRandom(seed);
  const dates = snapshotDates(random);
  const firstSpan = { after: addDays(String(dates[0]), -60), until: String(dates[0]) };
  const organizations = firstOrganizations(random, firstSpan);
  const registers = firstRegisters(random, organizations, firstSpan);
  const folders = dates.map((asOf, index) => {
    const span = { after: dates[index - 1] ?? firstSpan.after, until: asOf };
    if (index > 0) {
      changeOrganizations(random, organizations, span);
      changeRegisters(random, registers, { organizations, span });
    }
    return writeSnapshot(random, { root, asOf, index }, { organizations, registers });
  });
  return { folders, ...writeSettings(random, settingsRoot, random.pick(registers.cases).received_on) };
}

const newestDay = '2026-11-20';

function snapshotDates(random: Random): string[] {
  let date = addDays('2024-01-01', random.int(0, 600));
  const dates: string[] = [];
  for (let i = random.int(3, 8); i > 0 && date <= newestDay; i -= 1) {
    dates.push(date);
    const gap = random.pick([random.int(1, 9), random.int(10, 25), random.int(26, 35), random.int(50, 110)]);
    date = addDays(date, gap);
    if (random.chance(0.3)) date = monthEnd(monthOf(date));
    if (date <= String(dates.at(-1))) date = addDays(String(dates.at(-1)), 1);
  }
  return dates;
}

interface Place {
  root: string;
  asOf: string;
  index: number;
}

function writeSnapshot(
  random: Random,
  { root, asOf, index }: Place,
  { organizations, registers }: { organizations: OrganizationState; registers: RegisterState },
): string {
  const folder = join(root, asOf);
  mkdirSync(folder, { recursive: true });
  const totals: Record<string, number> = {};
  const write = (name: RegisterName, rows: readonly object[]) => {
    const { text, rowCount } = registerText(
      { random, name, asOf },
      rows.map((row) => toText(name, row)),
    );
    writeFileSync(join(folder, `${name}.csv`), text);
    totals[name] = rowCount;
  };
  const present = <T extends { isPresent: boolean }>(rows: readonly T[]) =>
    rows.filter((row) => row.isPresent);
  write('organizations', present(organizations.organizations));
  write('members', present(registers.members));
  write('cases', random.chance(0.02) ? [] : present(registers.cases));
  if (random.chance(0.85)) write('duties', random.chance(0.05) ? [] : present(registers.duties));
  const noticed = organizations.successions.filter((one) => one.noticed <= 0).map((one) => one.row);
  if (noticed.length > 0 ? random.chance(0.85) : random.chance(0.2)) write('successions', noticed);
  const head = {
    contract: 1,
    as_of: asOf,
    source: `world ${index}`,
    control_totals: random.chance(0.4)
      ? { organizations: totals.organizations, members: totals.members, cases: totals.cases }
      : undefined,
    not_delivered: random.chance(0.3) ? ['0002'] : undefined,
  };
  writeFileSync(join(folder, 'snapshot.json'), JSON.stringify(head));
  return folder;
}

function toText(name: RegisterName, row: object): TextRow {
  const values = new Map<string, unknown>(Object.entries(row));
  return Object.fromEntries(
    columns[name].map((column) => {
      const value = values.get(column.name);
      return [column.name, value === null || value === undefined ? null : String(value)];
    }),
  );
}

function writeSettings(random: Random, root: string, change: string): Omit<World, 'folders'> {
  const limits: TimeLimit[] = random.chance(0.3)
    ? []
    : [
        {
          case_type: 'record_check',
          workdays: random.int(0, 20),
          valid_from: '2000-01-01',
          valid_to: change,
        },
        { case_type: 'record_check', workdays: 15, valid_from: addDays(change, 1), valid_to: null },
        { case_type: 'verification', workdays: random.int(5, 40), valid_from: change, valid_to: null },
      ];
  const calendarDays: CalendarDay[] = random.chance(0.6)
    ? []
    : [
        { date: '2025-01-27', kind: 'makeup' },
        { date: '2025-03-12', kind: 'holiday' },
        { date: '2024-12-28', kind: 'makeup' },
      ];
  mkdirSync(root, { recursive: true });
  const limitRows = limits.map((one) => [
    one.case_type,
    String(one.workdays),
    one.valid_from ?? '',
    one.valid_to ?? '',
    'đặt thử',
  ]);
  const dayRows = calendarDays.map((one) => [one.date, one.kind, 'đặt thử', 'đặt thử']);
  const put = (file: string, header: string[], rows: string[][]) => {
    if (rows.length > 0) writeFileSync(join(root, file), formatCsv([header, ...rows]));
  };
  put('time-limits.csv', ['case_type', 'workdays', 'valid_from', 'valid_to', 'source'], limitRows);
  put('calendar.csv', ['date', 'kind', 'name', 'source'], dayRows);
  return { limits, calendarDays };
}
