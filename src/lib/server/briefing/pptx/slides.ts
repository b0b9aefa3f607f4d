import type PptxGenJS from 'pptxgenjs';
import { heatGreys } from '../docx/blocks.ts';
import type { Block, BriefingDocument, ChartBlock, TableBlock } from '../document.ts';
import { plain } from '../text/runs.ts';

/** Inches: a slide is 13.33 by 7.5. */
const left = 0.6;
const width = 12.1;
const typeface = 'Times New Roman';
const ink = '000000';

/** What a slide says: its finding as the title, the sentences behind it as notes. */
interface Finding {
  title: string;
  notes: string;
}

function begin(deck: PptxGenJS, { title, notes }: Finding, source: string): PptxGenJS.Slide {
  const slide = deck.addSlide();
  slide.addText(title, {
    x: left,
    y: 0.35,
    w: width,
    h: 1.1,
    fontFace: typeface,
    fontSize: 28,
    bold: true,
    color: ink,
    valign: 'top',
    fit: 'shrink',
  });
  slide.addText(source, {
    x: left,
    y: 6.95,
    w: width,
    h: 0.35,
    fontFace: typeface,
    fontSize: 12,
    color: '595959',
  });
  slide.addNotes(notes);
  return slide;
}

/** The first slide: what it is and of when. */
export function titleSlide(deck: PptxGenJS, briefing: BriefingDocument, source: string): void {
  const { letterhead, abstract, isDraft, secrecy } = briefing;
  const slide = deck.addSlide();
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
  text('BÁO CÁO', 2.6, 40, true);
  text(abstract, 3.5, 28, true);
  text(source, 6.3, 14);
  slide.addNotes(briefing.body.flatMap(paragraphText).slice(0, 2).join('\n'));
}

/** The texts of paragraphs. */
export function paragraphText(block: Block): string[] {
  return block.kind === 'paragraph' ? [plain(block.runs)] : [];
}

const chartLook: PptxGenJS.IChartOpts = {
  catAxisLabelFontFace: typeface,
  catAxisLabelFontSize: 14,
  valAxisLabelFontFace: typeface,
  valAxisLabelFontSize: 14,
  valGridLine: { color: 'D9D9D9', size: 0.75 },
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
export function chartSlide(deck: PptxGenJS, finding: Finding, chart: ChartBlock, source: string): void {
  const slide = begin(deck, finding, source);
  const { data, alt } = chart;
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
    dataLabelFontFace: typeface,
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
export function tableSlide(deck: PptxGenJS, finding: Finding, table: TableBlock, source: string): void {
  const slide = begin(deck, finding, source);
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
  });
}

/** Words that the officer wrote, a paragraph a line. */
export function textSlide(deck: PptxGenJS, finding: Finding, texts: readonly string[], source: string): void {
  const slide = begin(deck, finding, source);
  slide.addText(
    texts.map((text) => ({ text, options: { bullet: true, breakLine: true, paraSpaceAfter: 8 } })),
    {
      x: left,
      y: 1.55,
      w: width,
      h: 5.2,
      fontFace: typeface,
      fontSize: 24,
      color: ink,
      valign: 'top',
      fit: 'shrink',
    },
  );
}
