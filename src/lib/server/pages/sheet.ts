import { colours, fontFamily } from '$lib/charts/theme';
import type { ChartSpec } from '$lib/charts/spec';
import { escapeHtml } from '$lib/charts/parts';
import { measureText } from './measure';
import { paintSvg } from './paint';
import type { PanelFrame } from './panel';

const width = 960;
const margin = 24;

interface Line {
  text: string;
  size: number;
  weight: number;
  colour: string;
}

/** A chart as a sheet of its own: its finding above, what is drawn, the drawing, key and source below. */
export function chartSheet(frame: PanelFrame, spec: ChartSpec): string {
  const above = [
    ...wrapped({ text: frame.title, size: 20, weight: 600, colour: colours.ink }),
    ...wrapped({ text: frame.description, size: 13.5, weight: 400, colour: colours.second }),
  ];
  const below = [frame.note ?? '', frame.source].flatMap((text) =>
    wrapped({ text, size: 12, weight: 400, colour: colours.third }),
  );
  const top = margin + heightOf(above) + 12;
  const height = top + spec.height + 10 + heightOf(below) + margin;
  const drawing = paintSvg(spec, width - 2 * margin).replace('<svg ', `<svg x="${margin}" y="${top}" `);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="100%" height="100%" fill="${colours.paper}"/>`,
    written(above, margin),
    drawing,
    written(below, top + spec.height + 10),
    '</svg>',
  ].join('');
}

function wrapped(line: Line): Line[] {
  const font = `${line.weight} ${line.size}px`;
  const lines: string[] = [];
  for (const word of line.text.split(' ').filter((part) => part !== '')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && measureText(longer, font).width <= width - 2 * margin)
      lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((text) => ({ ...line, text }));
}

const spaced = (line: Line) => Math.round(line.size * 1.4);

function heightOf(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + spaced(line), 0);
}

function written(lines: readonly Line[], top: number): string {
  let y = top;
  return lines
    .map((line) => {
      y += spaced(line);
      const style = `font-family:${fontFamily.replaceAll('"', "'")};font-size:${line.size}px;font-weight:${line.weight}`;
      return `<text x="${margin}" y="${y - line.size * 0.35}" fill="${line.colour}" style="${style}">${escapeHtml(line.text)}</text>`;
    })
    .join('');
}
