import type { Lang } from './lang';

/** What the editor says of itself, by its own English. */
const vi = {
  'Go to line': 'Đến dòng',
  go: 'đi',
  Find: 'Tìm',
  Replace: 'Thay bằng',
  next: 'tiếp',
  previous: 'trước',
  all: 'tất cả',
  'match case': 'đúng chữ hoa, chữ thường',
  'by word': 'cả từ',
  regexp: 'biểu thức chính quy',
  replace: 'thay',
  'replace all': 'thay tất cả',
  close: 'đóng',
  'current match': 'chỗ đang xem',
  'replaced $ matches': 'đã thay $ chỗ',
  'replaced match on line $': 'đã thay ở dòng $',
  'on line': 'ở dòng',
  Completions: 'Gợi ý',
  Diagnostics: 'Chỗ sai',
  'No diagnostics': 'Không có chỗ sai',
  'Folded lines': 'Các dòng đã gấp',
  'Unfolded lines': 'Các dòng đã mở',
  to: 'đến',
  'folded code': 'đoạn đã gấp',
  unfold: 'mở ra',
  'Fold line': 'Gấp',
  'Unfold line': 'Mở',
  'Control character': 'Ký tự điều khiển',
  'Selection deleted': 'Đã xóa phần chọn',
};

/** The words of the editor in a language; it speaks English by itself. */
export function editorPhrases(lang: Lang): Record<string, string> {
  return lang === 'vi' ? vi : {};
}
