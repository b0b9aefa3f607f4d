import type { Command } from 'commander';
import { date } from './arguments.ts';
import type { Job } from './audited.ts';
import { isTaken, type ProvinceStanding } from './federation/choose.ts';
import { needsCare, standingText } from './federation/words.ts';
import type { FederateReport } from './jobs/federate.ts';
import type { PushOptions, SpreadOptions } from './jobs/push.ts';
import { tableText } from './output.ts';
import type { SpreadReport } from './spread/spread.ts';
import type { Surroundings } from './surroundings.ts';

/** What the command line gives to a set of commands. */
export interface Bench {
  command(name: string, description: string): Command;
  answer(command: Command, value: unknown, text: string): void;
  noted<T>(job: Job<T>): Promise<T>;
  surroundings: Surroundings;
}

type Flags<T> = { [name in keyof T]?: boolean };

/** Adds `push`, `pull` and `federate`: whole versions to, from and of other places. */
export function addSpreadCommands({ command, answer, noted, surroundings }: Bench): void {
  command('push', 'chép các bản đã công bố đến một nơi khác')
    .argument('<nơi_nhận>', 'thư mục, cũng có thể là ổ mạng đã gắn')
    .option('--analyst', 'kèm tệp phân tích (từng hồ sơ, không có mã)')
    .option('--verify', 'đọc lại toàn bộ nơi nhận, chép lại những gì hỏng')
    .option('--anew', 'nơi nhận trước có bản, nay làm lại từ đầu')
    .action(async (place: string, flags: Flags<{ analyst: 0; verify: 0; anew: 0 }>, self: Command) => {
      const { push } = await import('./jobs/push.ts');
      const options: PushOptions = { ...spreadOptions(flags), anew: flags.anew ?? false };
      const value = await noted({
        name: 'push',
        asked: { ...options },
        work: () => push(place, options, surroundings),
        told: (done) => ({ object: done.version, detail: { target: done.target, copied: done.copied } }),
      });
      answer(self, value, spreadText(value, `Nơi nhận ${value.target}`));
    });
  addFederate({ command, answer, noted, surroundings });
  command('pull', 'theo sau một nơi công bố: lấy về các bản còn thiếu')
    .argument('<nguồn>', 'thư mục có các bản đã công bố')
    .option('--analyst', 'kèm tệp phân tích, nếu nguồn có')
    .option('--verify', 'đọc lại toàn bộ các bản ở đây, chép lại những gì hỏng')
    .action(async (source: string, flags: Flags<{ analyst: 0; verify: 0 }>, self: Command) => {
      const { isBehind, pull } = await import('./jobs/pull.ts');
      const options = spreadOptions(flags);
      const work = () => pull(source, options, surroundings);
      // A timer asks every few minutes: only what changes something is written down.
      const value = isBehind(source, surroundings)
        ? await noted({
            name: 'pull',
            asked: { ...options },
            work,
            told: (done) => ({ object: done.version, detail: { source: done.source, copied: done.copied } }),
          })
        : await work();
      answer(self, value, spreadText(value, 'Thư mục này'));
    });
}

function addFederate({ command, answer, noted, surroundings }: Bench): void {
  command('federate', 'gộp các bản đã công bố của nhiều tỉnh thành một bản')
    .argument('<danh_sách>', 'tệp CSV: prefix,name,folder[,key]')
    .option(
      '--as-of <ngày>',
      'không lấy bản chốt muộn hơn ngày này (YYYY-MM-DD); mặc định: hết tháng mới nhất mà hơn nửa số tỉnh đã đến',
      date,
    )
    .action(async (list: string, { asOf }: { asOf?: string }, self: Command) => {
      const { federate } = await import('./jobs/federate.ts');
      const value = await noted({
        name: 'federate',
        asked: { as_of: asOf ?? null },
        work: () => federate(list, asOf ?? null, surroundings),
        told: ({ version, provinces }) => ({
          object: version,
          detail: { provinces: provinces.map(told) },
        }),
      });
      answer(self, value, federateText(value));
    });
}

/** In a few words, for the audit. */
function told({ prefix, state, passed_over: passed }: ProvinceStanding): string {
  return [prefix, state, ...(passed && isTaken({ state }) ? [passed.fault] : [])].join(' ');
}

function federateText({ version, changed, provinces }: FederateReport): string {
  const count = provinces.filter(isTaken).length;
  const heads = ['tiền tố', 'tỉnh', 'bản', 'tình trạng'];
  const rows = provinces.map((each) => [each.prefix, each.name, each.version, standingText(each)]);
  const care = provinces.filter(needsCare).map(({ prefix }) => prefix);
  return [
    `${changed ? 'Bản gộp mới' : 'Bản gộp không đổi'}: ${version}, ${count}/${provinces.length} tỉnh.`,
    tableText(heads, rows),
    ...(care.length > 0 ? [`Cần xem ${care.length} tỉnh: ${care.join(', ')}.`] : []),
  ].join('\n');
}

function spreadOptions(flags: Flags<{ analyst: 0; verify: 0 }>): SpreadOptions {
  return { analyst: flags.analyst ?? false, byHash: flags.verify ?? false };
}

function spreadText({ version, copied, removed, skipped, switched }: SpreadReport, place: string): string {
  return [
    `${place} ${switched ? 'nay dùng' : 'vẫn dùng'} bản ${version}.`,
    copied.length > 0 ? `Đã chép: ${copied.join(', ')}.` : 'Không có bản nào phải chép.',
    ...(removed.length > 0 ? [`Đã bỏ theo quy định lưu giữ: ${removed.join(', ')}.`] : []),
    ...skipped.map((each) => `Chưa chép được ${each.version}.`),
  ].join('\n');
}
