import { InvalidArgumentError, type Command } from 'commander';
import {
  issueToken,
  listTokens,
  mostTokenDays,
  revokeTokens,
  usualTokenDays,
  type KnownToken,
} from '../../lib/server/people/tokens.ts';
import { answer, Refused } from '../answer.ts';
import { commandOf, tableText } from './command.ts';
import { changingPeople, noted, withPeople } from './with-people.ts';

/** `token NAME`, `token list` and `token revoke LABEL|TOKEN|NAME`. */
export function addTokenCommands(program: Command): void {
  const token = program.command('token').description('mã truy cập API');
  commandOf(token, 'issue', 'cấp một mã cho một tài khoản; in ra một lần', { isDefault: true })
    .argument('<tên>')
    .option('--days <số_ngày>', `hiệu lực, nhiều nhất ${mostTokenDays} ngày`, days, usualTokenDays)
    .action(async (name: string, options: { days: number }, self: Command) => {
      const issued = await changingPeople(async (world) => {
        const made = await issueToken(world, name, options.days);
        const detail = { token: made.label, role: made.role, expires_at: made.expiresAt };
        await noted(world, { action: 'token_add', object: made.name, detail });
        return made;
      });
      const { label, role, expiresAt } = issued;
      const text = `Mã truy cập của ${issued.name} (${role}), chỉ hiện lần này: ${issued.token}\nNhãn: ${label}; hết hạn: ${expiresAt}`;
      answer(self, { token: issued.token, role, expires_at: expiresAt }, text);
    });
  commandOf(token, 'list', 'mọi mã đã cấp').action(async (_options: unknown, self: Command) => {
    const tokens = await withPeople((world) => listTokens(world, null));
    answer(self, tokens, tableOf(tokens));
  });
  commandOf(token, 'revoke', 'thu hồi mã theo nhãn, theo chính mã đó, hoặc mọi mã của một tài khoản')
    .argument('<nhãn|mã|tên>')
    .action(async (which: string, _options: unknown, self: Command) => {
      const revoked = await changingPeople(async (world) => {
        const ended = await revokeTokens(world, which);
        for (const token of ended)
          await noted(world, { action: 'token_revoke', object: token.name, detail: { token: token.label } });
        return ended;
      });
      if (revoked.length === 0) throw new Refused('Không có mã còn hiệu lực với nhãn, mã hay tên đó.');
      answer(self, revoked, tableOf(revoked));
    });
}

function days(value: string): number {
  const number = Number(value);
  if (!/^\d{1,3}$/.test(value) || number < 1 || number > mostTokenDays)
    throw new InvalidArgumentError(`cần một số nguyên từ 1 đến ${mostTokenDays}`);
  return number;
}

function tableOf(tokens: readonly KnownToken[]): string {
  const heads = ['nhãn', 'tài khoản', 'cấp lúc', 'hết hạn', 'dùng lần cuối', 'thu hồi lúc'];
  const time = (text: string | null) => text?.slice(0, 16).replace('T', ' ') ?? '';
  const rows = tokens.map((token) => [
    token.label,
    token.name,
    time(token.created_at),
    time(token.expires_at),
    time(token.used_at),
    time(token.revoked_at),
  ]);
  return tableText(heads, rows);
}
