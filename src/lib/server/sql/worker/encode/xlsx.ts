import { type CellStyle, type CellValue, dateToSerial, writeXlsx, type WriteSheet } from 'hucre';
import { jsonCell } from '#warehouse/cells.ts';
import type { Origin, Summary } from '../../protocol.ts';
import type { Beginning, Encoder } from './encoder.ts';
import { microsOf, plainForm, plainValue, type PlainForm } from './plain.ts';
import type { EngineValue } from '#warehouse/open.server.ts';

const words = {
  vi: {
    result: 'Kết quả',
    source: 'Nguồn',
    title: 'Kết quả truy vấn SQL – Lăng Kính',
    version: 'Phiên bản số liệu',
    asOf: 'Số liệu đến hết ngày',
    at: 'Thời điểm truy vấn (UTC)',
    rows: 'Số dòng',
    params: 'Giá trị tham số',
    sql: 'Câu SQL',
    cut: {
      rows: ' dòng đầu; còn nữa, đã cắt vì giới hạn số dòng',
      bytes: ' dòng đầu; còn nữa, đã cắt vì giới hạn dung lượng',
    },
  },
  en: {
    result: 'Result',
    source: 'Source',
    title: 'Result of an SQL query – Lăng Kính',
    version: 'Version of the data',
    asOf: 'Data as of',
    at: 'Asked at (UTC)',
    rows: 'Rows',
    params: 'Parameters',
    sql: 'SQL',
    cut: {
      rows: ' first rows of more: cut at the limit of rows',
      bytes: ' first rows of more: cut at the limit of size',
    },
  },
} as const;

const dayMs = 86_400_000;
const heading: CellStyle = { font: { bold: true }, alignment: { vertical: 'center' } };
const formats: Partial<Record<PlainForm['is'], string>> = {
  date: 'dd/mm/yyyy',
  timestamp: 'dd/mm/yyyy hh:mm:ss',
  timestamptz: 'dd/mm/yyyy hh:mm:ss',
};
/** Vietnam has had this offset from UTC all the years that registers tell of. */
const offsetMs = 7 * 3_600_000;
/** Longest text of a cell in Excel. */
const mostText = 32_767;
/** About how many bytes a number takes in a sheet. */
const bytesOfNumber = 12;

/**
 * An Excel workbook: the result with typed cells under a fixed line of names, and a second sheet with version, time and
 * statement. Text is written as text, so that nothing is run as a formula; figures that Excel would round (over 15
 * digits) go as text.
 */
export function xlsxEncoder({ columns, origin, write }: Beginning): Encoder {
  const forms = columns.map(({ type }) => plainForm(type));
  const rows: CellValue[][] = [columns.map(({ name }) => name)];
  const widths = columns.map(({ name }) => name.length + 2);
  return {
    rows(values, count) {
      let size = 0;
      for (let row = 0; row < count; row++) {
        rows.push(
          forms.map((form, i) => {
            const cell = cellOf(form, values[i]?.[row] ?? null);
            const length = typeof cell === 'string' ? cell.length : bytesOfNumber;
            widths[i] = Math.max(widths[i] ?? 0, length);
            size += length;
            return cell;
          }),
        );
      }
      return size;
    },
    async end(summary) {
      const cells: NonNullable<WriteSheet['cells']> = new Map();
      columns.forEach(({ name }, i) => cells.set(`0,${i}`, { value: name, style: heading }));
      const result: WriteSheet = {
        name: words[origin.lang].result,
        columns: forms.map((form, i) => ({
          width: Math.min(48, Math.max(8, widths[i] ?? 8)),
          ...(formats[form.is] ? { numFmt: formats[form.is] } : {}),
        })),
        rows,
        cells,
        freezePane: { rows: 1 },
      };
      const at = new Date(origin.at);
      write(
        await writeXlsx({
          sheets: [result, sourceSheet(origin, summary)],
          properties: { title: words[origin.lang].title, created: at, modified: at },
        }),
      );
    },
  };
}

function sourceSheet(origin: Origin, { rows, truncatedBy }: Summary): WriteSheet {
  const say = words[origin.lang];
  const lines: CellValue[][] = [
    [say.title, null],
    [say.version, origin.version],
    [say.asOf, dateToSerial(new Date(`${origin.asOf}T00:00:00Z`))],
    [say.at, origin.at],
    [say.rows, truncatedBy === null ? rows : `${rows}${say.cut[truncatedBy]}`],
    [say.sql, origin.sql],
    ...(origin.params.length > 0 ? [[say.params, paramLines(origin.params)]] : []),
  ];
  const cells: NonNullable<WriteSheet['cells']> = new Map();
  lines.forEach(([name], row) => cells.set(`${row},0`, { value: name ?? null, style: heading }));
  cells.set('2,1', {
    value: lines[2]?.[1] ?? null,
    style: { numFmt: 'dd/mm/yyyy', alignment: { horizontal: 'left' } },
  });
  cells.set('4,1', { value: lines[4]?.[1] ?? null, style: { alignment: { horizontal: 'left' } } });
  for (const row of [5, 6]) {
    const value = lines[row]?.[1];
    if (value) cells.set(`${row},1`, { value, style: { alignment: { wrapText: true, vertical: 'top' } } });
  }
  return { name: say.source, columns: [{ width: 28 }, { width: 100 }], rows: lines, cells };
}

function paramLines(params: Origin['params']): string {
  return params.map(([name, value]) => `$${name} = ${JSON.stringify(value)}`).join('\n');
}

function cellOf(form: PlainForm, value: EngineValue): CellValue {
  if (value === null) return null;
  const plain = form.is === 'int64' || form.is === 'decimal' ? jsonCell(value) : plainValue(form, value, '');
  switch (form.is) {
    case 'date':
      return serial(Number(plain) * dayMs) ?? String(value);
    case 'timestamp':
    case 'timestamptz': {
      const ms = Number((microsOf(value) ?? 0n) / 1000n) + (form.is === 'timestamptz' ? offsetMs : 0);
      return serial(ms) ?? String(value);
    }
    default:
      if (typeof plain === 'number') return Number.isFinite(plain) ? plain : String(value);
      return typeof plain === 'boolean' ? plain : String(plain).slice(0, mostText);
  }
}

/** Excel's days begin in 1900 and end in 9999; null outside them. */
function serial(ms: number): number | null {
  const date = new Date(ms);
  const year = date.getUTCFullYear();
  return year >= 1901 && year <= 9999 ? dateToSerial(date) : null;
}
