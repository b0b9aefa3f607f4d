import type { Fault } from './chain.ts';
import type { AuditCheck } from './verify.ts';

const ofFault: Record<Fault['kind'], { vi: (fault: Fault) => string; en: (fault: Fault) => string }> = {
  changed: {
    vi: ({ seq }) => `Mục ${seq} không còn như khi ghi, hoặc không do phần mềm này ghi.`,
    en: ({ seq }) => `Entry ${seq} is not as it was written, or was not written by this program.`,
  },
  missing: {
    vi: ({ seq, found }) => `Trước mục ${seq} thiếu mục ${found}.`,
    en: ({ seq, found }) => `Before entry ${seq}, entries ${found} are missing.`,
  },
  bound: {
    vi: ({ seq }) => `Mục ${seq} không nối với mục đứng trước nó.`,
    en: ({ seq }) => `Entry ${seq} is not bound to the one before it.`,
  },
  start: {
    vi: ({ seq }) => `Nhật ký bắt đầu ở mục ${seq} mà không có mục nào nói phần trước đã đưa vào lưu trữ.`,
    en: ({ seq }) =>
      `The audit begins with entry ${seq}, and no entry tells that the part before was archived.`,
  },
  cut: {
    vi: ({ seq, found }) => `Phần cuối bị cắt: đã từng ghi đến mục ${seq}, nay bảng chỉ đến mục ${found}.`,
    en: ({ seq, found }) =>
      `The end was cut off: entry ${seq} was written, the table ends with entry ${found}.`,
  },
  anchor: {
    vi: ({ seq }) => `Ghi chú ngoài bảng (private/audit.anchor) mất hoặc bị thay; bảng đến mục ${seq}.`,
    en: ({ seq }) =>
      `The note outside the table (private/audit.anchor) is gone or was replaced; the table ends with entry ${seq}.`,
  },
  archive: {
    vi: ({ seq, found }) => `Tệp lưu trữ "${found}" không còn như mục ${seq} đã ghi.`,
    en: ({ seq, found }) => `The archive "${found}" is not as entry ${seq} tells it.`,
  },
};

/** A fault as a sentence. */
export function faultText(fault: Fault, lang: 'vi' | 'en'): string {
  return ofFault[fault.kind][lang](fault);
}

/** The check of the audit for a terminal: every fault, or how many entries hold, and the head for paper. */
export function checkText({ passed, entries, faults, head }: AuditCheck): string {
  const last = head ? `Mục cuối, để chép ra giấy: ${head.seq}:${head.hash}` : 'Chưa có mục nào.';
  if (passed) return `Nhật ký nguyên vẹn: ${entries} mục.\n${last}`;
  return [...faults.map((fault) => faultText(fault, 'vi')), last].join('\n');
}
