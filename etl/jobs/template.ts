import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, openMemory } from '#warehouse/open.server.ts';
import { loadReference } from '#warehouse/reference.ts';
import { type CodeList, registers } from '../contract.ts';
import { RefusedError } from '../errors.ts';
import type { Surroundings } from '../surroundings.ts';
import { unwritable } from '../unwritable.ts';
import { type Choices, templateOf } from '../template/workbook.ts';

export interface TemplateReport {
  out: string;
  files: string[];
}

/**
 * Writes one blank workbook a register into a folder, with the code lists in force as drop-downs. Files that hold
 * something else already are left alone. Throws RefusedError not_writable, SettingError.
 */
export async function writeTemplates(
  out: string,
  { settings }: Pick<Surroundings, 'settings'>,
): Promise<TemplateReport> {
  const choices = await choicesIn(settings);
  const files: { name: string; bytes: Uint8Array }[] = [];
  for (const register of registers) {
    files.push({ name: `${register.name}.xlsx`, bytes: await templateOf(register, choices) });
  }
  for (const { name, bytes } of files) refuseOther(join(out, name), bytes);
  try {
    mkdirSync(out, { recursive: true });
    for (const { name, bytes } of files) writeFileSync(join(out, name), bytes);
  } catch (cause) {
    throw new RefusedError(
      {
        reason: 'not_writable',
        file: out,
        found: unwritable(cause)?.found ?? null,
        expected: { vi: 'một thư mục ghi được', en: 'a folder that can be written' },
        hint: { vi: 'Chọn thư mục khác.', en: 'Choose another folder.' },
      },
      { cause },
    );
  }
  return { out, files: files.map(({ name }) => name) };
}

/** A file of that name may be one that an office has filled in. */
function refuseOther(path: string, bytes: Uint8Array): void {
  if (!existsSync(path) || readFileSync(path).equals(bytes)) return;
  throw new RefusedError({
    reason: 'not_writable',
    file: path,
    found: { vi: 'tệp đã có, nội dung khác', en: 'a file that is there already, with other content' },
    expected: { vi: 'một thư mục chưa có tệp cùng tên', en: 'a folder without a file of that name' },
    hint: {
      vi: 'Chọn thư mục khác, hoặc tự xóa tệp cũ nếu không cần nữa.',
      en: 'Choose another folder, or delete the old file yourself if it is no longer needed.',
    },
  });
}

async function choicesIn(settings: string | null): Promise<Choices> {
  const database = await openMemory();
  try {
    await loadReference(database, settings);
    return { labels: await labelsIn(database), documents: await documentsIn(database) };
  } finally {
    database.close();
  }
}

/** Vietnamese labels that a load understands, in the order of their lists. */
async function labelsIn(database: Database): Promise<Choices['labels']> {
  const labels = new Map<CodeList, string[]>();
  for (const { codes } of registers.flatMap(({ columns }) => columns)) {
    if (!codes || labels.has(codes)) continue;
    const rows = await database.all(
      `select label_vi from reference.codes
       where code_list = $1 and valid_to is null and (code <> 'unknown' or code_list = 'duty_state')
       order by sort_order, code`,
      [codes],
    );
    labels.set(
      codes,
      rows.map(({ label_vi }) => String(label_vi)),
    );
  }
  return labels;
}

/** Documents that no later one has replaced, newest first. */
async function documentsIn(database: Database): Promise<string[]> {
  const rows = await database.all(
    `select document_code from reference.documents where valid_to is null
     order by issued_date desc nulls last, document_code`,
  );
  return rows.map(({ document_code }) => String(document_code));
}
