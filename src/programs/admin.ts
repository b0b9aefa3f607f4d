import { Command } from 'commander';
import { addAuditCommands } from './admin/audit.ts';
import { addBackupCommands } from './admin/backup.ts';
import { addStateCommands } from './admin/state.ts';
import { addTokenCommands } from './admin/tokens.ts';
import { addUserCommands } from './admin/users.ts';
import { tell } from './answer.ts';

const program = new Command('npm run admin --')
  .description('Tài khoản, mã truy cập, nhật ký kiểm toán và sao lưu của Lăng Kính')
  .option('--json', 'trả lời bằng một giá trị JSON trên stdout')
  .exitOverride()
  .configureOutput({ writeOut: (text) => void process.stderr.write(text) })
  .showHelpAfterError('(xem --help)');

// One module a group of commands; what a command needs is loaded when it runs.
addUserCommands(program);
addTokenCommands(program);
addAuditCommands(program);
addBackupCommands(program);
addStateCommands(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = tell(error, { json: process.argv.includes('--json') });
}
