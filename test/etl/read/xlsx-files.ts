import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { register, type RegisterName } from '#etl/contract.ts';
import { RefusedError, type Refusal } from '#etl/errors.ts';
import { examineXlsx } from '#etl/read/xlsx.ts';
import type { TextRow, TextTable } from '#etl/read/text-table.ts';

/** One part of a ZIP file; a wrong checksum or size can be stated. */
export interface Part {
  name: string;
  content: string | Buffer;
  stated?: { crc?: number; size?: number; flags?: number };
}

/** Bytes of a ZIP file (APPNOTE 4.3: local headers, central directory, end record), every part deflated. */
export function zip(parts: readonly Part[]): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, stated = {} } of parts) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(stated.flags ?? 0, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(stated.crc ?? crc32(bytes), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(stated.size ?? bytes.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000'), fields, tail, Buffer.from(name));
    pieces.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...pieces, central, end]);
}

export interface SheetParts {
  name?: string;
  state?: 'visible' | 'hidden' | 'veryHidden';
  /** What stands between <sheetData> and its end. */
  rows: string;
  before?: string;
  after?: string;
}

export interface BookParts {
  sheets: readonly SheetParts[];
  strings?: string;
  /** Format codes: cells name them by s="1", s="2" and so on. */
  formats?: readonly string[];
  is1904?: boolean;
}

const namespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Parts of a workbook as Excel names them. */
export function bookParts({ sheets, strings = '', formats = [], is1904 = false }: BookParts): Part[] {
  const numbers = sheets.map((_, index) => index + 1);
  const link = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${relation}/${type}" Target="${target}"/>`;
  const listed = sheets.map(
    ({ name, state = 'visible' }, index) =>
      `<sheet name="${name ?? `Sheet${index + 1}`}" sheetId="${index + 1}" state="${state}" r:id="rId${index + 1}"/>`,
  );
  const codes = formats.map(
    (code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${code.replaceAll('"', '&quot;')}"/>`,
  );
  const styles = formats.map((_, index) => `<xf numFmtId="${164 + index}"/>`);
  return [
    { name: '[Content_Types].xml', content: '<Types/>' },
    {
      name: '_rels/.rels',
      content: `<Relationships>${link('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="${namespace}" xmlns:r="${relation}"><workbookPr date1904="${is1904 ? 1 : 0}"/><sheets>${listed.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships>${numbers.map((no) => link(`rId${no}`, 'worksheet', `worksheets/sheet${no}.xml`)).join('')}${link('rIdA', 'sharedStrings', 'sharedStrings.xml')}${link('rIdB', 'styles', 'styles.xml')}</Relationships>`,
    },
    { name: 'xl/sharedStrings.xml', content: `<sst xmlns="${namespace}">${strings}</sst>` },
    {
      name: 'xl/styles.xml',
      content: `<styleSheet xmlns="${namespace}"><numFmts>${codes.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${styles.join('')}</cellXfs></styleSheet>`,
    },
    ...sheets.map(({ rows, before = '', after = '' }, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      content: `<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="${namespace}">${before}<sheetData>${rows}</sheetData>${after}</worksheet>`,
    })),
  ];
}

/** A row of inline texts; null leaves a cell out, an object is a cell's XML by what stands inside `<c r="..."`. */
export function row(
  number: number,
  cells: readonly (string | null | { xml: string })[],
  attributes = '',
): string {
  const written = cells.map((cell, index) => {
    const reference = `r="${String.fromCharCode(65 + index)}${number}"`;
    if (cell === null) return '';
    if (typeof cell === 'string') return `<c ${reference} t="inlineStr"><is><t>${cell}</t></is></c>`;
    return `<c ${reference} ${cell.xml}</c>`;
  });
  return `<row r="${number}" ${attributes}>${written.join('')}</row>`;
}

/** A number cell, with a style if given. */
export function number(value: string | number, style = 0): { xml: string } {
  return { xml: `s="${style}"><v>${value}</v>` };
}

/** Headings of a sheet of cases. */
export const heading = [
  'Mã hồ sơ',
  'Mã tổ chức',
  'Loại hồ sơ',
  'Giai đoạn',
  'Ngày tiếp nhận',
  'Số lần trả hồ sơ',
];
/** A row that fits under them. */
export const plainRow = ['HS-1', '0042', 'Đơn thư', 'Tiếp nhận', '03/10/2026', '1'];

/** A sheet of cases: the heading in row 1, the rows below. */
export function cases(...rows: Parameters<typeof row>[1][]): SheetParts {
  return { rows: [heading, ...rows].map((cells, index) => row(index + 1, cells)).join('') };
}

export interface Desk {
  folder: string;
  /** Writes a file and looks at it as a register. */
  examine(content: Buffer | Uint8Array | BookParts, as: RegisterName): Promise<TextTable>;
  remove(): void;
}

/** A folder for files that are made, read and thrown away. */
export function makeDesk(): Desk {
  const folder = mkdtempSync(join(tmpdir(), 'xlsx-test-'));
  return {
    folder,
    examine: async (content, as) => {
      const path = join(folder, 'tep.xlsx');
      writeFileSync(path, 'sheets' in content ? zip(bookParts(content)) : content);
      return examineXlsx(path, 'ky/tep.xlsx', register(as));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** All rows of a table. */
export async function rowsOf(table: TextTable): Promise<TextRow[]> {
  const rows: TextRow[] = [];
  for await (const each of table.rows()) rows.push(each);
  return rows;
}

/** One column of a table by its name: value, or the fault of its row there. */
export async function columnOf(table: TextTable, column: string): Promise<(string | null)[]> {
  const position = table.header.positions.get(column) ?? -1;
  return (await rowsOf(table)).map(({ values, fault }) =>
    fault?.column === column ? `! ${fault.found}` : (values[position] ?? null),
  );
}

/** The refusal that some work ends with. */
export async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error: unknown = await work.then(
    () => 'no refusal',
    (cause: unknown) => cause,
  );
  if (error instanceof RefusedError) return error.refusal;
  throw new Error('Not refused as expected.', { cause: error });
}
