import type { RegisterName } from '../contract.ts';

/** What a blank workbook says of a register and of each of its columns, in Vietnamese. */
export interface RegisterWords {
  sheet: string;
  title: string;
  /** What one row is, and which rows belong in it. */
  rows: string;
  columns: Readonly<Record<string, ColumnWords>>;
}

export interface ColumnWords {
  /** What stands in the column; shown when a cell is entered. */
  meaning: string;
  /** Shown above a heading that is not in Vietnamese. */
  caption?: string;
}

const organization = { meaning: 'Mã của tổ chức, đúng như trong danh sách tổ chức đảng. Giữ số 0 ở đầu.' };

/** The words of every register; a test holds them against the columns of the contract. */
export const registerWords: Readonly<Record<RegisterName, RegisterWords>> = {
  organizations: {
    sheet: 'Tổ chức',
    title: 'DANH SÁCH TỔ CHỨC ĐẢNG',
    rows: 'Mỗi dòng một tổ chức: mọi tổ chức từ trước đến nay; tổ chức đã kết thúc vẫn giữ lại và ghi ngày kết thúc.',
    columns: {
      organization_code: { meaning: 'Mã riêng của tổ chức, không trùng trong danh sách. Giữ số 0 ở đầu.' },
      organization_name: { meaning: 'Tên đầy đủ của tổ chức.' },
      organization_level: { meaning: 'Chọn cấp của tổ chức trong danh mục.' },
      organization_type: { meaning: 'Chọn loại hình của cơ quan, đơn vị; để trống với cấp ủy trên cơ sở.' },
      parent_code: {
        meaning: 'Mã của tổ chức cấp trên trực tiếp, có trong danh sách này; để trống với cấp cao nhất.',
      },
      established_on: { meaning: 'Ngày thành lập; để trống nếu có từ trước kỳ số liệu đầu tiên.' },
      ended_on: { meaning: 'Ngày hoạt động cuối cùng; để trống nếu còn hoạt động.' },
    },
  },
  members: {
    sheet: 'Đảng viên',
    title: 'DANH SÁCH ĐẢNG VIÊN',
    rows: 'Mỗi dòng một đảng viên đang sinh hoạt tại ngày chốt số liệu. Không ghi họ tên hay thông tin khác.',
    columns: {
      member_code: { meaning: 'Mã riêng của đảng viên, không trùng trong danh sách. Giữ số 0 ở đầu.' },
      organization_code: organization,
      member_status: { meaning: 'Chọn tình trạng sinh hoạt trong danh mục.' },
      admitted_on: { meaning: 'Ngày vào Đảng.' },
    },
  },
  cases: {
    sheet: 'Hồ sơ',
    title: 'SỔ HỒ SƠ',
    rows: 'Mỗi dòng một hồ sơ: mọi hồ sơ đã tiếp nhận từ trước đến nay, đang xử lý hay đã kết thúc.',
    columns: {
      case_code: {
        meaning: 'Mã riêng của hồ sơ, không trùng trong sổ và không đổi qua các kỳ. Giữ số 0 ở đầu.',
      },
      organization_code: {
        meaning:
          'Mã tổ chức đang giữ hồ sơ; với hồ sơ đã kết thúc: tổ chức giữ khi kết thúc. Giữ số 0 ở đầu.',
      },
      member_code: {
        meaning: 'Mã của đảng viên mà hồ sơ nói về; để trống nếu là quần chúng hay tổ chức.',
      },
      case_type: { meaning: 'Chọn loại hồ sơ trong danh mục.' },
      stage: { meaning: 'Chọn giai đoạn của hồ sơ tại ngày chốt số liệu.' },
      received_on: { meaning: 'Ngày tiếp nhận hồ sơ.' },
      due_on: { meaning: 'Hạn xử lý nếu đã ấn định riêng; để trống thì tính theo quy định về thời hạn.' },
      external_sent_on: { meaning: 'Ngày gửi văn bản đề nghị cơ quan khác xác minh.' },
      external_answered_on: { meaning: 'Ngày nhận trả lời của cơ quan đó.' },
      paused_workdays: { meaning: 'Số ngày làm việc tạm dừng để bổ sung hồ sơ: số nguyên, để trống là 0.' },
      return_count: { meaning: 'Số lần trả lại hồ sơ để bổ sung: số nguyên, để trống là 0.' },
      concluded_on: { meaning: 'Ngày kết luận, trong khoảng từ ngày tiếp nhận đến ngày kết thúc.' },
      decision_on: { meaning: 'Ngày quyết định nhân sự mà kết luận phục vụ.' },
      closed_on: { meaning: 'Ngày kết thúc hồ sơ; ghi khi và chỉ khi giai đoạn là đã kết thúc.' },
      closing: { meaning: 'Chọn hình thức kết thúc; ghi khi và chỉ khi giai đoạn là đã kết thúc.' },
    },
  },
  duties: {
    sheet: 'Nhiệm vụ',
    title: 'SỔ NHIỆM VỤ',
    rows: 'Mỗi dòng một nhiệm vụ giao cho một tổ chức, đã thực hiện hay chưa.',
    columns: {
      duty_code: { meaning: 'Mã riêng của nhiệm vụ, không trùng trong sổ. Giữ số 0 ở đầu.' },
      organization_code: organization,
      duty_type: { meaning: 'Chọn loại nhiệm vụ trong danh mục.' },
      document_code: {
        meaning: 'Số, ký hiệu văn bản giao nhiệm vụ; chọn trong danh mục hoặc gõ văn bản khác.',
      },
      due_on: { meaning: 'Hạn phải thực hiện.' },
      fulfilled_on: { meaning: 'Ngày đã thực hiện; để trống nếu chưa.' },
      duty_state: { meaning: 'Chỉ chọn khi được miễn, không áp dụng hoặc không rõ; còn lại để trống.' },
    },
  },
  successions: {
    sheet: 'Kế thừa tổ chức',
    title: 'DANH SÁCH KẾ THỪA TỔ CHỨC',
    rows: 'Mỗi dòng một việc đổi tên, sáp nhập, tách, chuyển giao hoặc kết thúc của một tổ chức, từ trước đến nay.',
    columns: {
      from_code: { caption: 'Tổ chức cũ', meaning: 'Mã tổ chức cũ. Giữ số 0 ở đầu.' },
      to_code: {
        caption: 'Tổ chức mới',
        meaning:
          'Mã tổ chức mới, tiếp nhận việc của tổ chức cũ; để trống khi tổ chức kết thúc. Giữ số 0 ở đầu.',
      },
      event: { caption: 'Sự việc', meaning: 'Chọn sự việc trong danh mục.' },
      event_on: { caption: 'Ngày có hiệu lực', meaning: 'Ngày việc kế thừa có hiệu lực.' },
      legal_basis: { caption: 'Căn cứ', meaning: 'Số, ký hiệu và ngày của quyết định.' },
    },
  },
};
