import type { ChartBlock } from '../document.ts';
import { fontFile } from '../fonts.ts';
import { printSvg, printWidth } from '../print-chart.ts';
import { area } from './sheet.ts';

/** An element of a drawing: its name, attributes and text. */
interface Mark {
  name: string;
  attributes: ReadonlyMap<string, string>;
  text: string;
}

/**
 * Draws a chart as lines and letters, at a height, over the whole width; gives its height. It reads what ECharts writes
 * for these charts: paths, texts and rectangles, moved or scaled, nothing nested but clips.
 */
export function drawChart(doc: PDFKit.PDFDocument, { spec }: ChartBlock, top: number): number {
  const scale = area.width / printWidth;
  doc.save();
  doc.translate(area.left, top).scale(scale);
  for (const mark of marksOf(printSvg(spec))) draw(doc, mark);
  doc.restore();
  return spec.height * scale;
}

/** The height that a chart takes, in points. */
export function chartHeight({ spec }: ChartBlock): number {
  return (spec.height * area.width) / printWidth;
}

function marksOf(svg: string): Mark[] {
  const body = svg.replace(/<style[\s\S]*?<\/style>/, '').replace(/<defs\b[^>]*>[\s\S]*?<\/defs>/g, '');
  return [...body.matchAll(/<(path|text|rect)\b([^>]*)>([^<]*)/g)].map(
    ([, name = '', attributes = '', text = '']) => ({
      name,
      attributes: new Map(
        [...attributes.matchAll(/([a-z-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
      ),
      text: unescaped(text),
    }),
  );
}

function unescaped(text: string): string {
  const letters: Record<string, string> = {
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#39;': "'",
    '&amp;': '&',
  };
  return text.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => letters[entity] ?? entity);
}

function draw(doc: PDFKit.PDFDocument, mark: Mark): void {
  doc.save();
  move(doc, mark.attributes.get('transform') ?? '');
  if (mark.name === 'text') write(doc, mark);
  else trace(doc, mark);
  doc.restore();
}

function move(doc: PDFKit.PDFDocument, transform: string): void {
  const numbers = (transform.match(/-?\d+(?:\.\d+)?(?:e-?\d+)?/g) ?? []).map(Number);
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbers;
  if (transform.startsWith('translate')) doc.translate(a, numbers[1] ?? 0);
  if (transform.startsWith('matrix')) doc.transform(a, b, c, d, e, f);
}

const number = ({ attributes }: Mark, name: string, usual: number) => Number(attributes.get(name) ?? usual);

function isPainted(colour: string | undefined): colour is string {
  return colour !== undefined && colour.startsWith('#');
}

function trace(doc: PDFKit.PDFDocument, mark: Mark): void {
  const fill = mark.attributes.get('fill');
  const stroke = number(mark, 'stroke-width', 1) > 0 ? mark.attributes.get('stroke') : undefined;
  if (!isPainted(fill) && !isPainted(stroke)) return;
  const path = mark.attributes.get('d');
  if (path === undefined)
    doc.rect(number(mark, 'x', 0), number(mark, 'y', 0), number(mark, 'width', 0), number(mark, 'height', 0));
  else doc.path(path);
  doc.fillOpacity(number(mark, 'fill-opacity', 1)).strokeOpacity(number(mark, 'stroke-opacity', 1));
  doc.lineWidth(number(mark, 'stroke-width', 1));
  const dashes = (mark.attributes.get('stroke-dasharray') ?? '').split(/[ ,]+/).map(Number);
  const [dash = 0, space = dash] = dashes;
  if (dash > 0) doc.dash(dash, { space });
  if (isPainted(fill) && isPainted(stroke)) doc.fillAndStroke(fill, stroke);
  else if (isPainted(fill)) doc.fill(fill);
  else if (isPainted(stroke)) doc.stroke(stroke);
}

function write(doc: PDFKit.PDFDocument, mark: Mark): void {
  const style = mark.attributes.get('style') ?? '';
  const size = Number(/(\d+(?:\.\d+)?)px/.exec(style)?.[1] ?? 12);
  const isBold = /font-weight:\s*(?:[6-9]00|bold)/.test(style);
  if (mark.text.trim() === '') return;
  doc.font(fontFile(isBold ? '700Bold' : '400Regular')).fontSize(size);
  doc.fillColor(mark.attributes.get('fill') ?? '#000000').fillOpacity(1);
  const width = doc.widthOfString(mark.text);
  const anchor = mark.attributes.get('text-anchor');
  const left = number(mark, 'x', 0) - (anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0);
  // Letters of this type reach 0.66 of their size above the base line: half of it lies over the middle.
  const middle = mark.attributes.get('dominant-baseline') === 'central' ? size * 0.33 : 0;
  doc.text(mark.text, left, number(mark, 'y', 0) + middle, { baseline: 'alphabetic', lineBreak: false });
}
