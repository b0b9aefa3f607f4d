import type { Lang } from '../../i18n/lang.ts';
import type { Viewer } from '../access/viewer.ts';

const reasons = {
  role: {
    vi: 'Chỉ người có vai trò phân tích (analyst) được truy vấn SQL.',
    en: 'Only people with the role analyst may query with SQL.',
  },
  organization: {
    vi: 'Tài khoản chỉ được xem một tổ chức thì không truy vấn SQL được: tệp phân tích có hồ sơ của mọi tổ chức.',
    en: 'An account that is bound to one organisation cannot query with SQL: the analyst file has the cases of all.',
  },
  disclosure: {
    vi: 'Tài khoản ở chế độ hạn chế công bố số nhỏ thì không truy vấn SQL được: câu SQL có thể đếm từng người.',
    en: 'An account with restricted disclosure cannot query with SQL: a statement could count single persons.',
  },
} as const;

/** Why somebody may not query, or null when they may. */
export function sqlRefusal(
  viewer: Pick<Viewer, 'role' | 'organization' | 'disclosure'>,
  lang: Lang,
): string | null {
  if (viewer.role !== 'analyst') return reasons.role[lang];
  if (viewer.organization !== null) return reasons.organization[lang];
  return viewer.disclosure === 'full' ? null : reasons.disclosure[lang];
}
