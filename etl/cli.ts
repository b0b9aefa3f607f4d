import { Command, Option } from 'commander';
import { join } from 'node:path';
import { date, month, percent, seed } from './arguments.ts';
import { audited, type Job, type Recording } from './audited.ts';
import { exitCode, UsageError } from './errors.ts';
import { loadEntry, loadText } from './load-text.ts';
import { csvText, jsonRows, tableText } from './output.ts';
import { addSpreadCommands } from './spread-commands.ts';
import { refuseFollower } from './steps/following.ts';
import { surroundingsFrom } from './surroundings.ts';
import { tell } from './tell.ts';

// Each command loads its own job only: rollback has to take effect within a second, and DuckDB alone takes half of one.
const surroundings = surroundingsFrom(process.env);
let answered = false;
let record: Recording = () => Promise.reject(new Error('Chương trình này không có nhật ký kiểm toán.'));

/** A job that changes what readers see: it stands in the audit. */
const noted = <T>(job: Job<T>) => audited(record, job, surroundings);

/** The same for a job on a store of this data folder's own. */
function onStore<T>(job: Job<T>): Promise<T> {
  refuseFollower(surroundings);
  return noted(job);
}

/** Writes the answer: one JSON value with --json, else text for people. */
function answer(command: Command, value: unknown, text: string): void {
  answered = true;
  const { json } = command.optsWithGlobals<{ json?: boolean }>();
  process.stdout.write(`${json ? JSON.stringify(value) : text}\n`);
}

const program = new Command('npm run etl --')
  .description('Nạp, kiểm tra và công bố số liệu của Lăng Kính')
  .option('--json', 'trả lời bằng một giá trị JSON trên stdout')
  .exitOverride()
  .configureOutput({ writeOut: (text) => void process.stderr.write(text) })
  .showHelpAfterError('(xem --help)');

/** A command that takes --json behind its name too. */
function command(name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .option('--json', 'trả lời bằng JSON')
    .allowExcessArguments(false);
}

addSpreadCommands({ command, answer, noted, surroundings });

interface LoadArguments {
  replace?: boolean;
  maxRejects: number;
  acceptDrop?: boolean;
}

for (const [name, description, checkOnly] of [
  ['load', 'nạp các thư mục số liệu theo thứ tự ngày chốt, công bố một lần', false],
  ['check', 'cho biết một lần nạp sẽ làm gì; không lưu gì', true],
] as const) {
  command(name, description)
    .argument('<thư_mục...>', 'thư mục của từng kỳ số liệu')
    .option('--replace', 'nạp lại kỳ mới nhất để sửa')
    .addOption(
      new Option('--max-rejects <phần_trăm>', 'tỷ lệ dòng bị loại cho phép').argParser(percent).default(1),
    )
    .option('--accept-drop', 'chấp nhận tệp ít dòng hơn kỳ trước quá 20 %')
    .action(async (folders: string[], options: LoadArguments, self: Command) => {
      const { load } = await import('./jobs/load.ts');
      const chosen = {
        replace: options.replace ?? false,
        maxRejects: options.maxRejects,
        acceptDrop: options.acceptDrop ?? false,
      };
      const work = () => load(folders, { ...chosen, checkOnly }, surroundings);
      const asked = {
        folders: folders.length,
        replace: chosen.replace,
        accept_drop: chosen.acceptDrop,
        max_rejects: chosen.maxRejects,
      };
      const report = checkOnly ? await work() : await onStore({ name: 'load', asked, work, told: loadEntry });
      answer(self, report, loadText(report, checkOnly));
    });
}

command('undo', 'lấy kỳ mới nhất ra khỏi kho và công bố lại').action(
  async (_options: unknown, self: Command) => {
    const { undo } = await import('./jobs/versions.ts');
    const done = await onStore({
      name: 'undo',
      asked: {},
      work: () => undo(surroundings),
      told: ({ undone, version, contentHash }) => ({
        object: version,
        detail: { undone, content_hash: contentHash },
      }),
    });
    answer(
      self,
      { undone: done.undone, version: done.version, content_hash: done.contentHash },
      `Đã lấy ra kỳ ${done.undone}. Bản đang dùng: ${done.version}`,
    );
  },
);

command('status', 'bản đang dùng và kho số liệu').action(async (_options: unknown, self: Command) => {
  const { status } = await import('./jobs/status.ts');
  const value = await status(surroundings);
  answer(
    self,
    value,
    tableText(
      ['mục', 'giá trị'],
      Object.entries(value).map(([key, cell]) => [key, JSON.stringify(cell)]),
    ),
  );
});

command('versions', 'mọi bản đã công bố').action(async (_options: unknown, self: Command) => {
  const { keptWords, listVersions } = await import('./jobs/versions.ts');
  const lines = listVersions(surroundings);
  const rows = lines.map((line) => [
    line.live ? '*' : '',
    line.version,
    line.published_at,
    line.snapshots,
    line.content_hash.slice(0, 12),
    keptWords[line.kept ?? 'going'],
  ]);
  answer(self, lines, tableText(['', 'bản', 'công bố lúc', 'số kỳ', 'băm nội dung', 'lưu giữ'], rows));
});

command('rollback', 'đưa người đọc về một bản trước')
  .argument('[bản]', 'ví dụ 2026-10-31.001; mặc định: bản trước bản đang dùng')
  .action(async (version: string | undefined, _options: unknown, self: Command) => {
    const { rollback } = await import('./jobs/rollback.ts');
    const value = await onStore({
      name: 'rollback',
      asked: { version: version ?? null },
      work: () => rollback(version, surroundings),
      told: (done) => ({ object: done.version, detail: {} }),
    });
    answer(self, value, `Bản đang dùng: ${value.version}`);
  });

command('verify', 'tính lại mọi kiểm tra trên các tệp đang dùng')
  .option('--recount', 'đếm lại mọi bảng số liệu từ kho, cả khi kho lớn')
  .option('--no-recount', 'không đếm lại, cả khi kho nhỏ')
  .option('--disclosure', 'thử suy ra các ô đã che của bản hạn chế, bằng quy hoạch tuyến tính')
  .option('--target <địa_chỉ>', 'bản mà một ClickHouse đang cho đọc, thay cho các tệp ở đây')
  .action(async (options: { recount?: boolean; disclosure?: boolean; target?: string }, self: Command) => {
    if (options.target !== undefined) {
      const { verifyTarget, targetText } = await import('./jobs/verify-target.ts');
      const held = await verifyTarget(options.target, surroundings);
      answer(self, held, targetText(held));
      if (!held.passed) process.exitCode = exitCode.refused;
      return;
    }
    if (options.disclosure) {
      const { verifyDisclosure, disclosureText } = await import('./jobs/verify-disclosure.ts');
      const found = await verifyDisclosure(surroundings);
      answer(self, found, disclosureText(found));
      if (!found.passed) process.exitCode = exitCode.refused;
      return;
    }
    const { verifiedText, verify } = await import('./jobs/verify.ts');
    const value = await verify(surroundings, { recount: options.recount });
    answer(self, value, verifiedText(value));
    if (!value.passed) process.exitCode = exitCode.refused;
  });

command('rebuild', 'dựng lại kho và bản công bố từ các kỳ đã nhận')
  .option('--accept-missing', 'dựng lại cả khi thiếu một kỳ mà bản công bố mới nhất có')
  .action(async (options: { acceptMissing?: boolean }, self: Command) => {
    const { rebuild } = await import('./jobs/rebuild.ts');
    const acceptMissing = options.acceptMissing ?? false;
    const done = await onStore({
      name: 'rebuild',
      asked: { accept_missing: acceptMissing },
      work: () => rebuild({ acceptMissing }, surroundings),
      told: ({ version, contentHash, snapshots }) => ({
        object: version,
        detail: { content_hash: contentHash, snapshots },
      }),
    });
    answer(
      self,
      { version: done.version, content_hash: done.contentHash, snapshots: done.snapshots },
      `Đã dựng lại kho từ ${done.snapshots} kỳ. Bản đang dùng: ${done.version}`,
    );
  });

command('rejects', 'danh sách dòng bị loại')
  .argument('[ngày_chốt]', 'chỉ của kỳ này (YYYY-MM-DD)', date)
  .action(async (asOf: string | undefined, _options: unknown, self: Command) => {
    const { rejects } = await import('./jobs/rejects.ts');
    const rows = await rejects(asOf ?? null, surroundings);
    const heads = ['as_of', 'file', 'line', 'column', 'reason', 'found', 'expected', 'mended_in'];
    answer(
      self,
      rows,
      tableText(
        heads,
        rows.map((row) => heads.map((head) => row[head] ?? null)),
      ),
    );
  });

command('query', 'chạy một câu SELECT trên tệp phân tích đang dùng')
  .argument('<sql>')
  .addOption(new Option('--format <dạng>').choices(['table', 'csv', 'json']).default('table'))
  .action(async (sql: string, options: { format: string }, self: Command) => {
    const { query } = await import('./jobs/query.ts');
    const columns = await query(sql, surroundings);
    const rows = (columns.data[0] ?? []).map((_, row) => columns.data.map((column) => column[row] ?? null));
    const format = self.optsWithGlobals<{ json?: boolean }>().json ? 'json' : options.format;
    const text =
      format === 'json'
        ? jsonRows(columns)
        : format === 'csv'
          ? csvText(columns.names, rows)
          : tableText(columns.names, rows);
    answered = true;
    process.stdout.write(`${text}\n`);
  });

command('sample', 'làm số liệu mẫu')
  .requiredOption('--out <thư_mục>', 'nơi ghi')
  .addOption(new Option('--scale <quy_mô>').choices(['block', 'province', 'nation']).default('block'))
  .option('--from <tháng>', 'từ YYYY-MM', month)
  .option('--until <tháng>', 'đến YYYY-MM', month)
  .option('--seed <số>', 'cùng số, cùng số liệu', seed, 1)
  .addOption(new Option('--format <dạng>').choices(['csv', 'parquet']))
  .action(async (options: SampleArguments, self: Command) => {
    if (options.from && options.until && options.from > options.until)
      throw new UsageError('--from sau --until');
    const { makeSample } = await import('./sample/make.ts');
    const report = await makeSample(
      {
        ...options,
        format: options.format ?? (options.scale === 'nation' ? 'parquet' : 'csv'),
        onProgress: (done, total, label) => surroundings.progress(`số liệu mẫu ${done}/${total} (${label})`),
      },
      { scratch: join(options.out, '.scratch') },
    ).catch((error: unknown) => {
      throw error instanceof RangeError ? new UsageError(error.message) : error;
    });
    answer(self, report, `Đã làm số liệu mẫu ở ${options.out}.`);
  });

interface SampleArguments {
  out: string;
  scale: 'block' | 'province' | 'nation';
  from?: string;
  until?: string;
  seed: number;
  format?: 'csv' | 'parquet';
}

command('template', 'làm sổ tính trống để đơn vị điền, có danh mục chọn sẵn')
  .requiredOption('--out <thư_mục>', 'nơi ghi')
  .action(async ({ out }: { out: string }, self: Command) => {
    const { writeTemplates } = await import('./jobs/template.ts');
    const value = await writeTemplates(out, surroundings);
    answer(self, value, `Đã làm ${value.files.length} sổ tính trống ở ${out}: ${value.files.join(', ')}.`);
  });

/**
 * Runs the command that the arguments name, and sets the exit code. `recording` writes down what changes; it is asked
 * before anything changes.
 */
export async function runEtl(recording: Recording): Promise<void> {
  record = recording;
  // A reader that closes the pipe early (| head) has what it wants.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = tell(error, {
      json: process.argv.includes('--json') && !answered,
      dataDir: surroundings.dataDir,
      note: surroundings.note,
    });
  }
}
