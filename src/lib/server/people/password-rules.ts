import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#warehouse/project.ts';

/** Why a password is not taken. */
export type PasswordProblem = 'short' | 'long' | 'common' | 'simple' | 'context';

export const shortestPassword = 12;
export const longestPassword = 256;

/** Words that everybody here would try first. */
const contextWords = [
  'langkinh',
  'baovechinhtri',
  'bvctnb',
  'dangvien',
  'dangbo',
  'tochuc',
  'chibo',
  'vanphong',
  'committee',
  'steward',
  'analyst',
  'briefing',
];

const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'qwertyuiopasdfghjklzxcvbnm'];

/**
 * What is wrong with a password, null when nothing is: length, the list of common ones, repetitions and runs along
 * the keyboard, and what is close at hand (`own`: the owner's name and the like). Composition is not asked for.
 */
export function passwordProblem(password: string, own: readonly string[]): PasswordProblem | null {
  const text = password.normalize('NFC');
  const length = [...text].length;
  if (length < shortestPassword) return 'short';
  if (length > longestPassword) return 'long';
  const plain = bare(text);
  const stem = plain.replaceAll(/^[^a-z]+|[^a-z]+$/g, '');
  if (isCommon(text.toLowerCase()) || isCommon(plain) || isCommon(stem)) return 'common';
  if (isSimple(plain)) return 'simple';
  const near = [...contextWords, ...own.flatMap(partsOf)];
  const rest = near.reduce((left, word) => left.replaceAll(word, ''), plain.replaceAll(/[^a-z0-9]/g, ''));
  return [...rest].length < 8 && rest.length < plain.replaceAll(/[^a-z0-9]/g, '').length ? 'context' : null;
}

/** Small letters without diacritics: `Mật Khẩu` and `matkhau` are one guess. */
function bare(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replaceAll(' ', '');
}

/** The words of a name, and the name as one word; single letters say nothing. */
function partsOf(text: string): string[] {
  const words = bare(text.replaceAll(/[\s._@-]+/g, ',')).split(',');
  return [words.join(''), ...words].filter((word) => word.length > 2).sort((a, b) => b.length - a.length);
}

/** Few different characters, one group over and over, or runs along alphabet, digits and keyboard. */
function isSimple(plain: string): boolean {
  if (new Set(plain).size < 5) return true;
  if (/^(.{1,6})\1+.{0,5}$/s.test(plain)) return true;
  const runs = [...plain].filter((letter, at) => at > 0 && follows(plain[at - 1] ?? '', letter)).length;
  return runs >= plain.length * 0.7;
}

function follows(before: string, letter: string): boolean {
  return rows.some((row) => row.includes(before + letter) || row.includes(letter + before));
}

let common: ReadonlySet<string> | undefined;

function isCommon(text: string): boolean {
  common ??= readCommon();
  return common.has(text);
}

/** The list that ships with the program; its head names where it is from. */
function readCommon(): ReadonlySet<string> {
  const path = join(projectRoot(), 'src', 'lib', 'server', 'people', 'common-passwords.txt');
  const lines = readFileSync(path, 'utf8').split('\n');
  return new Set(lines.filter((line) => line !== '' && !line.startsWith('# ')));
}
