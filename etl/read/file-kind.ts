import { headOf, sliceOf, tailOf } from './bytes.ts';

/** What a file is by its content, whatever its name says. `zip` holds something that is none of the others. */
export type FileKind =
  | 'empty'
  | 'text'
  | 'unknown'
  | 'xlsx'
  | 'parquet'
  | 'data_inside'
  | 'zip'
  | 'cut_zip'
  | 'archive'
  | 'locked'
  | 'excel_old'
  | 'excel_binary'
  | 'excel_xml'
  | 'opendocument'
  | 'html'
  | 'xml'
  | 'word'
  | 'slides'
  | 'pdf'
  | 'rtf'
  | 'picture'
  | 'mail'
  | 'json'
  | 'sylk'
  | 'dif'
  | 'database';

const headSize = 64 * 1024;

/** Looks at a file's first bytes, and at the list of what it holds where it is a container. */
export function kindOf(path: string): FileKind {
  const head = headOf(path, headSize);
  if (head.length === 0) return 'empty';
  const hex = head.subarray(0, 16).toString('hex');
  const [, known] = beginnings.find(([begin]) => hex.startsWith(begin)) ?? [];
  if (known === 'zip') return zipKind(path, head);
  if (known === 'excel_old' && hex.startsWith(compound)) return compoundKind(path, head);
  if (known) return known;
  return isTable(head) ? 'database' : textKind(head);
}

const compound = 'd0cf11e0';

const beginnings: readonly (readonly [hex: string, kind: FileKind])[] = [
  ['504b0304', 'zip'],
  ['504b0506', 'zip'],
  [compound, 'excel_old'],
  // Workbooks of Excel 2 to 5, which are no containers yet.
  ...['09000400', '09020600', '09040600', '09080800', '09081000'].map((hex) => [hex, 'excel_old'] as const),
  ['50415231', 'parquet'],
  ['50415245', 'parquet'],
  ['25504446', 'pdf'],
  ['efbbbf25504446', 'pdf'],
  ['7b5c727466', 'rtf'],
  ['1f8b', 'archive'],
  ['526172211a07', 'archive'],
  ['377abcaf271c', 'archive'],
  ['ffd8ff', 'picture'],
  ['89504e470d0a', 'picture'],
  ['49492a00', 'picture'],
  ['4d4d002a', 'picture'],
  ['53514c69746520666f726d6174203300', 'database'],
  ['000100005374616e64617264', 'database'],
];

/** The names in the list at a ZIP file's end tell what it is (APPNOTE 4.3.12); one without that end was cut off. */
function zipKind(path: string, head: Buffer): FileKind {
  const tail = tailOf(path, listSize);
  if (!tail.includes('PK\u0005\u0006')) return 'cut_zip';
  const names = namesIn(tail);
  const has = (pattern: RegExp) => names.some((name) => pattern.test(name));
  if (has(/^xl\/workbook\.bin$/i)) return 'excel_binary';
  // In OpenDocument files the type stands first, unpacked.
  if (has(/^mimetype$/)) return head.includes('opendocument.text') ? 'word' : 'opendocument';
  if (has(/^word\//i)) return 'word';
  if (has(/^ppt\//i)) return 'slides';
  if (has(/^\[content_types\]\.xml$/i)) return 'xlsx';
  return has(/\.(csv|xlsx|parquet)$/i) ? 'data_inside' : 'zip';
}

const listSize = 1024 * 1024;
const listEntry = 'PK\u0001\u0002';

function namesIn(list: Buffer): string[] {
  const names: string[] = [];
  for (let at = list.indexOf(listEntry); at >= 0; at = list.indexOf(listEntry, at + listEntry.length)) {
    if (at + 46 > list.length) break;
    names.push(list.toString('utf8', at + 46, at + 46 + list.readUInt16LE(at + 28)));
  }
  return names;
}

const streams: readonly (readonly [name: RegExp, kind: FileKind])[] = [
  [/^(EncryptedPackage|EncryptionInfo)$/, 'locked'],
  [/^(Workbook|Book)$/, 'excel_old'],
  [/^WordDocument$/, 'word'],
  [/^PowerPoint Document$/, 'slides'],
  [/^__(substg1|nameid|properties|recip)/, 'mail'],
];

/** The first known name in the list of a container of old Office programs (MS-CFB 2.6). */
function compoundKind(path: string, head: Buffer): FileKind {
  if (head.length < 512) return 'excel_old';
  const sector = 2 ** Math.min(head.readUInt16LE(30), 12);
  const list = sliceOf(path, (head.readUInt32LE(48) + 1) * sector, 16 * 1024);
  for (let at = 0; at + 128 <= list.length; at += 128) {
    const length = Math.max(0, Math.min(list.readUInt16LE(at + 64), 64) - 2);
    const name = list.toString('utf16le', at, at + length);
    const [, kind] = streams.find(([pattern]) => pattern.test(name)) ?? [];
    if (kind) return kind;
  }
  return 'excel_old';
}

/** A table of dBASE or FoxPro: version, a day of change, and a length of heading that fields of 32 bytes make. */
function isTable(head: Buffer): boolean {
  if (head.length < 32 || ![0x03, 0x30, 0x31, 0x83, 0x8b, 0xf5].includes(head[0] ?? 0)) return false;
  const [month = 0, day = 0] = head.subarray(2, 4);
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= 31;
  return isDay && [1, 8].includes(head.readUInt16LE(8) % 32);
}

const texts: readonly (readonly [start: RegExp, kind: FileKind])[] = [
  [/^<\?xml(?=[^]*urn:schemas-microsoft-com:office:spreadsheet)/i, 'excel_xml'],
  [/^<\?xml(?=[^]*urn:oasis:names:tc:opendocument)/i, 'opendocument'],
  [/^<(?:\?xml[^]*?<html|!doctype\s+html|html|table|meta|head|body)\b/i, 'html'],
  [/^<(?:\?xml|!doctype)\b/i, 'xml'],
  [/^(?:MIME-Version|Received|Return-Path|Delivered-To):\s/i, 'mail'],
  [/^(?:\[\s*)?\{\s*"[^"\n]{0,200}"\s*:/, 'json'],
  [/^\[\s*\[\s*["\d]/, 'json'],
  // A heading may begin with such words, too: what follows on the next lines tells.
  [/^ID;P[^\r\n]*(?:\r\n?|\n)(?:P;[PEFLMS]|B;[XY]\d|[CF];|O;|N[UNE];|E[\r\n])/, 'sylk'],
  [/^TABLE\s*(?:\r\n?|\n)0,1\s*(?:\r\n?|\n)"/, 'dif'],
];

function textKind(head: Buffer): FileKind {
  if (head.includes(0)) return 'unknown';
  const start = head
    .toString('utf8', 0, 4096)
    .replace(/^\ufeff/, '')
    .trimStart();
  return texts.find(([pattern]) => pattern.test(start))?.[1] ?? 'text';
}
