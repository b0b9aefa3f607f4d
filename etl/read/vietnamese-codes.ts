import iconv from 'iconv-lite';
import { isSyllable } from './vietnamese-syllable.ts';

/** The one-byte encodings in which Vietnamese was written before Unicode. */
export type OldCode = 'windows-1258' | 'tcvn3' | 'vni';

/** Names of the encodings, for people. */
export const oldCodeLabels: Readonly<Record<OldCode, string>> = {
  'windows-1258': 'Windows-1258',
  tcvn3: 'TCVN3 (ABC)',
  vni: 'VNI-Windows',
};

/** What stands for a byte that has no letter. */
const undecodable = '\ufffd';

const everyByte = Array.from({ length: 256 }, (_, byte) => Buffer.from([byte]));
const lettersOf = (encoding: string) => everyByte.map((byte) => iconv.decode(byte, encoding));
const windows1258 = lettersOf('windows-1258');
const tcvn3 = lettersOf('tcvn');
const windows1252 = lettersOf('windows-1252');
/** TCVN3 as its fonts show it: Windows' print signs below A1, where there are any. */
const abcFonts = tcvn3.map((letter, byte) => {
  const sign = byte < 0x80 || byte > 0xa0 ? undecodable : windows1252[byte];
  return sign === undefined || sign === undecodable ? letter : sign;
});

/** Marks of VNI, written behind their vowel: a tone, a hat or breve, or both. */
const vniMarks: Readonly<Record<string, string>> = {
  ...{ ù: '\u0301', ø: '\u0300', û: '\u0309', õ: '\u0303', ï: '\u0323', â: '\u0302', ê: '\u0306' },
  ...{ á: '\u0302\u0301', à: '\u0302\u0300', å: '\u0302\u0309', ã: '\u0302\u0303', ä: '\u0302\u0323' },
  ...{ é: '\u0306\u0301', è: '\u0306\u0300', ú: '\u0306\u0309', ü: '\u0306\u0303', ë: '\u0306\u0323' },
};
const vniLetters: Readonly<Record<string, string>> = {
  ...{ ô: 'ơ', ö: 'ư', ñ: 'đ', í: 'í', ì: 'ì', æ: 'ỉ', ó: 'ĩ', ò: 'ị', î: 'ỵ' },
};
const hats = 'âáàåãä';
const breves = 'êéèúüë';
/** Which marks may follow which vowel: hats on a, e, o, breves on a, tones on any. */
const vniPairs = /([aeouyôö])([ùøûõïâáàåãäêéèúüë])|([ôöñíìæóòî])/giu;

/**
 * Text of bytes in an old encoding, in NFC. `bytes` holds one byte a letter (latin1); where a byte has no letter, U+FFFD
 * stands. The table of VNI is the one its fonts and keyboards share; those of the others are iconv's.
 */
export function decodeOldCode(bytes: string, code: OldCode): string {
  if (!/[^\t-\r -~]/.test(bytes)) return bytes;
  if (code === 'tcvn3') return bytes.replace(words, fromTcvn3);
  const text = byTable(bytes, code === 'vni' ? windows1252 : windows1258);
  return (code === 'vni' ? fromVni(text) : text).normalize('NFC');
}

function byTable(bytes: string, letters: readonly string[]): string {
  return Array.from(bytes, (byte) => letters[byte.charCodeAt(0)] ?? undecodable).join('');
}

const words = /[^\t-\r -@[-`{-\u007f\u00a0]+/g;

/**
 * Bytes below A1 are capitals with tones in the standard, but print signs of Windows in the fonts that were in use, and
 * capitals with tones then have a font of their own. They are capitals where they make a syllable of a word.
 */
function fromTcvn3(word: string): string {
  if (!/[^A-Za-z\u00a1-\u00ff]/.test(word)) return byTable(word, tcvn3).normalize('NFC');
  const [, before = '', rest = word] = /^([\u0080-\u009f]{0,2})(.*)$/s.exec(word) ?? [];
  const behind = /[\u0080-\u009f]{0,2}$/.exec(rest)?.[0] ?? '';
  for (let from = 0; from <= before.length; from++) {
    for (let to = word.length; to >= Math.max(from + 2, word.length - behind.length); to--) {
      const core = byTable(word.slice(from, to), tcvn3).normalize('NFC');
      if (isSyllable(core))
        return `${byTable(word.slice(0, from), abcFonts)}${core}${byTable(word.slice(to), abcFonts)}`;
    }
  }
  return byTable(word, abcFonts).normalize('NFC');
}

function fromVni(text: string): string {
  return text.replace(vniPairs, (pair, vowel?: string, mark?: string) => {
    if (vowel === undefined || mark === undefined)
      return likeCase(vniLetters[pair.toLowerCase()] ?? pair, pair);
    const lower = mark.toLowerCase();
    const fits =
      (!hats.includes(lower) || /[aeo]/i.test(vowel)) && (!breves.includes(lower) || /a/i.test(vowel));
    const base = likeCase(vniLetters[vowel.toLowerCase()] ?? vowel, vowel);
    if (fits) return `${base}${vniMarks[lower] ?? ''}`.normalize('NFC');
    return `${base}${likeCase(vniLetters[lower] ?? mark, mark)}`;
  });
}

function likeCase(letter: string, example: string): string {
  return example === example.toLowerCase() ? letter : letter.toUpperCase();
}

const bytesOf1252 = new Map(
  windows1252.flatMap((letter, byte) =>
    letter === undecodable ? [] : [[letter, String.fromCharCode(byte)] as const],
  ),
);

/**
 * The bytes (latin1) behind text that was read as Windows-1252, as Excel does; null when some letter has no byte there,
 * so that the text cannot have come about so.
 */
export function bytesBehind(text: string): string | null {
  const bytes = Array.from(text, (letter) => (letter <= '\u009f' ? letter : bytesOf1252.get(letter)));
  return bytes.includes(undefined) ? null : bytes.join('');
}
