import PDFDocument from 'pdfkit';
import { attachedTo, ended } from '../docx/index.ts';
import type { Block, BriefingDocument, ChartBlock, TableBlock } from '../document.ts';
import { fontFile } from '../fonts.ts';
import { plain } from '../text/runs.ts';
import { chartHeight, drawChart } from './chart.ts';
import { drawFoot, drawHead, footHeight } from './head.ts';
import {
  area,
  ensureRoom,
  firstLine,
  heightOf,
  newPage,
  paragraph,
  setType,
  type Manner,
  type Sheet,
} from './sheet.ts';
import { drawTable, measured } from './table.ts';

interface Numbers {
  tables: number;
  charts: number;
}

/**
 * A briefing as a PDF with the same content and layout as the Word file: bundled type, tags, outline, charts as lines.
 * Equal inputs give equal bytes: nothing is compressed, because zlib differs between machines.
 */
export async function pdfOf(briefing: BriefingDocument, manifest: string): Promise<Uint8Array> {
  const doc = openPdf(briefing, manifest);
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<void>((resolve) => doc.on('end', resolve));
  const root = doc.struct('Document');
  doc.addStructure(root);
  const { points } = briefing.letterhead;
  const sheet: Sheet = { doc, root, line: points.line, body: points.body };
  const numbers: Numbers = { tables: 0, charts: 0 };
  newPage(doc);
  drawHead(sheet, briefing);
  drawBody(sheet, ended(briefing), numbers);
  drawFoot(sheet, briefing);
  newPage(doc);
  paragraph(sheet, 'P', attachedTo(briefing), { size: points.body, italic: true, align: 'center', after: 6 });
  for (const block of briefing.annex) drawBlock(sheet, block, numbers);
  root.end();
  numberPages(doc);
  doc.end();
  await done;
  return Buffer.concat(chunks);
}

function openPdf({ abstract, cutoff }: BriefingDocument, manifest: string): PDFKit.PDFDocument {
  const day = new Date(`${cutoff}T00:00:00Z`);
  const info = {
    Title: `Báo cáo ${abstract}`,
    CreationDate: day,
    ModDate: day,
    Producer: 'Lăng Kính',
    Creator: 'Lăng Kính',
    LangKinh: manifest,
  };
  return new PDFDocument({
    autoFirstPage: false,
    bufferPages: true,
    compress: false,
    displayTitle: true,
    font: fontFile('400Regular'),
    info,
    lang: 'vi-VN',
    margins: { top: area.top, bottom: 20 * (72 / 25.4), left: area.left, right: 15 * (72 / 25.4) },
    pdfVersion: '1.7',
    size: 'A4',
    tagged: true,
  });
}

/** At the top, in the middle, from the second page on. */
function numberPages(doc: PDFKit.PDFDocument): void {
  const { start, count } = doc.bufferedPageRange();
  for (let page = start + 1; page < start + count; page++) {
    doc.switchToPage(page);
    doc.markContent('Artifact', { type: 'Pagination' });
    setType(doc, { size: 14 });
    const text = String(page + 1);
    const left = area.left + (area.width - doc.widthOfString(text)) / 2;
    doc.text(text, left, 10 * (72 / 25.4), { lineBreak: false });
    doc.endMarkedContent();
  }
}

/** The body; its last heading and text go to the next page together with the foot, so that no signature stands alone. */
function drawBody(sheet: Sheet, blocks: readonly Block[], numbers: Numbers): void {
  const tail = blocks.slice(-2);
  const heights = tail.map((block) =>
    block.kind === 'heading' || block.kind === 'prompt'
      ? heightOf(sheet.doc, textsOf(block).join('\n'), bodyManner(sheet)) + sheet.line
      : 0,
  );
  const together = heights.reduce((sum, height) => sum + height, footHeight);
  blocks.forEach((block, index) => {
    if (block === tail[0] && together < mostTogether) ensureRoom(sheet, together);
    // A heading above a heading goes to the next page with it.
    const isAbove = block.kind === 'heading' && blocks[index + 1]?.kind === 'heading';
    if (isAbove) ensureRoom(sheet, 6 * sheet.line);
    drawBlock(sheet, block, numbers);
  });
}

/** More than this, half a page, is not moved to the next page for the sake of the foot. */
const mostTogether = 360;

function bodyManner({ body: size, line }: Sheet): Manner {
  return { size, line, align: 'justify', indent: firstLine, before: 3, after: 3 };
}

function textsOf(block: Extract<Block, { kind: 'heading' | 'prompt' }>): string[] {
  if (block.kind === 'heading') return [block.text];
  return block.text === null ? [`[${block.question}]`] : block.text.split(/\n+/);
}

function drawBlock(sheet: Sheet, block: Block, numbers: Numbers): void {
  const body = bodyManner(sheet);
  switch (block.kind) {
    case 'part':
      return drawPart(sheet, block.text);
    case 'heading':
      return drawHeading(sheet, block);
    case 'paragraph':
      return paragraph(sheet, 'P', plain(block.runs), body);
    case 'prompt':
      for (const text of textsOf(block))
        paragraph(sheet, 'P', text, { ...body, italic: block.text === null });
      return;
    case 'table':
      return captionedTable(sheet, block, ++numbers.tables);
    case 'chart':
      return captionedChart(sheet, block, ++numbers.charts);
  }
}

function drawPart(sheet: Sheet, text: string): void {
  const manner: Manner = { size: sheet.body, line: sheet.line, bold: true, align: 'center' };
  ensureRoom(sheet, sheet.line * 6);
  const lines = text.split('\n');
  sheet.doc.outline.addItem(lines.join(' - '), { expanded: true });
  lines.forEach((line, index) =>
    paragraph(sheet, 'H1', line, { ...manner, before: index === 0 ? 12 : 0, after: index === 0 ? 0 : 6 }),
  );
}

function drawHeading(sheet: Sheet, { level, text }: { level: 1 | 2; text: string }): void {
  const manner: Manner = {
    size: sheet.body,
    line: sheet.line,
    bold: true,
    indent: firstLine,
    before: 4,
    after: 2,
  };
  // A heading stays with two lines of what follows.
  ensureRoom(sheet, heightOf(sheet.doc, text, manner) + 3 * sheet.line);
  outlineParent(sheet.doc, level).addItem(text, { expanded: true });
  paragraph(sheet, `H${level + 1}`, text, manner);
}

/** The newest entry of the outline at the level above. */
function outlineParent(doc: PDFKit.PDFDocument, level: number): PDFKit.PDFOutline {
  let parent: PDFKit.PDFOutline = doc.outline;
  for (let depth = 0; depth < level; depth++) parent = parent.children.at(-1) ?? parent;
  return parent;
}

const captionManner: Manner = { size: 12, italic: true, align: 'center', before: 6, after: 3 };

function captionedTable(sheet: Sheet, table: TableBlock, number: number): void {
  const title = `Bảng ${number}. ${table.caption}`;
  const ready = measured(sheet.doc, table);
  ensureRoom(sheet, heightOf(sheet.doc, title, captionManner) + ready.together + 12);
  paragraph(sheet, 'Caption', title, captionManner);
  drawTable(sheet, ready);
  if (table.note !== '') paragraph(sheet, 'Note', table.note, { size: 11, italic: true, before: 2 });
  sheet.doc.y += 6;
}

function captionedChart(sheet: Sheet, chart: ChartBlock, number: number): void {
  const { doc, root } = sheet;
  const title = `Biểu đồ ${number}. ${chart.caption}`;
  ensureRoom(sheet, heightOf(doc, title, captionManner) + chartHeight(chart) + 16);
  paragraph(sheet, 'Caption', title, captionManner);
  const top = doc.y;
  root.add(doc.struct('Figure', { alt: chart.alt }, () => void drawChart(doc, chart, top)));
  doc.x = area.left;
  doc.y = top + chartHeight(chart) + 6;
}
