/** One record of a CSV text with the line on which it starts (1 = the first line of the file). */
export interface CsvRecord {
  line: number;
  fields: string[];
}

/** Comma-separated text with double quotes, for well-formed files in UTF-8. Blank rows are left out. */
export function parseCsv(text: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  let fields: string[] = [];
  let field = '';
  let quoted = false;
  let line = 1;
  let startLine = 1;
  const endRecord = () => {
    fields.push(field);
    if (fields.some((value) => value.trim() !== '')) records.push({ line: startLine, fields });
    fields = [];
    field = '';
    startLine = line;
  };
  const content = text.replace(/^\uFEFF/, '').replace(/\r\n/g, '\n');
  for (let i = 0; i < content.length; i += 1) {
    const char = content.charAt(i);
    if (char === '\n') line += 1;
    if (quoted) {
      if (char !== '"') field += char;
      else if (content.charAt(i + 1) === '"') {
        field += '"';
        i += 1;
      } else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === ',') {
      fields.push(field);
      field = '';
    } else if (char === '\n') endRecord();
    else field += char;
  }
  if (field !== '' || fields.length > 0) endRecord();
  return records;
}

/** CSV text of the rows, every field quoted where it must be. */
export function formatCsv(rows: readonly (readonly string[])[]): string {
  const cell = (value: string) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return rows.map((row) => `${row.map(cell).join(',')}\n`).join('');
}
