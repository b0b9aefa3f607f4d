/** What is written down, with the words of each for the page. Reading pages is not. A name once used is never reused. */
export const actions = {
  sign_in: { vi: 'Đăng nhập', en: 'Sign-in' },
  sign_out: { vi: 'Đăng xuất', en: 'Sign-out' },
  access: { vi: 'Vào nơi không được phép', en: 'Access to what is not allowed' },
  password_change: { vi: 'Đổi mật khẩu', en: 'Password changed' },
  second_factor: { vi: 'Bật, tắt xác nhận hai bước', en: 'Second step at sign-in' },
  person_add: { vi: 'Thêm người dùng', en: 'Person added' },
  person_change: { vi: 'Sửa quyền của người dùng', en: 'Rights of a person changed' },
  person_reset: { vi: 'Đặt lại mật khẩu', en: 'Password reset' },
  person_disable: { vi: 'Khóa tài khoản', en: 'Account disabled' },
  person_enable: { vi: 'Mở lại tài khoản', en: 'Account enabled' },
  session_revoke: { vi: 'Kết thúc phiên', en: 'Session ended' },
  token_add: { vi: 'Cấp mã truy cập API', en: 'API token issued' },
  token_revoke: { vi: 'Thu hồi mã truy cập API', en: 'API token revoked' },
  query: { vi: 'Truy vấn SQL', en: 'SQL query' },
  query_save: { vi: 'Lưu câu truy vấn', en: 'Query saved' },
  query_share: { vi: 'Chia sẻ câu truy vấn', en: 'Query shared' },
  query_pin: { vi: 'Ghim câu truy vấn', en: 'Query pinned' },
  query_remove: { vi: 'Xóa câu truy vấn đã lưu', en: 'Saved query removed' },
  export: { vi: 'Tải số liệu xuống', en: 'Figures downloaded' },
  rejects_export: { vi: 'Tải danh sách dòng bị loại', en: 'Rejected rows downloaded' },
  briefing_draft: { vi: 'Lập dự thảo báo cáo', en: 'Briefing drafted' },
  briefing_edit: { vi: 'Sửa báo cáo', en: 'Briefing edited' },
  briefing_issue: { vi: 'Ban hành báo cáo', en: 'Briefing issued' },
  briefing_export: { vi: 'Tải báo cáo xuống', en: 'Briefing downloaded' },
  upload: { vi: 'Đưa tệp lên để nạp', en: 'File uploaded for a load' },
  upload_check: { vi: 'Kiểm tra trước khi nạp', en: 'Check before a load' },
  job: { vi: 'Bắt đầu một việc trên kho', en: 'Work on the store begun' },
  load: { vi: 'Nạp số liệu', en: 'Load' },
  undo: { vi: 'Lấy kỳ mới nhất ra', en: 'Newest snapshot taken out' },
  rollback: { vi: 'Đưa về bản trước', en: 'Rollback' },
  rebuild: { vi: 'Dựng lại kho', en: 'Rebuild' },
  push: { vi: 'Đẩy các bản đến nơi khác', en: 'Versions pushed to another place' },
  federate: { vi: 'Gộp các bản của các tỉnh', en: 'Versions of provinces combined' },
  pull: { vi: 'Lấy các bản từ nơi công bố', en: 'Versions pulled from the publisher' },
  backup: { vi: 'Sao lưu', en: 'Backup' },
  restore: { vi: 'Khôi phục từ bản sao lưu', en: 'Restore from a backup' },
  state_move: {
    vi: 'Chuyển tài khoản và nhật ký sang PostgreSQL',
    en: 'Accounts and audit moved to PostgreSQL',
  },
  setting: { vi: 'Đổi thiết lập', en: 'Setting changed' },
  audit_export: { vi: 'Tải nhật ký kiểm toán', en: 'Audit downloaded' },
  audit_archive: { vi: 'Chuyển phần cũ của nhật ký vào lưu trữ', en: 'Oldest part of the audit archived' },
  audit_restart: { vi: 'Bắt đầu chuỗi nhật ký mới', en: 'New chain of the audit begun' },
} as const satisfies Record<string, { vi: string; en: string }>;

/** The name of something that is written down. */
export type ActionName = keyof typeof actions;

/** How it ended: done; refused because of rights, data or the request; failed by a fault. */
export const verdicts = {
  done: { vi: 'đã làm', en: 'done' },
  refused: { vi: 'từ chối', en: 'refused' },
  failed: { vi: 'lỗi', en: 'failed' },
} as const;

export type Verdict = keyof typeof verdicts;

/** Whether a text names an action. */
export function isAction(name: string): name is ActionName {
  return Object.hasOwn(actions, name);
}
