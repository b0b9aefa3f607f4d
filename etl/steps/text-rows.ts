import type { Database } from '#warehouse/open.server.ts';
import type { Register } from '../contract.ts';
import type { TextTable } from '../read/text-table.ts';
import { quoted } from '../sql.ts';

const batchRows = 8192;
const schema = 'landing';
const tableOf = (of: Register) => `text_rows_of_${of.name}`;

/** Name in SQL of the table that a register's text rows are appended to. */
export function textRowsOf(of: Register): string {
  return `${schema}.${quoted(tableOf(of))}`;
}

/** Puts the rows of a text table into the register's table of text rows, anew; gives their number. */
export async function appendRows(database: Database, of: Register, table: TextTable): Promise<number> {
  const fields = Array.from({ length: table.fields }, (_, position) => `f${position} varchar`);
  const target = { schema, name: tableOf(of) };
  await database.run(
    `create or replace table ${textRowsOf(of)} (${fields.join(', ')}, row_line varchar, row_malformed varchar, fault_column varchar, fault_found varchar)`,
  );
  let records = 0;
  let batch: (string | null)[][] = [];
  for await (const { values, line, isMalformed, fault } of table.rows()) {
    const cells = Array.from({ length: table.fields }, (_, position) => values[position] ?? null);
    batch.push([
      ...cells,
      String(line),
      isMalformed ? 'yes' : null,
      fault?.column ?? null,
      fault?.found ?? null,
    ]);
    records++;
    if (batch.length < batchRows) continue;
    await database.appendTexts(target, batch);
    batch = [];
  }
  await database.appendTexts(target, batch);
  return records;
}

/** Takes the register's text rows away: they hold members' codes. */
export async function dropRows(database: Database, of: Register): Promise<void> {
  await database.run(`drop table ${textRowsOf(of)}`);
}
