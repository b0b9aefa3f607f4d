import {
  AlignmentType,
  Document,
  Footer,
  Header,
  NumberFormat,
  Packer,
  PageNumber,
  Paragraph,
  SectionType,
  TextRun,
} from 'docx';
import type { Block, BriefingDocument, PromptBlock } from '../document.ts';
import { withProperties } from '../package-properties.ts';
import { bytesOf, textOf, unzipped, zipped, type Files } from '../zip.ts';
import { blockPieces, type Numbering } from './blocks.ts';
import { footBlock, headBlocks } from './head.ts';
import { headLine } from './parts.ts';
import { page, style, stylesOf } from './styles.ts';

/** A briefing as an editable Word document in the layout of party documents; equal inputs give equal bytes. */
export async function docxOf(briefing: BriefingDocument, manifest: string): Promise<Uint8Array> {
  const numbering: Numbering = { tables: 0, charts: 0 };
  const pieces = (blocks: readonly Block[], last?: Block) =>
    blocks.flatMap((block) => blockPieces(block, numbering, block === last));
  const body = ended(briefing);
  const title = `Báo cáo ${briefing.abstract}`;
  const file = new Document({
    title,
    styles: stylesOf(briefing.letterhead),
    features: { updateFields: false },
    sections: [
      {
        properties: { page, titlePage: true },
        headers: { default: pageNumber(), first: new Header({ children: [new Paragraph({ text: '' })] }) },
        children: [
          ...headBlocks(briefing),
          // The signature never stands on a page without text.
          ...pieces(body, body.at(-1)),
          new Paragraph({ style: style.head, text: '', keepNext: true }),
          footBlock(briefing),
        ],
      },
      {
        properties: {
          type: SectionType.NEXT_PAGE,
          page: { ...page, pageNumbers: { formatType: NumberFormat.DECIMAL } },
        },
        headers: { default: pageNumber() },
        footers: { default: sourceFooter(briefing) },
        children: [
          headLine(attachedTo(briefing), { italics: true }, { after: 120 }),
          ...pieces(briefing.annex),
        ],
      },
    ],
  });
  const files = unzipped(await Packer.toBuffer(file));
  return zipped(withProperties(renumbered(files), { title, day: briefing.cutoff, manifest }));
}

const mainPart = 'word/document.xml';

/** Numbers drawings from 1 on: the library counts on through all documents of a process. */
function renumbered(files: Files): Files {
  let count = 0;
  const xml = textOf(files, mainPart).replace(/<wp:docPr id="\d+"/g, () => `<wp:docPr id="${++count}"`);
  return { ...files, [mainPart]: bytesOf(xml) };
}

function pageNumber(): Header {
  const number = new TextRun({ children: [PageNumber.CURRENT], size: 28 });
  return new Header({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [number] })] });
}

/** The version stands at the foot of the annex only: the letter itself is laid out by the rules. */
function sourceFooter({ version }: BriefingDocument): Footer {
  const text = new TextRun({ text: `Bản số liệu ${version}`, size: 20, italics: true });
  return new Footer({ children: [new Paragraph({ alignment: AlignmentType.RIGHT, children: [text] })] });
}

/** `(Kèm theo Báo cáo số -BC/ĐU ...)`, number and date left to the clerk. */
export function attachedTo({ letterhead }: BriefingDocument): string {
  return `(Kèm theo Báo cáo số          -${letterhead.text.symbol}, ngày       tháng       năm           )`;
}

/** The body with the mark that ends a document of that time behind its last text: `./.` before 2026, a full stop since. */
export function ended({ body, letterhead }: BriefingDocument): readonly Block[] {
  const last = body.at(-1);
  if (last?.kind !== 'prompt') return body;
  const mark = letterhead.text.end_mark;
  const closed: PromptBlock =
    last.text === null ? last : { ...last, text: last.text.replace(/[.\s/]*$/, '') + mark };
  return [...body.slice(0, -1), closed];
}
