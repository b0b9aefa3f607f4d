import { isDateFormat } from 'hucre';
import { dirname, join } from 'node:path/posix';
import type { Archive } from './xlsx-archive.ts';
import { BrokenPartError, unescaped, XmlReader } from './xlsx-xml.ts';

/** How a number is shown. */
export interface NumberFormat {
  code: string;
  isDate: boolean;
}

export interface Sheet {
  name: string;
  part: string;
  isHidden: boolean;
}

/** A workbook but for the cells of its sheets. */
export interface Workbook {
  sheets: Sheet[];
  /** Dates count from 1904, as old Excel for Mac does. */
  is1904: boolean;
  /** Formats by the number that a cell names as its style. */
  formats: readonly NumberFormat[];
  strings: readonly string[];
}

const mostStrings = 4_000_000;
const mostStyles = 65_536;
/** Excel allows no longer one; names are shown in messages. */
const longestSheetName = 31;

/** Reads what the sheets of a workbook share. Throws BrokenPartError; RefusedError unreadable_file from the archive. */
export async function openWorkbook(archive: Archive): Promise<Workbook> {
  const start = (await relations(archive, '')).find(({ type }) => type === 'officeDocument');
  if (!start) throw new BrokenPartError('không có sổ tính');
  const related = await relations(archive, start.part);
  const partOf = (type: string) => related.find((each) => each.type === type)?.part;
  const [strings, styles] = [partOf('sharedStrings'), partOf('styles')];
  const worksheets = new Map(
    related.filter(({ type }) => type === 'worksheet').map(({ id, part }) => [id, part]),
  );
  const book = readBook(await archive.read(start.part), worksheets);
  return {
    ...book,
    strings: strings ? readStrings(await archive.read(strings)) : [],
    formats: styles ? readFormats(await archive.read(styles)) : [],
  };
}

interface Relation {
  id: string;
  /** Last word of the type's address: the same in transitional and strict files. */
  type: string;
  part: string;
}

/** Parts that a part refers to; '' is the archive itself. */
async function relations(archive: Archive, part: string): Promise<Relation[]> {
  const folder = part === '' ? '' : dirname(part);
  const name = join(folder, '_rels', `${part.slice(part.lastIndexOf('/') + 1)}.rels`);
  if (!archive.has(name)) return [];
  const found: Relation[] = [];
  const xml = new XmlReader(await archive.read(name));
  while (xml.next()) {
    if (xml.kind !== 'open' || xml.name !== 'Relationship') continue;
    const target = xml.attribute('Target') ?? '';
    found.push({
      id: xml.attribute('Id') ?? '',
      type: (xml.attribute('Type') ?? '').replace(/^.*\//, ''),
      part: target.startsWith('/') ? target.slice(1) : join(folder, target),
    });
  }
  return found;
}

function readBook(
  part: Buffer,
  worksheets: ReadonlyMap<string, string>,
): Pick<Workbook, 'sheets' | 'is1904'> {
  const book: Pick<Workbook, 'sheets' | 'is1904'> = { sheets: [], is1904: false };
  const xml = new XmlReader(part);
  while (xml.next()) {
    if (xml.kind !== 'open') continue;
    if (xml.name === 'workbookPr') book.is1904 = isTrue(xml.attribute('date1904'));
    if (xml.name !== 'sheet') continue;
    const place = worksheets.get(xml.attribute('id') ?? '');
    const name = (xml.attribute('name') ?? '').slice(0, longestSheetName);
    if (place)
      book.sheets.push({ name, part: place, isHidden: (xml.attribute('state') ?? 'visible') !== 'visible' });
  }
  return book;
}

/** Shared strings, runs of rich text joined, readings of ideographs left out. */
function readStrings(part: Buffer): string[] {
  const strings: string[] = [];
  const xml = new XmlReader(part);
  while (xml.next()) {
    if (xml.kind !== 'open' || xml.name !== 'si') continue;
    if (strings.length >= mostStrings) throw new BrokenPartError('quá nhiều chuỗi');
    strings.push(stringWithin(xml));
  }
  return strings;
}

/** The text of the string item just opened: that of its `t` elements, which alone hold text. */
export function stringWithin(xml: XmlReader): string {
  const { depth } = xml;
  let text = '';
  let isReading = false;
  while (xml.next() && xml.depth >= depth) {
    if (xml.name === 'rPh' && xml.kind !== 'text') isReading = xml.kind === 'open';
    if (xml.kind === 'open' && xml.name === 't' && !isReading) text += unescaped(xml.textWithin());
  }
  return text;
}

/** Formats that no file spells out (ECMA-376 18.8.30): dates and times, numbers that this reader tells apart. */
const builtInDates = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);
const builtInDatesOfAsia = (id: number) => (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
const builtIn = new Map([
  [0, 'General'],
  [1, '0'],
  [9, '0%'],
  [10, '0.00%'],
  [11, '0.00E+00'],
  [48, '##0.0E+0'],
  [49, '@'],
]);

function readFormats(part: Buffer): NumberFormat[] {
  const codes = new Map<number, string>();
  const formats: NumberFormat[] = [];
  const xml = new XmlReader(part);
  let isCellFormats = false;
  while (xml.next()) {
    if (xml.name === 'cellXfs' && xml.kind !== 'text') isCellFormats = xml.kind === 'open';
    if (xml.kind !== 'open') continue;
    if (xml.name === 'numFmt')
      codes.set(Number(xml.attribute('numFmtId')), xml.attribute('formatCode') ?? '');
    if (xml.name === 'xf' && isCellFormats) formats.push(formatOf(Number(xml.attribute('numFmtId')), codes));
    if (Math.max(formats.length, codes.size) > mostStyles) throw new BrokenPartError('quá nhiều định dạng');
  }
  return formats;
}

function formatOf(id: number, codes: ReadonlyMap<number, string>): NumberFormat {
  const code = codes.get(id);
  if (code !== undefined) return { code, isDate: isDateFormat(code) };
  return { code: builtIn.get(id) ?? '', isDate: builtInDates.has(id) || builtInDatesOfAsia(id) };
}

/** A boolean attribute of a workbook: `1` or `true`. */
export function isTrue(value: string | null): boolean {
  return value === '1' || value === 'true';
}
