import { AlignmentType, BorderStyle, Paragraph, TextRun, UnderlineType, type Table } from 'docx';
import type { BriefingDocument } from '../document.ts';
import { textPoints } from '../measure.ts';
import { headLine, sideBySide } from './parts.ts';
import { style, textWidth } from './styles.ts';

/** How much of the width the left block takes. */
const leftShare = 0.49;
const partyName = 'ĐẢNG CỘNG SẢN VIỆT NAM';
const half = (points: number) => Math.round(points * 2);

/** Head of a party document: issuer and number at the left, the party's name with its rule, place and date at the right. */
export function headBlocks(briefing: BriefingDocument): (Table | Paragraph)[] {
  const { letterhead, abstract } = briefing;
  const { points } = letterhead;
  return [
    sideBySide(leftHead(briefing), rightHead(briefing), leftShare),
    headLine('BÁO CÁO', { bold: true, size: half(points.type) }, { before: 280 }),
    headLine(abstract, { bold: true, size: half(points.abstract) }),
    headLine('-----', {}, { after: 160 }),
  ];
}

function leftHead({ letterhead, secrecy, isDraft }: BriefingDocument): Paragraph[] {
  const { text, points } = letterhead;
  const size = half(points.superior);
  return [
    headLine(text.superior, { size }),
    ...text.issuer.split('|').map((each) => headLine(each.trim(), { size, bold: true })),
    headLine('*'),
    headLine(`Số          -${text.symbol}`),
    ...(secrecy ? [boxed(secrecy.level)] : []),
    ...(isDraft ? [boxed('DỰ THẢO')] : []),
  ];
}

/** A mark in a box below the number. */
function boxed(text: string): Paragraph {
  const line = { style: BorderStyle.SINGLE, size: 6, space: 2, color: '000000' };
  const width = Math.round(textWidth * leftShare);
  const side = Math.max(0, Math.round((width - textPoints(text, { size: 14, bold: true }) * 20) / 2) - 160);
  return new Paragraph({
    style: style.head,
    spacing: { before: 120 },
    indent: { left: side, right: side },
    border: { top: line, bottom: line, left: line, right: line },
    children: [new TextRun({ text, bold: true })],
  });
}

function rightHead({ letterhead }: BriefingDocument): Paragraph[] {
  const { text, points } = letterhead;
  const width = Math.round(textWidth * (1 - leftShare));
  const side = Math.max(
    0,
    Math.round((width - textPoints(partyName, { size: points.title, bold: true }) * 20) / 2),
  );
  return [
    headLine(partyName, { bold: true, size: half(points.title) }),
    new Paragraph({
      style: style.head,
      spacing: { line: 60, lineRule: 'exact', after: 120 },
      indent: { left: side, right: side },
      border: { top: { style: BorderStyle.SINGLE, size: 6, space: 0, color: '000000' } },
      children: [],
    }),
    headLine(`${text.place}, ngày       tháng       năm           `, { italics: true, size: half(14) }),
  ];
}

/** Foot of the document: recipients at the left, who signs at the right; signature and name are left to the clerk. */
export function footBlock({ letterhead }: BriefingDocument): Table {
  const { text, recipients } = letterhead;
  const item = (words: string) =>
    new Paragraph({
      style: style.head,
      alignment: AlignmentType.LEFT,
      children: [new TextRun({ text: words, size: half(12) })],
    });
  const left = [
    new Paragraph({
      style: style.head,
      alignment: AlignmentType.LEFT,
      children: [new TextRun({ text: 'Nơi nhận:', underline: { type: UnderlineType.SINGLE } })],
    }),
    ...recipients.map((name) => item(`- ${name},`)),
    ...(text.filing === '' ? [] : [item(`- ${text.filing}.`)]),
  ];
  const right = [headLine(text.signed_for, { bold: true }), headLine(text.signatory, {}, { after: 1800 })];
  return sideBySide(left, right, leftShare);
}
