/** What every page may say of who is signed in, and of what they may not open, in Vietnamese. */
export const access = {
  bar: {
    account: 'Tài khoản',
    signOut: 'Đăng xuất',
    signIn: 'Đăng nhập',
    of: (name: string) => `Tài khoản ${name}`,
  },
  signInFirst: 'Cần đăng nhập.',
  notAllowed: 'Vai trò của tài khoản này không được mở địa chỉ này.',
  refusedTitle: 'Không được mở trang này',
  refused: (role: string) =>
    `Trang này không thuộc vai trò ${role} của bạn. Nếu công việc cần đến, hãy đề nghị quản trị viên đổi vai trò.`,
  expired: 'Phiên làm việc đã hết',
  expiredHelp: 'Hãy đăng nhập lại để xem tiếp.',
};
