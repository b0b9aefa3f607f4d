import { expect, it } from 'vitest';
import { lowerFirst, upperFirst } from '$lib/format/names';

it('takes the capital from a name inside a sentence, but not from an abbreviation', () => {
  expect(lowerFirst('Doanh nghiệp tư nhân', 'vi')).toBe('doanh nghiệp tư nhân');
  expect(lowerFirst('Đơn thư', 'vi')).toBe('đơn thư');
  expect(lowerFirst('DN 100 % vốn Nhà nước', 'vi')).toBe('DN 100 % vốn Nhà nước');
});

it('gives a sentence its capital', () => {
  expect(upperFirst('tháng 9', 'vi')).toBe('Tháng 9');
});
