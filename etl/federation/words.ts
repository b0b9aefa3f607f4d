import { isTaken, type Passed, type ProvinceStanding, type ProvinceState } from './choose.ts';

/** What is said of a province in a combined version, or left out of it. */
export const stateWords: Record<ProvinceState, string> = {
  included: 'có trong bản gộp',
  late: 'chậm: có trong bản gộp đến ngày chốt của tỉnh',
  not_kept: 'không có bản nào chốt đến ngày này',
  other_contract: 'số liệu theo quy ước phiên bản khác: nâng cấp phần mềm rồi chạy rebuild và push lại',
  other_models: 'tính bằng phần mềm phiên bản khác: nâng cấp rồi chạy rebuild và push lại',
  damaged: 'tệp thiếu hoặc không khớp mã băm',
  not_signed: 'không có chữ ký của tỉnh, hoặc chữ ký không khớp',
  put_back: 'cũ hơn bản mà tỉnh đã ký trước đó: có thể ai đó đã đặt lại bản cũ',
  unreachable: 'không thấy bản nào: xem thư mục đã gắn chưa',
};

const missingWords: Record<Exclude<ProvinceState, 'included' | 'late'>, string> = {
  not_kept: 'không có bản đến ngày này',
  other_contract: 'quy ước phiên bản khác',
  other_models: 'phần mềm phiên bản khác',
  damaged: 'tệp hỏng',
  not_signed: 'chữ ký không khớp',
  put_back: 'bị đặt lại bản cũ',
  unreachable: 'không thấy bản nào',
};

/** The same of one province, with what was passed over, and whether a copy of our own stands in for it. */
export function standingText({ state, passed_over: passed, is_kept: isKept }: ProvinceStanding): string {
  if (!passed || !isTaken({ state })) return stateWords[state];
  return `${stateWords[state]}; ${passedText(passed)}${isKept ? '; dùng bản sao giữ ở đây' : ''}`;
}

/** Provinces that somebody has to look after: late, missing, or with a fault at their place. */
export function needsCare({ state, passed_over: passed }: ProvinceStanding): boolean {
  return state !== 'included' || passed !== null;
}

/** What a combined version says of its source: how many provinces, who is late, and who is missing. */
export function sourceText(standings: readonly ProvinceStanding[]): string {
  const late = standings.flatMap(({ name, state, as_of: asOf, passed_over: passed }) =>
    state === 'late' ? [`${name} (đến ${asOf}${passed ? `, ${passedText(passed)}` : ''})`] : [],
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

function passedText({ version, fault }: Passed): string {
  return version === null
    ? `ở nơi tỉnh gửi: ${missingWords[fault]}`
    : `bỏ qua bản ${version}: ${missingWords[fault]}`;
}
