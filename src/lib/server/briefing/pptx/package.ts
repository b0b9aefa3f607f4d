import { bytesOf, textOf, unzipped, zipped, type Files } from '../zip.ts';

/**
 * The files of a presentation as its maker should have written them: with the same bytes for the same deck, in the order
 * of elements that the schemas ask for (ECMA-376), each shape of a slide under a number of its own, in Vietnamese.
 */
export function mended(files: Files): Files {
  return changed(fixedIds(fixedWorkbooks(renumbered(files))), [
    [/^ppt\/presentation\.xml$/, (xml) => notesMasterFirst(xml)],
    [/^ppt\/charts\/chart\d+\.xml$/, (xml) => chartInOrder(xml)],
    [/^ppt\/slides\/slide\d+\.xml$/, (xml) => titled(headedTables(numberedShapes(xml)))],
    [/^ppt\/.*\.xml$/, (xml) => xml.replaceAll('lang="en-US"', 'lang="vi-VN"')],
  ]);
}

/** The name of the shapes that are titles: the maker takes no type size for what it knows as a title itself. */
export const titleName = 'Tiêu đề';

type Change = [path: RegExp, change: (xml: string) => string];

function changed(files: Files, changes: readonly Change[]): Files {
  const entries = Object.entries(files).map(([name, bytes]): [string, Uint8Array] => {
    const own = changes.filter(([path]) => path.test(name));
    if (own.length === 0) return [name, bytes];
    return [name, bytesOf(own.reduce((xml, [, change]) => change(xml), textOf(files, name)))];
  });
  return Object.fromEntries(entries);
}

function notesMasterFirst(xml: string): string {
  const notes = /<p:notesMasterIdLst>.*?<\/p:notesMasterIdLst>/s.exec(xml)?.[0] ?? '';
  return xml.replace(notes, '').replace('<p:sldIdLst>', `${notes}<p:sldIdLst>`);
}

/** A chart has two axes, lines have a grouping and no negative values, and markers come before labels. */
function chartInOrder(xml: string): string {
  return xml
    .replace(/(<c:axId val="\d+"\/><c:axId val="\d+"\/>)<c:axId val="\d+"\/>/g, '$1')
    .replace('<c:roundedCorners val="1"/>', '<c:roundedCorners val="0"/>')
    .replace(/<c:lineChart>.*?<\/c:lineChart>/gs, (lines) =>
      lines
        .replace('<c:varyColors', '<c:grouping val="standard"/><c:varyColors')
        .replaceAll('<c:invertIfNegative val="0"/>', '')
        .replace(/(<c:dLbls>(?:(?!<\/c:dLbls>).)*<\/c:dLbls>)(<c:marker>.*?<\/c:marker>)/gs, '$2$1'),
    );
}

/** The maker counts tables and shapes apart, so that two may get one number. */
function numberedShapes(xml: string): string {
  let count = 0;
  return xml.replace(/<p:cNvPr id="\d+"/g, () => `<p:cNvPr id="${++count}"`);
}

/** So that outlines and screen readers find the title of a slide. */
function titled(xml: string): string {
  return xml.replaceAll(
    `name="${titleName}"></p:cNvPr><p:cNvSpPr/><p:nvPr></p:nvPr>`,
    `name="${titleName}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="title"/></p:nvPr>`,
  );
}

function headedTables(xml: string): string {
  return xml.replaceAll('<a:tblPr/>', '<a:tblPr firstRow="1"/>');
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
