import type { LoadReport } from './steps/report.ts';

const most = 12;

/** What a load did, or would do, in lines for people. */
export function loadText(report: LoadReport, checkOnly: boolean): string {
  const verb = checkOnly ? 'Sẽ nạp' : 'Đã nạp';
  const { loaded, files } = report;
  const span = loaded.length > 0 ? ` (${loaded[0]} … ${loaded.at(-1)})` : '';
  const lines = [
    `${verb} ${loaded.length} kỳ${span}, bỏ qua ${report.skipped.length} kỳ đã có.`,
    ...newest(
      report.rejects.map(
        ({ as_of: asOf, file, reason, count }) => `loại ${count} dòng: ${asOf}/${file}, ${reason}`,
      ),
      'dòng báo loại khác (xem lệnh rejects)',
    ),
    ...files
      .filter(({ encoding }) => encoding !== 'utf-8' && encoding !== 'parquet')
      .map(({ as_of: asOf, file, encoding }) => `bảng mã: ${asOf}/${file}: ${encoding}`),
    ...files
      .filter(({ ignored_columns: ignored }) => ignored.length > 0)
      .map(
        ({ as_of: asOf, file, ignored_columns: ignored }) =>
          `bỏ qua cột: ${asOf}/${file}: ${ignored.join(', ')}`,
      ),
    ...newest(
      report.warnings.map((warning) => `lưu ý: ${warning}`),
      'lưu ý khác (xem trang Dữ liệu)',
    ),
  ].map((line, index) => (index === 0 ? line : `  ${line}`));
  if (report.version) lines.push(`Bản đang dùng: ${report.version}`);
  return lines.join('\n');
}

/** The newest lines of a list, behind how many more there are. */
function newest(lines: readonly string[], ofWhat: string): string[] {
  const more = lines.length - most;
  return more > 0 ? [`… và ${more} ${ofWhat}`, ...lines.slice(-most)] : [...lines];
}

/** What the audit keeps of a load: days, counts and hashes. */
export function loadEntry(report: LoadReport) {
  const sum = (count: (file: LoadReport['files'][number]) => number) =>
    report.files.reduce((total, file) => total + count(file), 0);
  return {
    object: report.version,
    detail: {
      loaded: report.loaded,
      skipped: report.skipped,
      rows_read: sum((file) => file.rows_read),
      rows_kept: sum((file) => file.rows_kept),
      rows_rejected: sum((file) => file.rows_rejected),
      content_hash: report.content_hash,
    },
  };
}
