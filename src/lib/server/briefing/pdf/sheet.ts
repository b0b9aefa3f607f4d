import { fontFile, type Face } from '../fonts.ts';
import { faceOf } from '../measure.ts';

/** Points in a millimetre. */
const perMillimetre = 72 / 25.4;

/** Where text may stand on A4: margins of 20, 20, 30 and 15 mm, as in the Word file. */
export const area = {
  left: 30 * perMillimetre,
  top: 20 * perMillimetre,
  width: 165 * perMillimetre,
  bottom: 277 * perMillimetre,
};

type Element = PDFKit.PDFStructureElement;

/** A document that is being written, the place in its structure where things go, and whether its pages are numbered. */
export interface Sheet {
  doc: PDFKit.PDFDocument;
  root: Element;
  /** Points from one line to the next. */
  line: number;
  /** Points of the body's type. */
  body: number;
}

/** How a paragraph is set. */
export interface Manner {
  size: number;
  bold?: boolean;
  italic?: boolean;
  align?: 'left' | 'center' | 'right' | 'justify';
  /** First-line indent, in points. */
  indent?: number;
  before?: number;
  after?: number;
  /** Points from one line to the next; the type's own where left out. */
  line?: number;
  underline?: boolean;
  colour?: string;
}

/** The indent of a first line: 10 mm. */
export const firstLine = 10 * perMillimetre;

/** Chooses the type. */
export function setType(
  doc: PDFKit.PDFDocument,
  { size, bold = false, italic = false, colour = '#000000' }: Manner,
): void {
  const face: Face = faceOf({ bold, italic });
  doc.font(fontFile(face)).fontSize(size).fillColor(colour);
}

/** How pdfkit is told of a manner, within a width. */
export function optionsOf(doc: PDFKit.PDFDocument, manner: Manner, width: number): PDFKit.Mixins.TextOptions {
  const own = doc.currentLineHeight();
  return {
    width,
    align: manner.align ?? 'left',
    indent: manner.indent ?? 0,
    lineGap: manner.line === undefined ? 0 : manner.line - own,
    underline: manner.underline ?? false,
  };
}

/** The height of a paragraph in a width. */
export function heightOf(
  doc: PDFKit.PDFDocument,
  text: string,
  manner: Manner,
  width: number = area.width,
): number {
  setType(doc, manner);
  return doc.heightOfString(text, optionsOf(doc, manner, width));
}

/** A new page where fewer than `height` points are left on this one. */
export function ensureRoom({ doc }: Sheet, height: number): void {
  if (doc.y + height > area.bottom && doc.y > area.top + 1) newPage(doc);
}

/** Begins a page. */
export function newPage(doc: PDFKit.PDFDocument): void {
  doc.addPage();
  doc.x = area.left;
  doc.y = area.top;
}

/** A paragraph over the whole width, as an element of the structure; breaks over pages by itself. */
export function paragraph(sheet: Sheet, tag: string, text: string, manner: Manner): void {
  const { doc, root } = sheet;
  setType(doc, manner);
  // No single line is left alone at the foot of a page.
  ensureRoom(
    sheet,
    Math.min(heightOf(doc, text, manner), 2 * (manner.line ?? manner.size * 1.2)) + (manner.before ?? 0),
  );
  doc.y += manner.before ?? 0;
  root.add(
    doc.struct(tag, {}, () => {
      setType(doc, manner);
      doc.text(text, area.left, doc.y, optionsOf(doc, manner, area.width));
    }),
  );
  doc.y += manner.after ?? 0;
}

/** Lines in a column, from a height down; gives the height below them. */
export function column(
  sheet: Sheet,
  place: { left: number; width: number; top: number },
  lines: readonly { text: string; manner: Manner }[],
): number {
  const { doc, root } = sheet;
  let { top } = place;
  for (const { text, manner } of lines) {
    top += manner.before ?? 0;
    const height = heightOf(doc, text === '' ? ' ' : text, manner, place.width);
    if (text !== '')
      root.add(
        doc.struct('P', {}, () => {
          setType(doc, manner);
          doc.text(text, place.left, top, optionsOf(doc, manner, place.width));
        }),
      );
    top += height + (manner.after ?? 0);
  }
  return top;
}
