import PDFDocument from 'pdfkit';
import { fontFile, type Face } from './fonts.ts';

/** How a text is set. */
export interface Setting {
  /** Points. */
  size: number;
  bold?: boolean;
  italic?: boolean;
}

let sheet: PDFKit.PDFDocument | undefined;

/** The face of a setting. */
export function faceOf({ bold = false, italic = false }: Pick<Setting, 'bold' | 'italic'>): Face {
  if (bold) return italic ? '700Bold_Italic' : '700Bold';
  return italic ? '400Regular_Italic' : '400Regular';
}

/** The width of a line of text in points, in the type of the documents. */
export function textPoints(text: string, setting: Setting): number {
  sheet ??= new PDFDocument({ autoFirstPage: false, font: fontFile('400Regular') });
  return sheet
    .font(fontFile(faceOf(setting)))
    .fontSize(setting.size)
    .widthOfString(text);
}

/** How many lines a text takes in a width of points, broken between words as office programs break it. */
export function linesIn(text: string, points: number, setting: Setting): number {
  return text.split('\n').reduce((lines, each) => lines + wrapped(each, points, setting), 0);
}

function wrapped(text: string, points: number, setting: Setting): number {
  let lines = 1;
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    const isFull = line !== '' && textPoints(longer, setting) > points;
    if (isFull) lines++;
    line = isFull ? word : longer;
  }
  return lines;
}
