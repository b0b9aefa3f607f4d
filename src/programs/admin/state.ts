import type { Command } from 'commander';
import { dataDir } from '../../lib/server/environment.ts';
import type { Moved } from '../../lib/server/state/move.ts';
import { answer, Refused } from '../answer.ts';
import { operatorName } from '../operator.ts';
import { commandOf } from './command.ts';

/** `state move`: the state of this data folder into the PostgreSQL of STATE_URL_FILE. */
export function addStateCommands(program: Command): void {
  const state = program.command('state').description('nơi để tài khoản, phiên và nhật ký');
  const description =
    'chuyển tài khoản, mã truy cập, nhật ký và những gì đã lưu sang PostgreSQL của STATE_URL_FILE';
  commandOf(state, 'move', description).action(async (_options: unknown, self: Command) => {
    const moved = await moveHere();
    const count = (table: 'people' | 'audit') => moved.rows[table] ?? 0;
    const text = moved.changed
      ? `Đã chuyển ${count('people')} tài khoản và ${count('audit')} mục nhật ký; chuỗi nhật ký nguyên vẹn ở nơi mới. Mọi người đăng nhập lại.\n` +
        'Trên mỗi máy khác: chép key/audit.key của máy này, rồi đặt STATE_URL_FILE. Tệp private/state.db nay không dùng nữa: giữ theo quy định sao lưu.'
      : 'Đã chuyển từ trước: không có gì phải làm.';
    answer(self, moved, text);
  });
}

async function moveHere(): Promise<Moved> {
  const { stateUrl } = await import('../../lib/server/state/url.ts');
  const url = stateUrl();
  if (url === null) throw new Refused('Chưa đặt STATE_URL_FILE: không biết chuyển trạng thái đến đâu.');
  const { openState } = await import('../../lib/server/state/open.ts');
  const { moveState } = await import('../../lib/server/state/move.ts');
  const from = await openState(dataDir(), null);
  try {
    const to = await openState(dataDir(), url);
    try {
      return await moveState(from, to, operatorName());
    } finally {
      await to.destroy();
    }
  } finally {
    await from.destroy();
  }
}
