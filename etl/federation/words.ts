import type { ProvinceStanding, ProvinceState } from './choose.ts';

/** What is said of a province in a combined version, or left out of it. */
export const stateWords: Record<ProvinceState, string> = {
  included: 'có trong bản gộp',
  late: 'chậm: chưa có số liệu đến ngày này',
  not_kept: 'đã qua ngày này và không còn giữ bản của ngày đó',
  other_models: 'tính bằng phần mềm phiên bản khác: nâng cấp rồi chạy rebuild và push lại',
  damaged: 'tệp thiếu hoặc không khớp mã băm',
  unreachable: 'không thấy bản nào: xem thư mục đã gắn chưa',
};

const missingWords: Record<Exclude<ProvinceState, 'included'>, string> = {
  late: 'chậm',
  not_kept: 'không còn bản của ngày này',
  other_models: 'phần mềm phiên bản khác',
  damaged: 'tệp hỏng',
  unreachable: 'không thấy bản nào',
};

/** What a combined version says of its source: how many provinces, and who is missing, with the date that they have. */
export function sourceText(standings: readonly ProvinceStanding[]): string {
  const included = standings.filter(({ state }) => state === 'included').length;
  const missing = standings.flatMap(({ name, state, as_of: asOf }) =>
    state === 'included' ? [] : [`${name} (${missingWords[state]}${asOf === null ? '' : `, đến ${asOf}`})`],
  );
  const told = `Gộp ${included}/${standings.length} tỉnh`;
  return missing.length === 0 ? told : `${told}; chưa có: ${missing.join(', ')}`;
}
