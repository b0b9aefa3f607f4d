import { BadParameter } from '../../filters/bad-parameter.ts';
import { promptIds, type BriefingTexts } from './document.ts';

/** Longer than any judgement of a briefing; keeps a file from growing without end. */
export const longestText = 20_000;

/** One text as it is kept: NFC, line ends as one letter, no control characters, no spaces around. */
export function cleanText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim();
}

/** The texts of a JSON object `{"strengths": "..."}`. Throws BadParameter for anything else. */
export function readTexts(json: string): BriefingTexts {
  const entries = Object.entries(parsed(json));
  const texts: BriefingTexts = {};
  for (const [name, value] of entries) {
    const id = promptIds.find((known) => known === name);
    if (!id || typeof value !== 'string' || value.length > longestText)
      throw new BadParameter(
        'texts',
        `Phần soạn "${name}" không dùng được. Các phần: ${promptIds.join(', ')}.`,
        promptIds,
      );
    const text = cleanText(value);
    if (text !== '') texts[id] = text;
  }
  return texts;
}

function parsed(json: string): object {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new BadParameter(
    'texts',
    `Phần soạn phải là một đối tượng JSON. Các phần: ${promptIds.join(', ')}.`,
    promptIds,
  );
}
