import type { RefusalCode } from '#warehouse/select-gate.ts';
import type { Lang } from '../../i18n/lang.ts';
import type { Trouble } from './answer.ts';

/** What an analyst reads when a statement has no answer. */
export interface TroubleWords {
  message: string;
  /** What may help; null where the message says it all. */
  hint: string | null;
}

interface Said {
  refused: Record<RefusalCode, (found: string) => string>;
  hints: Partial<Record<RefusalCode, string>>;
  engineHints: Record<string, string>;
  /** Where DuckDB advises to change a setting. */
  settingsFixed: string;
  missing(names: string): string;
  unknown(names: string): string;
  unwritable(column: string, value: string): TroubleWords;
  time(seconds: string): TroubleWords;
  memory(limit: string): TroubleWords;
  crash: TroubleWords;
  stopped: string;
}

const vi: Said = {
  refused: {
    empty: () => 'Chưa có câu SQL nào.',
    too_long: (found) => `Câu SQL dài ${found} ký tự; nhiều nhất 20000.`,
    control_character: (found) => `Câu SQL có ký tự ẩn ${found}, không được nhận.`,
    not_select: () => 'Chỉ nhận câu SELECT (cũng DESCRIBE, SUMMARIZE và PIVOT ... IN (...)).',
    several_statements: (found) => `Có ${found} câu lệnh; mỗi lần chỉ chạy một câu.`,
    table: (found) => `Không có bảng "${found}" trong số các bảng được đọc.`,
    function: (found) => `Hàm "${found}" không được dùng ở đây.`,
    table_function: (found) => `"${found}(...)" không được đứng sau FROM.`,
    show: (found) => `SHOW${found === '' ? '' : ` ${found.toUpperCase()}`} không được dùng ở đây.`,
    hidden_name: (found) => `Không được đặt tên "${found}" cho một truy vấn con: đó là tên của hệ thống.`,
    construct: (found) => `Cấu trúc ${found} không được dùng ở đây.`,
    too_complex: () => 'Câu SQL quá phức tạp: quá nhiều thành phần hoặc lồng quá sâu.',
  },
  hints: {
    table:
      'Xem các bảng: select table_schema, table_name from information_schema.tables. Tệp và nguồn bên ngoài không đọc được.',
    table_function:
      'Sau FROM chỉ nhận bảng, truy vấn con, range, generate_series, unnest, json_each và json_tree.',
    not_select: 'Số liệu đã công bố chỉ để đọc.',
    show: 'Dùng DESCRIBE marts.fct_cases, hoặc đọc information_schema.tables.',
  },
  engineHints: {
    Parser: 'Sai cú pháp ở chỗ được đánh dấu: xem dấu phẩy, dấu ngoặc và từ khóa ngay trước đó.',
    Binder: 'Tên cột hoặc kiểu dữ liệu không khớp: xem cột của bảng trong danh mục.',
    Catalog: 'Không có bảng hoặc hàm tên như vậy: xem danh mục bảng.',
    Conversion: 'Một giá trị không đổi được sang kiểu cần dùng: thử try_cast(... as ...).',
    'Invalid Input': 'Giá trị đưa vào hàm không hợp lệ.',
    'Out of Range': 'Một số vượt phạm vi của kiểu: đổi sang kiểu lớn hơn, ví dụ ::double.',
  },
  settingsFixed:
    'Lời khuyên đổi cài đặt (SET, PRAGMA) là của DuckDB; ở đây cài đặt không đổi được: hãy viết lại câu.',
  missing: (names) => `Thiếu giá trị cho tham số: ${names}.`,
  unknown: (names) => `Câu SQL không có tham số: ${names}.`,
  unwritable: (column, value) => ({
    message: `Cột "${column}" có giá trị ${value}, vượt số nguyên 64 bit, nên không ghi được vào tệp.`,
    hint: 'Đổi kiểu trong câu SQL, ví dụ ::double hoặc ::varchar.',
  }),
  time: (seconds) => ({
    message: `Câu SQL chạy quá ${seconds} giây nên đã bị dừng.`,
    hint: 'Lọc bớt tháng hoặc tổ chức, gộp nhóm trước khi nối bảng, hoặc đọc bảng tổng hợp agg_..._by_type.',
  }),
  memory: (limit) => ({
    message: `Câu SQL cần nhiều hơn ${limit} bộ nhớ nên đã bị dừng.`,
    hint: 'Lấy ít cột hơn, lọc trước khi sắp xếp hoặc nối bảng.',
  }),
  crash: {
    message: 'Tiến trình chạy câu SQL đã dừng đột ngột; những câu khác không bị ảnh hưởng.',
    hint: 'Câu này cần quá nhiều bộ nhớ hoặc gặp lỗi của DuckDB: hãy viết lại đơn giản hơn.',
  },
  stopped: 'Câu SQL đã được dừng theo yêu cầu.',
};

const en: Said = {
  refused: {
    empty: () => 'There is no SQL statement.',
    too_long: (found) => `The statement has ${found} characters; 20000 are allowed.`,
    control_character: (found) => `The statement has the hidden character ${found}, which is not taken.`,
    not_select: () => 'Only SELECT is taken (also DESCRIBE, SUMMARIZE and PIVOT ... IN (...)).',
    several_statements: (found) => `There are ${found} statements; one is run at a time.`,
    table: (found) => `There is no table "${found}" among those that can be read.`,
    function: (found) => `The function "${found}" cannot be used here.`,
    table_function: (found) => `"${found}(...)" cannot stand behind FROM.`,
    show: (found) => `SHOW${found === '' ? '' : ` ${found.toUpperCase()}`} cannot be used here.`,
    hidden_name: (found) => `A subquery cannot be named "${found}": that is a name of the system.`,
    construct: (found) => `The construct ${found} cannot be used here.`,
    too_complex: () => 'The statement is too complex: too many parts, or nested too deep.',
  },
  hints: {
    table:
      'Tables: select table_schema, table_name from information_schema.tables. Files and outside sources cannot be read.',
    table_function:
      'Behind FROM: tables, subqueries, range, generate_series, unnest, json_each and json_tree.',
    not_select: 'Published data can only be read.',
    show: 'Use DESCRIBE marts.fct_cases, or read information_schema.tables.',
  },
  engineHints: {
    Parser: 'The syntax breaks at the marked place: look at the comma, bracket or keyword just before it.',
    Binder: 'A column or a type does not fit: see the columns of the table in the catalogue.',
    Catalog: 'There is no table or function of that name: see the catalogue.',
    Conversion: 'A value cannot be turned into the type that is needed: try try_cast(... as ...).',
    'Invalid Input': 'A function got a value that it cannot use.',
    'Out of Range': 'A number is beyond its type: use a larger one, such as ::double.',
  },
  settingsFixed:
    'The advice to change a setting (SET, PRAGMA) is DuckDB’s; settings cannot be changed here: write the statement in another way.',
  missing: (names) => `Parameters without a value: ${names}.`,
  unknown: (names) => `The statement has no parameters: ${names}.`,
  unwritable: (column, value) => ({
    message: `The column "${column}" has ${value}, beyond a 64-bit whole number, which the file cannot hold.`,
    hint: 'Cast it in the statement, for example ::double or ::varchar.',
  }),
  time: (seconds) => ({
    message: `The statement ran longer than ${seconds} s and was stopped.`,
    hint: 'Take fewer months or organisations, group before joining, or read the roll-ups agg_..._by_type.',
  }),
  memory: (limit) => ({
    message: `The statement needs more than ${limit} of memory and was stopped.`,
    hint: 'Take fewer columns, filter before sorting or joining.',
  }),
  crash: {
    message: 'The process that ran the statement ended at once; other statements are not affected.',
    hint: 'The statement needs too much memory or met a fault of DuckDB: write it in a simpler way.',
  },
  stopped: 'The statement was stopped on request.',
};

const said: Record<Lang, Said> = { vi, en };

/** What to say of a statement without an answer. DuckDB's own message stays as it is. */
export function troubleWords(
  trouble: Trouble,
  lang: Lang,
  limits: { timeLimitMs: number; memory: string },
): TroubleWords {
  const say = said[lang];
  switch (trouble.kind) {
    case 'refused':
      return { message: say.refused[trouble.code](trouble.found), hint: say.hints[trouble.code] ?? null };
    case 'engine':
      return { message: trouble.message, hint: engineHint(trouble, say) };
    case 'arguments': {
      const parts = [
        ...(trouble.missing.length > 0 ? [say.missing(placeholders(trouble.missing))] : []),
        ...(trouble.unknown.length > 0 ? [say.unknown(placeholders(trouble.unknown))] : []),
      ];
      return { message: parts.join(' '), hint: null };
    }
    case 'unwritable':
      return say.unwritable(trouble.column, trouble.value);
    case 'time':
      return say.time(seconds(limits.timeLimitMs, lang));
    case 'memory':
      return say.memory(limits.memory);
    case 'crash':
      return say.crash;
    default:
      return { message: say.stopped, hint: null };
  }
}

function engineHint({ type, message }: { type: string; message: string }, say: Said): string | null {
  return /\b(SET|PRAGMA) [a-z_]+ ?(=|TO\b)/.test(message)
    ? say.settingsFixed
    : (say.engineHints[type] ?? null);
}

/** What to say to somebody whose statement is not taken in now. */
export function busyWords({ isOwn }: { isOwn: boolean }, lang: Lang): string {
  if (lang === 'vi') {
    return isOwn
      ? 'Bạn đang có quá nhiều câu SQL chờ chạy.'
      : 'Đang có quá nhiều câu SQL chờ chạy; hãy thử lại sau.';
  }
  return isOwn
    ? 'Too many of your statements are waiting.'
    : 'Too many statements are waiting; try again later.';
}

function placeholders(names: readonly string[]): string {
  return names.map((name) => `$${name}`).join(', ');
}

function seconds(ms: number, lang: Lang): string {
  const text = String(ms / 1000);
  return lang === 'vi' ? text.replace('.', ',') : text;
}
