import PptxGenJS from 'pptxgenjs';
import { upperFirst } from '../text/runs.ts';
import { dayText, nameOf } from '../period.ts';
import type { Block, BriefingDocument, ChartBlock, PromptBlock, TableBlock } from '../document.ts';
import { withProperties } from '../package-properties.ts';
import { bytesOf, textOf, unzipped, zipped, type Files } from '../zip.ts';
import { hiddenMark } from '../tables.ts';
import { chartSlide, paragraphText, tableSlide, textSlide, titleSlide } from './slides.ts';

/**
 * A briefing for the meeting: one finding a slide, with charts that can be edited, tables, and the sentences as notes.
 * Equal inputs give equal bytes.
 */
export async function pptxOf(briefing: BriefingDocument, manifest: string): Promise<Uint8Array> {
  const title = `Báo cáo ${briefing.abstract}`;
  const deck = new PptxGenJS();
  deck.layout = 'LAYOUT_WIDE';
  deck.title = title;
  deck.theme = { headFontFace: 'Times New Roman', bodyFontFace: 'Times New Roman' };
  addSlides(deck, briefing);
  const bytes = await deck.write({ outputType: 'uint8array' });
  if (!(bytes instanceof Uint8Array)) throw new Error('The presentation was not made as bytes.');
  const files = fixedIds(fixedWorkbooks(renumbered(unzipped(bytes))));
  return zipped(withProperties(files, { title, day: briefing.cutoff, manifest }));
}

function addSlides(deck: PptxGenJS, briefing: BriefingDocument): void {
  const source = `Số liệu chốt đến ${dayText(briefing.cutoff)}; bản số liệu ${briefing.version}`;
  const all = [...briefing.body, ...briefing.annex];
  titleSlide(deck, briefing, source);
  for (const block of all) {
    if (block.kind === 'chart')
      chartSlide(
        deck,
        { title: chartTitle(briefing, block), notes: notesOf(briefing, block) },
        block,
        source,
      );
    if (block.kind === 'table' && shown.includes(block.id))
      tableSlide(
        deck,
        { title: tableTitle(briefing, block), notes: block.caption + '. ' + block.note },
        block,
        source,
      );
  }
  for (const block of briefing.body) {
    if (block.kind !== 'prompt' || block.text === null) continue;
    textSlide(
      deck,
      { title: promptTitle(briefing.body, block), notes: block.text },
      block.text.split(/\n+/),
      source,
    );
  }
}

/** The tables that a meeting looks at. */
const shown: readonly string[] = ['backlog-heat', 'cases-by-case-type', 'duties-by-organization-type'];

/** The finding of a chart: the figures of its newest month, or its highest and lowest rate. */
function chartTitle(briefing: BriefingDocument, { data, id }: ChartBlock): string {
  const at = data.categories.length - 1;
  const name = upperFirst(nameOf(briefing.period));
  if (id === 'flow') {
    const newest = data.series.map((each) => `${each.name.toLowerCase()} ${each.values[at] ?? hiddenMark}`);
    return `Tháng ${data.categories[at] ?? ''}: ${newest.join(', ')} hồ sơ`;
  }
  const [finding] = paragraphsWith(briefing.body, 'Theo loại hình tổ chức');
  return finding ?? `${name}: tỷ lệ thực hiện nhiệm vụ đúng hạn theo loại hình tổ chức`;
}

function tableTitle(briefing: BriefingDocument, { caption, rows, columns }: TableBlock): string {
  const total = rows.at(-1) ?? [];
  const figures = columns
    .slice(1)
    .map(({ label }, index) => `${label.toLowerCase()} ${total[index + 1]?.text ?? ''}`);
  return caption.includes('tuổi')
    ? `${upperFirst(nameOf(briefing.period))}: ${total.at(-1)?.text ?? ''} hồ sơ đang xử lý, theo loại và tuổi hồ sơ`
    : `${caption}: ${figures.join(', ')}`;
}

/** The sentence that a chart shows, and what is seen in it. */
function notesOf({ body }: BriefingDocument, { id, alt }: ChartBlock): string {
  const told = id === 'flow' ? 'hồ sơ các loại' : 'Theo loại hình tổ chức';
  return [...paragraphsWith(body, told).slice(0, 1), alt].join('\n');
}

function paragraphsWith(body: readonly Block[], words: string): string[] {
  return body.flatMap(paragraphText).filter((text) => text.includes(words));
}

/** The heading above a text that the officer wrote. */
function promptTitle(body: readonly Block[], prompt: PromptBlock): string {
  const before = body.slice(0, body.indexOf(prompt)).reverse();
  const heading = before.find((block) => block.kind === 'heading');
  return heading?.kind === 'heading' ? heading.text.replace(/^(?:\d+[.-]|[IVX]+-)\s*/, '') : '';
}

const chartPart = /(chart|Microsoft_Excel_Worksheet)(\d+)(?=\.(?:xml|xlsx))/g;

/** Numbers charts from 1 on: the library counts on through all presentations of a process. */
function renumbered(files: Files): Files {
  const numbers = Object.keys(files)
    .flatMap((name) => /^ppt\/charts\/chart(\d+)\.xml$/.exec(name)?.[1] ?? [])
    .sort((a, b) => Number(a) - Number(b));
  const renamed = (text: string) =>
    text.replace(chartPart, (whole, part: string, number: string) => {
      const at = numbers.indexOf(number);
      return at < 0 ? whole : `${part}${at + 1}`;
    });
  return Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [
      renamed(name),
      /\.rels$|^\[Content_Types\]/.test(name) ? bytesOf(renamed(textOf(files, name))) : bytes,
    ]),
  );
}

/** Ids of charts' series are random: they become numbers, in the order in which they stand. */
function fixedIds(files: Files): Files {
  let count = 0;
  const next = () => `{00000000-0000-4000-8000-${(++count).toString(16).toUpperCase().padStart(12, '0')}}`;
  const fixed = (text: string) =>
    text.replace(/(uniqueId val=")\{[^}]*\}/g, (_, before: string) => before + next());
  return Object.fromEntries(
    Object.entries(files).map(([name, bytes]) =>
      /^ppt\/charts\/.*\.xml$/.test(name) ? [name, bytesOf(fixed(textOf(files, name)))] : [name, bytes],
    ),
  );
}

/** The workbooks inside charts are archives with times of their own. */
function fixedWorkbooks(files: Files): Files {
  return Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => {
      if (!name.endsWith('.xlsx')) return [name, bytes];
      const inner = unzipped(bytes);
      const core = textOf(inner, 'docProps/core.xml').replace(
        /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g,
        '2000-01-01T00:00:00Z',
      );
      return [name, zipped({ ...inner, ...(core === '' ? {} : { 'docProps/core.xml': bytesOf(core) }) })];
    }),
  );
}
