import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Block, TableBlock } from '../../../../../src/lib/server/briefing/document.ts';
import { briefingFiles, type BriefingFiles } from '../../../../../src/lib/server/briefing/files.ts';
import type { MetricRequest } from '../../../../../src/lib/server/metrics.ts';
import { codeBook, type CodeList } from '../../../../../src/lib/server/pages/labels.ts';
import { Warehouse, type LiveVersion } from '../../../../../src/lib/server/warehouse.ts';
import { makePlace } from '../../../../etl/support.ts';
import { expectationOf, type Expectation } from '../../../../support/oracle/check.ts';
import { answer } from '../../../../support/oracle/metrics.ts';
import type { Row } from '../../../../support/oracle/tally.ts';
import { makeWorld } from '../../../../support/oracle/world.ts';

// A world of 26 months with reorganisations in ten of them, some months without a case, and rules that change.
const place = makePlace();
const settings = join(place.root, 'settings');
const world = makeWorld(30, { root: join(place.root, 'in'), settingsRoot: settings });

let expected: Expectation;
let version: LiveVersion;
let labels: (list: CodeList, label: string) => string | null;

beforeAll(async () => {
  expected = expectationOf(world);
  place.surroundings.settings = settings;
  await place.load(world.folders, { maxRejects: 100, acceptDrop: true });
  version = await new Warehouse({ dataDir: place.dataDir, now: () => 0, warn: () => undefined }).live();
  const codes = await codeBook(version, 'vi');
  labels = (list, label) => codes.list(list).find((each) => each.label === label)?.code ?? null;
}, 300_000);
afterAll(() => place.remove());

/** The rows of a question, worked out from the raw snapshots by other code than the product's. */
function worked({ metric, by, from, to, basis, filters }: MetricRequest): Row[] {
  const months = { from: `${from}-01`, to: `${to}-01` };
  const within = Object.fromEntries(Object.entries(filters).map(([name, values]) => [name, values ?? []]));
  return answer(expected.facts, expected.tables, { metric, by, ...months, basis, filters: within });
}

/** `1.292` -> 1292, `12,5` -> 12.5, in the order in which they stand. */
function numbersIn(text: string): number[] {
  const found = text.match(/\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?/g) ?? [];
  return found.map((each) => Number(each.replaceAll('.', '').replace(',', '.')));
}

const rounded = (value: number, digits: number) =>
  Number((Math.sign(value) * Math.round(Math.abs(value) * 10 ** digits + 1e-9)) / 10 ** digits);
const percent = (ratio: number) => rounded(ratio * 100, 1);
const cell = (row: Row | undefined, name: string) => {
  const value = row?.[name];
  return typeof value === 'number' ? value : null;
};

/** Every number that a run bound to a figure may tell: its counts and rate, and what it differs by from `now`. */
function tellable(made: BriefingFiles, id: string): Set<number> {
  const table = made.facts.tables.find((each) => each.id === id);
  if (table) return new Set(worked(table.request).flatMap(numbersOf));
  const [metric = '', subject = ''] = id.split('/');
  const then = worked(made.facts.one(id).request)[0];
  const now = worked(
    made.facts.one(`${metric}/${subject}/${id.endsWith('/next') ? 'next' : 'now'}`).request,
  )[0];
  const [value, before] = [cell(now, 'value') ?? 0, cell(then, 'value') ?? 0];
  const [numerator, denominator] = [cell(then, 'numerator') ?? 0, cell(then, 'denominator') ?? 0];
  const isRate = cell(then, 'denominator') !== null;
  const told = [numerator, denominator];
  if (isRate) told.push(percent(before), rounded(Math.abs(percent(value) - percent(before)), 1));
  else
    told.push(
      before,
      rounded(before, 1),
      Math.abs(value - before),
      percent(Math.abs(value - before) / (before || 1)),
    );
  if (metric.startsWith('days_')) told.push(pooled(made, id));
  if (metric === 'compliance_rate') told.push(late(made, subject));
  if (metric === 'duties_due') told.push(toCome(made, subject));
  return new Set(told);
}

/** What a row of a table may be told as. */
function numbersOf(row: Row): number[] {
  const [value, numerator, denominator] = ['value', 'numerator', 'denominator'].map((name) =>
    cell(row, name),
  );
  const isRate = denominator !== null && denominator !== undefined;
  return [numerator ?? 0, denominator ?? 0, isRate ? percent(value ?? 0) : (value ?? 0)];
}

const one = (made: BriefingFiles, id: string) => worked(made.facts.one(id).request)[0];

function pooled(made: BriefingFiles, id: string): number {
  const { filters, from, to } = made.facts.one(id).request;
  const rows = expected.tables.agg_conclusion_days_by_month.filter(
    ({ month, case_type }) =>
      String(month) >= `${from}-01` &&
      String(month) <= `${to}-01` &&
      (filters.case_type ?? [String(case_type)]).includes(String(case_type)),
  );
  return rows.reduce((sum, row) => sum + Number(row.case_count), 0);
}

function late(made: BriefingFiles, subject: string): number {
  const rate = one(made, `compliance_rate/${subject}/now`);
  const overdue = cell(one(made, `duties_overdue/${subject}/now`), 'value') ?? 0;
  return (cell(rate, 'denominator') ?? 0) - (cell(rate, 'numerator') ?? 0) - overdue;
}

function toCome(made: BriefingFiles, subject: string): number {
  const judged = cell(one(made, `compliance_rate/${subject}/now`), 'denominator') ?? 0;
  const unknown = cell(one(made, `unknown_share/${subject}/now`), 'numerator') ?? 0;
  return (cell(one(made, `duties_due/${subject}/now`), 'value') ?? 0) - judged - unknown;
}

/** Whether a run says `tăng` or `giảm` of a figure that went the other way. */
function isTurned(made: BriefingFiles, { text, fact }: { text: string; fact: string }): boolean {
  if (!/^(tăng|giảm) /.test(text)) return false;
  const [metric, subject] = fact.split('/');
  const value = (id: string) => cell(one(made, id), 'value') ?? 0;
  return text.startsWith('tăng') !== value(`${metric}/${subject}/now`) > value(fact);
}

/** Counts that are no metric: they have tests of their own. */
const events = ['reorganisation', 'documents'];

/** Runs of the text whose numbers are none of those worked out, or whose direction is the wrong one. */
function wrongRuns(made: BriefingFiles): string[] {
  const runs = made.document.body.flatMap((block) => (block.kind === 'paragraph' ? block.runs : []));
  return runs.flatMap((run) => {
    if (typeof run === 'string' || events.includes(run.fact)) return [];
    const allowed = tellable(made, run.fact);
    const isWrong = numbersIn(run.text).some((number) => !allowed.has(number)) || isTurned(made, run);
    return isWrong ? [`${run.fact}: ${run.text}, not ${[...allowed].join(' ')}`] : [];
  });
}

/** The figures of a table by its column: the measure, and whether it is the numerator that stands there. */
const columnsOf: Record<string, Record<string, [metric: MetricRequest['metric'], part: string]>> = {
  cases: {
    'Tiếp nhận': ['cases_opened', 'value'],
    'Giải quyết xong': ['cases_closed', 'value'],
    'Đang xử lý': ['cases_pending', 'value'],
    'Quá hạn': ['cases_overdue', 'value'],
    'Tỷ lệ đúng hạn': ['on_time_rate', 'value'],
  },
  duties: {
    'Đến hạn': ['duties_due', 'value'],
    'Đúng hạn': ['compliance_rate', 'numerator'],
    'Quá hạn': ['duties_overdue', 'value'],
    'Chưa rõ': ['unknown_share', 'numerator'],
    'Tỷ lệ đúng hạn': ['compliance_rate', 'value'],
  },
};
const splits: Record<string, CodeList & MetricRequest['by'][number]> = {
  'cases-by-case-type': 'case_type',
  'cases-by-organization-type': 'organization_type',
  'duties-by-duty-type': 'duty_type',
  'duties-by-organization-type': 'organization_type',
};

/** Cells of a table of metrics that are not what is worked out; the last row is the total. */
function wrongCells(table: TableBlock, month: string): string[] {
  const split = splits[table.id];
  if (!split) return [];
  const columns = columnsOf[table.id.split('-')[0] ?? ''] ?? {};
  const asked = { from: month, to: month, basis: 'as_reported', filters: {} } as const;
  return table.rows.flatMap((row, line) => {
    const isTotal = line === table.rows.length - 1;
    const code = labels(split, row[0]?.text ?? '');
    return table.columns.slice(1).flatMap(({ label }, at) => {
      const [metric, part] = columns[label] ?? ['cases_opened', 'value'];
      const rows = worked({ metric, by: isTotal ? [] : [split], ...asked });
      const found = rows.find((each) => isTotal || (each[split] ?? null) === code);
      const want = cell(found, part) ?? (part === 'value' && /rate/.test(metric) ? null : 0);
      const have = row[at + 1]?.value ?? null;
      return have === want ? [] : [`${table.id} ${row[0]?.text} ${label}: ${have}, not ${want}`];
    });
  });
}

/** Cells of the heatmap that are not what is worked out, its sums too. */
function wrongAges(table: TableBlock, month: string): string[] {
  const rows = worked({
    metric: 'cases_pending',
    by: ['case_type', 'age_band'],
    from: month,
    to: month,
    basis: 'as_reported',
    filters: {},
  });
  const bands = table.columns.slice(1, -1).map(({ label }) => label);
  const bandOf = (label: string) => labels('age_band', `${label} ngày`) ?? labels('age_band', label);
  return table.rows.flatMap((row, line) => {
    const isTotal = line === table.rows.length - 1;
    const type = labels('case_type', row[0]?.text ?? '');
    return [...bands, null].flatMap((band, at) => {
      const own = rows.filter(
        (each) => (isTotal || each.case_type === type) && (band === null || each.age_band === bandOf(band)),
      );
      const want = own.reduce((sum, each) => sum + (cell(each, 'value') ?? 0), 0);
      return row[at + 1]?.value === want
        ? []
        : [`age ${row[0]?.text} ${band}: ${row[at + 1]?.value}, not ${want}`];
    });
  });
}

function tablesIn(blocks: readonly Block[]): TableBlock[] {
  return blocks.flatMap((block) => (block.kind === 'table' ? [block] : []));
}

/** The first and the newest month, and eight between: one without a case and months of reorganisation among them. */
function tenMonths(): string[] {
  const { months } = expected.facts;
  const reorganised =
    expected.snapshots.at(-1)?.successions?.map(({ event_on }) => `${event_on.slice(0, 7)}-01`) ?? [];
  const received = new Set(
    expected.tables.agg_case_flow_by_month.flatMap((row) =>
      Number(row.opened_count) > 0 ? [String(row.month)] : [],
    ),
  );
  const chosen = [
    months[0],
    months.at(-1),
    months.findLast((month) => !received.has(month)),
    ...months.filter((month) => reorganised.includes(month)).slice(0, 4),
    ...months.filter((_, index) => index % 5 === 3),
  ];
  return [...new Set(chosen.flatMap((month) => (month ? [month.slice(0, 7)] : [])))].slice(0, 10);
}

describe('every figure of ten briefings', () => {
  it('is what is worked out from the raw snapshots, in the text and in the tables', async () => {
    const months = tenMonths();
    expect(months).toHaveLength(10);
    const wrong: string[] = [];
    let count = 0;
    for (const month of months) {
      const made = await briefingFiles(version, {
        month,
        span: 'month',
        texts: {},
        secrecy: null,
        isDraft: false,
      });
      const tables = tablesIn(made.document.annex);
      const found = [
        ...wrongRuns(made),
        ...tables.flatMap((table) => wrongCells(table, month)),
        ...tables.filter(({ id }) => id === 'backlog-heat').flatMap((table) => wrongAges(table, month)),
      ];
      wrong.push(...found.map((each) => `${month} ${each}`));
      count += tables
        .flatMap(({ rows }) => rows.flat())
        .filter(({ value }) => typeof value === 'number').length;
    }
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(800);
  });
});
