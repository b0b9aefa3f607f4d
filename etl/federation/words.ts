import { isTaken, type Fault, type ProvinceStanding, type ProvinceState } from './choose.ts';

/** What is said of a province in a combined version, or left out of it. */
export const stateWords: Record<ProvinceState, string> = {
  included: 'có trong bản gộp',
  late: 'chậm: có trong bản gộp đến ngày chốt của tỉnh',
  not_kept: 'không có bản nào chốt đến ngày này',
  other_contract: 'số liệu theo quy ước phiên bản khác: nâng cấp phần mềm rồi chạy rebuild và push lại',
  other_models: 'tính bằng phần mềm phiên bản khác: nâng cấp rồi chạy rebuild và push lại',
  damaged: 'tệp thiếu hoặc không khớp mã băm',
  not_signed: 'không có chữ ký của tỉnh, hoặc chữ ký không khớp',
  unreachable: 'không thấy bản nào: xem thư mục đã gắn chưa',
};

const missingWords: Record<Exclude<ProvinceState, 'included' | 'late'>, string> = {
  not_kept: 'không có bản đến ngày này',
  other_contract: 'quy ước phiên bản khác',
  other_models: 'phần mềm phiên bản khác',
  damaged: 'tệp hỏng',
  not_signed: 'chữ ký không khớp',
  unreachable: 'không thấy bản nào',
};

/** The same of one province, with the newer version that was passed over. */
export function standingText({ state, passed_over: passed }: ProvinceStanding): string {
  if (!passed || !isTaken({ state })) return stateWords[state];
  return `${stateWords[state]}; bỏ qua bản ${passed.version}: ${missingWords[passed.fault]}`;
}

/** What a combined version says of its source: how many provinces, who is late, and who is missing. */
export function sourceText(standings: readonly ProvinceStanding[]): string {
  const late = standings.flatMap(({ name, state, as_of: asOf, passed_over: passed }) =>
    state === 'late' ? [`${name} (đến ${asOf}${passed ? `, ${faultOf(passed)}` : ''})`] : [],
  );
  const missing = standings.flatMap(({ name, state }) =>
    state === 'included' || state === 'late' ? [] : [`${name} (${missingWords[state]})`],
  );
  return [
    `Gộp ${standings.filter(isTaken).length}/${standings.length} tỉnh`,
    ...(late.length > 0 ? [`chậm: ${late.join(', ')}`] : []),
    ...(missing.length > 0 ? [`không có: ${missing.join(', ')}`] : []),
  ].join('; ');
}

function faultOf({ version, fault }: { version: string; fault: Fault }): string {
  return `bản ${version} ${missingWords[fault]}`;
}
