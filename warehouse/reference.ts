import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { letterheadFile } from './letterhead.ts';
import type { Database } from './open.server.ts';
import { projectRoot } from './project.ts';
import { loadThresholds, ThresholdFault } from './disclosure/thresholds.ts';
import { settingChecks, type SettingWords } from './setting-checks.ts';

/** A settings file is wrong; nothing has been changed. */
export class SettingError extends Error {
  override name = 'SettingError';
  constructor(
    readonly file: string,
    readonly found: SettingWords,
    readonly expected: SettingWords,
    options?: ErrorOptions,
  ) {
    const [seen, needed] = [found, expected].map((each) => (typeof each === 'string' ? each : each.vi));
    super(`${file}: ${seen}; cần ${needed}.`, options);
  }
}

/** A file of shipped rows, and what it must hold; settings replace its rows by key. */
export interface ReferenceFile {
  table: string;
  shipped: string;
  setting: string;
  columns: Readonly<Record<string, 'varchar' | 'date' | 'integer' | 'decimal(12,4)'>>;
  required: readonly string[];
  /** Columns by which a settings row replaces a shipped one. */
  key: readonly string[];
}

export const referenceFiles: readonly ReferenceFile[] = [
  {
    table: 'calendar',
    shipped: 'calendar/vn.csv',
    setting: 'calendar.csv',
    columns: { date: 'date', kind: 'varchar', name: 'varchar', source: 'varchar' },
    required: ['date', 'kind'],
    key: ['date'],
  },
  {
    table: 'time_limits',
    shipped: 'rules/time-limits.csv',
    setting: 'time-limits.csv',
    columns: {
      case_type: 'varchar',
      workdays: 'integer',
      valid_from: 'date',
      valid_to: 'date',
      source: 'varchar',
    },
    required: ['case_type', 'workdays'],
    key: ['case_type', 'valid_from'],
  },
  {
    table: 'targets',
    shipped: 'rules/targets.csv',
    setting: 'targets.csv',
    columns: {
      metric: 'varchar',
      organization_type: 'varchar',
      duty_type: 'varchar',
      case_type: 'varchar',
      value: 'decimal(12,4)',
      valid_from: 'date',
      valid_to: 'date',
      source: 'varchar',
    },
    required: ['metric', 'value'],
    key: ['metric', 'organization_type', 'duty_type', 'case_type', 'valid_from'],
  },
  letterheadFile,
  {
    table: 'documents',
    shipped: 'rules/documents.csv',
    setting: 'documents.csv',
    columns: {
      document_code: 'varchar',
      title_vi: 'varchar',
      title_en: 'varchar',
      issuer: 'varchar',
      issued_date: 'date',
      valid_from: 'date',
      valid_to: 'date',
      source: 'varchar',
    },
    required: ['document_code'],
    key: ['document_code'],
  },
  {
    table: 'published_figures',
    shipped: 'figures/published.csv',
    setting: 'published-figures.csv',
    columns: {
      id: 'varchar',
      figure: 'varchar',
      value: 'integer',
      unit: 'varchar',
      as_of: 'date',
      scope: 'varchar',
      note: 'varchar',
    },
    required: ['id', 'value', 'as_of'],
    key: ['id'],
  },
  {
    table: 'figure_measures',
    shipped: 'figures/measures.csv',
    setting: 'figure-measures.csv',
    columns: {
      id: 'varchar',
      figure_vi: 'varchar',
      measure: 'varchar',
      below: 'varchar',
      level: 'varchar',
      type: 'varchar',
      first_day: 'date',
      last_day: 'date',
    },
    required: ['id', 'measure'],
    key: ['id'],
  },
  {
    table: 'code_labels',
    shipped: 'codes/labels.csv',
    setting: 'code-labels.csv',
    columns: { code_list: 'varchar', label: 'varchar', code: 'varchar', note: 'varchar' },
    required: ['code_list', 'label', 'code'],
    key: ['code_list', 'label'],
  },
];

/** The code lists of the warehouse, by their name in the catalogue. */
export const codeLists = [
  'organization_level',
  'organization_type',
  'case_type',
  'stage',
  'age_band',
  'duty_type',
  'duty_state',
  'member_status',
  'closing',
  'succession_event',
] as const;

/**
 * Loads code lists, calendar, rules and published figures into the schema `reference` of a database, the files of
 * `settings` replacing shipped rows by key. Throws SettingError for a settings file that cannot be taken.
 */
export async function loadReference(database: Database, settings: string | null): Promise<void> {
  await database.run('create schema if not exists reference');
  await loadCodes(database);
  for (const file of referenceFiles) await loadFile(database, file, settings);
  await loadThresholds(database, settings).catch((fault: unknown) => {
    if (!(fault instanceof ThresholdFault)) throw fault;
    const expected = {
      vi: 'dimension, code, k: chỉ được nâng ngưỡng',
      en: 'dimension, code, k: thresholds may only be raised',
    };
    throw new SettingError('disclosure.csv', fault.words, expected, { cause: fault });
  });
  await openPeriods(database);
  if (settings) await checkSettings(database);
}

async function loadCodes(database: Database): Promise<void> {
  await database.run(
    `create or replace table reference.codes (code_list varchar, code varchar, label_vi varchar, label_en varchar,
      sort_order integer, valid_from date, valid_to date, source varchar)`,
  );
  const folder = join(projectRoot(), 'warehouse', 'codes');
  const paths = codeLists.map((list) => join(folder, `${list.replace('_', '-')}.csv`));
  await database.run(
    `insert into reference.codes
     select replace(parse_filename(path, true), '-', '_'), code, label_vi, label_en, sort_order::integer, valid_from::date, valid_to::date, source
     from ${csvOf("filename = 'path'")}`,
    [paths],
  );
}

/** A shipped CSV file, all of it text. To say what escapes a quote halves the look that DuckDB takes at it. */
const csvOf = (option: string) =>
  `read_csv($1, ${option}, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')`;

/** Shipped rows are as they should be, which the tests see to: they are read at once. Those of settings are looked over. */
async function loadFile(database: Database, file: ReferenceFile, settings: string | null): Promise<void> {
  const table = `reference.${file.table}`;
  await database.run(
    `create or replace table ${table} as select ${typedSql(file).join(', ')} from ${csvOf('strict_mode = true')}`,
    [join(projectRoot(), 'warehouse', file.shipped)],
  );
  const path = settings ? join(settings, file.setting) : null;
  if (!path || !existsSync(path)) return;
  await readSettings(database, file, path);
  const same = file.key
    .map((column) => `shipped.${column} is not distinct from setting.${column}`)
    .join(' and ');
  await database.run(`delete from ${table} as shipped using setting_rows as setting where ${same}`);
  await database.run(`insert into ${table} select * from setting_rows`);
  await database.run('drop table setting_rows');
}

type ColumnType = ReferenceFile['columns'][string];

/** The columns of a file, typed, out of its texts; those that are not among the `known` ones are null. */
function typedSql({ columns }: ReferenceFile, known = new Set(Object.keys(columns))) {
  const valueOf = (name: string) => (known.has(name) ? `nullif(trim("${name}"), '')` : 'null');
  return Object.entries(columns).map(([name, type]) => `cast(${valueOf(name)} as ${type}) as "${name}"`);
}

/** Reads a settings file into setting_rows, typed. Throws SettingError where it is no CSV, or lacks columns or values. */
async function readSettings(database: Database, file: ReferenceFile, path: string) {
  try {
    await database.run(
      `create or replace temp table setting_texts as from read_csv($1, header = true, all_varchar = true, auto_detect = true, delim = ',', quote = '"', strict_mode = true)`,
      [path],
    );
    const { names } = await database.columns('from setting_texts limit 0');
    const known = new Set(names.map((name) => name.trim()));
    refuseLacking(file, known);
    const [wrong] = await database.all(
      `select count(*) as wrong_count from setting_texts where ${wrongSql(file, known)}`,
    );
    if (Number(wrong?.wrong_count) > 0) {
      const count = Number(wrong?.wrong_count);
      throw new SettingError(
        file.setting,
        {
          vi: `${count} dòng sai kiểu hoặc thiếu giá trị`,
          en: `${count === 1 ? '1 row' : `${count} rows`} of a wrong type or without a value`,
        },
        {
          vi: 'ngày YYYY-MM-DD, số nguyên (mục tiêu: số thập phân có dấu chấm)',
          en: 'dates YYYY-MM-DD, whole numbers (targets: decimals with a point)',
        },
      );
    }
    await database.run(
      `create or replace table setting_rows as select ${typedSql(file, known).join(', ')} from setting_texts`,
    );
  } catch (cause) {
    if (cause instanceof SettingError) throw cause;
    throw new SettingError(
      file.setting,
      { vi: 'không đọc được', en: 'not readable' },
      { vi: 'tệp CSV UTF-8, dấu phẩy', en: 'a CSV file in UTF-8 with commas' },
      { cause },
    );
  }
}

function refuseLacking(file: ReferenceFile, known: ReadonlySet<string>): void {
  const lacking = file.required.filter((column) => !known.has(column));
  if (lacking.length === 0) return;
  const names = lacking.join(', ');
  throw new SettingError(
    file.setting,
    { vi: `thiếu cột ${names}`, en: `no column ${names}` },
    Object.keys(file.columns).join(', '),
  );
}

const forms: Record<Exclude<ColumnType, 'varchar'>, string> = {
  date: '[0-9]{4}-[0-9]{2}-[0-9]{2}',
  integer: '-?[0-9]{1,9}',
  'decimal(12,4)': '-?[0-9]{1,8}([.][0-9]{1,4})?',
};

/** Condition for a row that cannot be taken: a required value is missing, or a value has not its type's form. */
function wrongSql(file: ReferenceFile, known: ReadonlySet<string>): string {
  const wrong = Object.entries(file.columns).flatMap(([name, type]) => {
    if (!known.has(name) || type === 'varchar') return [];
    const value = `nullif(trim("${name}"), '')`;
    return [
      `(${value} is not null and (not regexp_full_match(${value}, '${forms[type]}') or try_cast(${value} as ${type}) is null))`,
    ];
  });
  return [...wrong, ...file.required.map((name) => `nullif(trim("${name}"), '') is null`)].join(' or ');
}

/** A period without a first or last day is open there. */
async function openPeriods(database: Database): Promise<void> {
  for (const table of ['time_limits', 'targets', 'letterhead']) {
    await database.run(
      `update reference.${table} set valid_from = coalesce(valid_from, date '-infinity'), valid_to = coalesce(valid_to, date 'infinity')`,
    );
  }
}

async function checkSettings(database: Database): Promise<void> {
  for (const check of settingChecks) {
    const rows = await database.all(`select 1 ${check.sql} limit 1`);
    if (rows.length > 0) throw new SettingError(check.file, check.found, check.expected);
  }
}
