import type { BriefingDocument } from '../document.ts';
import { textPoints } from '../measure.ts';
import { area, column, ensureRoom, paragraph, type Manner, type Sheet } from './sheet.ts';

const leftShare = 0.49;
const partyName = 'ĐẢNG CỘNG SẢN VIỆT NAM';
const centred = { align: 'center' } as const;

/** The head of a party document, as in the Word file; number, day and name are left to the clerk. */
export function drawHead(sheet: Sheet, briefing: BriefingDocument): void {
  const { doc } = sheet;
  const { text, points } = briefing.letterhead;
  const top = doc.y;
  const small: Manner = { ...centred, size: points.superior };
  const body: Manner = { ...centred, size: points.body };
  const marks = [
    ...(briefing.secrecy ? [briefing.secrecy.level] : []),
    ...(briefing.isDraft ? ['DỰ THẢO'] : []),
  ];
  const issuer = column(sheet, { left: area.left, width: area.width * leftShare, top }, [
    { text: text.superior, manner: small },
    ...text.issuer.split('|').map((line) => ({ text: line.trim(), manner: { ...small, bold: true } })),
    { text: '*', manner: body },
    { text: `Số          -${text.symbol}`, manner: body },
  ]);
  const left = marks.reduce((below, mark) => drawMark(sheet, mark, below), issuer);
  const right = rightHead(sheet, briefing, top);
  doc.y = Math.max(left, right);
  paragraph(sheet, 'P', 'BÁO CÁO', { ...centred, size: points.type, bold: true, before: 14 });
  paragraph(sheet, 'P', briefing.abstract, { ...centred, size: points.abstract, bold: true });
  paragraph(sheet, 'P', '-----', { ...centred, size: points.body, after: 8 });
}

/** A mark in a box, as in the Word file; gives the height below it. */
function drawMark(sheet: Sheet, text: string, top: number): number {
  const { doc, body: size } = sheet;
  const place = { left: area.left, width: area.width * leftShare, top: top + 9 };
  const below = column(sheet, place, [{ text, manner: { ...centred, size, bold: true } }]);
  const width = textPoints(text, { size, bold: true }) + 16;
  doc.markContent('Artifact', { type: 'Layout' });
  doc
    .rect(place.left + (place.width - width) / 2, place.top - 3, width, below - place.top + 4)
    .lineWidth(0.75)
    .stroke('#000000');
  doc.endMarkedContent();
  return below + 4;
}

function rightHead(sheet: Sheet, { letterhead }: BriefingDocument, top: number): number {
  const { doc } = sheet;
  const { text, points } = letterhead;
  const place = { left: area.left + area.width * leftShare, width: area.width * (1 - leftShare), top };
  const below = column(sheet, place, [
    { text: partyName, manner: { ...centred, size: points.title, bold: true } },
  ]);
  const length = textPoints(partyName, { size: points.title, bold: true });
  const middle = place.left + place.width / 2;
  doc.markContent('Artifact', { type: 'Layout' });
  doc
    .moveTo(middle - length / 2, below + 1)
    .lineTo(middle + length / 2, below + 1)
    .lineWidth(0.75)
    .stroke('#000000');
  doc.endMarkedContent();
  return column(sheet, { ...place, top: below + 8 }, [
    {
      text: `${text.place}, ngày       tháng       năm           `,
      manner: { ...centred, size: 14, italic: true },
    },
  ]);
}

/** What the foot takes, with the space for the signature. */
export const footHeight = 150;

/** Who gets the document, and who signs it. */
export function drawFoot(sheet: Sheet, { letterhead }: BriefingDocument): void {
  const { doc } = sheet;
  const { text, recipients, points } = letterhead;
  ensureRoom(sheet, footHeight);
  const top = doc.y + 14;
  const small: Manner = { size: 12 };
  const left = column(sheet, { left: area.left, width: area.width * leftShare, top }, [
    { text: 'Nơi nhận:', manner: { size: points.body, underline: true } },
    ...recipients.map((name) => ({ text: `- ${name},`, manner: small })),
    ...(text.filing === '' ? [] : [{ text: `- ${text.filing}.`, manner: small }]),
  ]);
  const place = { left: area.left + area.width * leftShare, width: area.width * (1 - leftShare), top };
  const right = column(sheet, place, [
    { text: text.signed_for, manner: { ...centred, size: points.body, bold: true } },
    { text: text.signatory, manner: { ...centred, size: points.body, after: 90 } },
  ]);
  doc.y = Math.max(left, right);
}
