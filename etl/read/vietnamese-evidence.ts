import { isUtf8 } from 'node:buffer';
import { bytesBehind, decodeOldCode, type OldCode } from './vietnamese-codes.ts';
import { isSyllable } from './vietnamese-syllable.ts';

/** Words with letters beyond ASCII, as they stand in a file, and how often. */
export type Words = ReadonlyMap<string, number>;

/** How words read in one way of reading them: each word once, syllables as often as they stand. */
export interface Evidence {
  goodWords: number;
  badWords: number;
  goodSyllables: number;
  badSyllables: number;
}

/** A way to make text of a word; null where it cannot. */
export type Reader = (word: string) => string | null;

/** What the words of a text in Unicode are: right as they stand, typed in an old font, or misread on their way here. */
export interface UnicodeVerdict {
  kind: 'right' | 'tcvn3' | 'vni' | 'misread' | 'mixed';
  evidence: Evidence;
  /** Words that cannot be Vietnamese as they stand, but are when typed in an old font or misread. */
  suspects: number;
}

const mostWords = 50_000;
const anyWord = /[^\t-\r -@[-`{-\u007f]+/g;
const unfinishedWord = /[^\t-\r -@[-`{-\u007f]*$/;

/** Collects the words with letters beyond ASCII from texts that come one after another; a word cut in two is one. */
export function wordsOf(texts: Iterable<string>): Words {
  const words = new Map<string, number>();
  const count = (text: string) => {
    for (const [word] of text.matchAll(anyWord)) {
      if (!/[^\t-~]/.test(word) || (words.size >= mostWords && !words.has(word))) continue;
      words.set(word, (words.get(word) ?? 0) + 1);
    }
  };
  let rest = '';
  for (const text of texts) {
    const whole = rest + text;
    rest = unfinishedWord.exec(whole.slice(-200))?.[0] ?? '';
    count(whole.slice(0, whole.length - rest.length));
  }
  count(rest);
  return words;
}

/** Counts what is Vietnamese, and what cannot be, when words are read in one way. */
export function evidenceOf(words: Words, read: Reader): Evidence {
  const evidence = { goodWords: 0, badWords: 0, goodSyllables: 0, badSyllables: 0 };
  for (const [word, times] of words) {
    const { good, bad } = judged(read(word));
    if (bad > 0) evidence.badWords++;
    else if (good > 0) evidence.goodWords++;
    evidence.goodSyllables += good * times;
    evidence.badSyllables += bad * times;
  }
  return evidence;
}

const separators = /[\s\u0085\u00a0\u00ad\u2000-\u206f\ufeff]+/;
/** Signs that stand before or behind a word in print, in any of the encodings. */
const edges = /^[«»°§·®©™€₫†½¼¾²³±×÷ªº]+|[«»°§·®©™€₫†½¼¾²³±×÷ªº]+$/g;
/** Abbreviations such as QĐ, ĐBQH, ĐUK tell nothing. */
const abbreviation = /^(?:[A-ZĐƯ]{2,8}|[Đđ])$/;

function judged(text: string | null): { good: number; bad: number } {
  if (text === null) return { good: 0, bad: 1 };
  let [good, bad] = [0, 0];
  for (const token of text.split(separators)) {
    const word = token.replace(edges, '');
    if (!/[^\t-~]/.test(word)) continue;
    if (isSyllable(word)) good++;
    else if (!abbreviation.test(word)) bad++;
  }
  return { good, bad };
}

const fewestWords = 2;
const leastShare = 0.85;
const mostOtherShare = 0.5;

/** The part of the words that read well, 0 to 1; 0 where there are none. */
export function shareOf({ goodWords, badWords }: Evidence): number {
  return goodWords / Math.max(1, goodWords + badWords);
}

/**
 * The one way in which words read well while they do so in no other; null on weak evidence: fewer than two words, more
 * than 15 % that do not read, or another way in which half of them read too.
 */
export function clearWinner<Name extends string>(evidence: ReadonlyMap<Name, Evidence>): Name | null {
  const [best, second] = [...evidence].sort(([, a], [, b]) => shareOf(b) - shareOf(a));
  if (!best || best[1].goodWords < fewestWords || shareOf(best[1]) < leastShare) return null;
  return second && shareOf(second[1]) > mostOtherShare ? null : best[0];
}

const misreadUtf8: Reader = (word) => {
  const bytes = Buffer.from(bytesBehind(word) ?? '\u0080', 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8').normalize('NFC') : null;
};
const behind =
  (code: OldCode): Reader =>
  (word) => {
    const bytes = bytesBehind(word);
    return bytes === null ? null : decodeOldCode(bytes, code);
  };
const unicode: Reader = (word) => word.normalize('NFC');
/** What words may be instead, how to read them then, and how many must at least: some Danish or French words read too. */
const suspicions: readonly (readonly [UnicodeVerdict['kind'], Reader, number])[] = [
  ['misread', misreadUtf8, 2],
  ['misread', behind('windows-1258'), 3],
  ['tcvn3', behind('tcvn3'), 3],
  ['vni', behind('vni'), 3],
];
const fewestOdd = 5;
const leastOddShare = 0.1;

/**
 * Judges text in Unicode. It is right as it stands unless its words cannot be Vietnamese and become so in one other
 * way; `mixed` when at least five words and a tenth of all are of that kind, but not all.
 */
export function judgeUnicode(words: Words): UnicodeVerdict {
  const evidence = evidenceOf(words, unicode);
  const right: UnicodeVerdict = { kind: 'right', evidence, suspects: 0 };
  const odd = new Map([...words].filter(([word]) => judged(unicode(word)).bad > 0));
  if (odd.size === 0) return right;
  const [best] = suspicions
    .map(([kind, read, fewest]) => ({
      kind,
      fewest,
      evidence: evidenceOf(odd, read),
      whole: evidenceOf(words, read),
    }))
    .sort((a, b) => b.evidence.goodWords - a.evidence.goodWords);
  if (!best) return right;
  const contest = new Map([
    [best.kind, best.whole],
    ['right', evidence],
  ] as const);
  const { goodWords: suspects } = best.evidence;
  if (best.whole.goodWords >= best.fewest && clearWinner(contest) === best.kind)
    return { kind: best.kind, evidence: best.whole, suspects };
  const all = evidence.goodWords + evidence.badWords;
  return suspects >= fewestOdd && suspects >= all * leastOddShare
    ? { kind: 'mixed', evidence: best.evidence, suspects }
    : { ...right, suspects };
}

/** The old font in which texts in Unicode were typed, if they clearly were. */
export function oldFontOf(texts: Iterable<string>): 'tcvn3' | 'vni' | null {
  const { kind } = judgeUnicode(wordsOf(apart(texts)));
  return kind === 'tcvn3' || kind === 'vni' ? kind : null;
}

function* apart(texts: Iterable<string>): Generator<string> {
  for (const text of texts) yield `${text}\n`;
}

/** Text of a value that was typed in an old font and stored as Unicode; what has no place in the font stays as it is. */
export function fromOldFont(text: string, font: 'tcvn3' | 'vni'): string {
  if (!/[^\t-\r -~]/.test(text)) return text;
  const bytes = bytesBehind(text);
  return bytes === null ? text : decodeOldCode(bytes, font);
}

/** How much of the words could be read, for people. */
export function readWords({ goodSyllables, badSyllables }: Evidence): { vi: string; en: string } {
  const [vi, en] = [new Intl.NumberFormat('vi-VN'), new Intl.NumberFormat('en-GB')];
  const all = goodSyllables + badSyllables;
  return {
    vi: `${vi.format(goodSyllables)} trên ${vi.format(all)} tiếng có dấu đọc được`,
    en: `${en.format(goodSyllables)} of ${en.format(all)} syllables with marks can be read`,
  };
}
