import { isCode } from '../error-code.ts';
import { RefusedError } from '../errors.ts';
import { enterInLedger, ledgerOf } from '../spread/ledger.ts';
import { openTarget } from '../spread/open.ts';
import { nextPointer, pointerTextIn } from '../spread/pointer.ts';
import { currentIn, keysOf } from '../spread/source.ts';
import { spread, type SpreadReport } from '../spread/spread.ts';
import type { Target } from '../spread/target.ts';
import { policyOf } from '../steps/retention.ts';
import { places, type Surroundings } from '../surroundings.ts';
import { refuseSame } from './pull.ts';

/** What is copied, and how closely what is there is looked at. */
export interface SpreadOptions {
  /** Case rows too (`analyst.duckdb`). */
  analyst: boolean;
  /** Reads versions that are there in full, and mends them. */
  byHash: boolean;
}

export interface PushOptions extends SpreadOptions {
  /** Goes on where a target that had versions has none now. */
  anew: boolean;
}

/** Where the version stands that each target got last. */
const targetLedger = 'push-targets';

/**
 * Brings a target to where this data folder's published versions are; store, keys, state and settings never leave.
 * Throws RefusedError: nothing_published, unreadable_file, not_writable, other_publisher, same_place, bad_setting, not_signed; BusyError;
 * UsageError for an address of an unknown kind; SettingError.
 */
export async function push(
  text: string,
  { analyst, byHash, anew }: PushOptions,
  surroundings: Surroundings,
): Promise<SpreadReport & { target: string }> {
  const { published } = places(surroundings.dataDir);
  const { now, note } = surroundings;
  const policy = policyOf(surroundings);
  const keys = keysOf(surroundings);
  currentIn(published);
  const target = await openTarget(text, surroundings, { byHash });
  try {
    if (target.place === published) refuseSame(published);
    if (!anew) await refuseEmptied(target, surroundings);
    const { own: key } = keys;
    const pointerFor = (version: string, there: string | null) =>
      key ? nextPointer(surroundings, { version, there, key }) : pointerTextIn(published);
    const current = () => currentIn(published);
    const report = await spread(published, target, { current, pointerFor, policy, analyst, keys, now, note });
    enterInLedger(surroundings, targetLedger, { [target.place]: report.version });
    return { target: target.place, ...report };
  } catch (error) {
    throw isCode(error, 'ENOENT', 'ENODEV', 'ENXIO') ? gone(target.place, error) : error;
  } finally {
    await target.close();
  }
}

function gone(place: string, cause: unknown): RefusedError {
  return new RefusedError(
    {
      reason: 'not_writable',
      file: place,
      found: {
        vi: 'nơi nhận không còn đó, hoặc mất giữa chừng',
        en: 'a place that is gone, or was lost on the way',
      },
      expected: { vi: 'nơi nhận ghi được', en: 'a place that can be written' },
      hint: {
        vi: 'Gắn lại ổ mạng rồi chạy lại cùng lệnh: nó làm nốt phần còn lại.',
        en: 'Mount it again, then run the same command again: it does the rest.',
      },
    },
    { cause },
  );
}

/** Where a mount is missing there is an empty folder: what was meant for another machine would fill this one's disk. */
async function refuseEmptied(target: Target, surroundings: Surroundings): Promise<void> {
  const known = ledgerOf(surroundings, targetLedger)[target.place];
  if (typeof known !== 'string' || (await target.ages()).length > 0) return;
  throw new RefusedError({
    reason: 'not_writable',
    file: target.place,
    found: {
      vi: `nơi nhận trống, trước đây có bản ${known}`,
      en: `an empty place, which had version ${known} before`,
    },
    expected: { vi: 'các bản đã đẩy đến đó', en: 'the versions that were pushed there' },
    hint: {
      vi: 'Xem ổ mạng đã gắn chưa. Nếu nơi nhận được làm lại từ đầu, chạy lại với --anew.',
      en: 'See whether it is mounted. If it was made anew, run this again with --anew.',
    },
  });
}
