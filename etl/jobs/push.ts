import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isCode } from '../error-code.ts';
import { RefusedError } from '../errors.ts';
import { openTarget } from '../spread/open.ts';
import { currentIn, keysOf } from '../spread/source.ts';
import { spread, type SpreadReport } from '../spread/spread.ts';
import type { Target } from '../spread/target.ts';
import { ownMark } from '../steps/process.ts';
import { policyOf } from '../steps/retention.ts';
import { replaceFile } from '../steps/seal.ts';
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
    const report = await spread(published, target, { policy, analyst, keys, now, note });
    remember(target.place, report.version, surroundings);
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
      found: 'nơi nhận không còn đó, hoặc mất giữa chừng',
      expected: 'nơi nhận ghi được',
      hint: 'Gắn lại ổ mạng rồi chạy lại cùng lệnh: nó làm nốt phần còn lại.',
    },
    { cause },
  );
}

/** Where a mount is missing there is an empty folder: what was meant for another machine would fill this one's disk. */
async function refuseEmptied(target: Target, surroundings: Surroundings): Promise<void> {
  const known = pushed(surroundings)[target.place];
  if (known === undefined || (await target.ages()).length > 0) return;
  throw new RefusedError({
    reason: 'not_writable',
    file: target.place,
    found: `nơi nhận trống, trước đây có bản ${known}`,
    expected: 'các bản đã đẩy đến đó',
    hint: 'Xem ổ mạng đã gắn chưa. Nếu nơi nhận được làm lại từ đầu, chạy lại với --anew.',
  });
}

function remember(place: string, version: string, surroundings: Surroundings): void {
  const path = listPath(surroundings);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  replaceFile(path, `${JSON.stringify({ ...pushed(surroundings), [place]: version })}\n`, ownMark());
}

/** The version that each target got last. */
function pushed(surroundings: Surroundings): Record<string, string> {
  const path = listPath(surroundings);
  if (!existsSync(path)) return {};
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(Object.entries(value).map(([place, version]) => [place, String(version)]));
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function listPath({ dataDir }: Surroundings): string {
  return join(places(dataDir).private, 'push-targets.json');
}
