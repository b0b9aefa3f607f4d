import { describe, expect, it } from 'vitest';
import { passwordProblem } from '../../../../../src/lib/server/people/password-rules.ts';

const own = ['Nguyễn Văn An', '0004'];

describe('a password', () => {
  it.each([
    ['elevenchars', 'short'],
    ['đừng quên', 'short'],
    ['a'.repeat(257), 'long'],
    ['password1234', 'common'],
    ['!!Password!!', 'common'],
    ['MatKhau123456', 'common'],
    ['mật khẩu 2026', 'common'],
    ['1q2w3e4r5t6y', 'common'],
    ['iloveyou2026!', 'common'],
    ['123456789012', 'common'],
    ['109876543210987', 'simple'],
    ['qwertyuiop[]12', 'common'],
    ['abcabcabcabc', 'simple'],
    ['aaaaaaaaaaaaa', 'simple'],
    ['abcdefghijklmn', 'simple'],
    ['Nguyễn Văn An', 'context'],
    ['nguyenvanan12', 'context'],
    ['LangKinh@2026', 'context'],
    ['vanphong-2026', 'context'],
  ])('%j is not taken: %s', (password, problem) => {
    expect(passwordProblem(password, own)).toBe(problem);
  });

  it.each([
    'trời mưa thì ở nhà',
    'correct horse battery staple',
    'xanh-lá-vàng-hoa',
    'w8c2u-fr5f3-6ckhi-9fh3m',
    'nguyễn du viết truyện kiều',
    'x'.repeat(3) + 'Một đêm trăng sáng'.repeat(7),
  ])('%j is taken without capitals, digits or signs being asked for', (password) => {
    expect(passwordProblem(password, own)).toBeNull();
  });
});
