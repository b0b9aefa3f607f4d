import type { Words } from './metrics.ts';

/** Signs from one number in Unicode to another, and what they are called; narrower ranges stand first. */
const named: readonly (readonly [from: number, to: number, vi: string, en: string])[] = [
  [0x0000, 0x001f, 'ký tự điều khiển', 'a control sign'],
  [0x00a0, 0x00a0, 'khoảng trắng không ngắt', 'a no-break space'],
  [0x00ad, 0x00ad, 'gạch nối mềm, không nhìn thấy', 'a soft hyphen, which nobody sees'],
  [0x00b2, 0x00b9, 'chữ số viết trên', 'a raised figure'],
  [0x02d7, 0x02d7, 'dấu trừ nhỏ', 'a small minus sign'],
  [0x0370, 0x03ff, 'chữ Hy Lạp', 'a Greek letter'],
  [0x0400, 0x052f, 'chữ Kirin (Nga)', 'a Cyrillic letter'],
  [0x2000, 0x200a, 'khoảng trắng có độ rộng riêng', 'a space of a width of its own'],
  [0x200b, 0x200d, 'ký tự có độ rộng bằng không', 'a sign of no width'],
  [0x200e, 0x200f, 'dấu chỉ chiều viết', 'a mark of writing direction'],
  [0x2010, 0x2010, 'gạch nối của Unicode', 'a Unicode hyphen'],
  [0x2011, 0x2011, 'gạch nối không ngắt', 'a no-break hyphen'],
  [0x2012, 0x2012, 'gạch ngang rộng bằng chữ số', 'a figure dash'],
  [0x2013, 0x2013, 'gạch ngang ngắn (en)', 'an en dash'],
  [0x2014, 0x2015, 'gạch ngang dài (em)', 'an em dash'],
  [0x202a, 0x202e, 'dấu chỉ chiều viết', 'a mark of writing direction'],
  [0x202f, 0x202f, 'khoảng trắng không ngắt', 'a no-break space'],
  [0x2043, 0x2043, 'gạch đầu dòng', 'a hyphen bullet'],
  [0x2044, 0x2044, 'gạch của phân số', 'a fraction slash'],
  [0x2060, 0x2060, 'ký tự có độ rộng bằng không', 'a sign of no width'],
  [0x2066, 0x2069, 'dấu chỉ chiều viết', 'a mark of writing direction'],
  [0x2070, 0x2079, 'chữ số viết trên', 'a raised figure'],
  [0x2080, 0x2089, 'chữ số viết dưới', 'a lowered figure'],
  [0x2160, 0x2188, 'số La Mã viết bằng một ký tự', 'a Roman number in one sign'],
  [0x2212, 0x2212, 'dấu trừ', 'a minus sign'],
  [0x2215, 0x2215, 'dấu chia', 'a division slash'],
  [0x2460, 0x24ff, 'số hoặc chữ trong vòng tròn', 'a number or letter in a circle'],
  [0x2796, 0x2796, 'dấu trừ đậm', 'a heavy minus sign'],
  [0xfb00, 0xfb06, 'hai chữ cái dính làm một', 'letters joined into one'],
  [0xfe00, 0xfe0f, 'ký tự chọn kiểu chữ, không nhìn thấy', 'a mark of style, which nobody sees'],
  [0xfe58, 0xfe63, 'gạch ngang nhỏ', 'a small dash'],
  [0xfeff, 0xfeff, 'ký tự có độ rộng bằng không', 'a sign of no width'],
  [0xff01, 0xff60, 'chữ, số hoặc dấu rộng gấp đôi', 'a full-width letter, figure or sign'],
  [0xfffd, 0xfffd, 'ký tự đã hỏng', 'a letter that was lost'],
  [0x1d400, 0x1d7ff, 'chữ toán học', 'a mathematical letter'],
];

/** What a sign is by its number in Unicode (`U+2011`), with the number; the number alone where it has no name here. */
export function signWords(number: string): Words {
  const code = Number.parseInt(number.slice(2), 16);
  const [, , vi, en] = named.find(([from, to]) => from <= code && code <= to) ?? [];
  return { vi: vi ? `${vi}, ${number}` : number, en: en ? `${en}, ${number}` : number };
}
