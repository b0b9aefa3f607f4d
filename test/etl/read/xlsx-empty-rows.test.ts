import { expect, it } from 'vitest';
import { withoutEmptyRows } from '#etl/read/xlsx-empty-rows.ts';

const sheet = (...rows: string[]) =>
  `<worksheet><cols/><sheetData>${rows.join('')}</sheetData><mergeCells/><rowBreaks/></worksheet>`;
const shortened = (text: string) => withoutEmptyRows(Buffer.from(text)).toString();
const filled = (row: number) => `<row r="${row}"><c r="A${row}" s="1"><v>7</v></c></row>`;
const empty = (row: number) => `<row r="${row}" s="1"><c r="A${row}" s="1"/><c r="B${row}" s="1"></c></row>`;

it('rows that only have formats are left out, wherever they stand', () => {
  const rows = [empty(1), filled(2), empty(3), '<row r="4"/>', filled(5), filled(6), empty(7), empty(8)];
  expect(shortened(sheet(...rows))).toBe(sheet(filled(2), filled(5), filled(6)));
  expect(shortened(sheet(empty(1), empty(2)))).toBe(sheet());
});

it.each([
  ['a formula that was never computed', '<row r="2"><c r="A2"><f>A1</f></c></row>'],
  ['a formula shared with others', '<row r="2"><c r="A2"><f t="shared" si="0"/></c></row>'],
  ['a text of its own', '<row r="2"><c r="A2" t="inlineStr"><is><t>a</t></is></c></row>'],
])('a row with %s stays', (_, row) => {
  expect(shortened(sheet(filled(1), row, empty(3)))).toBe(sheet(filled(1), row));
});

it.each([
  ['rows do not tell their numbers', sheet('<row><c/></row>', '<row><c><v>1</v></c></row>')],
  ['there is a comment', sheet(filled(1), '<!-- <row r="2"> -->', empty(3))],
  [
    'there is raw text',
    sheet(filled(1), '<row r="2"><c><is><t><![CDATA[<row]]></t></is></c></row>', empty(3)),
  ],
  ['tags have a prefix', sheet(filled(1), empty(2)).replaceAll(/<(\/?)/g, '<$1x:')],
  ['no row is empty', sheet(filled(1), filled(2))],
  ['there is no row', '<worksheet><sheetData/></worksheet>'],
])('nothing is left out where %s', (_, text) => {
  expect(shortened(text)).toBe(text);
});
