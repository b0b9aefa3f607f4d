import { existsSync, readFileSync } from 'node:fs';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { spans, type Span } from '../../lib/server/briefing/period.ts';
import type { PinnedTable } from '../../lib/server/briefing/pinned.ts';
import { dataDir } from '../../lib/server/environment.ts';
import type { Reader } from '../../lib/server/reader.ts';
import type { LiveVersion } from '../../lib/server/version.ts';
import { Refused } from '../answer.ts';

/** Which briefing a command is about. */
export interface PeriodOptions {
  month: string;
  span: Span;
  disclosure: 'full' | 'restricted';
}

/** The options of a command that say which briefing it is about. */
export function periodOptions(command: Command): Command {
  return command
    .option('--json', 'trả lời bằng JSON')
    .requiredOption('--month <tháng>', 'tháng cuối của kỳ báo cáo, YYYY-MM', month)
    .addOption(new Option('--span <kỳ>', 'kỳ báo cáo').choices(spans).default('month'))
    .addOption(new Option('--disclosure <chế_độ>').choices(['full', 'restricted']).default('full'));
}

function month(value: string): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(value)) throw new InvalidArgumentError('cần YYYY-MM');
  return value;
}

/** The bytes of a file that a person named. Throws Refused. */
export function readInput(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new Refused(`Không đọc được tệp "${path}".`, { cause });
  }
}

/** The published versions of this data folder, or of WAREHOUSE_URL. */
export async function openWarehouse(): Promise<Reader> {
  const { openReader } = await import('../../lib/server/warehouse.ts');
  return openReader({
    dataDir: dataDir(),
    now: Date.now,
    warn: (text) => void process.stderr.write(`${text}\n`),
  });
}

/** What analysts pinned into the annex, with its tables on a version; nothing where nobody has kept anything yet. */
export async function pinnedTables(version: LiveVersion): Promise<PinnedTable[]> {
  const { statePath } = await import('../../lib/server/state/open.ts');
  const { stateUrl } = await import('../../lib/server/state/url.ts');
  if (stateUrl() === null && !existsSync(statePath(dataDir()))) return [];
  const { pinnedNow } = await import('../../lib/server/kept/annex.ts');
  const { sqlService } = await import('../../lib/server/sql/service.ts');
  const { withPeople } = await import('../admin/with-people.ts');
  return withPeople(({ state }) => pinnedNow(state, version, sqlService));
}
