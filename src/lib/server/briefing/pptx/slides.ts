import type PptxGenJS from 'pptxgenjs';
import { heatGreys } from '../docx/blocks.ts';
import type { BriefingDocument, ChartBlock, TableBlock } from '../document.ts';
import { linesIn } from '../measure.ts';
import { paragraphText } from './findings.ts';
import { titleName } from './package.ts';

/** Inches: a slide is 13.33 by 7.5. */
const left = 0.6;
const width = 12.1;
export const typeface = 'Times New Roman';
const ink = '000000';
const faint = '595959';
const master = 'Kết quả';
const titleHeight = 1.1;
/** Points inside a text box: an inch has 72, and 7.2 at either side stay free. */
const textPointsWide = width * 72 - 14.4;
const lineHeight = 1.2;

/** What a slide says: its finding as the title, the sentences behind it as notes, and where its figures come from. */
interface Finding {
  title: string;
  notes: string;
  source: string;
}

/** The place and the type of a title. */
const titlePlace = {
  ...{ x: left, y: 0.35, w: width, h: titleHeight },
  ...{ fontFace: typeface, bold: true, color: ink },
};

/** The layout of the slides: a title, and the number of the slide. */
export function defineMaster(deck: PptxGenJS): void {
  const options = {
    ...titlePlace,
    name: 'title',
    type: 'title',
    fontSize: 28,
    align: 'left',
    valign: 'top',
  } as const;
  deck.defineSlideMaster({
    title: master,
    objects: [{ placeholder: { options, text: '' } }],
    slideNumber: {
      ...{ x: 12.1, y: 6.9, w: 0.6, h: 0.4 },
      ...{ fontFace: typeface, fontSize: 12, color: faint, align: 'right' },
    },
  });
}

/** The largest size in which a title stays in its box: programs shrink a text only when a person edits it. */
function titleSize(title: string): number {
  const fits = (size: number) =>
    linesIn(title, textPointsWide, { size, bold: true }) * size * lineHeight <= titleHeight * 72 - 7.2;
  return [28, 26, 24, 22, 20, 18].find(fits) ?? 16;
}

function begin(deck: PptxGenJS, { title, notes, source }: Finding, caption = ''): PptxGenJS.Slide {
  const slide = deck.addSlide({ masterName: master });
  slide.addText(title, {
    ...titlePlace,
    ...{ fontSize: titleSize(title), valign: 'top', objectName: titleName },
  });
  slide.addText(caption === '' ? source : `${caption}. ${source}`, {
    x: left,
    y: 6.85,
    w: width - 0.7,
    h: 0.5,
    fontFace: typeface,
    fontSize: 12,
    color: faint,
    objectName: 'Nguồn số liệu',
  });
  slide.addNotes(notes);
  return slide;
}

/** The first slide: what it is and of when. */
export function titleSlide(deck: PptxGenJS, briefing: BriefingDocument, source: string): void {
  const { letterhead, abstract, isDraft, secrecy } = briefing;
  const slide = deck.addSlide({ masterName: master });
  const marks = [secrecy?.level ?? '', isDraft ? 'DỰ THẢO' : ''].filter((mark) => mark !== '');
  const text = (words: string, y: number, size: number, bold = false) =>
    slide.addText(words, {
      x: left,
      y,
      w: width,
      h: 0.9,
      align: 'center',
      fontFace: typeface,
      fontSize: size,
      bold,
      color: ink,
    });
  text(letterhead.text.issuer.replaceAll('|', ' '), 0.7, 20, true);
  if (marks.length > 0) text(marks.join(' · '), 1.5, 18, true);
  const heads = [
    { text: 'BÁO CÁO', options: { fontSize: 40, breakLine: true } },
    { text: abstract, options: { fontSize: 28 } },
  ];
  slide.addText(heads, { ...titlePlace, y: 2.4, h: 2, align: 'center', objectName: titleName });
  text(source, 6.3, 14);
  slide.addNotes(briefing.body.flatMap(paragraphText).slice(0, 2).join('\n'));
}

const chartLook: PptxGenJS.IChartOpts = {
  catAxisLabelFontFace: typeface,
  catAxisLabelFontSize: 14,
  valAxisLabelFontFace: typeface,
  valAxisLabelFontSize: 14,
  valGridLine: { color: 'D9D9D9', size: 0.75 },
  dataLabelFontFace: typeface,
  displayBlanksAs: 'gap',
  showLegend: true,
  legendPos: 'b',
  legendFontFace: typeface,
  legendFontSize: 16,
};

type Series = { name: string; labels: string[]; values: number[] };

/** The series of a chart, without categories that no series knows; what one alone does not know stays empty. */
function seriesOf({ data }: ChartBlock, isLine: boolean): Series[] {
  const own = data.series.filter((each) => each.isLine === isLine);
  const known = data.categories.flatMap((_, at) =>
    data.series.some(({ values }) => (values[at] ?? null) !== null) ? [at] : [],
  );
  // Bars are drawn from the bottom up.
  const places = data.shape === 'bars' ? known.reverse() : known;
  const series = own.map(({ name, values }) => ({
    name,
    labels: places.map((at) => data.categories[at] ?? ''),
    values: places.map((at) => values[at] ?? Number.NaN),
  }));
  return data.shape === 'bars' ? series.reverse() : series;
}

/** A chart that the meeting may edit: columns and lines side by side, or bars alone. */
export function chartSlide(deck: PptxGenJS, finding: Finding, chart: ChartBlock): void {
  const { data, alt, subject } = chart;
  const slide = begin(deck, finding, subject);
  const [columns, lines] = [seriesOf(chart, false), seriesOf(chart, true)];
  const half = lines.length > 0 ? width / 2 - 0.1 : width;
  const isBars = data.shape === 'bars';
  const format = data.unit === 'percent' ? '0.0%' : '#,##0';
  slide.addChart('bar', columns, {
    ...chartLook,
    x: left,
    y: 1.55,
    w: half,
    h: 5.3,
    altText: alt,
    barDir: isBars ? 'bar' : 'col',
    ...(isBars ? { valAxisMinVal: 0, valAxisMaxVal: 1 } : {}),
    chartColors: isBars ? ['A6A6A6', '404040'] : ['404040', 'A6A6A6'],
    valAxisLabelFormatCode: isBars ? '0%' : format,
    dataLabelFormatCode: format,
    showValue: isBars,
  });
  if (lines.length === 0) return;
  slide.addChart('line', lines, {
    ...chartLook,
    x: left + half + 0.2,
    y: 1.55,
    w: half,
    h: 5.3,
    altText: alt,
    chartColors: ['000000', '7F7F7F'],
    lineSize: 2.5,
    valAxisMinVal: 0,
    valAxisLabelFormatCode: format,
  });
}

/** A table as a table, shaded where the briefing shades it. */
export function tableSlide(deck: PptxGenJS, finding: Finding, table: TableBlock): void {
  const slide = begin(deck, finding, table.caption);
  const rows = table.rows.length + 1;
  const size = rows > 14 ? 12 : rows > 10 ? 14 : 16;
  const border: PptxGenJS.BorderProps = { type: 'solid', color: '7F7F7F', pt: 0.75 };
  const head: PptxGenJS.TableRow = table.columns.map(({ label }) => ({
    text: label,
    options: { bold: true, align: 'center', fill: { color: 'E7E6E6' } },
  }));
  const body = table.rows.map((row, index): PptxGenJS.TableRow =>
    row.map((cell, column) => {
      const grey = cell.step === undefined ? undefined : heatGreys[cell.step];
      const fill = cell.isHidden ? 'EDEDED' : grey;
      return {
        text: cell.text,
        options: {
          align: table.columns[column]?.align ?? 'left',
          bold: table.hasTotal && index === table.rows.length - 1,
          color: cell.step === 4 ? 'FFFFFF' : ink,
          ...(fill ? { fill: { color: fill } } : {}),
        },
      };
    }),
  );
  slide.addTable([head, ...body], {
    x: left,
    y: 1.55,
    w: width,
    colW: table.columns.map((column) => column.width * width),
    rowH: Math.min(0.42, 5.2 / rows),
    fontFace: typeface,
    fontSize: size,
    border,
    margin: [0.02, 0.08, 0.02, 0.08],
    valign: 'middle',
    objectName: table.caption,
  });
}

const bodySize = 24;
const bodyHeight = 5.2;
const afterParagraph = 8;

/** Words that the officer wrote, a paragraph a line, on as many slides as they need. */
export function textSlides(deck: PptxGenJS, finding: Finding, text: string): void {
  pagesOf(text.split(/\n+/)).forEach((paragraphs, page) => {
    const title = page === 0 ? finding.title : `${finding.title} (tiếp)`;
    const slide = begin(deck, { ...finding, title });
    slide.addText(
      paragraphs.map((words) => ({
        text: words,
        options: { bullet: true, breakLine: true, paraSpaceAfter: afterParagraph },
      })),
      {
        x: left,
        y: 1.55,
        w: width,
        h: bodyHeight,
        fontFace: typeface,
        fontSize: bodySize,
        color: ink,
        valign: 'top',
        objectName: 'Nội dung',
      },
    );
  });
}

const mostLines = 8;

/** Paragraphs by slide; one that is longer than a slide goes on on the next. */
function pagesOf(paragraphs: readonly string[]): string[][] {
  const pages: string[][] = [[]];
  let used = 0;
  for (const piece of paragraphs.flatMap(piecesOf)) {
    const height =
      linesIn(piece, textPointsWide, { size: bodySize }) * bodySize * lineHeight + afterParagraph;
    if (used > 0 && used + height > bodyHeight * 72) {
      pages.push([]);
      used = 0;
    }
    pages.at(-1)?.push(piece);
    used += height;
  }
  return pages;
}

/** A paragraph in pieces of at most some lines, cut between words. */
function piecesOf(paragraph: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const word of paragraph.split(' ')) {
    const longer = piece === '' ? word : `${piece} ${word}`;
    const isFull = piece !== '' && linesIn(longer, textPointsWide, { size: bodySize }) > mostLines;
    if (isFull) pieces.push(piece);
    piece = isFull ? word : longer;
  }
  return [...pieces, piece];
}
