import { readFileSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { Refused } from './answer.ts';

/**
 * A passphrase from a file's first line, or asked on the terminal without showing it (twice where it is new). Throws
 * Refused when there is neither, or others can read the file.
 */
export async function readPassphrase(
  file: string | undefined,
  { isNew }: { isNew: boolean },
): Promise<string> {
  if (file !== undefined) return passphraseIn(file);
  if (!process.stdin.isTTY) {
    throw new Refused('Không có cửa sổ lệnh để hỏi cụm mật khẩu: dùng --passphrase-file TỆP.');
  }
  const first = await ask('Cụm mật khẩu của khóa: ');
  if (isNew && (await ask('Nhập lại: ')) !== first) throw new Refused('Hai lần nhập không giống nhau.');
  return first;
}

function passphraseIn(file: string): string {
  if ((statSync(file).mode & 0o077) !== 0)
    throw new Refused(`Người khác đọc được "${file}": chạy chmod 600 rồi làm lại.`);
  return readFileSync(file, 'utf8').split(/\r?\n/)[0] ?? '';
}

async function ask(question: string): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
