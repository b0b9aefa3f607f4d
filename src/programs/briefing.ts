import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { formats, type Format } from '../lib/server/briefing/manifest.ts';
import { answer, exitCode, tell } from './answer.ts';
import { addDeskCommands } from './briefing/desk.ts';
import {
  openWarehouse,
  periodOptions,
  pinnedTables,
  readInput,
  type PeriodOptions,
} from './briefing/inputs.ts';

// What a command needs is loaded when it runs: DuckDB and the makers of documents take a second.

const program = new Command('npm run briefing --')
  .description('Lập báo cáo kỳ của Lăng Kính, và kiểm tra báo cáo đã lập')
  .option('--json', 'trả lời bằng một giá trị JSON trên stdout')
  .exitOverride()
  .configureOutput({ writeOut: (text) => void process.stderr.write(text) })
  .showHelpAfterError('(xem --help)');

interface MakeOptions extends PeriodOptions {
  out: string;
  format: Format[];
  version?: string;
  texts?: string;
  secrecy?: string;
  secrecyBasis?: string;
}

function formatList(value: string): Format[] {
  const names = [...new Set(value.split(',').map((name) => name.trim()))];
  return names.map((name) => {
    const known = formats.find((format) => format === name);
    if (!known) throw new InvalidArgumentError(`chỉ có ${formats.join(', ')}`);
    return known;
  });
}

periodOptions(program.command('make', { isDefault: true }))
  .description('lập báo cáo')
  .requiredOption('--out <thư_mục>', 'nơi ghi')
  .addOption(
    new Option('--format <dạng>', 'một hay nhiều dạng')
      .argParser(formatList)
      .default([...formats], formats.join(',')),
  )
  .option('--version <bản>', 'bản số liệu, mặc định bản đang dùng')
  .option('--texts <tệp>', 'phần đánh giá đã soạn, một tệp JSON')
  .option('--secrecy <mức>', 'độ mật do người có thẩm quyền xác định')
  .option('--secrecy-basis <căn_cứ>', 'văn bản, điều khoản mà độ mật căn cứ vào')
  .allowExcessArguments(false)
  .action(async (options: MakeOptions, self: Command) => {
    const { briefingFiles, fileName } = await import('../lib/server/briefing/files.ts');
    const { readTexts } = await import('../lib/server/briefing/texts.ts');
    const { secrecyIn } = await import('../lib/server/briefing/written.ts');
    const { seenBy } = await import('../lib/server/briefing/verify.ts');
    const warehouse = await openWarehouse();
    const found = await (options.version ? warehouse.named(options.version) : warehouse.live());
    const version = seenBy(options.disclosure, found);
    const texts = options.texts ? readTexts(Buffer.from(readInput(options.texts)).toString('utf8')) : {};
    const secrecy = secrecyIn({ level: options.secrecy ?? '', basis: options.secrecyBasis ?? '' });
    const pinned = await pinnedTables(version);
    const made = await briefingFiles(version, { ...options, texts, secrecy, isDraft: false, pinned });
    mkdirSync(options.out, { recursive: true });
    const files: string[] = [];
    for (const format of options.format) {
      const path = join(options.out, fileName(options, format));
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
    const verdict = await verifyBriefing(
      readInput(path),
      (version) => warehouse.named(version),
      async (query, version) => {
        const { asking } = await import('../lib/server/kept/annex.ts');
        const { sqlService } = await import('../lib/server/sql/service.ts');
        return asking(sqlService())(query, version);
      },
    );
    const { identical, differs, manifest, message } = verdict;
    answer(self, { identical, differs, version: manifest.version, month: manifest.month }, message);
    if (!identical) process.exitCode = exitCode.refused;
  });

addDeskCommands(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = tell(error, { json: process.argv.includes('--json') });
}
// Connections to the warehouse would keep the process.
process.stdout.write('', () => process.exit());
