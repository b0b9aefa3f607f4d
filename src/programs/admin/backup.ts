import type { Command } from 'commander';
import { dataDir } from '../../lib/server/environment.ts';
import { answer } from '../answer.ts';
import { programVersion } from '../program-version.ts';

interface Options {
  withKey?: boolean;
  withoutKey?: boolean;
  withoutState?: boolean;
  passphraseFile?: string;
}

/** `backup FILE` and `restore FILE`. */
export function addBackupCommands(program: Command): void {
  program
    .command('backup')
    .description('ghi mọi thứ vào một tệp, trong khi máy chủ vẫn chạy')
    .argument('<tệp>', 'nằm ngoài thư mục số liệu, chưa có')
    .option('--with-key', 'kèm các khóa, mã hóa bằng một cụm mật khẩu')
    .option('--passphrase-file <tệp>', 'dòng đầu là cụm mật khẩu; mặc định hỏi trên cửa sổ lệnh')
    .option('--without-state', 'tài khoản và nhật ký ở PostgreSQL, đã sao bằng pg_dump')
    .option('--json', 'trả lời bằng JSON')
    .action(async (file: string, options: Options, self: Command) => {
      const { surroundingsFrom } = await import('#etl/surroundings.ts');
      const { writeBackup } = await import('../backup/write.ts');
      const { readPassphrase } = await import('../passphrase.ts');
      const passphrase = options.withKey
        ? await readPassphrase(options.passphraseFile, { isNew: true })
        : null;
      const how = { passphrase, program: programVersion(), withoutState: options.withoutState ?? false };
      const backup = await writeBackup(file, how, surroundingsFrom(process.env));
      const keys = backup.with_key
        ? 'Có kèm khóa: giữ cụm mật khẩu ở nơi khác với tệp này.'
        : 'Không kèm khóa: sao riêng thư mục "key", nếu không sẽ không nạp tiếp được sau khi khôi phục.';
      const text = `Đã sao lưu ${backup.files} tệp vào ${backup.file} (${backup.bytes} byte).\nSHA-256: ${backup.sha256}\n${keys}`;
      answer(self, backup, text);
    });
  program
    .command('restore')
    .description('khôi phục một tệp sao lưu vào DATA_DIR trống')
    .argument('<tệp>')
    .option('--passphrase-file <tệp>', 'dòng đầu là cụm mật khẩu của khóa')
    .option('--without-key', 'bỏ qua các khóa trong tệp')
    .option('--json', 'trả lời bằng JSON')
    .action(async (file: string, options: Options, self: Command) => {
      const { restoreBackup } = await import('../backup/read.ts');
      const { readPassphrase } = await import('../passphrase.ts');
      const ask = () => readPassphrase(options.passphraseFile, { isNew: false });
      const restored = await restoreBackup(file, dataDir(), options.withoutKey ? null : ask);
      answer(self, { ...restored, data_dir: dataDir() }, restoredText(restored));
    });
}

function restoredText({
  files,
  created_at,
  keys,
}: {
  files: number;
  created_at: string;
  keys: string[];
}): string {
  const lacks = ['pseudonym.key', 'audit.key'].filter((name) => !keys.includes(name));
  return [
    `Đã khôi phục ${files} tệp vào ${dataDir()}, như lúc ${created_at}. Mọi phiên đăng nhập cũ đã kết thúc.`,
    ...(lacks.includes('pseudonym.key')
      ? [
          'Thiếu key/pseudonym.key: xem được, nhưng không nạp được kỳ mới, vì mã giả của đảng viên sẽ khác. Đưa khóa về từ nơi giữ riêng.',
        ]
      : []),
    ...(lacks.includes('audit.key')
      ? [
          'Thiếu key/audit.key: không ghi được nhật ký, nên không đăng nhập hay nạp được. Đưa khóa về, hoặc bắt đầu chuỗi mới: npm run admin -- audit restart.',
        ]
      : []),
    'Kiểm tra: npm run etl -- verify; npm run admin -- audit verify. Quyền và mã truy cập API thu hồi sau lúc sao lưu nay lại có hiệu lực: xem lại.',
  ].join('\n');
}
