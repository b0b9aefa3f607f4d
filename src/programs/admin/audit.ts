import { InvalidArgumentError, type Command } from 'commander';
import { dataDir } from '../../lib/server/environment.ts';
import { answer, exitCode } from '../answer.ts';

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

/** `audit verify`, `audit archive`, `audit restart`. */
export function addAuditCommands(program: Command): void {
  const audit = program.command('audit').description('nhật ký kiểm toán');
  audit
    .command('verify')
    .description('tìm mọi chỗ bị sửa, xóa, đảo, chèn hoặc cắt trong nhật ký')
    .option('--json', 'trả lời bằng JSON')
    .option('--head <số:mã_băm>', 'mục cuối đã chép ra giấy; dùng được nhiều lần', head)
    .action(async (options: { head?: Head[] }, self: Command) => {
      const { openState } = await import('../../lib/server/state/open.ts');
      const { verifyAudit } = await import('../../lib/server/audit/verify.ts');
      const { checkText } = await import('../../lib/server/audit/words.ts');
      const state = await openState(dataDir());
      try {
        const check = await verifyAudit(state, options.head);
        answer(self, check, checkText(check));
        if (!check.passed) process.exitCode = exitCode.refused;
      } finally {
        await state.destroy();
      }
    });
}
