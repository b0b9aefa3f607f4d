import { isAscii, isUtf8 } from 'node:buffer';
import type { Words as BothWords } from '#warehouse/metrics.ts';
import type { RefusedError, Told } from '../errors.ts';
import { blocksOf, chunksOf, headOf, Utf8Check } from './bytes.ts';
import { lostNotes, replacementNote, suspectNote, unknownEncoding } from './encoding-words.ts';
import { decodeOldCode, type OldCode, oldCodeLabels } from './vietnamese-codes.ts';
import {
  clearWinner,
  type Evidence,
  evidenceOf,
  fromOldFont,
  judgeUnicode,
  readWords,
  shareOf,
  type Words,
  wordsOf,
} from './vietnamese-evidence.ts';

export type EncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | OldCode;

/** How the bytes of a text file become text. */
export interface TextEncoding {
  /** What the steward is told; for text typed in an old font, that font. */
  name: EncodingName;
  /** How bytes become units, in which delimiters and quotes are themselves. */
  units: 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1';
  /** Text of a value, out of its units. */
  valueOf(units: string): string;
  /** On what the decision rests; nothing where nothing had to be decided. */
  notes: readonly Told[];
}

const asItStands = (units: string) => units;
const oldCodes = ['windows-1258', 'tcvn3', 'vni'] as const;
const headSize = 64 * 1024;
const sampleBlocks = 16;
const mostPieces = 4;
/** One odd word may be a foreign name. */
const fewestSuspects = 2;

/**
 * Tells the encoding of a text file by its byte order mark, by being UTF-8 or UTF-16 throughout, or by which of the old
 * Vietnamese encodings makes syllables of its words, and no other does. Text in Unicode that was typed in an old font
 * counts as written in it. Throws RefusedError unknown_encoding with what was tried; never on an identifier's text.
 */
export function encodingOf(path: string, file: string): TextEncoding {
  const head = headOf(path, headSize);
  if (isUtf32(head)) throw unknownEncoding(file, 'UTF-32', null);
  const units = utf16Of(head);
  if (units) return unicodeEncoding(path, file, units);
  const utf8 = lookThrough(path);
  if (!utf8.isWhole) return oldEncoding(path, file);
  const encoding = unicodeEncoding(path, file, 'utf-8');
  return utf8.hasReplacements ? { ...encoding, notes: [...encoding.notes, replacementNote] } : encoding;
}

/**
 * The units of a file, piece by piece (`size` bytes each), without its byte order mark and the Ctrl-Z that old programs
 * end a text with.
 */
export function* unitsOf(path: string, units: TextEncoding['units'], size?: number): Generator<string> {
  let piece = '';
  for (const next of pieces(path, units, size)) {
    if (piece !== '') yield piece;
    piece = next;
  }
  while (piece.endsWith('\x1a')) piece = piece.slice(0, -1);
  yield piece;
}

function* pieces(path: string, units: TextEncoding['units'], size?: number): Generator<string> {
  const decoder = units === 'latin1' ? null : new TextDecoder(units, { ignoreBOM: false });
  for (const chunk of chunksOf(path, size))
    yield decoder ? decoder.decode(chunk, { stream: true }) : chunk.toString('latin1');
  const rest = decoder?.decode() ?? '';
  if (rest !== '') yield rest;
}

function isUtf32(head: Buffer): boolean {
  return ['fffe0000', '0000feff'].includes(head.subarray(0, 4).toString('hex'));
}

/** By its mark, or by zero bytes at every other place and hardly elsewhere: ASCII signs have them there. */
function utf16Of(head: Buffer): 'utf-16le' | 'utf-16be' | null {
  const mark = head.subarray(0, 2).toString('hex');
  if (mark === 'fffe') return 'utf-16le';
  if (mark === 'feff') return 'utf-16be';
  const zeros = [0, 0];
  head.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const [most, fewest] = [Math.max(even, odd), Math.min(even, odd)];
  if (most * 10 < head.length || fewest * 20 > most) return null;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

/** The sign that a program leaves for what it could not read. */
const replacement = Buffer.from('\ufffd');
/** Whether a file is UTF-8 throughout, and whether letters were lost before it came here; one pass. */
function lookThrough(path: string): { isWhole: boolean; hasReplacements: boolean } {
  const check = new Utf8Check();
  let hasReplacements = false;
  for (const chunk of chunksOf(path)) {
    check.add(chunk);
    hasReplacements ||= chunk.includes(replacement);
  }
  return { isWhole: check.end(), hasReplacements };
}

function unicodeEncoding(path: string, file: string, units: 'utf-8' | 'utf-16le' | 'utf-16be'): TextEncoding {
  const texts = units === 'utf-8' ? sampleOf(path) : beginningOf(path, units);
  const whole = [...wordsOf(texts)].filter(([word]) => !word.includes('\ufffd'));
  const { kind, evidence, suspects } = judgeUnicode(new Map(whole));
  const label = units.toUpperCase();
  if (kind === 'right') {
    const notes = [...(suspects < fewestSuspects ? [] : [suspectNote(suspects)]), ...lostNotes(texts)];
    return { name: units, units, valueOf: asItStands, notes };
  }
  if (kind === 'misread')
    throw unknownEncoding(
      file,
      {
        vi: `${label} đã bị đổi sai bảng mã trước khi gửi (chữ lạ)`,
        en: `${label} that was turned into a wrong encoding before it was sent (strange letters)`,
      },
      null,
    );
  if (kind === 'mixed')
    throw unknownEncoding(
      file,
      {
        vi: `${label} lẫn ${suspects} từ gõ bằng phông chữ cũ hoặc đổi sai bảng mã`,
        en: `${label} with ${suspects} words typed in an old font or turned into a wrong encoding`,
      },
      null,
    );
  const font = oldCodeLabels[kind];
  const read = readWords(evidence);
  const notes = [
    {
      vi: `${label}, chữ gõ bằng phông ${font}: ${read.vi}`,
      en: `${label}, typed in the font ${font}: ${read.en}`,
    },
  ];
  return { name: kind, units, valueOf: (text) => fromOldFont(text, kind), notes };
}

/** Some blocks all over a file: enough to know the font, without reading millions of rows. Codes and dates tell nothing of it. */
function sampleOf(path: string): string[] {
  return blocksOf(path, sampleBlocks)
    .filter((block) => !isAscii(block) || block.includes('?'))
    .map((block) => ` ${block.toString('utf8')} `);
}

function beginningOf(path: string, units: TextEncoding['units']): string[] {
  const pieces: string[] = [];
  for (const piece of unitsOf(path, units)) if (pieces.push(piece) === mostPieces) break;
  return pieces;
}

function oldEncoding(path: string, file: string): TextEncoding {
  const words = wordsOf(unitsOf(path, 'latin1'));
  const evidence = new Map(
    oldCodes.map((code) => [code, evidenceOf(words, (word) => decodeOldCode(word, code))]),
  );
  const name = clearWinner(evidence);
  const found = name && evidence.get(name);
  if (!name || !found) throw undecided(path, file, words, evidence);
  refuseMixture(path, file, { words });
  const valueOf = (bytes: string) => decodeOldCode(bytes, name);
  const [label, read] = [oldCodeLabels[name], readWords(found)];
  return {
    name,
    units: 'latin1',
    valueOf,
    notes: [{ vi: `${label}: ${read.vi}`, en: `${label}: ${read.en}` }],
  };
}

/** Refuses a file of an old encoding with words that are Vietnamese in UTF-8 and in no old encoding. */
function refuseMixture(
  path: string,
  file: string,
  { words, line }: { words: Words; line?: number | null },
): void {
  const stray = [...words.keys()].find((word) => {
    const bytes = Buffer.from(word, 'latin1');
    const once = new Map([[word, 1]]);
    const text = isUtf8(bytes) ? bytes.toString('utf8').normalize('NFC') : null;
    const isOld = () =>
      oldCodes.some((code) => evidenceOf(once, (each) => decodeOldCode(each, code)).badWords === 0);
    return text !== null && evidenceOf(once, () => text).goodWords > 0 && !isOld();
  });
  if (stray)
    throw unknownEncoding(
      file,
      {
        vi: 'chữ UTF-8 lẫn với chữ của bảng mã khác',
        en: 'letters in UTF-8 among those of another encoding',
      },
      line ?? lineOf(path, stray),
    );
}

/** The first line that holds these bytes; null when it lies between two pieces of the file. */
function lineOf(path: string, word: string): number | null {
  let line = 1;
  for (const piece of unitsOf(path, 'latin1')) {
    const at = piece.indexOf(word);
    line += (at < 0 ? piece : piece.slice(0, at)).split('\n').length - 1;
    if (at >= 0) return line;
  }
  return null;
}

function undecided(
  path: string,
  file: string,
  words: Words,
  evidence: ReadonlyMap<OldCode, Evidence>,
): RefusedError {
  const asUtf8 = evidenceOf(words, (word) => {
    const bytes = Buffer.from(word, 'latin1');
    return isUtf8(bytes) ? bytes.toString('utf8').normalize('NFC') : null;
  });
  const line = firstBrokenLine(path);
  if (asUtf8.goodWords > 0 && shareOf(asUtf8) > 0.5)
    return unknownEncoding(
      file,
      { vi: 'byte hỏng giữa tệp UTF-8', en: 'a broken byte in a UTF-8 file' },
      line,
    );
  refuseMixture(path, file, { words, line: shareOf(asUtf8) > 0.3 ? line : null });
  const tried = (language: keyof BothWords) =>
    [...evidence].map(([code, each]) => `${oldCodeLabels[code]} (${readWords(each)[language]})`).join(', ');
  const found = {
    vi: `byte không phải UTF-8; đã thử ${tried('vi')}`,
    en: `bytes that are no UTF-8; tried ${tried('en')}`,
  };
  return unknownEncoding(file, found, line);
}

/** Line of the first byte that is not UTF-8. */
function firstBrokenLine(path: string): number | null {
  let line = 1;
  let rest = Buffer.alloc(0);
  for (const chunk of chunksOf(path)) {
    const whole = Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = whole.indexOf(10); end >= 0; end = whole.indexOf(10, start)) {
      if (!isUtf8(whole.subarray(start, end))) return line;
      line++;
      start = end + 1;
    }
    rest = Buffer.from(whole.subarray(start));
  }
  return isUtf8(rest) ? null : line;
}
