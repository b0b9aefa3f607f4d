import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isRecord } from '#warehouse/json.ts';
import { contractVersion, type RegisterName, registers, trimmed } from '../contract.ts';
import { RefusedError, type Told } from '../errors.ts';

/** What snapshot.json tells. */
export interface Statement {
  asOf: string;
  source: string;
  controlTotals: Partial<Record<RegisterName, number>>;
  notDelivered: string[];
  /** What the steward has to know of it. */
  notes: Told[];
}

/**
 * Reads snapshot.json of a folder. `today` is YYYY-MM-DD.
 * Throws RefusedError: missing_file, unreadable_file, unknown_contract, bad_as_of, control_total.
 */
export function statementOf(folder: string, names: readonly string[], today: string): Statement {
  const file = join(basename(folder), 'snapshot.json');
  const statement = readStatement(folder, names);
  return {
    asOf: asOfOf(statement, today, file),
    source: typeof statement.source === 'string' ? statement.source : '',
    controlTotals: controlTotalsOf(statement, file),
    notDelivered: notDeliveredOf(statement, file),
    notes: [...unknownKeys(statement), ...unknownTotals(statement)],
  };
}

function readStatement(folder: string, names: readonly string[]): Record<string, unknown> {
  const file = join(basename(folder), 'snapshot.json');
  if (!names.includes('snapshot.json')) {
    throw new RefusedError({
      reason: 'missing_file',
      file,
      expected: { vi: 'snapshot.json với contract và as_of', en: 'snapshot.json with contract and as_of' },
      hint: { vi: 'Thêm tệp snapshot.json vào thư mục.', en: 'Add a snapshot.json to the folder.' },
    });
  }
  const value = parsedObject(join(folder, 'snapshot.json'), file);
  if (value.contract !== contractVersion) {
    throw new RefusedError({
      reason: 'unknown_contract',
      file,
      found: shown(value.contract),
      expected: `"contract": ${contractVersion}`,
      hint: {
        vi: 'Tệp theo một phiên bản hợp đồng số liệu khác.',
        en: 'The file follows another version of the data contract.',
      },
    });
  }
  return value;
}

function parsedObject(path: string, file: string): Record<string, unknown> {
  const unreadable = (cause?: unknown) =>
    new RefusedError(
      {
        reason: 'unreadable_file',
        file,
        expected: { vi: 'một đối tượng JSON, mã hóa UTF-8', en: 'a JSON object in UTF-8' },
        hint: { vi: 'Sửa cú pháp của snapshot.json.', en: 'Mend the syntax of snapshot.json.' },
      },
      { cause },
    );
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
    const value: unknown = JSON.parse(text);
    if (!isRecord(value)) throw unreadable();
    refuseDoubledKeys(text, file);
    return value;
  } catch (cause) {
    throw cause instanceof RefusedError ? cause : unreadable(cause);
  }
}

/** Of a key that stands twice JSON.parse takes the last one without a word. */
function refuseDoubledKeys(text: string, file: string): void {
  const open: Set<string>[] = [];
  for (const match of text.matchAll(/("(?:[^"\\]|\\.)*")(?=\s*:)|"(?:[^"\\]|\\.)*"|([{}])/gs)) {
    const [, name, sign] = match;
    if (sign === '{') open.push(new Set());
    else if (sign === '}') open.pop();
    if (name === undefined) continue;
    const key = String(JSON.parse(name));
    if (!open.at(-1)?.has(key)) open.at(-1)?.add(key);
    else {
      throw new RefusedError({
        reason: 'unreadable_file',
        file,
        line: text.slice(0, match.index).split('\n').length,
        found: { vi: `khóa ${JSON.stringify(key)} có hai lần`, en: `the key ${JSON.stringify(key)} twice` },
        expected: { vi: 'mỗi khóa một lần', en: 'each key once' },
        hint: {
          vi: 'Giữ lại một giá trị cho mỗi khóa của snapshot.json.',
          en: 'Keep one value for each key of snapshot.json.',
        },
      });
    }
  }
}

function shown(value: unknown): Told {
  if (value === undefined) return { vi: 'không có', en: 'none' };
  return (JSON.stringify(value) ?? '').slice(0, 40);
}

function asOfOf(statement: Record<string, unknown>, today: string, file: string): string {
  const { as_of: asOf } = statement;
  const refuse = (expected: Told) =>
    new RefusedError({
      reason: 'bad_as_of',
      file,
      found: shown(asOf),
      expected,
      hint: { vi: 'Sửa as_of trong snapshot.json.', en: 'Mend as_of in snapshot.json.' },
    });
  if (typeof asOf !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(asOf))
    throw refuse({ vi: 'ngày dạng YYYY-MM-DD', en: 'a day as YYYY-MM-DD' });
  const day = new Date(`${asOf}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== asOf)
    throw refuse({ vi: 'một ngày có thật', en: 'a real day' });
  if (asOf > today) throw refuse({ vi: `không sau hôm nay (${today})`, en: `not after today (${today})` });
  if (asOf < '1930-01-01') throw refuse({ vi: 'không trước năm 1930', en: 'not before 1930' });
  return asOf;
}

function controlTotalsOf(statement: Record<string, unknown>, file: string): Statement['controlTotals'] {
  const { control_totals: totals } = statement;
  if (totals === undefined || totals === null) return {};
  const bad = (found: unknown) =>
    new RefusedError({
      reason: 'control_total',
      file,
      found: shown(found),
      expected: { vi: 'số nguyên không âm cho từng tệp', en: 'a whole number, not negative, for each file' },
      hint: { vi: 'Sửa control_totals trong snapshot.json.', en: 'Mend control_totals in snapshot.json.' },
    });
  if (!isRecord(totals)) throw bad(totals);
  const result: Statement['controlTotals'] = {};
  for (const { name } of registers) {
    const total = totals[name];
    if (total === undefined || total === null) continue;
    if (typeof total !== 'number' || !Number.isSafeInteger(total) || total < 0) throw bad(total);
    result[name] = total;
  }
  return result;
}

/** Throws RefusedError control_total when rows are declared of a register that is not among those `present`. */
export function refuseMissing(
  folder: string,
  { controlTotals }: Statement,
  present: readonly RegisterName[],
): void {
  for (const { name } of registers) {
    const total = controlTotals[name] ?? 0;
    if (total === 0 || present.includes(name)) continue;
    throw new RefusedError({
      reason: 'control_total',
      file: join(basename(folder), 'snapshot.json'),
      found: {
        vi: `khai ${total} dòng ${name}, nhưng không có tệp`,
        en: `${total} rows of ${name} stated, but no file`,
      },
      expected: {
        vi: `tệp ${name}, hoặc không khai số dòng của nó`,
        en: `the file ${name}, or no statement of its rows`,
      },
      hint: {
        vi: 'Thêm tệp còn thiếu, hoặc sửa control_totals trong snapshot.json.',
        en: 'Add the missing file, or mend control_totals in snapshot.json.',
      },
    });
  }
}

function notDeliveredOf(statement: Record<string, unknown>, file: string): string[] {
  const { not_delivered: codes } = statement;
  if (codes === undefined || codes === null) return [];
  if (!Array.isArray(codes) || !codes.every((code): code is string => typeof code === 'string')) {
    throw new RefusedError({
      reason: 'unreadable_file',
      file,
      found: shown(codes),
      expected: {
        vi: 'not_delivered là danh sách mã tổ chức',
        en: 'not_delivered as a list of codes of organisations',
      },
      hint: { vi: 'Sửa not_delivered trong snapshot.json.', en: 'Mend not_delivered in snapshot.json.' },
    });
  }
  return codes.map(trimmed);
}

const keys = ['contract', 'as_of', 'source', 'control_totals', 'not_delivered'];

function unknownKeys(statement: Record<string, unknown>): Told[] {
  return Object.keys(statement)
    .filter((name) => !keys.includes(name))
    .map((name) => name.slice(0, 40))
    .map((name) => ({
      vi: `snapshot.json có khóa lạ, không đọc: ${name}`,
      en: `snapshot.json has a key that is not read: ${name}`,
    }));
}

function unknownTotals({ control_totals: totals }: Record<string, unknown>): Told[] {
  const known = new Set<string>(registers.map(({ name }) => name));
  return Object.keys(isRecord(totals) ? totals : {})
    .filter((name) => !known.has(name))
    .map((name) => name.slice(0, 40))
    .map((name) => ({
      vi: `control_totals có tên lạ, không đối chiếu được: ${name}`,
      en: `control_totals has a name that nothing can be compared with: ${name}`,
    }));
}
