import type { Command } from 'commander';
import type { DifferenceLine } from '../../lib/server/briefing/difference-words.ts';
import type { State } from '../../lib/server/state/open.ts';
import type { IssuedBriefing } from '../../lib/server/state/tables.ts';
import { answer, Refused } from '../answer.ts';
import { operatorName } from '../operator.ts';
import { openWarehouse, periodOptions, type PeriodOptions } from './inputs.ts';

/** `issue`, `list` and `diff`: what the page does with issued briefings. */
export function addDeskCommands(program: Command): void {
  periodOptions(program.command('issue'))
    .description('ban hành báo cáo với phần đánh giá và độ mật đã soạn trên trang Báo cáo')
    .action(async (options: PeriodOptions, self: Command) => {
      const issued = await withState((state) => issue(state, options));
      answer(self, lineOf(issued), `Đã ban hành ${issued.id} từ bản ${issued.version}.`);
    });
  program
    .command('list')
    .description('các báo cáo đã ban hành')
    .option('--json', 'trả lời bằng JSON')
    .action(async (_options: unknown, self: Command) => {
      const { issuedBriefings } = await import('../../lib/server/briefing/desk.ts');
      const lines = (await withState((state) => issuedBriefings(state))).map(lineOf);
      const text = lines.map((line) => Object.values(line).join('\t')).join('\n');
      answer(self, lines, text === '' ? 'Chưa ban hành báo cáo nào.' : text);
    });
  program
    .command('diff')
    .description('số liệu khác nhau giữa hai báo cáo đã ban hành, và lý do')
    .argument('<trước>', 'tên như "list" in ra, ví dụ 2026-10.month.1')
    .argument('<sau>')
    .option('--json', 'trả lời bằng JSON')
    .action(async (then: string, now: string, _options: unknown, self: Command) => {
      const lines = await withState((state) => differences(state, then, now));
      const told = lines.map(({ figure, period, then: before, now: after, reason }) =>
        [figure, period, before, after, reason].join('\t'),
      );
      answer(self, lines, told.length === 0 ? 'Không có số liệu nào khác nhau.' : told.join('\n'));
    });
}

async function withState<Done>(work: (state: State) => Promise<Done>): Promise<Done> {
  const { withPeople } = await import('../admin/with-people.ts');
  return withPeople(({ state }) => work(state));
}

function lineOf({ id, month, span, disclosure, number, version, issued_at, issued_by }: IssuedBriefing) {
  return { id, month, span, disclosure, number, version, issued_at, issued_by };
}

async function issue(state: State, period: PeriodOptions): Promise<IssuedBriefing> {
  const { issueBriefing } = await import('../../lib/server/briefing/desk.ts');
  const { briefingFiles } = await import('../../lib/server/briefing/files.ts');
  const { seenBy } = await import('../../lib/server/briefing/verify.ts');
  const { deskName, secrecyOf, textsOf } = await import('../../lib/server/briefing/written.ts');
  const { pinnedNow } = await import('../../lib/server/kept/annex.ts');
  const { sqlService } = await import('../../lib/server/sql/service.ts');
  const { noted } = await import('../admin/with-people.ts');
  const version = seenBy(period.disclosure, await (await openWarehouse()).live());
  const [texts, secrecy] = [await textsOf(state, period), await secrecyOf(state, period)];
  const pinned = await pinnedNow(state, version, sqlService);
  const made = await briefingFiles(version, { ...period, texts, secrecy, isDraft: false, pinned });
  const now = () => new Date();
  const happened = { object: deskName(period), detail: { version: version.id } };
  await noted({ state, now }, { action: 'briefing_issue', ...happened });
  return issueBriefing(state, made, { by: operatorName(), now: now() });
}

async function differences(state: State, then: string, now: string): Promise<DifferenceLine[]> {
  const { differencesBetween, reasonsBetween, toldIn } =
    await import('../../lib/server/briefing/differences.ts');
  const { differenceLines } = await import('../../lib/server/briefing/difference-words.ts');
  const { briefings: say } = await import('../../lib/i18n/sentences/vi/briefings.ts');
  const { codeBook } = await import('../../lib/server/pages/labels.ts');
  const [before, after] = [toldIn(await named(state, then)), toldIn(await named(state, now))];
  const warehouse = await openWarehouse();
  const versions = { names: warehouse.versions(), open: (id: string) => warehouse.named(id) };
  const reasons = await reasonsBetween({ from: before.version, to: after.version }, versions);
  const codes = await codeBook(await warehouse.live(), 'vi');
  const found = differencesBetween(before, after);
  return differenceLines(found, { then: before, now: after, reasons }, { lang: 'vi', say, codes });
}

async function named(state: State, id: string): Promise<IssuedBriefing> {
  const { issuedBriefings } = await import('../../lib/server/briefing/desk.ts');
  const all = await issuedBriefings(state);
  const found = all.find((issued) => issued.id === id);
  if (found) return found;
  const names = all.map((issued) => issued.id).join(', ');
  throw new Refused(
    `Không có báo cáo đã ban hành "${id.slice(0, 60)}". Có: ${names || 'chưa có báo cáo nào'}.`,
  );
}
