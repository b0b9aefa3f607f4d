import { describe, expect, it } from 'vitest';
import { isSyllable } from '#etl/read/vietnamese-syllable.ts';

const words = (text: string) => text.normalize('NFC').split(' ');

describe('a syllable', () => {
  it('has an onset, a rhyme and a tone that may go together', () => {
    const right =
      'nghiêng khuỷu khuya quyết quốc giếng gì gìn giữ yêu yếu ý ươm ưỡn oẹ thuở quở ngoằn ngoèo huỵch quạnh uể oải lựu rượu';
    expect(words(right).filter((word) => !isSyllable(word))).toEqual([]);
  });

  it('may be in capitals, with the tone on either vowel of oa, oe, uy, and from the highlands', () => {
    const right = 'ĐẢNG Ủy hoà hòa thuỷ thủy KHOẺ khỏe loắt xoong boóng Đắk Lắk';
    expect(words(right).filter((word) => !isSyllable(word))).toEqual([]);
  });

  it('has no consonants that do not end one, no second tone, none that a stop forbids, none on the wrong vowel', () => {
    const wrong =
      'đảngg ngh cộngg nguyeãn mét\u0300 né\u0301 ưò tàt bảp cac ưuơ ừơng đ Müller sộciộtộ à1  a\u0300\u0301';
    expect(words(wrong).filter((word) => isSyllable(word))).toEqual([]);
  });
});
