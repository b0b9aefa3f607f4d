import { AlignmentType, LineRuleType, type IParagraphStyleOptions, type IStylesOptions } from 'docx';
import type { Letterhead } from '../letterhead.ts';

export const typeface = 'Times New Roman';

/** Twentieths of a point in a millimetre. */
export const perMillimetre = 1440 / 25.4;

/** Millimetres as twentieths of a point. */
export function twips(millimetres: number): number {
  return Math.round(millimetres * perMillimetre);
}

/** A4 with the margins of party documents: 20, 20, 30 and 15 mm (36-HD/VPTW and 05-HD/VPTW alike). */
export const page = {
  size: { width: twips(210), height: twips(297) },
  margin: {
    top: twips(20),
    bottom: twips(20),
    left: twips(30),
    right: twips(15),
    header: twips(10),
    footer: twips(10),
  },
};

/** Width of the text, in twentieths of a point. */
export const textWidth = twips(165);

/** Names of the paragraph styles. */
export const style = {
  body: 'ThanVanBan',
  part: 'Heading1',
  heading: ['Heading2', 'Heading3'],
  prompt: 'ChoGhi',
  caption: 'Caption',
  cell: 'OBang',
  note: 'GhiChu',
  head: 'TheThuc',
} as const;

/** Half-points, as Word counts type sizes. */
const half = (points: number) => Math.round(points * 2);

/** The styles of a briefing: Word's own headings and caption, and few of ours, so that a clerk can change each at one place. */
export function stylesOf({ points }: Letterhead): IStylesOptions {
  const size = half(points.body);
  const normal = { id: 'Normal', name: 'Normal', quickFormat: true, run: { font: typeface, size } };
  return {
    default: {
      document: { run: { font: typeface, size, language: { value: 'vi-VN' } }, paragraph: {} },
    },
    paragraphStyles: [normal, ...textStyles(points.line), ...tableStyles],
  };
}

const base = { basedOn: 'Normal', next: style.body, quickFormat: true };
const firstLine = { firstLine: twips(10) };

function textStyles(linePoints: number): IParagraphStyleOptions[] {
  const exactly = { line: linePoints * 20, lineRule: LineRuleType.EXACT };
  const paragraph = {
    alignment: AlignmentType.JUSTIFIED,
    indent: firstLine,
    spacing: { ...exactly, before: 60, after: 60 },
  };
  const heading = (outlineLevel: number) => ({
    keepNext: true,
    outlineLevel,
    spacing: { ...exactly, before: 80, after: 40 },
  });
  const centred = { ...heading(0), alignment: AlignmentType.CENTER };
  return [
    { ...base, id: style.body, name: 'Thân văn bản', paragraph },
    { ...base, id: style.prompt, name: 'Chờ ghi', run: { italics: true }, paragraph },
    { ...base, id: style.part, name: 'heading 1', run: { bold: true }, paragraph: centred },
    ...style.heading.map((id, level) => ({
      ...base,
      id,
      name: `heading ${level + 2}`,
      run: { bold: true },
      paragraph: { ...heading(level + 1), indent: firstLine },
    })),
  ];
}

const tableStyles: IParagraphStyleOptions[] = [
  {
    ...base,
    id: style.caption,
    name: 'caption',
    run: { italics: true, size: half(12) },
    paragraph: { keepNext: true, alignment: AlignmentType.CENTER, spacing: { before: 120, after: 60 } },
  },
  {
    ...base,
    id: style.cell,
    name: 'Ô bảng',
    run: { size: half(12) },
    paragraph: { spacing: { before: 20, after: 20 } },
  },
  {
    ...base,
    id: style.note,
    name: 'Ghi chú',
    run: { size: half(11), italics: true },
    paragraph: { spacing: { before: 40, after: 120 } },
  },
  {
    ...base,
    id: style.head,
    name: 'Thể thức',
    paragraph: { alignment: AlignmentType.CENTER, spacing: { before: 0, after: 0 } },
  },
];
