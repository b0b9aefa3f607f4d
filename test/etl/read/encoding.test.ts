import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { inVietnamese } from '../support.ts';
import { RefusedError, type Refusal } from '#etl/errors.ts';
import { encodingOf, unitsOf } from '#etl/read/encoding.ts';
import { decodeOldCode } from '#etl/read/vietnamese-codes.ts';
import { fromOldFont, judgeUnicode, oldFontOf, wordsOf } from '#etl/read/vietnamese-evidence.ts';

const folder = mkdtempSync(join(tmpdir(), 'encoding-test-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Bytes of a text whose letters stand for one byte each. */
const bytes = (text: string) => Buffer.from(text, 'latin1');

/** Encoding and text of a file with these bytes. */
function read(content: string | Buffer) {
  const path = join(folder, 'read.csv');
  writeFileSync(path, content);
  const { name, units, valueOf, notes } = encodingOf(path, 'k/read.csv');
  return { name, text: valueOf([...unitsOf(path, units)].join('')), notes: inVietnamese(notes) };
}

function refused(content: string | Buffer): Refusal {
  try {
    read(content);
  } catch (error) {
    if (error instanceof RefusedError) return error.refusal;
    throw error;
  }
  throw new Error('Not refused as expected.');
}

const plain = 'Mã tổ chức,Tên tổ chức\nA,Đảng bộ tỉnh Hòa Bình\nB,Chi bộ Thường trực\n';
const tcvn3 = bytes('M· tæ chøc,Tªn tæ chøc\nA,§¶ng bé tØnh Hßa B×nh\nB,Chi bé Th­êng trùc\n');
const vni = bytes('Maõ toå chöùc,Teân toå chöùc\nA,Ñaûng boä tænh Hoøa Bình\nB,Chi boä Thöôøng tröïc\n');
const windows1258 = bytes(
  'Ma\xde t\xf4\xd2 ch\xfd\xecc,T\xean t\xf4\xd2 ch\xfd\xecc\nA,\xd0a\xd2ng b\xf4\xf2 ti\xd2nh Ho\xcca Bi\xccnh\n' +
    'B,Chi b\xf4\xf2 Th\xfd\xf5\xccng tr\xfd\xf2c\n',
);

describe('an old encoding is told by the syllables that it makes', () => {
  it.each([
    ['tcvn3', 'TCVN3 (ABC)', tcvn3],
    ['vni', 'VNI-Windows', vni],
    ['windows-1258', 'Windows-1258', windows1258],
  ])('%s', (name, label, content) => {
    // tổ chức, Mã, Tên; Đảng bộ tỉnh Hòa Bình; bộ Thường trực: 6, 5 and 3 with marks.
    expect(read(content)).toEqual({
      name,
      text: plain,
      notes: [`${label}: 14 trên 14 tiếng có dấu đọc được`],
    });
  });

  it('with capitals and abbreviations among them', () => {
    expect(read(bytes('\xa7¶ng uû, Q\xa7 5, «ng Bïi V¨n ¸nh, c¬ quan UBND\n'))).toMatchObject({
      name: 'tcvn3',
      text: 'Đảng uỷ, QĐ 5, ông Bùi Văn ánh, cơ quan UBND\n',
    });
    expect(read(bytes('ÑAÛNG BOÄ TÆNH HOØA BÌNH, PHÖÔØNG ÑOÂNG, UÛy ban\n'))).toMatchObject({
      name: 'vni',
      text: 'ĐẢNG BỘ TỈNH HÒA BÌNH, PHƯỜNG ĐÔNG, Ủy ban\n',
    });
  });

  it('with capitals of the standard, and with the print signs that fonts have in their place', () => {
    // 0x85 Ặ 0x9e Ủ 0x11 Ứ 0x97 Ộ in the standard; 0x93 “ 0x94 ” 0x96 – 0x85 … in the fonts.
    const standard = bytes('\x9ey ban B\x97 §\x85NG, \x11ng Hßa, tæ chøc\n');
    expect(read(standard)).toMatchObject({ name: 'tcvn3', text: 'Ủy ban BỘ ĐẶNG, Ứng Hòa, tổ chức\n' });
    const printed = bytes('\x93Hßa B×nh\x94 \x96 tæ chøc\x85, \x93\x9ey ban\x94, §¶ng\xa0bé\x96An\n');
    expect(read(printed)).toMatchObject({
      name: 'tcvn3',
      text: '“Hòa Bình” – tổ chức…, “Ủy ban”, Đảng\u00a0bộ–An\n',
    });
  });

  it('as far as megabytes down the file', () => {
    const ascii = 'C1,A,petition\n'.repeat(350_000);
    expect(read(Buffer.concat([Buffer.from(ascii), tcvn3])).name).toBe('tcvn3');
  });

  it('in which every letter of the language has its place', () => {
    const vowels = 'aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ';
    const inTcvn3 = 'aµ¶·¸¹¨»¼½¾Æ©Ç\xc8ÉÊËeÌÎÏÐÑªÒÓÔÕÖi×ØÜÝÞoßáâãä«åæçèé¬êëìíîuïñòóô\xadõö÷øùyúûüýþ®';
    const inVni =
      'aaøaûaõaùaïaêaèaúaüaéaëaâaàaåaãaáaäeeøeûeõeùeïeâeàeåeãeáeäiìæóíòooøoûoõoùoïoâoàoåoãoáoäôôøôûôõôùôïuuøuûuõuùuïöö' +
      'øöûöõöùöïyyøyûyõyùîñ';
    expect(decodeOldCode(inTcvn3, 'tcvn3')).toBe(vowels);
    expect(decodeOldCode(inVni, 'vni')).toBe(vowels);
    expect(decodeOldCode(inVni.toUpperCase(), 'vni')).toBe(vowels.toUpperCase());
    // The tones of Windows-1258 stand behind their vowel; vowels with hats, breves and horns are letters of their own.
    const tones = {
      '\xcc': '\u0300',
      '\xd2': '\u0309',
      '\xde': '\u0303',
      '\xec': '\u0301',
      '\xf2': '\u0323',
    };
    const bases = {
      a: 'a',
      '\xe3': 'ă',
      '\xe2': 'â',
      e: 'e',
      '\xea': 'ê',
      o: 'o',
      '\xf4': 'ô',
      '\xf5': 'ơ',
      '\xfd': 'ư',
    };
    for (const [byte, base] of Object.entries(bases))
      for (const [mark, tone] of Object.entries(tones))
        expect(decodeOldCode(byte + mark, 'windows-1258')).toBe(`${base}${tone}`.normalize('NFC'));
    expect(decodeOldCode('\xd0\xf0', 'windows-1258')).toBe('Đđ');
  });
});

describe('Unicode is taken as it stands', () => {
  const texts: [string, string][] = [
    ['plain Vietnamese', plain],
    ['capitals', plain.toUpperCase()],
    ['letters apart from their marks', plain.normalize('NFD')],
    ['one word', 'Mã\n'],
    [
      'names of the highlands',
      'Đắk Lắk, Đắk Nông, Krông Pắc, Cư M’gar, Ea H’leo, Buôn Đôn, M’Đrắk, Chư Sê\n',
    ],
    ['French', 'Société Générale, Hôtel de la Poste, élève, né à Orléans, café crème\n'],
    ['German and Swedish', 'Müller, Größe, für, Übung, Åsa, Malmö, Örebro\n'],
    ['signs of every kind', '“Một” – «hai» … 5 °C, § 3, ½, © 2026, 10 €, №\n'],
    ['abbreviations', 'QĐ-TW, HĐND, ĐBQH, GĐ, CĐ, đ\n'],
    ['other scripts', 'Москва, 北京, ქართული, 🎴\n'],
    ['nothing but ASCII', 'case_code,stage\nC1,intake\n'],
  ];

  it.each(texts)('in UTF-8: %s', (_, text) => {
    expect(read(text)).toEqual({ name: 'utf-8', text, notes: [] });
    expect(read(`\ufeff${text}`)).toEqual({ name: 'utf-8', text, notes: [] });
  });

  it.each(texts)('in UTF-16 with its mark: %s', (_, text) => {
    const marked = Buffer.from(`\ufeff${text}`, 'utf16le');
    expect(read(marked)).toEqual({ name: 'utf-16le', text, notes: [] });
    expect(read(Buffer.from(marked).swap16())).toEqual({ name: 'utf-16be', text, notes: [] });
  });

  it('in UTF-16 without a mark', () => {
    for (const text of [plain, plain.normalize('NFD')]) {
      const unmarked = Buffer.from(text, 'utf16le');
      expect(read(unmarked)).toEqual({ name: 'utf-16le', text, notes: [] });
      expect(read(Buffer.from(unmarked).swap16())).toEqual({ name: 'utf-16be', text, notes: [] });
    }
  });

  it('when a few words are odd, with a word about them', () => {
    const text = `${plain.repeat(3)}Ban §¶ng, chøc, Ñaûng\n`;
    const note = '2 từ có vẻ gõ bằng phông chữ cũ hoặc đổi sai bảng mã: giữ nguyên, đề nghị nơi gửi xem lại.';
    expect(read(text)).toEqual({ name: 'utf-8', text, notes: [note] });
    // Two names of Danish islands, which would be syllables in TCVN3.
    expect(read('Sø, Rø\n')).toEqual({ name: 'utf-8', text: 'Sø, Rø\n', notes: [note] });
  });
});

it('letters that became question marks are told', () => {
  const note = '3 từ có dấu ? giữa chữ: có thể đã mất chữ khi xuất tệp, đề nghị nơi gửi xem lại.';
  expect(read('Ð?ng b? t?nh, T? ch?c, Chi b?\n').notes).toEqual([note]);
  expect(read('Một? hai?\na?b, c?d\n').notes).toEqual([]);
});

describe('text in Unicode that was typed in an old font', () => {
  const inTcvn3 = tcvn3.toString('latin1');
  const inVni = vni.toString('latin1');

  it('is read by that font, in every encoding', () => {
    const note = (units: string, font: string) =>
      `${units}, chữ gõ bằng phông ${font}: 14 trên 14 tiếng có dấu đọc được`;
    expect(read(inTcvn3)).toEqual({ name: 'tcvn3', text: plain, notes: [note('UTF-8', 'TCVN3 (ABC)')] });
    expect(read(inVni)).toEqual({ name: 'vni', text: plain, notes: [note('UTF-8', 'VNI-Windows')] });
    expect(read(Buffer.from(`\ufeff${inVni}`, 'utf16le'))).toEqual({
      name: 'vni',
      text: plain,
      notes: [note('UTF-16LE', 'VNI-Windows')],
    });
  });

  it('is told from a list of texts', () => {
    expect(oldFontOf(['C¬ quan', '§¶ng bé', ''])).toBe('tcvn3');
    expect(oldFontOf(['Nguyeãn Thò AÙnh', 'Cô quan'])).toBe('vni');
    expect(oldFontOf(['Cơ quan', 'Đảng bộ'])).toBe(null);
    expect(oldFontOf(['C¬ quan', '§¶ng'])).toBe(null);
    expect(oldFontOf(['Société Générale', 'Müller'])).toBe(null);
    expect(oldFontOf([])).toBe(null);
    expect(fromOldFont('Hßa B×nh – 2026', 'tcvn3')).toBe('Hòa Bình – 2026');
    expect(fromOldFont('HOØA BÌNH', 'vni')).toBe('HÒA BÌNH');
    expect(fromOldFont('Đắk Lắk 北京', 'vni')).toBe('Đắk Lắk 北京');
  });

  it('is refused when only a part of the file was', () => {
    // tæ chøc Tªn §¶ng tØnh Hßa B×nh Th-êng trùc: nine; M· and bé may stand in Unicode too.
    expect(refused(`${plain}${inTcvn3}`)).toMatchObject({
      reason: 'unknown_encoding',
      file: 'k/read.csv',
      found: 'UTF-8 lẫn 9 từ gõ bằng phông chữ cũ hoặc đổi sai bảng mã',
    });
  });
});

describe('refused, with what was tried, is a file', () => {
  it('in UTF-8 that was misread as another encoding and stored again', () => {
    const misread = Buffer.from(plain).toString('latin1');
    expect(refused(misread)).toMatchObject({
      reason: 'unknown_encoding',
      found: 'UTF-8 đã bị đổi sai bảng mã trước khi gửi (chữ lạ)',
    });
    const asWindows = 'ChÃ­nh thá»©c, Chi bá»™ cÆ¡ sá»Ÿ, Tá»‰nh á»§y, Há»™i Ä‘á»“ng';
    expect(refused(asWindows)).toMatchObject({ reason: 'unknown_encoding' });
    expect(judgeUnicode(wordsOf([asWindows])).kind).toBe('misread');
  });

  it('in Windows-1258 that was misread as Windows-1252', () => {
    expect(refused(windows1258.toString('latin1'))).toMatchObject({ reason: 'unknown_encoding' });
  });

  it('in UTF-8 with a broken byte, by its line', () => {
    const broken = { reason: 'unknown_encoding', line: 4, found: 'byte hỏng giữa tệp UTF-8' };
    expect(refused(Buffer.concat([Buffer.from(plain), bytes('C,Đ\xe1\xba')]))).toMatchObject(broken);
    expect(refused(Buffer.concat([Buffer.from(plain), bytes('C,\xff\n'), Buffer.from(plain)]))).toMatchObject(
      broken,
    );
  });

  it('half in UTF-8, half in an old encoding', () => {
    expect(refused(Buffer.concat([Buffer.from(plain), tcvn3]))).toMatchObject({
      reason: 'unknown_encoding',
      line: 4,
    });
  });

  it.each([
    ['one letter', 'code\nA,\xd0\n'],
    ['one word', 'code\nA,M\xe9t\n'],
    ['a blank that does not break', 'code\nA,1\xa0000\n'],
    [
      'French in Latin-1',
      'Soci\xe9t\xe9 G\xe9n\xe9rale, H\xf4tel, \xe9l\xe8ve, caf\xe9 cr\xe8me, Orl\xe9ans\n',
    ],
    ['German in Latin-1', 'M\xfcller, Gr\xf6\xdfe, f\xfcr, \xdcbung, sch\xf6n\n'],
    [
      'Vietnamese in VISCII',
      '\xd0\xe4ng b\xb5 t\xefnh, M\xe3 t\xb1 ch\xd1c, C\xbd quan, Th\xb6\xbeng v\xf8\n',
    ],
  ])('in another encoding or on weak evidence: %s', (_, text) => {
    const { reason, found, line } = refused(bytes(text));
    expect([reason, line]).toEqual(['unknown_encoding', text.startsWith('code') ? 2 : 1]);
    expect(found).toMatch(
      /^byte không phải UTF-8; đã thử Windows-1258 \(.*\), TCVN3 \(ABC\) \(.*\), VNI-Windows \(/,
    );
  });

  it('in UTF-32', () => {
    const letters = Uint32Array.from(`\ufeff${plain}`, (letter) => letter.codePointAt(0) ?? 0);
    expect(refused(Buffer.from(letters.buffer))).toMatchObject({
      reason: 'unknown_encoding',
      found: 'UTF-32',
    });
  });
});
