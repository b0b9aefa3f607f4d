import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SettingError } from '#warehouse/reference.ts';
import { places, type Surroundings } from '../surroundings.ts';
import { currentVersion, manifestOf, removeVersion, unlessRefused, versionsIn } from './version-folders.ts';

/** Why a version stays: it is live, it is where rollback goes, it ends its month, it is young, or nobody can tell its age. */
export type Kept = 'live' | 'before_live' | 'month_end' | 'recent' | 'damaged';

export interface Policy {
  /** Every version that was published in so many days stays. */
  keepDays: number;
  /** The last version of each month of as_of stays, whatever its age. */
  keepMonthEnds: boolean;
}

/** A version with when it was published. */
export interface Age {
  version: string;
  /** Null when its manifest cannot be read. */
  publishedAt: string | null;
}

const dayMs = 24 * 60 * 60 * 1000;
const settingName = 'retention.csv';
const head = 'keep_days,keep_month_ends';
const shippedPolicy: Policy = { keepDays: 10, keepMonthEnds: true };

/** Which versions stay under a policy, and why; those that may go are null. `live` null: not known. */
export function keptVersions(
  ages: readonly Age[],
  live: string | null,
  { policy, now }: { policy: Policy; now: Date },
): Map<string, Kept | null> {
  const names = ages.map(({ version }) => version).sort();
  const before = live === null ? undefined : names.filter((name) => name < live).at(-1);
  const monthEnds = new Map(names.map((name) => [name.slice(0, 7), name]));
  const oldest = now.getTime() - policy.keepDays * dayMs;
  const reason = ({ version, publishedAt }: Age): Kept | null => {
    if (version === live) return 'live';
    if (version === before) return 'before_live';
    if (policy.keepMonthEnds && monthEnds.get(version.slice(0, 7)) === version) return 'month_end';
    if (publishedAt === null) return 'damaged';
    return Date.parse(publishedAt) >= oldest ? 'recent' : null;
  };
  return new Map(ages.map((age) => [age.version, reason(age)]));
}

/** Which of the versions that are there stay, and why. Throws SettingError. */
export function keptNow(surroundings: Surroundings): Map<string, Kept | null> {
  const { published } = places(surroundings.dataDir);
  const ages = versionsIn(published).map((version) => ({
    version,
    publishedAt: unlessRefused(() => manifestOf(published, version)?.published_at ?? null),
  }));
  const live = unlessRefused(() => currentVersion(published));
  return keptVersions(ages, live, { policy: policyOf(surroundings), now: surroundings.now() });
}

/** Takes away the versions that stay no longer; one that cannot be taken away is noted and stays. */
export function retire(surroundings: Surroundings): void {
  for (const [version, kept] of keptNow(surroundings)) {
    if (kept !== null) continue;
    try {
      removeVersion(surroundings.dataDir, version);
      surroundings.note(`Đã bỏ bản cũ ${version} theo quy định lưu giữ.`);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      surroundings.note(`Chưa bỏ được bản cũ ${version} (${String(error.code)}).`);
    }
  }
}

/** The policy in force: one row in `$DATA_DIR/settings/retention.csv`, or what is shipped. Throws SettingError. */
export function policyOf({ settings }: Surroundings): Policy {
  const path = settings === null ? '' : join(settings, settingName);
  if (!existsSync(path)) return shippedPolicy;
  const [first, row, ...more] = readFileSync(path, 'utf8')
    .replace(/^\ufeff/, '')
    .trim()
    .split(/\r?\n/);
  const [days, ends] = (row ?? '').split(',').map((cell) => cell.trim());
  if (
    first !== head ||
    more.length > 0 ||
    !/^\d{1,4}$/.test(days ?? '') ||
    !/^(true|false)$/.test(ends ?? '')
  )
    throw new SettingError(path, row ?? first ?? '', {
      vi: `hai dòng: "${head}" và một dòng như "10,true"`,
      en: `two lines: “${head}” and one such as “10,true”`,
    });
  return { keepDays: Number(days), keepMonthEnds: ends === 'true' };
}
