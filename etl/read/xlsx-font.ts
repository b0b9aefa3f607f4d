import { RefusedError, type Told } from '../errors.ts';
import { oldCodeLabels } from './vietnamese-codes.ts';
import {
  type Evidence,
  evidenceOf,
  fromOldFont,
  judgeUnicode,
  readWords,
  type UnicodeVerdict,
  type Words,
  wordsOf,
} from './vietnamese-evidence.ts';

export type OldFont = 'tcvn3' | 'vni';

/** In which fonts a sheet was typed: its columns may differ, where old data were put under new headings. */
export interface Typing {
  /** Old fonts by the column's place; columns in Unicode have none. */
  fonts: ReadonlyMap<number, OldFont>;
  /** What the words of the columns in old fonts read as, together. */
  evidence: Evidence;
  /** What is wrong with the texts of a column that is read, if they cannot be relied on. */
  spoilt: Pick<UnicodeVerdict, 'kind' | 'evidence'> | null;
}

/** Judges texts as a whole: right as they stand, typed in an old font, spoilt on their way. */
export function judgeTexts(texts: Iterable<string>): UnicodeVerdict {
  return judgeUnicode(spacedWords(texts));
}

/** The old font of a verdict, if it is one. */
export function fontOf({ kind }: UnicodeVerdict): OldFont | null {
  return kind === 'tcvn3' || kind === 'vni' ? kind : null;
}

/**
 * Judges each column by its own texts. A column too short to tell follows the font of the others, or of the heading
 * (`heading`), if every word of it reads well in that font. Only columns that are read (`known`) can be spoilt.
 */
export function typingOf(
  columns: ReadonlyMap<number, readonly string[]>,
  { known, heading }: { known: ReadonlySet<number>; heading: OldFont | null },
): Typing {
  const words = [...columns].map(([at, texts]) => [at, spacedWords(texts)] as const);
  const verdicts = new Map(words.map(([at, each]) => [at, judgeUnicode(each)]));
  const clear = [...verdicts.values()].map(fontOf).find((font) => font !== null) ?? null;
  const fonts = new Map<number, OldFont>();
  const evidence = { goodWords: 0, badWords: 0, goodSyllables: 0, badSyllables: 0 };
  for (const [at, each] of words) {
    const verdict = verdicts.get(at);
    const font = verdict && (fontOf(verdict) ?? followed(verdict, each, { clear, heading }));
    if (!font) continue;
    fonts.set(at, font);
    const found = evidenceOf(each, (word) => fromOldFont(word, font));
    evidence.goodSyllables += found.goodSyllables;
    evidence.badSyllables += found.badSyllables;
  }
  const bad = [...verdicts].find(
    ([at, { kind }]) => known.has(at) && (kind === 'misread' || kind === 'mixed'),
  );
  return { fonts, evidence, spoilt: bad?.[1] ?? null };
}

function followed(
  { kind, evidence }: UnicodeVerdict,
  words: Words,
  { clear, heading }: { clear: OldFont | null; heading: OldFont | null },
): OldFont | null {
  const font = heading ?? (evidence.badWords > 0 ? clear : null);
  if (kind !== 'right' || !font) return null;
  const inFont = evidenceOf(words, (word) => fromOldFont(word, font));
  return inFont.badWords === 0 && inFont.goodWords > 0 ? font : null;
}

/** Words of texts, none of which goes on in the next. */
function spacedWords(texts: Iterable<string>): Words {
  return wordsOf(Array.from(texts, (text) => `${text} `));
}

/** Text of a cell in Unicode. */
export function readCellText(text: string, column: number, { fonts }: Typing): string {
  const font = fonts.get(column);
  return font ? fromOldFont(text, font) : text;
}

/** Name of the encoding, as the load report tells it. */
export function typingName({ fonts }: Typing): string {
  const names = [...new Set(fonts.values())].sort();
  return names.length > 0 ? `${names.join(', ')} (xlsx)` : 'utf-8';
}

/** On what the decision for an old font rests. */
export function typingNotes({ fonts, evidence }: Typing): Told[] {
  if (fonts.size === 0) return [];
  const names = [...new Set(fonts.values())].sort().map((font) => oldCodeLabels[font]);
  const { vi, en } = readWords(evidence);
  return [
    {
      vi: `chữ gõ bằng phông ${names.join(', ')}: ${vi}`,
      en: `typed in the font ${names.join(', ')}: ${en}`,
    },
  ];
}

/** Throws RefusedError unknown_encoding for texts that were spoilt on their way, or typed now in one font, now in another. */
export function refuseSpoilt(spoilt: Typing['spoilt'], file: string, sheet: string): void {
  if (spoilt?.kind !== 'misread' && spoilt?.kind !== 'mixed') return;
  throw new RefusedError({
    reason: 'unknown_encoding',
    file,
    found:
      spoilt.kind === 'misread'
        ? {
            vi: `trang tính "${sheet}": chữ đã bị đổi sai bảng mã trước khi gửi (chữ lạ)`,
            en: `sheet “${sheet}”: text turned into a wrong encoding before it was sent (strange letters)`,
          }
        : {
            vi: `trang tính "${sheet}": một cột có ${spoilt.evidence.goodWords} từ gõ bằng phông chữ cũ hoặc đổi sai bảng mã, lẫn với chữ Unicode`,
            en: `sheet “${sheet}”: a column with ${spoilt.evidence.goodWords} words typed in an old font or turned into a wrong encoding, among Unicode`,
          },
    expected: {
      vi: 'chữ Unicode, hoặc mỗi cột gõ bằng một phông TCVN3 (ABC) hay VNI',
      en: 'Unicode, or each column typed in one font, TCVN3 (ABC) or VNI',
    },
    hint: {
      vi: 'Đề nghị nơi gửi chuyển cả tệp sang phông Unicode rồi gửi lại.',
      en: 'Ask the sender to turn the whole file into a Unicode font and send it again.',
    },
  });
}
