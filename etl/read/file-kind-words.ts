import { extname } from 'node:path';
import type { Words } from '#warehouse/metrics.ts';
import { RefusedError } from '../errors.ts';
import { type FileKind, kindOf } from './file-kind.ts';
import type { FileFormat } from './folder.ts';

/** Kinds that a file of a format may show: its own, or one that only its reader can judge. */
const readable: Record<FileFormat, readonly FileKind[]> = {
  csv: ['text', 'unknown'],
  xlsx: ['xlsx', 'cut_zip'],
  parquet: ['parquet'],
};

const expected: Record<FileFormat, Words> = {
  csv: { vi: 'một dòng tiêu đề và các dòng dữ liệu, dạng CSV', en: 'a heading and rows of data, as CSV' },
  xlsx: {
    vi: 'một sổ tính XLSX trọn vẹn, không đặt mật khẩu',
    en: 'a whole XLSX workbook without a password',
  },
  parquet: { vi: 'một tệp Parquet trọn vẹn', en: 'a whole Parquet file' },
};

/** What to do about a file, in words that can be sent on to the office that it came from. */
const advice = {
  exportAgain: { vi: 'Đề nghị nơi gửi xuất lại tệp.', en: 'Ask the sender to export the file again.' },
  saveAgain: {
    vi: 'Đề nghị nơi gửi mở bằng Excel và lưu lại ở dạng "Excel Workbook (*.xlsx)"; đổi đuôi tệp là chưa đủ.',
    en: 'Ask the sender to open it in Excel and save it as “Excel Workbook (*.xlsx)”; a new ending alone does not help.',
  },
  noTable: {
    vi: 'Văn bản để đọc hoặc in không thay được bảng số liệu: đề nghị nơi gửi xuất từ chương trình quản lý ra CSV hoặc XLSX.',
    en: 'A document to read or print is no table of data: ask the sender to export CSV or XLSX from the program that keeps the register.',
  },
  exportCsv: {
    vi: 'Đề nghị nơi gửi xuất lại ở dạng "CSV UTF-8" hoặc XLSX.',
    en: 'Ask the sender to export it as “CSV UTF-8” or XLSX.',
  },
  unpack: {
    vi: 'Giải nén rồi nạp tệp bên trong, mỗi bảng một tệp CSV, XLSX hoặc Parquet.',
    en: 'Unpack it and load what is inside, one CSV, XLSX or Parquet file a register.',
  },
  unlock: {
    vi: 'Bỏ mật khẩu (Tệp, Thông tin, Bảo vệ sổ làm việc) rồi gửi lại.',
    en: 'Take the password away (File, Info, Protect Workbook) and send it again.',
  },
  mayBeCsv: {
    vi: 'Nếu là CSV, đổi đuôi tệp thành .csv.',
    en: 'If it is CSV, change the ending of its name to .csv.',
  },
  rename: (ending: string): Words => ({
    vi: `Đổi đuôi tệp thành ${ending}.`,
    en: `Change the ending of its name to ${ending}.`,
  }),
};

const known: Record<FileKind, readonly [vi: string, en: string, hint: Words]> = {
  empty: ['tệp rỗng', 'an empty file', advice.exportAgain],
  text: ['tệp văn bản', 'a text file', advice.mayBeCsv],
  unknown: ['tệp loại không rõ', 'a file of an unknown kind', advice.exportAgain],
  xlsx: ['sổ tính XLSX', 'an XLSX workbook', advice.rename('.xlsx')],
  parquet: ['tệp Parquet', 'a Parquet file', advice.rename('.parquet')],
  data_inside: [
    'tệp nén ZIP có tệp số liệu bên trong',
    'a ZIP file with files of data inside',
    advice.unpack,
  ],
  zip: ['tệp nén ZIP', 'a ZIP file', advice.unpack],
  cut_zip: [
    'sổ tính XLSX hoặc tệp nén ZIP bị cắt',
    'an XLSX workbook or ZIP file that is cut off',
    advice.exportAgain,
  ],
  archive: ['tệp nén (GZIP, RAR hoặc 7-Zip)', 'a packed file (GZIP, RAR or 7-Zip)', advice.unpack],
  locked: ['tệp đặt mật khẩu', 'a file with a password', advice.unlock],
  excel_old: ['bảng tính Excel cũ (XLS)', 'an old Excel workbook (XLS)', advice.saveAgain],
  excel_binary: ['sổ tính nhị phân (XLSB)', 'a binary workbook (XLSB)', advice.saveAgain],
  excel_xml: ['bảng tính XML 2003', 'an XML spreadsheet of Excel 2003', advice.saveAgain],
  opendocument: ['tệp OpenDocument (ODS)', 'an OpenDocument file (ODS)', advice.saveAgain],
  html: ['trang HTML', 'an HTML page', advice.saveAgain],
  xml: ['tệp XML', 'an XML file', advice.exportCsv],
  word: ['văn bản Word (DOC, DOCX, ODT)', 'a Word document (DOC, DOCX, ODT)', advice.noTable],
  slides: ['trình chiếu PowerPoint', 'a PowerPoint presentation', advice.noTable],
  pdf: ['tệp PDF', 'a PDF file', advice.noTable],
  rtf: ['văn bản RTF', 'an RTF document', advice.noTable],
  picture: ['ảnh hoặc bản quét', 'a picture or scan', advice.noTable],
  mail: ['thư điện tử hoặc trang web lưu MHT', 'a mail or a web page saved as MHT', advice.exportCsv],
  json: ['tệp JSON', 'a JSON file', advice.exportCsv],
  sylk: ['bảng tính SYLK (SLK)', 'a SYLK spreadsheet (SLK)', advice.saveAgain],
  dif: ['bảng tính DIF', 'a DIF spreadsheet', advice.saveAgain],
  database: [
    'tệp cơ sở dữ liệu (DBF, Access, SQLite)',
    'a database file (DBF, Access, SQLite)',
    advice.exportCsv,
  ],
};

/** Throws RefusedError unreadable_file when a file's content is of another kind than its name says. */
export function refuseOtherKind(path: string, shown: string, format: FileFormat): void {
  const kind = kindOf(path);
  if (readable[format].includes(kind)) return;
  const [vi, en, hint] = known[kind];
  const isNamed = kind !== 'empty' && kind !== 'locked';
  const ending = extname(shown);
  throw new RefusedError({
    reason: 'unreadable_file',
    file: shown,
    found: isNamed ? { vi: `${vi} mang tên ${ending}`, en: `${en} named ${ending}` } : { vi, en },
    expected: expected[format],
    hint,
  });
}
