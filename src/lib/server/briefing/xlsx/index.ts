import { writeXlsx } from 'hucre';
import type { Block, BriefingDocument } from '../document.ts';
import { withProperties } from '../package-properties.ts';
import { bytesOf, textOf, unzipped, zipped, type Files } from '../zip.ts';
import { chartSheet, tableSheet, textSheet, type NamedSheet } from './sheets.ts';

/**
 * A briefing as a workbook: its text, each table and the figures of each chart on a sheet of their own. Every text is
 * written as text, so that none is taken for a formula. Equal inputs give equal bytes.
 */
export async function xlsxOf(briefing: BriefingDocument, manifest: string): Promise<Uint8Array> {
  const { version, cutoff, abstract } = briefing;
  const title = `Báo cáo ${abstract}`;
  const day = new Date(`${cutoff}T00:00:00Z`);
  const sheets = [
    textSheet(briefing),
    ...[...briefing.body, ...briefing.annex].flatMap((block) => sheetOf(block, version)),
  ];
  const bytes = await writeXlsx({
    sheets: sheets.map(({ sheet }) => sheet),
    namedRanges: sheets.flatMap(({ range }) => (range ? [range] : [])),
    defaultFont: { name: 'Times New Roman', size: 12 },
    properties: { title, created: day, modified: day },
  });
  return zipped(withProperties(quoted(unzipped(bytes)), { title, day: cutoff, manifest }));
}

const bookPart = 'xl/workbook.xml';

/** Names of sheets in quotes where areas of print name them: the maker leaves those out, and Excel takes no such name. */
function quoted(files: Files): Files {
  const xml = textOf(files, bookPart).replace(
    /(<definedName name="_xlnm\.[^>]*>)([^'<][^<]*)(?=!\$)/g,
    (_, head: string, name: string) => `${head}'${name.replaceAll("'", "''")}'`,
  );
  return { ...files, [bookPart]: bytesOf(xml) };
}

function sheetOf(block: Block, version: string): NamedSheet[] {
  if (block.kind === 'table') return [tableSheet(block, version)];
  return block.kind === 'chart' ? [chartSheet(block, version)] : [];
}
