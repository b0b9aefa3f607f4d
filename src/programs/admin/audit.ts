import { InvalidArgumentError, type Command } from 'commander';
import { dataDir } from '../../lib/server/environment.ts';
import { answer, exitCode, Refused } from '../answer.ts';
import { operatorName } from '../operator.ts';
import type { Archive } from '../../lib/server/audit/archive.ts';
import type { State } from '../../lib/server/state/open.ts';

interface Head {
  seq: number;
  hash: string;
}

const headForm = /^(\d{1,15}):([0-9a-f]{64})$/;

function head(text: string, before: Head[] = []): Head[] {
  const [, seq, hash] = headForm.exec(text.trim().toLowerCase()) ?? [];
  if (seq === undefined || hash === undefined)
    throw new InvalidArgumentError('cần SỐ:MÃ_BĂM như "audit verify" in ra');
  return [...before, { seq: Number(seq), hash }];
}

/** `audit verify`, `retention`, `archive` and `restart`. */
export function addAuditCommands(program: Command): void {
  const audit = program.command('audit').description('nhật ký kiểm toán');
  audit
    .command('verify')
    .description('tìm mọi chỗ bị sửa, xóa, đảo, chèn hoặc cắt trong nhật ký')
    .option('--json', 'trả lời bằng JSON')
    .option('--head <số:mã_băm>', 'mục cuối đã chép ra giấy; dùng được nhiều lần', head)
    .action(async (options: { head?: Head[] }, self: Command) => {
      const { verifyAudit } = await import('../../lib/server/audit/verify.ts');
      const { checkText } = await import('../../lib/server/audit/words.ts');
      const check = await withState((state) => verifyAudit(state, options.head));
      answer(self, check, checkText(check));
      if (!check.passed) process.exitCode = exitCode.refused;
    });
  audit
    .command('retention')
    .description('giữ các mục trong bảng bao nhiêu tháng; mặc định giữ tất cả')
    .argument('<số_tháng|all>', 'từ 1, hoặc all', keptMonths)
    .option('--json', 'trả lời bằng JSON')
    .action(async (months: number | null, _options: unknown, self: Command) => {
      const { setKeepMonths } = await import('../../lib/server/audit/retention.ts');
      await withState((state) => setKeepMonths(state, months, operatorName()));
      const text =
        months === null ? 'Giữ tất cả các mục.' : `Giữ ${months} tháng. Chạy "audit archive" mỗi tháng.`;
      answer(self, { keep_months: months }, text);
    });
  audit
    .command('archive')
    .description('chuyển các mục cũ hơn mức giữ ra một tệp lưu trữ; chuỗi nối tiếp từ mã băm của tệp')
    .option('--json', 'trả lời bằng JSON')
    .action(async (_options: unknown, self: Command) => {
      const { keepMonths, monthsBefore } = await import('../../lib/server/audit/retention.ts');
      const { archiveBefore } = await import('../../lib/server/audit/archive.ts');
      const months = keepMonths(dataDir());
      if (months === null)
        throw new Refused('Đang giữ tất cả các mục. Đặt mức giữ bằng "audit retention SỐ_THÁNG".');
      const before = monthsBefore(new Date(), months);
      const archive = await withState((state) => archiveBefore(state, before, operatorName()));
      answer(self, archive, archive ? archiveText(archive) : `Không có mục nào cũ hơn ${months} tháng.`);
    });
  audit
    .command('restart')
    .description('khi khóa của nhật ký đã mất: cất mọi mục và bắt đầu chuỗi mới với khóa mới')
    .option('--json', 'trả lời bằng JSON')
    .action(async (_options: unknown, self: Command) => {
      const { restartAudit } = await import('../../lib/server/audit/archive.ts');
      const archive = await withState((state) => restartAudit(state, operatorName()));
      answer(
        self,
        archive,
        `${archiveText(archive)}\nKhông còn kiểm tra được phần này; chuỗi mới bắt đầu ở mục ${archive.through + 1}.`,
      );
    });
}

function keptMonths(text: string): number | null {
  if (text === 'all') return null;
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('cần số tháng từ 1 đến 9999, hoặc all');
  return Number(text);
}

function archiveText({ entries, file, closing_hash, through }: Archive): string {
  return `Đã chuyển ${entries} mục vào private/audit-archive/${file}. Mã băm cuối: ${through}:${closing_hash}`;
}

async function withState<Result>(work: (state: State) => Promise<Result>): Promise<Result> {
  const { openState } = await import('../../lib/server/state/open.ts');
  const state = await openState(dataDir());
  try {
    return await work(state);
  } finally {
    await state.destroy();
  }
}
