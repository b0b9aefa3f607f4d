import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { dataDir } from '../lib/server/environment.ts';
import { formats, type Format } from '../lib/server/briefing/manifest.ts';
import { spans, type Span } from '../lib/server/briefing/period.ts';
import type { Warehouse } from '../lib/server/warehouse.ts';
import { answer, exitCode, Refused, tell } from './answer.ts';

// What a command needs is loaded when it runs: DuckDB and the makers of documents take a second.

const program = new Command('npm run briefing --')
  .description('Lập báo cáo kỳ của Lăng Kính, và kiểm tra báo cáo đã lập')
  .option('--json', 'trả lời bằng một giá trị JSON trên stdout')
  .exitOverride()
  .configureOutput({ writeOut: (text) => void process.stderr.write(text) })
  .showHelpAfterError('(xem --help)');

interface MakeOptions {
  month?: string;
  out?: string;
  format: Format[];
  span: Span;
  disclosure: 'full' | 'restricted';
  version?: string;
  texts?: string;
}

function month(value: string): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(value)) throw new InvalidArgumentError('cần YYYY-MM');
  return value;
}

function formatList(value: string): Format[] {
  const names = [...new Set(value.split(',').map((name) => name.trim()))];
  return names.map((name) => {
    const known = formats.find((format) => format === name);
    if (!known) throw new InvalidArgumentError(`chỉ có ${formats.join(', ')}`);
    return known;
  });
}

program
  .command('make', { isDefault: true })
  .description('lập báo cáo')
  .option('--json', 'trả lời bằng JSON')
  .requiredOption('--month <tháng>', 'tháng cuối của kỳ báo cáo, YYYY-MM', month)
  .requiredOption('--out <thư_mục>', 'nơi ghi')
  .addOption(
    new Option('--format <dạng>', 'một hay nhiều dạng')
      .argParser(formatList)
      .default([...formats], formats.join(',')),
  )
  .addOption(new Option('--span <kỳ>', 'kỳ báo cáo').choices(spans).default('month'))
  .addOption(new Option('--disclosure <chế_độ>').choices(['full', 'restricted']).default('full'))
  .option('--version <bản>', 'bản số liệu, mặc định bản đang dùng')
  .option('--texts <tệp>', 'phần đánh giá đã soạn, một tệp JSON')
  .allowExcessArguments(false)
  .action(async (options: MakeOptions & { month: string; out: string }, self: Command) => {
    const { briefingFiles, fileName } = await import('../lib/server/briefing/files.ts');
    const { readTexts } = await import('../lib/server/briefing/texts.ts');
    const warehouse = await openWarehouse();
    const version = await (options.version ? warehouse.named(options.version) : warehouse.live());
    const texts = options.texts ? readTexts(readFileSync(options.texts, 'utf8')) : {};
    const request = { ...options, texts, secrecy: null, isDraft: false };
    const made = await briefingFiles(version, request);
    mkdirSync(options.out, { recursive: true });
    const files: string[] = [];
    for (const format of options.format) {
      const path = join(options.out, fileName(request, format));
      writeFileSync(`${path}.part`, await made.file(format));
      renameSync(`${path}.part`, path);
      files.push(path);
      process.stderr.write(`${path}\n`);
    }
    answer(
      self,
      { month: options.month, version: version.id, files, manifest: made.manifest },
      `Đã lập báo cáo từ bản ${version.id}.`,
    );
  });

program
  .command('verify')
  .description('lập lại một báo cáo từ nguồn gốc ghi trong tệp và so từng byte')
  .option('--json', 'trả lời bằng JSON')
  .argument('<tệp>')
  .allowExcessArguments(false)
  .action(async (path: string, _options: unknown, self: Command) => {
    const { verifyBriefing } = await import('../lib/server/briefing/verify.ts');
    const warehouse = await openWarehouse();
    const verdict = await verifyBriefing(readInput(path), (version) => warehouse.named(version));
    const { identical, differs, manifest, message } = verdict;
    answer(self, { identical, differs, version: manifest.version, month: manifest.month }, message);
    if (!identical) process.exitCode = exitCode.refused;
  });

function readInput(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new Refused(`Không đọc được tệp "${path}".`, { cause });
  }
}

async function openWarehouse(): Promise<Warehouse> {
  const { Warehouse } = await import('../lib/server/warehouse.ts');
  return new Warehouse({
    dataDir: dataDir(),
    now: Date.now,
    warn: (text) => void process.stderr.write(`${text}\n`),
  });
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = tell(error, { json: process.argv.includes('--json') });
}
// Connections to the warehouse would keep the process.
process.stdout.write('', () => process.exit());
